import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { PassingFailure } from '../failures.ts';
import { safeError } from '../log.ts';
import type { EventQueue } from '../queue/types.ts';
import { reason } from '../reasons.ts';
import type { Source } from '../sources/types.ts';
import { pullList } from './pull.ts';
import { type SourceStates, untilDue } from './states.ts';
import type { PullSource } from './types.ts';

export interface Reconciler {
  start(): void;
  /** Of all pulls since the start. */
  figures(): { readonly pulls: number; readonly seen: number; readonly found: number };
  /** Resolves when no pull is under way any more. */
  stop(): Promise<void>;
}

export interface ReconcilerOptions {
  readonly pull: PullSource;
  readonly source: Source;
  readonly queue: Pick<EventQueue, 'accept' | 'items'>;
  readonly states: SourceStates;
  readonly everyMs: number;
  readonly log: Logger;
  readonly now: () => number;
}

/** A pull that failed is tried again after this time, or after what the source asks for. Milliseconds. */
const againMs = 60_000;
/** The first pull ever looks back so far: what is older is for `backfill`. Milliseconds. */
const firstLookMs = 60 * 60_000;

/**
 * Asks a source at intervals for what its webhooks may have lost, at once when it was not asked for longer than that (SPEC B-1, B-2:
 * sources that give up after few tries).
 */
export function createReconciler({ pull, source, queue, states, everyMs, log, now }: ReconcilerOptions): Reconciler {
  const stopping = new AbortController();
  const totals = { pulls: 0, seen: 0, found: 0 };
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> = Promise.resolve();

  const context = {
    source,
    queue,
    now,
    pause: async (ms: number) => void (await delay(ms, undefined, { signal: stopping.signal })),
  };

  /** @returns milliseconds until the next one. */
  async function round(): Promise<number> {
    const due = await pullDue();
    if (due > 0) return due;
    const ran = await states.exclusively(pull.name, async () => {
      // Another bridge may just have done it.
      if ((await pullDue()) > 0) return;
      await everyList();
    });
    return ran ? Math.max(1_000, await pullDue()) : againMs;
  }

  async function pullDue(): Promise<number> {
    const { pulledAt } = await states.read(pull.name);
    return untilDue(pulledAt, everyMs, now());
  }

  /** One list that cannot be read does not keep the others from being read. @throws the first failure. */
  async function everyList(): Promise<void> {
    const startedAt = now();
    const { cursors } = await states.read(pull.name);
    let failure: unknown;
    let found = 0;
    for (const resource of pull.resources) {
      if (stopping.signal.aborted) return;
      const { name } = resource;
      const cursor = cursors[name] ?? new Date(startedAt - firstLookMs).toISOString();
      // Where the first one began must be known to the next one, also when nothing has changed since.
      const save = (text: string): Promise<void> => states.update(pull.name, { cursors: { [name]: text } });
      if (cursors[name] === undefined) await save(cursor);
      try {
        const figures = await pullList(resource, cursor, save, context);
        totals.seen += figures.seen;
        found += figures.found;
      } catch (error) {
        failure ??= error;
      }
    }
    totals.found += found;
    if (found > 0) log.info({ source: pull.name, found }, 'the source had changes its webhooks had not told of');
    if (failure !== undefined) throw failure;
    totals.pulls += 1;
    await states.update(pull.name, { pulledAt: now(), problem: undefined });
  }

  async function turn(): Promise<void> {
    let next = againMs;
    try {
      next = await round();
    } catch (error) {
      if (stopping.signal.aborted) return;
      const isKnown = error instanceof PassingFailure;
      const problem = isKnown ? error.reason : reason('internal-error', pull.name);
      await states.update(pull.name, { problem }).catch(() => undefined);
      next = Math.max(againMs, isKnown ? (error.retryAfterMs ?? 0) : 0);
      log.warn(
        { source: pull.name, error: safeError(error), reason: problem },
        'a source could not be asked for changes',
      );
    }
    if (!stopping.signal.aborted) schedule(next);
  }

  function schedule(ms: number): void {
    timer = setTimeout(() => {
      working = turn();
    }, ms);
    timer.unref();
  }

  return {
    start: () => schedule(0),
    figures: () => ({ ...totals }),
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await working;
    },
  };
}
