import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createGuard, PLATFORM_LIMITS } from './limits.ts';
import { createWindow } from './window.ts';

describe('sliding window', () => {
  it('forgets an amount exactly one length after it was noted', () => {
    const window = createWindow(100);
    window.add(0, 3);
    window.add(50, 4);
    expect(window.total(99)).toBe(7);
    expect(window.total(100)).toBe(4);
    expect(window.total(150)).toBe(0);
  });

  it('says when the total will be below a limit', () => {
    const window = createWindow(100);
    for (const at of [0, 10, 20]) window.add(at, 2);
    expect(window.below(7, 20)).toBe(20);
    expect(window.below(6, 20)).toBe(100);
    expect(window.below(3, 20)).toBe(110);
    expect(window.below(1, 20)).toBe(120);
  });

  it('agrees with adding everything up anew', () => {
    const steps = fc.array(fc.record({ wait: fc.nat(60), amount: fc.nat(9) }), { maxLength: 60 });
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 100 }), (list, length) => {
        const window = createWindow(length);
        const noted: { at: number; amount: number }[] = [];
        let now = 0;
        for (const { wait, amount } of list) {
          now += wait;
          window.add(now, amount);
          noted.push({ at: now, amount });
          const sum = noted.filter(({ at }) => at > now - length).reduce((all, each) => all + each.amount, 0);
          expect(window.total(now)).toBe(sum);
        }
      }),
    );
  });
});

describe('request limit', () => {
  it('B-6: never lets more than the limit into any window, and lets in again when Retry-After is over', () => {
    const waits = fc.array(fc.nat(900), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(waits, fc.integer({ min: 1, max: 12 }), (list, requests) => {
        const guard = createGuard({ ...PLATFORM_LIMITS, windowSeconds: 3, requests });
        const admitted: number[] = [];
        let now = 0;
        const ask = (): ReturnType<typeof guard.enter> => {
          const refused = guard.enter('u', now);
          if (refused !== undefined) return refused;
          guard.leave('u');
          admitted.push(now);
          const inWindow = admitted.filter((at) => at > now - 3000).length;
          expect(inWindow).toBeLessThanOrEqual(requests);
          return undefined;
        };
        for (const wait of list) {
          now += wait;
          const refused = ask();
          if (refused === undefined) continue;
          now += refused.retryAfterSeconds * 1000;
          expect(ask()).toBeUndefined();
        }
      }),
    );
  });

  it('counts each user apart', () => {
    const guard = createGuard({ ...PLATFORM_LIMITS, requests: 1 });
    expect(guard.enter('a', 0)).toBeUndefined();
    expect(guard.enter('b', 0)).toBeUndefined();
    expect(guard.enter('a', 0)?.code).toBe('0x80072322');
  });
});

describe('messages', () => {
  it('has the platform’s words and codes', () => {
    const guard = createGuard({ ...PLATFORM_LIMITS, requests: 6000 });
    guard.enter('t', 0);
    guard.charge('t', 1_200_000, 0);
    expect(guard.enter('t', 1000)).toEqual({
      exceeded: 'time',
      code: '0x80072321',
      message:
        'Combined execution time of incoming requests exceeded limit of 1,200,000 milliseconds over time window of 300 seconds. Decrease number of concurrent requests or reduce the duration of requests and try again later.',
      retryAfterSeconds: 299,
    });
    for (let running = 0; running < 52; running += 1) expect(guard.enter('c', 0)).toBeUndefined();
    expect(guard.enter('c', 0)).toEqual({
      exceeded: 'concurrency',
      code: '0x80072326',
      message: 'Number of concurrent requests exceeded the limit of 52.',
      retryAfterSeconds: 1,
    });
    for (let count = 0; count < 6000; count += 1) {
      guard.enter('r', 0);
      guard.leave('r');
    }
    expect(guard.enter('r', 0)?.message).toBe(
      'Number of requests exceeded the limit of 6000 over time window of 300 seconds.',
    );
  });
});
