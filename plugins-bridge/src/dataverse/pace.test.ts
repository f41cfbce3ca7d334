import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createPace, type PacedRequest, type Signs, signsOf } from './pace.ts';

const ok: Signs = { status: 200 };

/** A pace with the requests it has under way. */
function paceOf(most: number, operations = 1) {
  const pace = createPace(most);
  const requests: PacedRequest[] = [];
  const begin = (now: number): void => {
    const request = pace.begin(now, 1);
    request.carries(operations);
    requests.push(request);
  };
  /** Answers the oldest. */
  const end = (now: number, signs?: Signs): void => requests.shift()?.end(now, signs);
  /** Begins as many as may at this moment. */
  const fill = (now: number): number => {
    let begun = 0;
    for (; pace.wait(now) === 0 && begun < 100; begun += 1) begin(now);
    return begun;
  };
  /** Answers everything that is under way, then fills again. */
  const round = (now: number, signs: Signs): number => {
    while (requests.length > 0) end(now, signs);
    return fill(now);
  };
  return { pace, begin, end, fill, round };
}

describe('pace of an application user', () => {
  it('B-6 grows by one a round of good answers and shrinks by a third when it is throttled', () => {
    const { pace, end, fill } = paceOf(8);
    fill(0);
    const under = [1, 2, 3].map((now) => {
      for (let left = pace.underWay(); left > 0; left -= 1) {
        end(now, ok);
        fill(now);
      }
      return pace.underWay();
    });
    expect(under).toEqual([5, 6, 7]);
    end(3, { status: 429, retryAfterMs: 500 });
    expect(pace.pausedUntil()).toBe(503);
    while (pace.underWay() > 0) end(3, ok);
    expect(fill(502)).toBe(0);
    expect(pace.wait(502.5)).toBe(0.5);
    // Two thirds of seven, and a little more for what was answered well.
    expect(fill(503)).toBe(5);
  });

  it('B-6 keeps to the recommended parallelism and two, and to what is left of the budget', () => {
    const { round } = paceOf(20, 50);
    const signs = (secondsLeft: number): Signs => ({ ...ok, dopHint: 4, secondsLeft, requestsLeft: 5000 });
    let now = 0;
    // Each answer took two seconds, so each operation 40 ms.
    for (let count = 0; count < 20; count += 1) expect(round((now += 2_000), signs(1000))).toBeLessThan(7);
    expect([1000, 5, 3, 0.5, 0].map((left) => round((now += 2_000), signs(left)))).toEqual([6, 3, 2, 1, 0]);
  });

  it('B-6 counts what began while an answer was on its way: the answer does not know of it', () => {
    const { begin, end, fill, pace } = paceOf(20, 50);
    for (let count = 0; count < 3; count += 1) {
      begin(0);
      end(2_000, { ...ok, dopHint: 8, secondsLeft: 1000, requestsLeft: 5000 });
    }
    begin(3_000);
    begin(4_990);
    // Three seconds are enough for two; one has just gone out.
    end(5_000, { ...ok, dopHint: 8, secondsLeft: 3, requestsLeft: 5000 });
    expect(fill(5_000)).toBe(1);
    expect(pace.underWay()).toBe(2);
  });

  it('B-6 a 429 that tells what is left pauses, and leaves the number under way as it was', () => {
    const { round, fill } = paceOf(8);
    const told: Signs = { status: 200, dopHint: 4, secondsLeft: 100, requestsLeft: 5000 };
    fill(0);
    const before = [1, 2, 3].map((now) => round(now, told)).at(-1);
    expect(round(4, { ...told, status: 429, secondsLeft: 0, retryAfterMs: 2_000 })).toBe(0);
    expect(fill(2_003)).toBe(0);
    expect(fill(2_004)).toBe(1);
    expect(round(2_100, told)).toBe(before);
  });

  it('B-6 lets nothing out when nothing is left, then one to see', () => {
    const { pace, fill, round } = paceOf(8);
    fill(0);
    expect(round(100, { status: 200, dopHint: 4, secondsLeft: 0, requestsLeft: 100 })).toBe(0);
    expect(pace.wait(100)).toBe(1000);
    expect(fill(1100)).toBe(1);
    expect(pace.wait(1100)).toBe(Infinity);
  });

  it('B-6 once a refusal has told the window, begins again when what was used a window ago comes back', () => {
    const { pace, begin, end, fill } = paceOf(8, 50);
    begin(0);
    end(100, { status: 429, retryAfterMs: 900, secondsLeft: 0, requestsLeft: 100, windowMs: 30_000 });
    begin(1_000);
    end(3_100, { status: 200, secondsLeft: 10, requestsLeft: 100 });
    begin(3_100);
    end(5_200, { status: 200, secondsLeft: 0, requestsLeft: 100 });
    // The first of them came after half of the way, 50 ms; a little later is soon enough.
    expect(pace.wait(5_200)).toBe(1_000 + 50 + 30_000 + 150 - 5_200);
    expect(fill(31_199)).toBe(0);
    expect(fill(31_200)).toBeGreaterThan(0);
  });

  it('B-6 of several bridges each waits for what it used itself; others may have used the rest', () => {
    const { pace, begin, end, fill } = paceOf(8, 50);
    pace.share(2);
    pace.slides(300_000);
    expect(pace.windowMs()).toBe(300_000);
    begin(0);
    end(2_100, { status: 200, secondsLeft: 10, requestsLeft: 100 });
    pace.pauseUntil(20_000);
    begin(20_000);
    end(20_100, { status: 429, retryAfterMs: 10_000, secondsLeft: 0, requestsLeft: 100 });
    expect(fill(30_100)).toBe(0);
    // The platform is asked again all the same, now and then.
    expect(pace.wait(30_100)).toBe(60_000);
    expect(fill(90_100)).toBe(1);
  });

  it('B-6 keeps to the lasting rate when few requests of the burst are left', () => {
    const { pace, begin, end } = paceOf(8);
    begin(0);
    end(0, { status: 200, dopHint: 4, secondsLeft: 1000, requestsLeft: 20 });
    begin(0);
    expect(pace.wait(0)).toBe(50);
    expect(pace.gapMs()).toBe(50);
    pace.share(2);
    expect(pace.wait(0)).toBe(100);
    expect(pace.gapMs()).toBe(100);
    pace.share(6);
    expect(pace.wait(0)).toBe(Infinity);
  });

  it('B-6 leaves other bridges their share of what is left', () => {
    const { pace, round } = paceOf(20, 50);
    const signs = (secondsLeft: number): Signs => ({ ...ok, dopHint: 4, secondsLeft, requestsLeft: 5000 });
    let now = 0;
    for (let count = 0; count < 20; count += 1) round((now += 2_000), signs(1000));
    pace.share(3);
    // A request takes two seconds; two thirds of a second for each is just enough to begin one.
    expect([15, 2.2, 1.8].map((left) => round((now += 2_000), signs(left)))).toEqual([2, 1, 0]);
  });

  it('B-6 of several bridges each asks with one small request what others left of what came back', () => {
    const { pace, begin, end, fill } = paceOf(8, 50);
    pace.share(2);
    pace.slides(30_000);
    begin(0);
    begin(0);
    end(2_100, { status: 200, secondsLeft: 20, requestsLeft: 100 });
    end(2_100, { status: 200, secondsLeft: 0, requestsLeft: 100 });
    expect(pace.wait(40_000)).toBe(0);
    const asking = pace.begin(40_000, 50);
    expect(asking.room).toBe(0);
    expect(pace.wait(40_000)).toBe(Infinity);
    asking.carries(12);
    asking.end(40_500, { status: 200, secondsLeft: 20, requestsLeft: 100 });
    expect(pace.begin(40_500, 50).room).toBeGreaterThan(50);
    expect(fill(40_500)).toBe(1);
  });

  it('B-6 says how many operations its share of what is left is about enough for', () => {
    const { pace } = paceOf(8);
    const answered = pace.begin(0, 10);
    expect(answered.room).toBe(Infinity);
    // A hundred operations in three seconds.
    answered.carries(100);
    answered.end(3_000, { status: 200, secondsLeft: 9, requestsLeft: 5000 });
    expect(pace.begin(4_000, 10).room).toBe(Infinity);
    pace.share(3);
    const again = pace.begin(10_000, 100);
    again.end(13_000, { status: 200, secondsLeft: 9, requestsLeft: 5000 });
    expect(pace.begin(20_000, 10).room).toBeCloseTo((3 / 0.03) * 1.5, 0);
  });

  it('B-6 takes its share of what several bridges have together, one at least', () => {
    const { pace, fill, round } = paceOf(8);
    pace.share(2);
    expect(fill(0)).toBe(2);
    pace.share(9);
    expect(round(1, ok)).toBe(1);
  });

  it('reads the headers as the platform writes them', () => {
    const headers = {
      'x-ms-ratelimit-time-remaining-xrm-requests': '1,200.00',
      'x-ms-ratelimit-burst-remaining-xrm-requests': '5999',
      'x-ms-dop-hint': '4',
    };
    expect(signsOf(200, headers, undefined)).toEqual({
      status: 200,
      secondsLeft: 1200,
      requestsLeft: 5999,
      dopHint: 4,
    });
    const message = 'Number of requests exceeded the limit of 6000 over time window of 300 seconds.';
    expect(signsOf(429, { 'x-ms-dop-hint': 'many' }, 5, JSON.stringify({ error: { message } }))).toEqual({
      status: 429,
      retryAfterMs: 5,
      windowMs: 300_000,
    });
    expect(signsOf(429, {}, undefined, 'over time window of 0 seconds')).toEqual({ status: 429 });
    expect(signsOf(200, {}, undefined, message)).toEqual({ status: 200 });
  });

  it('B-6 whatever the platform says: never more under way than allowed, none before a pause ends, never stuck', () => {
    const signs = fc.record(
      {
        status: fc.constantFrom(200, 200, 200, 400, 412, 429, 503, 500),
        retryAfterMs: fc.integer({ min: 0, max: 60_000 }),
        secondsLeft: fc.double({ min: 0, max: 1200, noNaN: true }),
        requestsLeft: fc.integer({ min: 0, max: 6000 }),
        dopHint: fc.integer({ min: 0, max: 60 }),
        windowMs: fc.constantFrom(1_000, 30_000, 300_000),
      },
      { requiredKeys: ['status'] },
    );
    const step = fc.oneof(
      fc.record({ do: fc.constant('begin' as const) }),
      fc.record({ do: fc.constant('end' as const), signs: fc.option(signs, { nil: undefined }) }),
      fc.record({ do: fc.constant('time' as const), by: fc.integer({ min: 1, max: 30_000 }) }),
      fc.record({ do: fc.constant('pause' as const), for: fc.integer({ min: 0, max: 60_000 }) }),
      fc.record({ do: fc.constant('share' as const), with: fc.integer({ min: 1, max: 6 }) }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 52 }), fc.array(step, { maxLength: 200 }), (most, steps) => {
        const { pace, begin, end } = paceOf(most);
        let now = 1_000_000;
        let until = 0;
        for (const one of steps) {
          if (one.do === 'time') now += one.by;
          else if (one.do === 'share') pace.share(one.with);
          else if (one.do === 'pause') pace.pauseUntil((until = Math.max(until, now + one.for)));
          else if (one.do === 'end' && pace.underWay() > 0) {
            end(now, one.signs);
            const { status, retryAfterMs } = one.signs ?? {};
            if ((status === 429 || status === 503) && retryAfterMs !== undefined)
              until = Math.max(until, now + retryAfterMs);
          } else if (one.do === 'begin' && pace.wait(now) === 0) {
            expect(now).toBeGreaterThanOrEqual(until);
            begin(now);
            expect(pace.underWay()).toBeLessThanOrEqual(most);
          }
          expect(pace.pausedUntil()).toBeGreaterThanOrEqual(until);
          // With nothing under way there is always a moment at which one may begin.
          if (pace.underWay() === 0) expect(pace.wait(now + Math.min(pace.wait(now), 1e9))).toBe(0);
        }
      }),
      { numRuns: 500 },
    );
  });
});
