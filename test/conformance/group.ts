import type { Service } from './service.ts';

/** A group of the conformance run: one line of `npm run conformance`. */
export interface Group {
  /** Letter of issue 4's list. */
  readonly letter: string;
  readonly title: string;
  /** Why the group cannot run here (a reference file is missing), or undefined. */
  missing?(): string | undefined;
  run(service: Service): Promise<Outcome>;
}

export interface Outcome {
  /** What was compared or tried. */
  readonly checked: number;
  /** One line a failure; empty when all is well. */
  readonly failures: readonly string[];
  /** What the reader should know beside the number, e.g. how many differences are allowed. */
  readonly notes: readonly string[];
}

/** One named case that fails by throwing. */
export interface Case<World> {
  readonly name: string;
  run(world: World): Promise<void>;
}

/** Runs the cases one after the other and gathers what went wrong. */
export async function runCases<World>(cases: readonly Case<World>[], world: World): Promise<string[]> {
  const failures: string[] = [];
  for (const each of cases) {
    try {
      await each.run(world);
    } catch (error) {
      failures.push(`${each.name}: ${error instanceof Error ? error.message : JSON.stringify(error)}`);
    }
  }
  return failures;
}
