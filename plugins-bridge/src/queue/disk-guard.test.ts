import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer } from '../http/server.ts';
import { createLogger } from '../log.ts';
import { createMetrics } from '../metrics/metrics.ts';
import { signEvents } from '../sources/canonical/index.ts';
import { accept, entry } from './contract-fixture.ts';
import { guardDisk } from './disk-guard.ts';
import { openSqliteQueue } from './sqlite/index.ts';
import { type EventQueue, QueueFull } from './types.ts';

const folder = mkdtempSync(join(tmpdir(), 'al-disk-'));
const secret = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  rmSync(folder, { recursive: true, force: true });
});

/** A disk of its own, small enough to be filled. */
function mountDisk(megabytes: number): boolean {
  try {
    execFileSync('mkdir', ['-p', folder]);
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return false;
  }
  closing.push(() => execFileSync('umount', ['-l', folder]));
  return true;
}

/** Filling a disk takes its time on a busy machine. */
const longTest = 120_000;

const canMount = process.platform === 'linux' && mountDisk(1);
if (canMount) closing.pop()?.();

interface Served {
  readonly queue: EventQueue;
  /** Posts one event. @returns status, and seconds to wait */
  post(id: string): Promise<{ status: number; retryAfter: string | null }>;
  readonly said: (readonly [boolean, number])[];
}

/** A server that takes events into a guarded queue on the small disk; every accept looks at the disk. */
async function serve(reserve: number): Promise<Served> {
  let clock = 0;
  const said: (readonly [boolean, number])[] = [];
  const own = openSqliteQueue(join(folder, 'queue.sqlite'));
  closing.push(() => own.close());
  const now = (): number => (clock += 1000);
  const queue = guardDisk(own, { folder, reserve, spare: own.spareBytes, now, changed: (...one) => said.push(one) });
  const app = createServer({
    queue,
    sources: [],
    eventSecrets: [secret],
    ready: () => ({ ready: true }),
    maxBodyBytes: 1_000_000,
    metrics: createMetrics(),
    requestsPerMinute: 1_000_000,
    log: createLogger('silent'),
    now: Date.now,
    webhook: {
      secret: undefined,
      organisationId: () => undefined,
      handle: async () => undefined,
      judge: () => undefined,
    },
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  closing.push(() => app.close());
  return {
    queue,
    said,
    async post(id) {
      const event = { kind: 'note', id, version: '1', source: 'test', body: 'x'.repeat(150_000) };
      const body = JSON.stringify(event);
      const headers = { ...signEvents(body, secret, Date.now()), 'content-type': 'application/json' };
      const response = await fetch(`${url}/events`, { method: 'POST', headers, body });
      await response.text();
      return { status: response.status, retryAfter: response.headers.get('retry-after') };
    },
  };
}

/** Posts until the first refusal. @returns ids that were acknowledged */
async function fill({ post }: Served): Promise<string[]> {
  const taken: string[] = [];
  for (;;) {
    const id = `note-${taken.length}`;
    const { status, retryAfter } = await post(id);
    if (status === 202) taken.push(id);
    else {
      expect([status, Number(retryAfter) > 0]).toEqual([503, true]);
      return taken;
    }
  }
}

/** Ids at the source of all that the queue has to do. */
async function waiting(queue: EventQueue): Promise<string[]> {
  const ids: string[] = [];
  for (let claims = await queue.claim(1000); claims.length > 0; claims = await queue.claim(1000)) {
    for (const { entries } of claims)
      for (const { work } of entries) if (work.what === 'event') ids.push(work.event.externalId);
  }
  return ids;
}

(canMount ? describe : describe.skip)('a queue whose disk fills (a real one of some megabytes)', () => {
  it(
    'B-2 answers 503 before the disk is full, goes on working, and takes again once there is room',
    async () => {
      expect(mountDisk(24)).toBe(true);
      const ballast = join(folder, 'ballast');
      writeFileSync(ballast, Buffer.alloc(12 * 1024 * 1024));
      const served = await serve(6 * 1024 * 1024);
      const taken = await fill(served);
      expect(taken.length).toBeGreaterThan(5);
      expect(served.said.map(([short]) => short)).toEqual([true]);
      expect(served.said[0]?.[1]).toBeGreaterThan(3 * 1024 * 1024);

      const [claim] = await served.queue.claim(1);
      const outcomes = new Map(claim?.entries.map(({ id }) => [id, { do: 'done' as const }]));
      expect(claim && (await served.queue.settle({ claim, outcomes, items: [] }))).toEqual({ conflict: false });
      expect((await served.post('refused')).status).toBe(503);

      rmSync(ballast);
      expect((await served.post('later')).status).toBe(202);
      expect(served.said.map(([short]) => short)).toEqual([true, false]);
      const done = claim?.entries.flatMap(({ work }) => (work.what === 'event' ? [work.event.externalId] : [])) ?? [];
      expect([...done, ...(await waiting(served.queue))].sort()).toEqual([...taken, 'later'].sort());
    },
    longTest,
  );

  it(
    'B-2, L-30 makes room for itself: what retention removes is taken again',
    async () => {
      expect(mountDisk(48)).toBe(true);
      const served = await serve(16 * 1024 * 1024);
      const taken = await fill(served);
      let settled = 0;
      // A take-up is bounded by the size of its work.
      for (let [claim] = await served.queue.claim(1); claim; [claim] = await served.queue.claim(1)) {
        const outcomes = new Map(claim.entries.map(({ id }) => [id, { do: 'done' as const }]));
        await served.queue.settle({ claim, outcomes, items: [] });
        settled += claim.entries.length;
      }
      expect(settled).toBe(taken.length);
      expect((await served.post('too early')).status).toBe(503);
      expect(await served.queue.forgetBefore(Date.now() + 1000)).toBe(taken.length);
      expect((await served.post('later')).status).toBe(202);
    },
    longTest,
  );

  it(
    'B-2 a disk that is full all the same: nothing that was acknowledged is lost',
    async () => {
      expect(mountDisk(8)).toBe(true);
      const served = await serve(0);
      const taken = await fill(served);
      expect(taken.length).toBeGreaterThan(5);
      // The process dies here; another one opens the file when there is room again.
      for (const close of closing.splice(1).reverse()) await close();
      execFileSync('mount', ['-o', 'remount,size=32m', folder]);
      const again = openSqliteQueue(join(folder, 'queue.sqlite'));
      closing.push(() => again.close());
      expect((await waiting(again)).sort()).toEqual([...taken].sort());
    },
    longTest,
  );
});

describe('guardDisk', () => {
  it('B-2 looks at the disk once a second for all that come in, and counts what is free inside the file', async () => {
    execFileSync('mkdir', ['-p', folder]);
    let time = 0;
    let looks = 0;
    let free = 50;
    let spare = 0;
    const own = openSqliteQueue(join(folder, 'queue.sqlite'));
    closing.push(() => own.close());
    const queue = guardDisk(own, {
      folder: 'anywhere',
      reserve: 100,
      spare: () => spare,
      changed: () => undefined,
      now: () => time,
      freeBytes: async () => {
        looks += 1;
        return free;
      },
    });
    const results = await Promise.allSettled(['a', 'b', 'c'].map((id) => accept(queue, entry(id, id))));
    expect(results.map((one) => one.status === 'rejected' && one.reason instanceof QueueFull)).toEqual([
      true,
      true,
      true,
    ]);
    expect(looks).toBe(1);
    free = 200;
    await expect(accept(queue, entry('a', 'a'))).rejects.toThrow(QueueFull);
    time += 1000;
    await accept(queue, entry('a', 'a'));
    [free, spare, time] = [50, 60, time + 1000];
    await accept(queue, entry('b', 'b'));
    expect(looks).toBe(3);
    expect((await own.statistics()).entries.pending).toBe(2);
  });

  it.each([
    [{ errcode: 13 }, true],
    [{ code: '53100' }, true],
    [{ errcode: 11 }, false],
  ])('B-2 an error %j of the database is a full queue: %s', async (members, full) => {
    const error = Object.assign(new Error('refused'), members);
    const failing = { accept: () => Promise.reject(error) };
    const guarded = guardDisk(failing as unknown as EventQueue, { reserve: 0, changed: () => undefined });
    const [result] = await Promise.allSettled([accept(guarded, entry('a'))]);
    expect(result?.status === 'rejected' && result.reason instanceof QueueFull).toBe(full);
    if (!full) expect(result).toMatchObject({ reason: error });
  });
});
