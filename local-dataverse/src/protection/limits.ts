/** Service protection of one organisation: requests, execution time and concurrency of each user (facts §5). */
import { createWindow } from './window.ts';
import type { SlidingWindow } from './window.ts';

/** All of one user on one web server. */
export interface Limits {
  /** Length of the sliding window; the platform's 300. */
  readonly windowSeconds: number;
  /** Requests in a window; the platform's 6000. */
  readonly requests: number;
  /** Combined execution time in a window, seconds; the platform's 1200. */
  readonly executionSeconds: number;
  /** Requests at the same time; the platform's 52. */
  readonly concurrency: number;
  /** What `x-ms-dop-hint` says. */
  readonly dopHint: number;
}

export const PLATFORM_LIMITS: Limits = {
  windowSeconds: 300,
  requests: 6000,
  executionSeconds: 1200,
  concurrency: 52,
  dopHint: 4,
};

export type Exceeded = 'requests' | 'time' | 'concurrency';

/** What a refused request is told. */
export interface Refusal {
  readonly exceeded: Exceeded;
  /** `0x8007232…` */
  readonly code: string;
  readonly message: string;
  /** Whole seconds for Retry-After, at least 1. */
  readonly retryAfterSeconds: number;
}

export interface Remaining {
  readonly requests: number;
  /** Seconds of execution time. */
  readonly seconds: number;
}

export interface Guard {
  readonly limits: Limits;
  /** Lets a request in, which then counts and runs, or says why not; a refused request does not count ([INFER]). */
  enter(user: string, now: number): Refusal | undefined;
  /** Adds execution time of a request that was let in. */
  charge(user: string, milliseconds: number, now: number): void;
  /** A request that was let in has ended. */
  leave(user: string): void;
  remaining(user: string, now: number): Remaining;
}

interface UserState {
  readonly requests: SlidingWindow;
  /** Milliseconds. */
  readonly time: SlidingWindow;
  running: number;
}

/** @param limits checked by `readProtection`: all above 0. Moments are milliseconds of any clock that never goes back. */
export function createGuard(limits: Limits): Guard {
  const users = new Map<string, UserState>();
  const length = limits.windowSeconds * 1000;
  const stateOf = (user: string): UserState => {
    const known = users.get(user);
    if (known !== undefined) return known;
    const made = { requests: createWindow(length), time: createWindow(length), running: 0 };
    users.set(user, made);
    return made;
  };
  const budget = limits.executionSeconds * 1000;
  return {
    limits,
    enter(user, now) {
      const state = stateOf(user);
      // Concurrency is told first: it is over as soon as one request ends ([INFER], the order is in no document).
      if (state.running >= limits.concurrency) return refusal('concurrency', limits, now, now);
      if (state.requests.total(now) >= limits.requests)
        return refusal('requests', limits, state.requests.below(limits.requests, now), now);
      if (state.time.total(now) >= budget) return refusal('time', limits, state.time.below(budget, now), now);
      state.requests.add(now, 1);
      state.running += 1;
      return undefined;
    },
    charge: (user, milliseconds, now) => stateOf(user).time.add(now, milliseconds),
    leave(user) {
      stateOf(user).running -= 1;
    },
    remaining(user, now) {
      const state = stateOf(user);
      return {
        requests: Math.max(0, limits.requests - state.requests.total(now)),
        seconds: Math.max(0, (budget - state.time.total(now)) / 1000),
      };
    },
  };
}

const GROUPED = new Intl.NumberFormat('en-US');
const SECONDS = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** `1,200.00` */
export function formatSeconds(seconds: number): string {
  return SECONDS.format(seconds);
}

/** @param until when a new request would be let in */
export function refusal(exceeded: Exceeded, limits: Limits, until: number, now: number): Refusal {
  const retryAfterSeconds = Math.max(1, Math.ceil((until - now) / 1000));
  return { exceeded, ...wording(exceeded, limits), retryAfterSeconds };
}

function wording(exceeded: Exceeded, limits: Limits): { code: string; message: string } {
  switch (exceeded) {
    case 'requests':
      return {
        code: '0x80072322',
        message: `Number of requests exceeded the limit of ${limits.requests} over time window of ${limits.windowSeconds} seconds.`,
      };
    case 'time':
      return {
        code: '0x80072321',
        message: `Combined execution time of incoming requests exceeded limit of ${GROUPED.format(limits.executionSeconds * 1000)} milliseconds over time window of ${limits.windowSeconds} seconds. Decrease number of concurrent requests or reduce the duration of requests and try again later.`,
      };
    case 'concurrency':
      return {
        code: '0x80072326',
        message: `Number of concurrent requests exceeded the limit of ${limits.concurrency}.`,
      };
  }
}
