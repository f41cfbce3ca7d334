import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createGuard } from '../../../local-dataverse/src/protection/limits.ts';
import { createBudget } from './budget.ts';

describe('budget of an application user', () => {
  it('is unknown until an answer tells, and then less by what the answer could not know of', () => {
    const budget = createBudget();
    budget.use(10, 3);
    expect(budget.left(20)).toEqual({});
    budget.told(20, { seconds: 100, requests: 50 });
    budget.use(30, 4).seconds = 5;
    expect(budget.left(40)).toEqual({ seconds: 95, requests: 49 });
  });

  it('expects nothing back before the length of the window was told', () => {
    const budget = createBudget();
    budget.use(0, 3);
    budget.told(10, { seconds: 0, requests: 5 });
    expect(budget.moreAt(10, 0)).toBe(Infinity);
    expect(budget.left(1_000_000)).toEqual({ seconds: 0, requests: 5 });
    budget.slides(30_000);
    expect(budget.windowMs()).toBe(30_000);
    expect(budget.moreAt(10, 0)).toBe(30_150);
    expect(budget.left(30_149).seconds).toBe(0);
    // A tenth less than it took, as far as is known.
    expect(budget.left(30_150)).toEqual({ seconds: expect.closeTo(2.7), requests: 6 });
  });

  it('remembers that a window was overdrawn, which the platform tells as 0', () => {
    const budget = createBudget();
    budget.slides(30_000);
    budget.use(0, 2);
    budget.use(1_000, 4);
    budget.told(2_000, { seconds: 1, requests: 50 });
    budget.use(3_000, 4);
    budget.told(4_000, { seconds: 0, requests: 49 });
    expect(budget.left(4_000).seconds).toBe(-3);
    // Two seconds come back first, and are not enough.
    expect(budget.moreAt(4_000, 0)).toBe(31_150);
    budget.told(5_000, { seconds: 2, requests: 50 });
    expect(budget.left(5_000).seconds).toBe(2);
  });

  it('B-6 alone with its user, never says that there is something where the platform would refuse', () => {
    const limits = { windowSeconds: 30, requests: 60, executionSeconds: 30, concurrency: 52, dopHint: 4 };
    const step = fc.record({
      wait: fc.integer({ min: 1, max: 4_000 }),
      seconds: fc.double({ min: 0.01, max: 6, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 200 }), (steps) => {
        const [guard, budget] = [createGuard(limits), createBudget()];
        budget.slides(30_000);
        budget.told(0, { seconds: 30, requests: 60 });
        let now = 1;
        for (const { wait, seconds } of steps) {
          now += wait;
          const left = budget.left(now);
          if ((left.seconds ?? 0) <= 0 || (left.requests ?? 0) <= 0) now = Math.max(now, budget.moreAt(now, 0));
          expect(guard.enter('user', now)).toBeUndefined();
          guard.charge('user', seconds * 1000, now);
          guard.leave('user');
          budget.use(now, seconds);
          budget.told(now, guard.remaining('user', now));
        }
      }),
    );
  });
});
