import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { safeError } from '../log.ts';
import type { Claim, EventQueue } from '../queue/types.ts';

export interface WorkerOptions {
  readonly queue: EventQueue;
  readonly work: (claims: readonly Claim[]) => Promise<void>;
  readonly log: Logger;
  /** Claims worked on at the same time. */
  readonly parallel: number;
  /** Entries taken up at once. */
  readonly claimSize: () => number;
  /** Milliseconds from one take-up to the next, unless the first was full; without it none. */
  readonly gapMs?: () => number;
  readonly now: () => number;
  /** Milliseconds of a clock that nobody sets; by it a wall clock that was set back is noticed. */
  readonly steady?: () => number;
}

export interface Worker {
  start(): void;
  /** Takes up nothing more and resolves when what is under way has ended. */
  stop(): Promise<void>;
}

/** The queue is looked at this often without being told, milliseconds. */
const idlePollMs = 1_000;
/** Pause after a failure of the queue itself (disk full, file gone). */
const failurePauseMs = 1_000;
/** The wall clock was set back when it lost more than this, milliseconds; less is drift that is being put right. */
const setBackMs = 1_000;

/** Takes up what the queue has, several claims side by side, woken when something comes in or falls due. */
export function createWorker(options: WorkerOptions): Worker {
  const { queue, work, log, parallel, claimSize, gapMs = () => 0, now, steady = () => performance.now() } = options;
  const underWay = new Set<Promise<void>>();
  let stopping = false;
  let wake: () => void = () => undefined;
  let running: Promise<void> | undefined;
  // Set between looking and waiting, so that news in that moment are not slept through.
  let news = false;
  /** How far the wall clock is ahead of the steady one. The first look counts as set back: nobody saw what was before. */
  let ahead = Infinity;
  /** What comes in little by little is gathered until then. By the steady clock. */
  let notBefore = 0;
  queue.onReady(() => {
    news = true;
    wake();
  });

  async function loop(): Promise<void> {
    while (!stopping) {
      try {
        news = false;
        await lookAtClock();
        if (notBefore > steady()) await delay(notBefore - steady());
        if (stopping) break;
        const size = claimSize();
        const claims = underWay.size < parallel ? await queue.claim(size) : [];
        if (claims.length > 0) {
          const isFull = claims.reduce((sum, { entries }) => sum + entries.length, 0) >= size;
          notBefore = isFull ? 0 : steady() + gapMs();
          begin(claims);
        } else await rest(await pause());
      } catch (error) {
        told(error);
        await delay(failurePauseMs);
      }
    }
  }

  async function lookAtClock(): Promise<void> {
    const found = now() - steady();
    if (found < ahead - setBackMs) {
      await queue.hasten();
      // What is under way may still put off by the clock as it was.
      const begun = [...underWay];
      if (begun.length > 0)
        void Promise.all(begun)
          .then(() => queue.hasten())
          .catch(told);
    }
    ahead = found;
  }

  function told(error: unknown): void {
    log.error({ error: safeError(error) }, 'the queue failed');
  }

  function begin(claims: readonly Claim[]): void {
    const task = work(claims)
      .catch(async (error: unknown) => {
        log.error({ error: safeError(error) }, 'claims could not be worked off');
        await delay(failurePauseMs);
        await giveBack(claims);
      })
      .finally(() => {
        underWay.delete(task);
        news = true;
        wake();
      });
    underWay.add(task);
  }

  /** What was not settled waits again; a claim that was settled before the failure refuses, and stays as it is. */
  async function giveBack(claims: readonly Claim[]): Promise<void> {
    await Promise.allSettled(claims.map((claim) => queue.settle({ claim, outcomes: new Map(), items: [] })));
  }

  async function pause(): Promise<number> {
    const due = await queue.nextDue();
    return due === undefined ? idlePollMs : Math.min(idlePollMs, Math.max(1, due - now()));
  }

  async function rest(milliseconds: number): Promise<void> {
    if (news || stopping) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  return {
    start() {
      running ??= loop();
    },
    async stop() {
      stopping = true;
      wake();
      await running;
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
