import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type AppUser, createLanes, type Lanes, type LanesOptions, type Leave } from './lanes.ts';
import type { PaceBoard, PaceNotice } from './pace-board.ts';

const open: Lanes[] = [];
afterEach(() => open.splice(0).forEach((lanes) => lanes.close()));

function lanesOf(users: number, options: Partial<LanesOptions> = {}): Lanes {
  const all = Array.from({ length: users }, (_, index): AppUser => ({
    id: `u${index}`,
    tokens: { get: async () => 'token' },
  }));
  const lanes = createLanes(all, { most: 2, ...options });
  open.push(lanes);
  return lanes;
}
const idOf = ({ user }: Leave): string => user.id;

describe('lanes of application users', () => {
  it('B-6 spreads work over the users and queues what none has room for, the urgent first', async () => {
    const lanes = lanesOf(2);
    const begun = await Promise.all([1, 2, 3, 4].map(() => lanes.enter(false)));
    expect(begun.map(idOf).sort()).toEqual(['u0', 'u0', 'u1', 'u1']);
    expect(begun.map(({ room }) => room.beside)).toEqual([3, 2, 1, 0]);
    const order: string[] = [];
    const later = lanes.enter(false).then(() => order.push('later'));
    const urgent = lanes.enter(true).then(() => order.push('urgent'));
    begun[0]?.end({ status: 200 });
    await urgent;
    begun[1]?.end({ status: 200 });
    await later;
    expect(order).toEqual(['urgent', 'later']);
  });

  it('B-6 obeys Retry-After of one user to the millisecond while the others go on', async () => {
    const lanes = lanesOf(2, { most: 1 });
    const [first, second] = [await lanes.enter(false), await lanes.enter(false)];
    const throttled = performance.now();
    first.end({ status: 429, retryAfterMs: 400 });
    const waits = lanes.enter(false);
    second.end({ status: 200 });
    expect(idOf(await waits)).toBe(second.user.id);
    expect(idOf(await lanes.enter(false))).toBe(first.user.id);
    expect(performance.now() - throttled).toBeGreaterThanOrEqual(400);
  });

  it('B-5 turns away what would have to wait long, with the time', async () => {
    const lanes = lanesOf(1, { most: 1 });
    const leave = await lanes.enter(false);
    const waiting = lanes.enter(false);
    leave.end({ status: 429, retryAfterMs: 120_000 });
    await expect(waiting).rejects.toMatchObject({ reason: { code: 'platform-unavailable' } });
    const error: unknown = await lanes.enter(true).catch((cause: unknown) => cause);
    expect((error as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(119_000);
  });

  it('B-6 keeps the pauses other bridges were told, and to its share', async () => {
    let pausedUntil = 0;
    const heard: string[] = [];
    const board: PaceBoard = {
      async exchange({ user }) {
        heard.push(user);
        return { bridges: 2, pausedUntil, windowMs: 0 };
      },
    };
    const lanes = lanesOf(1, { most: 2, board });
    const both = await Promise.all([lanes.enter(false), lanes.enter(false)]);
    pausedUntil = Date.now() + 1_500;
    while (heard.length === 0) await delay(10);
    for (const leave of both) leave.end({ status: 200 });
    const alone = await lanes.enter(false);
    expect(Date.now()).toBeGreaterThanOrEqual(pausedUntil);
    expect(alone.room.beside).toBe(0);
  });

  it('B-6 hears other bridges before it asks what they have left', async () => {
    const heard: number[] = [];
    const lanes = lanesOf(1, {
      board: {
        async exchange() {
          heard.push(performance.now());
          return { bridges: 2, pausedUntil: 0, windowMs: 0 };
        },
      },
    });
    const leave = await lanes.enter(false);
    while (heard.length === 0) await delay(10);
    // Half way between two of the exchanges that happen every second.
    await delay(500);
    const told = performance.now();
    leave.end({ status: 200, secondsLeft: 0, requestsLeft: 100 });
    await lanes.enter(false);
    expect(performance.now() - told).toBeGreaterThanOrEqual(2_000);
    // Those that happen every second come half a second before.
    expect(heard.at(-1)! - told).toBeGreaterThanOrEqual(1_900);
  });

  it('B-6 tells other bridges of a pause at once', async () => {
    const told: PaceNotice[] = [];
    const board: PaceBoard = {
      async exchange(notice) {
        told.push(notice);
        return { ...notice, bridges: 2 };
      },
    };
    const lanes = lanesOf(1, { board });
    const leave = await lanes.enter(false);
    leave.end({ status: 429, retryAfterMs: 60_000, windowMs: 300_000 });
    expect(told).toMatchObject([{ windowMs: 300_000 }]);
    expect(told[0]?.pausedUntil).toBeGreaterThan(Date.now() + 50_000);
  });

  it('turns everybody away when the bridge closes', async () => {
    const lanes = lanesOf(1, { most: 1 });
    await lanes.enter(false);
    const waiting = lanes.enter(false);
    lanes.close();
    await expect(waiting).rejects.toMatchObject({ reason: { detail: 'the bridge is closing' } });
    await expect(lanes.enter(true)).rejects.toMatchObject({ reason: { detail: 'the bridge is closing' } });
  });

  it('B-6 whatever some users are told, nobody has more under way than allowed, and the others go on', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.constantFrom(200, 200, 200, 429, 503, 0), { minLength: 1, maxLength: 60 }),
        async (users, answers) => {
          let now = 0;
          const lanes = lanesOf(users + 1, { most: 2, now: () => now });
          const underWay: Leave[] = [];
          for (const status of answers) {
            now += 1;
            const counts = Map.groupBy(underWay, idOf);
            expect([...counts.values()].every((leaves) => leaves.length <= 2)).toBe(true);
            const done = underWay.length > users ? underWay.shift() : undefined;
            // The last user is never throttled: work always goes on with it.
            if (done?.user.id === `u${users}` || status === 200) done?.end({ status: 200 });
            else if (status === 0) done?.end();
            else done?.end({ status, retryAfterMs: 1000 });
            const before = underWay.filter(({ user }) => user.id === `u${users}`).length;
            if (before < 1) underWay.push(await lanes.enter(false));
            else {
              const waiting = lanes.enter(false);
              const leave = await Promise.race([waiting, delay(0)]);
              if (leave) underWay.push(leave);
              else void waiting.catch(() => undefined);
              if (!leave) break;
            }
          }
          lanes.close();
        },
      ),
      { numRuns: 100 },
    );
  });
});
