import { setTimeout as delay } from 'node:timers/promises';

/**
 * How much is asked of Dataverse at once: a number of requests under way, none while the platform asked to wait (SPEC B-6).
 * One pace an application user; service protection counts by user.
 */
export interface Pace {
  /** Waits for a place and for the end of a pause, then runs `work`. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** No request begins before the time is over. A shorter pause does not end a longer one. */
  pause(milliseconds: number): void;
  /** Milliseconds until requests begin again; 0 when they do now. */
  paused(): number;
  /** Requests that have a place. */
  underWay(): number;
}

/** @param now a clock that nobody sets: after a jump of the wall clock nothing is asked for as long as it was ahead. */
export function createPace(parallel: number, now: () => number = () => performance.now()): Pace {
  let free = parallel;
  let until = 0;
  const waiting: (() => void)[] = [];

  async function enter(): Promise<void> {
    if (free > 0) free -= 1;
    // The place is handed over by `leave`: `free` stays as it is.
    else await new Promise<void>((resolve) => waiting.push(resolve));
    for (let left = until - now(); left > 0; left = until - now()) await delay(left);
  }

  function leave(): void {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  }

  return {
    async run(work) {
      await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },
    pause(milliseconds) {
      until = Math.max(until, now() + milliseconds);
    },
    paused: () => Math.max(0, until - now()),
    underWay: () => parallel - free,
  };
}
