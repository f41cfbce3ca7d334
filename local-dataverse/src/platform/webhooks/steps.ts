/** Registered webhook steps and which of them a message concerns. Pure. */
import type { MessageContext } from '../../engine/types.ts';

export interface Endpoint {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly authType: number | undefined;
  /** Secret: goes into requests and nowhere else. */
  readonly authValue: string | undefined;
}

export interface StepImage {
  /** Key of the image in PreEntityImages or PostEntityImages. */
  readonly alias: string;
  readonly when: 'pre' | 'post' | 'both';
  /** Undefined: all columns. */
  readonly columns: readonly string[] | undefined;
}

export interface Step {
  readonly id: string;
  readonly name: string;
  readonly message: string;
  /** Undefined: every table, and messages without one. */
  readonly table: string | undefined;
  /** 10 and 20 before the operation, 40 after it. */
  readonly stage: number;
  readonly mode: 'synchronous' | 'asynchronous';
  readonly rank: number;
  /** Columns that an Update must send one of; undefined: any. */
  readonly filter: ReadonlySet<string> | undefined;
  readonly autoDelete: boolean;
  /** systemuserid the step runs as; undefined: the calling user. */
  readonly runAs: string | undefined;
  readonly images: readonly StepImage[];
  readonly endpoint: Endpoint;
}

/** A chain of events that set each other off ends here (the platform's default maximum depth). */
export const MAX_DEPTH = 8;

const SYNCHRONOUS_STAGES = new Set([10, 20, 40]);

/** Steps by message and table, in the order they run. */
export interface StepIndex {
  of(message: string, table: string | undefined): readonly Step[];
}

/** Leaves out what the platform would not run: asynchronous steps before the operation, unknown stages. */
export function indexSteps(steps: readonly Step[]): StepIndex {
  const byMessage = new Map<string, Step[]>();
  for (const step of [...steps].sort((a, b) => a.stage - b.stage || a.rank - b.rank)) {
    if (!canRun(step)) continue;
    const known = byMessage.get(step.message);
    if (known === undefined) byMessage.set(step.message, [step]);
    else known.push(step);
  }
  const found = new Map<string, readonly Step[]>();
  return {
    of(message, table) {
      const all = byMessage.get(message);
      if (all === undefined) return NONE;
      const key = `${message}/${table ?? ''}`;
      let steps = found.get(key);
      if (steps === undefined)
        found.set(key, (steps = all.filter((step) => step.table === undefined || step.table === table)));
      return steps;
    },
  };
}

const NONE: readonly Step[] = [];

function canRun(step: Step): boolean {
  return step.mode === 'asynchronous' ? step.stage === 40 : SYNCHRONOUS_STAGES.has(step.stage);
}

/** Steps of one mode that this message sets off. Filter columns count only for Update and UpdateMultiple, by what the caller sent. */
export function stepsFor(index: StepIndex, context: MessageContext, mode: Step['mode']): readonly Step[] {
  return index.of(context.message, context.table).filter((step) => step.mode === mode && passesFilter(step, context));
}

function passesFilter(step: Step, context: MessageContext): boolean {
  const { filter } = step;
  if (filter === undefined || !context.message.startsWith('Update')) return true;
  const sent = (each: MessageContext): boolean => Object.keys(each.target ?? {}).some((column) => filter.has(column));
  return context.parts === undefined ? sent(context) : context.parts.some(sent);
}

/** `a, B,c` → names in lower case; undefined when there are none. */
export function columnNames(list: unknown): readonly string[] | undefined {
  if (typeof list !== 'string') return undefined;
  const names = list
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  return names.length === 0 ? undefined : names;
}
