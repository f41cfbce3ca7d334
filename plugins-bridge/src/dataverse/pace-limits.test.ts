import { describe, expect, it } from '@jest/globals';
import { createGuard, type Limits, PLATFORM_LIMITS } from '../../../local-dataverse/src/protection/limits.ts';
import { createPace } from './pace.ts';

/** Milliseconds the platform works on a row's create and its state, and on a request that reads for a take-up. */
const rowMs = 75;
const readMs = 35;
const wayMs = 30;
const rowsPerBatch = 40;
const rowsPerTakeUp = 200;
const readsPerTakeUp = 2;

interface Outcome {
  /** Rows written after the warm-up ÷ what the budget of execution time allows. */
  readonly share: number;
  readonly throttled: number;
}

/** A backlog that does not end, one application user, in a time of its own: no clock is read and nothing sleeps. */
function simulate(limits: Limits, seconds: number, warmSeconds: number): Outcome {
  const pace = createPace(8);
  const guard = createGuard(limits);
  const due: { readonly at: number; readonly run: () => void }[] = [];
  const later = (ms: number, run: () => void): void => void due.push({ at: now + ms, run });
  let [now, written, throttled, takenUp, reads, seed] = [0, 0, 0, 0, readsPerTakeUp, 7];
  /** A little noise, the same every time: 0 to 60 ms. */
  const noise = (): number => ((seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31) * 60;

  function serve(): void {
    for (;;) {
      const wait = pace.wait(now);
      if (wait > 0) {
        if (wait !== Infinity) later(Math.ceil(wait), serve);
        return;
      }
      const isRead = reads > 0;
      if (isRead) reads -= 1;
      else takenUp += rowsPerBatch;
      if (takenUp >= rowsPerTakeUp) [takenUp, reads] = [takenUp - rowsPerTakeUp, reads + readsPerTakeUp];
      send(isRead);
    }
  }

  function send(isRead: boolean): void {
    const operations = isRead ? 4 : rowsPerBatch * 2;
    const request = pace.begin(now, operations);
    const answer = (status: number, retryAfterMs?: number): void => {
      const { seconds: secondsLeft, requests: requestsLeft } = guard.remaining('user', now);
      later(wayMs + noise(), () => {
        const pause = retryAfterMs === undefined ? {} : { retryAfterMs };
        request.end(now, { status, secondsLeft, requestsLeft, dopHint: limits.dopHint, ...pause });
        serve();
      });
    };
    later(wayMs, () => {
      const refused = guard.enter('user', now);
      if (refused) {
        throttled += 1;
        if (isRead) reads += 1;
        return answer(429, refused.retryAfterSeconds * 1000);
      }
      const cost = isRead ? readMs : 5 + rowsPerBatch * rowMs;
      guard.charge('user', cost, now);
      later(cost, () => {
        guard.leave('user');
        if (!isRead && now > warmSeconds * 1000) written += rowsPerBatch;
        answer(200);
      });
    });
  }

  serve();
  while (now < seconds * 1000) {
    const next = due.reduce((first, one) => (one.at < first.at ? one : first));
    due.splice(due.indexOf(next), 1);
    now = next.at;
    next.run();
  }
  const budget = ((limits.executionSeconds / limits.windowSeconds) * 1000) / rowMs;
  return { share: written / (seconds - warmSeconds) / budget, throttled };
}

describe('pace of an application user against the limits of the platform', () => {
  it('B-6 a backlog uses 99 % of what an hour allows, with few refusals', () => {
    const { share, throttled } = simulate(PLATFORM_LIMITS, 3600, 600);
    expect(share).toBeGreaterThan(0.985);
    expect(share).toBeLessThan(1.01);
    expect(throttled).toBeLessThan(30);
  });

  it('B-6 recommended numbers far above what the budget carries do not lead to a storm', () => {
    const { share, throttled } = simulate({ ...PLATFORM_LIMITS, dopHint: 50 }, 1800, 600);
    expect(share).toBeGreaterThan(0.97);
    expect(throttled).toBeLessThan(60);
  });
});
