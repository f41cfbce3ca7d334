import { join } from 'node:path';
import { z } from 'zod';
import { readSecretFile, writeSecretFile } from '../connections/secret-file.ts';

/** What is remembered of a source between starts. Times are milliseconds since 1970. */
export interface SourceState {
  /** By list: the time of the last change that was taken over, exact text of the source. */
  readonly cursors: Readonly<Record<string, string>>;
  /** When a pull last came to its end. */
  readonly pulledAt?: number | undefined;
  /** When it last sent anything. */
  readonly heardAt?: number | undefined;
  /** Since when it is listened to. */
  readonly watchedSince?: number | undefined;
  /** When its subscriptions were last looked at, and which were not on. */
  readonly checkedAt?: number | undefined;
  readonly off?: readonly string[] | undefined;
  /** Why its API could not be used the last time; code of a reason and its detail. */
  readonly problem?: { readonly code: string; readonly detail?: string | undefined } | undefined;
}

/**
 * Keeps {@link SourceState}. One bridge has a file; several bridges of one PostgreSQL share a table, so that one of them pulls for all,
 * and a source is silent only when nobody hears it.
 */
export interface SourceStates {
  read(source: string): Promise<SourceState>;
  /** Changes what is named; of the cursors too only those that are named. On the disk when it resolves. */
  update(source: string, change: Partial<SourceState>): Promise<void>;
  /** Runs `work` unless another bridge is at it for this source. @returns whether it ran. */
  exclusively(source: string, work: () => Promise<void>): Promise<boolean>;
  close(): Promise<void>;
}

export const stateSchema = z.object({
  cursors: z.record(z.string(), z.string()).default({}),
  pulledAt: z.number().optional(),
  heardAt: z.number().optional(),
  watchedSince: z.number().optional(),
  checkedAt: z.number().optional(),
  off: z.array(z.string()).optional(),
  problem: z.object({ code: z.string(), detail: z.string().optional() }).optional(),
});

/** Clocks of several bridges differ by less, milliseconds. */
const clocksDifferMs = 60_000;

/**
 * Milliseconds until what was last done at `at` is due again; 0: now. A time that lies ahead was written while the clock was wrong:
 * it would put off the next one for as long.
 */
export function untilDue(at: number | undefined, everyMs: number, now: number): number {
  if (at === undefined || at > now + clocksDifferMs) return 0;
  return Math.max(0, at + everyMs - now);
}

/** `<folder>/sources.json`. The queue's file beside it lets one process alone into the folder: nobody else is at it. */
export function fileStates(folder: string): SourceStates {
  const path = join(folder, 'sources.json');
  const all = new Map<string, SourceState>(
    Object.entries(z.record(z.string(), stateSchema).parse(readSecretFile(path) ?? {})),
  );
  const stateOf = (source: string): SourceState => all.get(source) ?? { cursors: {} };
  return {
    read: (source) => Promise.resolve(stateOf(source)),
    async update(source, change) {
      const state = stateOf(source);
      all.set(source, { ...state, ...change, cursors: { ...state.cursors, ...change.cursors } });
      writeSecretFile(path, Object.fromEntries(all));
    },
    async exclusively(_source, work) {
      await work();
      return true;
    },
    close: () => Promise.resolve(),
  };
}
