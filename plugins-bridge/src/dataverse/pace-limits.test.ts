import { describe, expect, it } from '@jest/globals';
import { createGuard, type Limits, PLATFORM_LIMITS } from '../../../local-dataverse/src/protection/limits.ts';
import { createPace, type Pace } from './pace.ts';

/** Milliseconds the platform works on a row's create and its state, and on a request that reads for a take-up. */
const rowMs = 75;
const readMs = 35;
const wayMs = 30;
/** What a refusal is told to the other bridges after. */
const boardMs = 20;
const rowsPerBatch = 40;
const leastRowsPerBatch = 6;
const rowsPerTakeUp = 200;
const readsPerTakeUp = 2;

interface Outcome {
  /** Rows written after the warm-up ÷ what the budget of execution time allows. */
  readonly share: number;
  /** Refusals after the warm-up. */
  readonly throttled: number;
}

interface Order {
  readonly limits: Limits;
  readonly seconds: number;
  readonly warmSeconds: number;
  /** All with the same application user. */
  readonly bridges?: number;
  readonly seed?: number;
}

/** A backlog that does not end, in a time of its own: no clock is read and nothing sleeps. */
function simulate({ limits, seconds, warmSeconds, bridges = 1, seed = 7 }: Order): Outcome {
  const guard = createGuard(limits);
  const due: { readonly at: number; readonly run: () => void }[] = [];
  const later = (ms: number, run: () => void): void => void due.push({ at: now + ms, run });
  let [now, written, throttled, last] = [0, 0, 0, seed];
  /** A little noise, the same for the same seed: 0 to 60 ms. */
  const noise = (): number => ((last = (last * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31) * 60;
  const all: { readonly pace: Pace; readonly serve: () => void }[] = [];
  const windowMs = limits.windowSeconds * 1000;

  function addBridge(): void {
    const pace = createPace(8);
    pace.share(bridges);
    let [takenUp, reads, usual] = [0, readsPerTakeUp, 1];

    function serve(): void {
      for (;;) {
        const wait = pace.wait(now);
        if (wait > 0) {
          if (wait !== Infinity) later(Math.ceil(wait), serve);
          return;
        }
        const isRead = reads > 0;
        if (isRead) reads -= 1;
        send(isRead);
      }
    }

    function send(isRead: boolean): void {
      const request = pace.begin(now, isRead ? 4 : usual);
      const rows = isRead ? 0 : Math.max(leastRowsPerBatch, Math.min(rowsPerBatch, Math.floor(request.room / 2)));
      const operations = isRead ? 4 : rows * 2;
      request.carries(operations);
      if (!isRead) usual = 0.8 * usual + 0.2 * operations;
      takenUp += rows;
      if (takenUp >= rowsPerTakeUp) [takenUp, reads] = [takenUp - rowsPerTakeUp, reads + readsPerTakeUp];
      const answer = (status: number, refused?: { readonly retryAfterMs: number; readonly windowMs: number }): void => {
        const { seconds: secondsLeft, requests: requestsLeft } = guard.remaining('user', now);
        later(wayMs + noise(), () => {
          request.end(now, { status, secondsLeft, requestsLeft, dopHint: limits.dopHint, ...refused });
          if (refused) tell(pace.pausedUntil());
          serve();
        });
      };
      later(wayMs, () => {
        const refused = guard.enter('user', now);
        if (refused) {
          if (now > warmSeconds * 1000) throttled += 1;
          if (isRead) reads += 1;
          takenUp -= rows;
          return answer(429, { retryAfterMs: refused.retryAfterSeconds * 1000, windowMs });
        }
        const cost = isRead ? readMs : 5 + rows * (rowMs + (noise() - 30) / 10);
        guard.charge('user', cost, now);
        later(cost, () => {
          guard.leave('user');
          if (now > warmSeconds * 1000) written += rows;
          answer(200);
        });
      });
    }
    all.push({ pace, serve });
  }

  function tell(until: number): void {
    for (const { pace, serve } of all) {
      later(boardMs, () => {
        pace.pauseUntil(until);
        pace.slides(windowMs);
        serve();
      });
    }
  }

  for (let count = 0; count < bridges; count += 1) addBridge();
  for (const { serve } of all) serve();
  while (now < seconds * 1000) {
    const next = due.reduce((first, one) => (one.at < first.at ? one : first));
    due.splice(due.indexOf(next), 1);
    now = next.at;
    next.run();
  }
  const budget = ((limits.executionSeconds / limits.windowSeconds) * 1000) / rowMs;
  return { share: written / (seconds - warmSeconds) / budget, throttled };
}

/** Over several seeds: in short windows a single run says little. */
function average(order: Order): Outcome {
  const runs = [1, 2, 3, 4, 5, 6].map((seed) => simulate({ ...order, seed }));
  const mean = (of: (run: Outcome) => number): number => runs.reduce((sum, run) => sum + of(run), 0) / runs.length;
  return { share: mean(({ share }) => share), throttled: mean(({ throttled }) => throttled) };
}

describe('pace of an application user against the limits of the platform', () => {
  it('B-6 a backlog uses 99 % of what an hour allows, with about a refusal for each window', () => {
    const { share, throttled } = simulate({ limits: PLATFORM_LIMITS, seconds: 3600, warmSeconds: 600 });
    expect(share).toBeGreaterThan(0.985);
    expect(share).toBeLessThan(1.01);
    expect(throttled).toBeLessThanOrEqual(15);
  });

  it('B-6 two bridges with one user use as much of it', () => {
    const { share, throttled } = simulate({ limits: PLATFORM_LIMITS, seconds: 2400, warmSeconds: 600, bridges: 2 });
    expect(share).toBeGreaterThan(0.985);
    expect(throttled).toBeLessThanOrEqual(6);
  });

  it('B-6 recommended numbers far above what the budget carries do not lead to a storm', () => {
    const limits = { ...PLATFORM_LIMITS, dopHint: 50 };
    const { share, throttled } = simulate({ limits, seconds: 1800, warmSeconds: 600 });
    expect(share).toBeGreaterThan(0.97);
    expect(throttled).toBeLessThan(20);
  });

  it('B-6 where the window is over sooner than it would ask again, hardly anything is refused', () => {
    const limits = { ...PLATFORM_LIMITS, windowSeconds: 30, requests: 600, executionSeconds: 120 };
    const { share, throttled } = average({ limits, seconds: 300, warmSeconds: 60 });
    expect(share).toBeGreaterThan(0.98);
    expect(throttled).toBeLessThan(2);
  });

  it.each([2, 4])('B-6 %i bridges with one user write as much as one, and are refused no more', (bridges) => {
    const limits = { ...PLATFORM_LIMITS, windowSeconds: 30, requests: 600, executionSeconds: 30 };
    const [one, several] = [1, bridges].map((count) =>
      average({ limits, seconds: 270, warmSeconds: 30, bridges: count }),
    );
    expect(several!.share / one!.share).toBeGreaterThan(0.9);
    expect(several!.share / one!.share).toBeLessThan(1.1);
    expect(several!.throttled).toBeLessThanOrEqual(one!.throttled);
  });
});
