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
 * answers as it counts, and shrinks by a third when the platform throttles without a word of what is left.
 * Where answers tell what is left of the budget, that decides: as many as it is enough for, after what the answer could not know of,
 * and none when nothing is left (docs/decisions/010-pacing-by-what-answers-say.md).
 */
export interface Pace {
  /** Milliseconds until a request may begin: 0 at once, Infinity when one under way must end before. */
  wait(now: number): number;
  /** How many may begin now. */
  free(now: number): number;
  /** @param operations how many it brings, as far as is known. */
  begin(now: number, operations: number): PacedRequest;
  /** No request begins before that moment. A shorter pause does not end a longer one. */
  pauseUntil(moment: number): void;
  pausedUntil(): number;
  underWay(): number;
  /** How many it lets be under way now. */
  limit(): number;
  /** Milliseconds from one request to the next that can be kept up for good. */
  gapMs(): number;
  /** Bridges that use the user now, this one included: each takes its share. */
  share(bridges: number): void;
}

/** A request under way. */
export interface PacedRequest {
  /** Says how many operations it does bring. */
  carries(operations: number): void;
  /** `signs` is absent when there was no answer. To be called once. */
  end(now: number, signs: Signs | undefined): void;
}

/** What the platform recommends for most environments; until it has said so itself. */
const usualHint = 4;
/** Beyond what it recommends: one is always on its way and not executing, and one makes up for pauses. */
const beyondHint = 2;
/** Without anything left: looked again after this time, when no answer has told meanwhile. */
const probeMs = 1_000;
/** The rate the limits allow for good, 6,000 requests in 300 seconds: kept to when few of the burst are left. */
const requestGapMs = 50;
/** Requests left at which the gap is kept. */
const fewRequests = 60;
const longestDefaultPauseMs = 30_000;

/** @param most requests under way at once, whatever the platform says. */
export function createPace(most: number): Pace {
  let limit = Math.min(most, usualHint);
  let hint: number | undefined;
  let pausedUntil = 0;
  let bridges = 1;
  let underWay = 0;
  /** What the last answer said, and what it did not know of. */
  let left: { readonly seconds?: number; readonly requests?: number } = {};
  let unknown: { readonly at: number; operations: number }[] = [];
  let toldAt = 0;
  /** Milliseconds to the platform and back: the shortest time of late. */
  let way = 100;
  let lastBegin = -Infinity;
  /** Execution seconds an operation takes, smoothed; from how long answers took. */
  let cost = 0.03;
  /** Operations of a request, smoothed. */
  let usual = 1;
  let throttled = 0;

  function allowed(): number {
    const own = Math.floor(limit);
    return Math.max(1, Math.floor((hint === undefined ? own : Math.min(own, hint + beyondHint)) / bridges));
  }

  /** Nothing left, as far as the last answer and what began since tell. */
  function spent(): boolean {
    // Of other bridges each may have begun one as well: on an average half of it is not known yet.
    const others = ((bridges - 1) * usual) / 2;
    const operations = unknown.reduce((sum, request) => sum + request.operations, others);
    return (
      (left.seconds !== undefined && left.seconds <= operations * cost) ||
      (left.requests !== undefined && left.requests <= unknown.length)
    );
  }

  function ended(now: number, took: number, operations: number, signs: Signs): void {
    const { status, retryAfterMs, secondsLeft, requestsLeft, dopHint } = signs;
    if (dopHint !== undefined && dopHint >= 1) {
      if (hint === undefined) limit = Math.max(limit, Math.min(most, dopHint));
      hint = Math.floor(dopHint);
    }
    // What began while the answer was on its way had not arrived when it was written.
    unknown = unknown.filter(({ at }) => at > now - way);
    if (secondsLeft !== undefined || requestsLeft !== undefined) {
      left = {
        ...(secondsLeft === undefined ? {} : { seconds: secondsLeft }),
        ...(requestsLeft === undefined ? {} : { requests: requestsLeft }),
      };
      toldAt = now;
    }
    if (status === 429 || status === 503) {
      // Where the budget is told, it was used up by work that was done, not by too many at once.
      if (secondsLeft === undefined) limit = Math.max(1, limit * (2 / 3));
      throttled += 1;
      const pause = retryAfterMs ?? Math.min(longestDefaultPauseMs, 500 * 2 ** Math.min(throttled, 10));
      pausedUntil = Math.max(pausedUntil, now + pause);
      return;
    }
    throttled = 0;
    way = Math.max(1, Math.min(took, way * 1.02));
    // Of a request with few operations most of the time is the way.
    const weight = Math.min(0.2, operations / 100);
    cost = (1 - weight) * cost + (weight * took) / 1000 / operations;
    // Who uses less than half of the limit learns nothing of what lies above it.
    if (status < 400 && underWay + 1 >= limit / 2) limit = Math.min(most, limit + 1 / Math.floor(limit));
  }

  return {
    wait(now) {
      if (underWay >= allowed() || (spent() && underWay > 0)) return Infinity;
      const few = left.requests !== undefined && left.requests - unknown.length < fewRequests;
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
    begin(now, operations) {
      const request = { at: now, operations };
      unknown.push(request);
      underWay += 1;
      lastBegin = now;
      return {
        carries(count) {
          request.operations = count;
          usual = 0.8 * usual + 0.2 * count;
        },
        end(moment, signs) {
          underWay -= 1;
          if (signs) ended(moment, moment - now, request.operations, signs);
          // It may have been done all the same; but who never gets an answer must not remember them all.
          else unknown = unknown.filter(({ at }) => at > moment - longestDefaultPauseMs);
        },
      };
    },
    pauseUntil(moment) {
      pausedUntil = Math.max(pausedUntil, moment);
    },
    pausedUntil: () => pausedUntil,
    underWay: () => underWay,
    limit: allowed,
    gapMs: () => requestGapMs * bridges,
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
