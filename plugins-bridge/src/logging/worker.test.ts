import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createLogger } from '../log.ts';
import { accept, entry } from '../queue/contract-fixture.ts';
import { openSqliteQueue } from '../queue/sqlite/index.ts';
import type { Claim, EventQueue } from '../queue/types.ts';
import { eventually as holds } from '../test-support/eventually.ts';
import { createWorker, type Worker } from './worker.ts';

describe('createWorker', () => {
  let folder: string;
  let queue: EventQueue;
  let worker: Worker | undefined;
  /** Of the wall clock. */
  let now = Date.now();
  /** Claims of each take-up. */
  let taken: number[] = [];
  let outcomes: ('retry' | 'done' | 'throw')[] = [];

  beforeEach(() => {
    taken = [];
    folder = mkdtempSync(join(tmpdir(), 'al-worker-'));
    queue = openSqliteQueue(join(folder, 'queue.sqlite'), () => now);
  });
  afterEach(async () => {
    await worker?.stop();
    await queue.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Puts off what it is given, to a minute later, until it is told otherwise. */
  const work = async (claims: readonly Claim[]): Promise<void> => {
    taken.push(claims.length);
    for (const claim of claims) {
      const outcome = outcomes.shift() ?? 'done';
      if (outcome === 'throw') throw new Error('of the test');
      const settled =
        outcome === 'done'
          ? ({ do: 'done' } as const)
          : ({ do: 'retry', at: now + 60_000, reason: { code: 'test' } } as const);
      await queue.settle({ claim, outcomes: new Map(claim.entries.map(({ id }) => [id, settled])), items: [] });
    }
  };
  const start = (gapMs = 0): void => {
    const log = createLogger('silent');
    const options = { claimSize: () => 10, gapMs: () => gapMs, now: () => now };
    worker = createWorker({ queue, work, log, parallel: 1, ...options });
    worker.start();
  };
  const eventually = (done: () => Promise<boolean>): Promise<void> => holds(done, () => queue.statistics());
  const logged = async (): Promise<number> => (await queue.statistics()).entries.logged;

  it('B-3 what was put off while the clock was a day ahead is not a day late', async () => {
    outcomes = ['retry'];
    now += 86_400_000;
    start();
    await accept(queue, entry('k'));
    await eventually(async () => (await queue.nextDue()) !== undefined);
    now -= 86_400_000;
    await eventually(async () => (await logged()) === 1);
  });

  it('B-3 what was put off before the process ended is tried when it starts again', async () => {
    outcomes = ['retry'];
    start();
    await accept(queue, entry('k'));
    await eventually(async () => (await queue.nextDue()) !== undefined);
    await worker?.stop();
    expect(await logged()).toBe(0);
    start();
    await eventually(async () => (await logged()) === 1);
  });

  it('B-3 claims that were not settled when the work failed are taken up again, one that was is not', async () => {
    outcomes = ['done', 'throw'];
    await accept(queue, entry('k'), entry('l'), entry('m'));
    start();
    await eventually(async () => (await logged()) === 3);
  });

  it('B-6 gathers what comes in little by little', async () => {
    start(1000);
    await accept(queue, entry('k'));
    await eventually(async () => (await logged()) === 1);
    await accept(queue, entry('l'), entry('m'), entry('n'));
    await eventually(async () => (await logged()) === 4);
    expect(taken).toEqual([1, 3]);
  });

  it('B-9 takes up nothing more when it is stopped while it gathers', async () => {
    start(1000);
    await accept(queue, entry('k'));
    await eventually(async () => (await logged()) === 1);
    await accept(queue, entry('l'));
    await worker?.stop();
    expect(taken).toEqual([1]);
  });
});
