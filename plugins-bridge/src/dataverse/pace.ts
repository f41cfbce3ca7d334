import { createBudget } from './budget.ts';

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
  /** Length of the window the limits count in, as a 429 says it. */
  readonly windowMs?: number;
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
  /** Says the length of the window the limits count in, milliseconds; until one is told nothing is expected back. */
  slides(windowMs: number): void;
  /** The length that was told; 0: none yet. */
  windowMs(): number;
  /** The next request asks what other bridges have left of what should be back. */
  asks(): boolean;
  /** Bridges that use the user now, this one included: each takes its share. */
  share(bridges: number): void;
}

/** A request under way. */
export interface PacedRequest {
  /**
   * Operations it should bring at most: of bridges that share a user, what its share of the rest is about enough for. Infinity where
   * nobody else is known to use what is left.
   */
  readonly room: number;
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
/** The same where own requests of a window ago say when something comes back: others may use the user as well. */
const longProbeMs = 30_000;
/** The rate the limits allow for good, 6,000 requests in 300 seconds: kept to when few of the burst are left. */
const requestGapMs = 50;
/** Requests left at which the gap is kept. */
const fewRequests = 60;
/** A request may bring half more than the bridge's share of the rest: rarely do all bridges begin at the same moment. */
const shareAndMore = 1.5;
const longestDefaultPauseMs = 30_000;

/** @param most requests under way at once, whatever the platform says. */
export function createPace(most: number): Pace {
  let limit = Math.min(most, usualHint);
  let hint: number | undefined;
  let pausedUntil = 0;
  let bridges = 1;
  let underWay = 0;
  const budget = createBudget();
  let toldAt = 0;
  /** The last answer said that nothing was left of the bridge's share. */
  let wasSpent = false;
  /** Milliseconds to the platform and back: the shortest time of late. */
  let way = 100;
  let lastBegin = -Infinity;
  /** Execution seconds an operation takes, smoothed; from how long answers took. */
  let cost = 0.03;
  /** Operations of a request, smoothed. */
  let usual = 1;
  let throttled = 0;

  /** Who knows nothing but that its own use should be back does not know what others used of it: one small request asks. */
  const asksFirst = (): boolean => bridges > 1 && wasSpent;

  function allowed(): number {
    if (asksFirst()) return 1;
    const own = Math.floor(limit);
    return Math.max(1, Math.floor((hint === undefined ? own : Math.min(own, hint + beyondHint)) / bridges));
  }

  /** Alone with the user anything is enough to begin; where others may be about to begin as well, a third of a request. */
  const enough = (): number => (bridges > 1 ? (usual * cost) / 3 : 0);

  /** Nothing left, as far as the last answer and what is known besides tell. */
  function spent(now: number): boolean {
    const { seconds = Infinity, requests = Infinity } = budget.left(now);
    return seconds <= enough() || requests <= 0;
  }

  /** Without anything left: when it is time to ask again. */
  function nextLook(now: number): number {
    const back = budget.moreAt(now, enough());
    if (underWay > 0) return back;
    // The platform has said itself when there will be something; of several bridges each waits for what it used itself.
    const from = Math.max(toldAt, pausedUntil);
    if (pausedUntil > toldAt && (bridges === 1 || back === Infinity)) return pausedUntil;
    return Math.min(Math.max(back, from), from + (back === Infinity ? probeMs : longProbeMs) * bridges);
  }

  function ended(now: number, took: number, operations: number, signs: Signs): void {
    const { status, retryAfterMs, secondsLeft, requestsLeft, dopHint, windowMs } = signs;
    if (windowMs !== undefined) budget.slides(windowMs);
    if (dopHint !== undefined && dopHint >= 1) {
      if (hint === undefined) limit = Math.max(limit, Math.min(most, dopHint));
      hint = Math.floor(dopHint);
    }
    if (secondsLeft !== undefined || requestsLeft !== undefined) {
      // What began while the answer was on its way had not arrived when it was written; of what is left each bridge takes its share.
      budget.told(now - way / 2, {
        ...(secondsLeft === undefined ? {} : { seconds: secondsLeft / bridges }),
        ...(requestsLeft === undefined ? {} : { requests: requestsLeft }),
      });
      toldAt = now;
      wasSpent = spent(now);
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
    // Who uses less than half of the limit, which is of all bridges together, learns nothing of what lies above it.
    if (status < 400 && (underWay + 1) * bridges >= limit / 2) limit = Math.min(most, limit + 1 / Math.floor(limit));
  }

  return {
    wait(now) {
      if (underWay >= allowed()) return Infinity;
      const few = (budget.left(now).requests ?? Infinity) < fewRequests;
      return Math.max(
        0,
        pausedUntil - now,
        spent(now) ? nextLook(now) - now : 0,
        few ? lastBegin + requestGapMs * bridges - now : 0,
      );
    },
    free(now) {
      return pausedUntil > now || spent(now) ? 0 : Math.max(0, allowed() - underWay);
    },
    begin(now, operations) {
      const { seconds = Infinity } = budget.left(now);
      const room = asksFirst() ? 0 : bridges > 1 ? Math.max(0, (seconds / cost) * shareAndMore) : Infinity;
      const usage = budget.use(now + way / 2, operations * cost);
      let carried = operations;
      underWay += 1;
      lastBegin = now;
      return {
        room,
        carries(count) {
          carried = count;
          usage.seconds = count * cost;
          usual = 0.8 * usual + 0.2 * count;
        },
        end(moment, signs) {
          underWay -= 1;
          // Without an answer it may have been done all the same.
          if (!signs) return;
          const isRefused = signs.status === 429 || signs.status === 503;
          usage.seconds = isRefused ? 0 : Math.max(0, moment - now - way) / 1000;
          usage.requests = isRefused ? 0 : 1;
          ended(moment, moment - now, carried, signs);
        },
      };
    },
    pauseUntil(moment) {
      pausedUntil = Math.max(pausedUntil, moment);
    },
    pausedUntil: () => pausedUntil,
    underWay: () => underWay,
    limit: allowed,
    slides: budget.slides,
    windowMs: budget.windowMs,
    asks: () => underWay === 0 && asksFirst(),
    gapMs: () => requestGapMs * bridges,
    share(count) {
      bridges = Math.max(1, count);
    },
  };
}

/**
 * Reads the signs of an answer: of its headers, names in lower case, and of what a 429 says in its body (facts §5).
 */
export function signsOf(
  status: number,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  retryAfterMs: number | undefined,
  body = '',
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
  const [, windowSeconds] = (status === 429 && /over time window of ([1-9]\d{0,4}) seconds/.exec(body)) || [];
  return {
    status,
    ...(windowSeconds === undefined ? {} : { windowMs: Number(windowSeconds) * 1000 }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(secondsLeft === undefined ? {} : { secondsLeft }),
    ...(requestsLeft === undefined ? {} : { requestsLeft }),
    ...(dopHint === undefined ? {} : { dopHint }),
  };
}
