/** What an answer says of the limits of the application user that asked (facts §5). */
export interface Signs {
  readonly status: number;
  /** What a 429 or 503 asks to wait, milliseconds. */
  readonly retryAfterMs?: number;
  /** `x-ms-ratelimit-time-remaining-xrm-requests`: seconds of execution left in the window. */
  readonly secondsLeft?: number;
  /** `x-ms-ratelimit-burst-remaining-xrm-requests` */
  readonly requestsLeft?: number;
  /** `x-ms-dop-hint`: how many requests at once the platform recommends. */
  readonly dopHint?: number;
}

/**
 * How much one application user asks of Dataverse at once (SPEC B-6): service protection counts by user. A state machine without
 * clock or timers of its own; moments are milliseconds of one clock.
 *
 * The number of requests under way follows the platform: it starts at the recommended parallelism, grows by one for as many good
 * answers as it counts, shrinks by a third when the platform throttles. Executing one request takes one execution second a second,
 * so the number under way is also the rate at which the budget is used: when the answers say that little is left of it, fewer are
 * let out, and none when nothing is left.
 */
export interface Pace {
  /** Milliseconds until a request may begin: 0 at once, Infinity when one under way must end before. */
  wait(now: number): number;
  /** How many may begin now. */
  free(now: number): number;
  begin(now: number): void;
  /** `signs` is absent when there was no answer. */
  end(now: number, signs: Signs | undefined): void;
  /** No request begins before that moment. A shorter pause does not end a longer one. */
  pauseUntil(moment: number): void;
  pausedUntil(): number;
  underWay(): number;
  /** How many it lets be under way now. */
  limit(): number;
  /** Bridges that use the user now, this one included: each takes its share. */
  share(bridges: number): void;
}

/** What the platform recommends for most environments; until it has said so itself. */
const usualHint = 4;
/** Without anything left: looked again after this time, when no answer has told meanwhile. */
const probeMs = 1_000;
/** The rate the limits allow for good, 6,000 requests in 300 seconds: kept to when few of the burst are left. */
const requestGapMs = 50;
/** Requests left at which the gap is kept. */
const fewRequests = 60;
/** Requests' worth of execution time that is kept: below it no more than recommended, which uses less than comes back. */
const reserve = 0.5;
const longestDefaultPauseMs = 30_000;

/** @param most requests under way at once, whatever the platform says. */
export function createPace(most: number): Pace {
  let limit = Math.min(most, usualHint);
  let hint: number | undefined;
  let pausedUntil = 0;
  let bridges = 1;
  let underWay = 0;
  /** What the last answer said, and how many requests began after it. */
  let left: { readonly seconds?: number; readonly requests?: number } = {};
  let begunSince = 0;
  let toldAt = 0;
  let lastBegin = -Infinity;
  /** Execution seconds a request takes, smoothed; from how long answers took. */
  let cost = 0.1;
  let throttled = 0;
  const begunAt: number[] = [];

  /** How many requests of the usual size the execution time left is good for. */
  function level(): number {
    return left.seconds === undefined ? Infinity : (left.seconds - begunSince * cost) / cost;
  }

  function allowed(): number {
    const own = Math.floor(limit);
    if (hint === undefined) return shareOf(own);
    // One more than recommended while there is plenty: one is always on its way, not executing.
    return shareOf(Math.min(own, level() >= reserve ? hint + 1 : hint));
  }

  function shareOf(count: number): number {
    return Math.max(1, Math.floor(count / bridges));
  }

  /** Nothing left, as far as the last answer and what began since tell. */
  function spent(): boolean {
    return level() <= 0 || (left.requests !== undefined && left.requests - begunSince <= 0);
  }

  return {
    wait(now) {
      if (underWay >= allowed() || (spent() && underWay > 0)) return Infinity;
      const few = left.requests !== undefined && left.requests - begunSince < fewRequests;
      return Math.max(
        0,
        pausedUntil - now,
        spent() ? toldAt + probeMs * bridges - now : 0,
        few ? lastBegin + requestGapMs * bridges - now : 0,
      );
    },
    free(now) {
      return pausedUntil > now || spent() ? 0 : Math.max(0, allowed() - underWay);
    },
    begin(now) {
      underWay += 1;
      begunSince += 1;
      lastBegin = now;
      begunAt.push(now);
    },
    end(now, signs) {
      underWay -= 1;
      // Which of them ended does not matter: the mean of the times is the same.
      const took = now - (begunAt.shift() ?? now);
      if (!signs) return;
      const { status, retryAfterMs, secondsLeft, requestsLeft, dopHint } = signs;
      if (dopHint !== undefined && dopHint >= 1) {
        if (hint === undefined) limit = Math.max(limit, Math.min(most, dopHint));
        hint = Math.floor(dopHint);
      }
      if (secondsLeft !== undefined || requestsLeft !== undefined) {
        left = {
          ...(secondsLeft === undefined ? {} : { seconds: secondsLeft }),
          ...(requestsLeft === undefined ? {} : { requests: requestsLeft }),
        };
        begunSince = 0;
        toldAt = now;
      }
      if (status === 429 || status === 503) {
        limit = Math.max(1, limit * (2 / 3));
        throttled += 1;
        const pause = retryAfterMs ?? Math.min(longestDefaultPauseMs, 500 * 2 ** Math.min(throttled, 10));
        pausedUntil = Math.max(pausedUntil, now + pause);
        return;
      }
      throttled = 0;
      cost = 0.8 * cost + (0.2 * took) / 1000;
      // Who uses less than half of the limit learns nothing of what lies above it.
      if (status < 400 && underWay + 1 >= limit / 2) limit = Math.min(most, limit + 1 / Math.floor(limit));
    },
    pauseUntil(moment) {
      pausedUntil = Math.max(pausedUntil, moment);
    },
    pausedUntil: () => pausedUntil,
    underWay: () => underWay,
    limit: allowed,
    share(count) {
      bridges = Math.max(1, count);
    },
  };
}

/** Reads the signs of an answer's headers; names in lower case. */
export function signsOf(
  status: number,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  retryAfterMs: number | undefined,
): Signs {
  const number = (name: string): number | undefined => {
    const value = headers[name];
    if (typeof value !== 'string') return undefined;
    // "1,200.00"
    const read = Number(value.replaceAll(',', ''));
    return value.trim() !== '' && Number.isFinite(read) ? read : undefined;
  };
  const secondsLeft = number('x-ms-ratelimit-time-remaining-xrm-requests');
  const requestsLeft = number('x-ms-ratelimit-burst-remaining-xrm-requests');
  const dopHint = number('x-ms-dop-hint');
  return {
    status,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(secondsLeft === undefined ? {} : { secondsLeft }),
    ...(requestsLeft === undefined ? {} : { requestsLeft }),
    ...(dopHint === undefined ? {} : { dopHint }),
  };
}
