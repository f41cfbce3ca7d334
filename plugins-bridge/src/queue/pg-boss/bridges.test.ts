import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { eventually } from '../../test-support/eventually.ts';
import { type Postgres, postgresMissing, startPostgres } from '../../test-support/postgres.ts';
import { accept, all, entry, idOf, names, settleAll, why } from '../contract-fixture.ts';
import { entryName } from '../entry-id.ts';
import type { Claim, ManagedQueue } from '../types.ts';
import { openPostgresQueue } from './index.ts';

const raw = Buffer.from('{}');

if (postgresMissing) it.skip(postgresMissing, () => undefined);
(postgresMissing ? describe.skip : describe)('several bridges on one PostgreSQL', () => {
  let server: Postgres;
  beforeAll(async () => {
    server = await startPostgres();
  }, 60_000);
  afterAll(() => server.stop());

  /** Failures in the background are part of what is tested here: connections are lost. */
  const open = (url: string) => openPostgresQueue({ url, onError: () => undefined });

  async function withTwo(run: (one: ManagedQueue, other: ManagedQueue, url: string) => Promise<void>): Promise<void> {
    const url = await server.createDatabase();
    // Both at once: one of them makes the tables.
    const [one, other] = await Promise.all([open(url), open(url)]);
    try {
      await run(one.queue, other.queue, url);
    } finally {
      await Promise.all([one.queue.close(), other.queue.close()]);
    }
  }

  it('B-4 two bridges never hold the same key, and keep the order of each key', async () => {
    await withTwo(async (one, other) => {
      const [keys, perKey] = [20, 15];
      const order = new Map<string, string[]>();
      const held = new Set<string>();
      for (let number = 0; number < perKey; number += 1) {
        const entries = Array.from({ length: keys }, (_, key) =>
          entry(`k${key}`, `k${key}-${String(number).padStart(2, '0')}`),
        );
        await Promise.all(entries.map((made) => accept(number % 2 ? one : other, made)));
      }
      const workOff = async (queue: ManagedQueue): Promise<void> => {
        for (let claims = await queue.claim(20); claims.length > 0; claims = await queue.claim(20)) {
          for (const { key, entries } of claims) {
            expect(held.has(key)).toBe(false);
            held.add(key);
            order.set(key, [...(order.get(key) ?? []), ...entries.map(({ id }) => id)]);
          }
          for (const claim of claims) {
            held.delete(claim.key);
            expect(await queue.settle({ claim, outcomes: all(claim, { do: 'done' }), items: [] })).toEqual({
              conflict: false,
            });
          }
        }
      };
      // One may find nothing while the other holds the last keys.
      while ((await one.statistics()).entries.pending > 0) await Promise.all([workOff(one), workOff(other)]);
      expect([...order.values()].flat()).toHaveLength(keys * perKey);
      for (const taken of order.values()) expect(taken).toEqual([...taken].sort());
    });
  });

  it('B-3 the same delivery at two bridges at once is stored once', async () => {
    await withTwo(async (one, other) => {
      const numbers = Array.from({ length: 40 }, (_, number) => number);
      const results = await Promise.all(
        numbers.flatMap((number) =>
          [one, other, one].map((queue) =>
            queue.accept({ id: `d${number}`, source: 's', name: 'n', raw, receivedAt: 1 }, [
              entry(`k${number % 7}`, `e${number}`),
            ]),
          ),
        ),
      );
      expect(results.filter(({ repeated }) => !repeated)).toHaveLength(numbers.length);
      expect((await one.statistics()).entries.pending).toBe(numbers.length);
      expect(names(await one.claim(100)).sort()).toEqual(numbers.map((number) => `e${number}`).sort());
    });
  });

  it('an idle bridge is woken by what another one takes', async () => {
    await withTwo(async (one, other) => {
      const woken = new Promise<void>((resolve) => other.onReady(resolve));
      await accept(one, entry('a', 'a1'));
      await woken;
      expect(names(await other.claim(10))).toEqual(['a1']);
    });
  });

  it('a hundred payloads at once share a few transactions', async () => {
    await withTwo(async (one, _other, url) => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const writers = async (): Promise<number> => {
        const { rows } = await client.query<{ n: string }>(
          'SELECT count(DISTINCT xmin::text) AS n FROM activity_logging.delivery',
        );
        return Number(rows[0]?.n);
      };
      await Promise.all(Array.from({ length: 100 }, (_, number) => accept(one, entry(`k${number}`, `e${number}`))));
      expect((await one.statistics()).deliveries.received).toBe(100);
      expect(await writers()).toBeLessThanOrEqual(5);
      await client.end();
    });
  });

  it('claims of a bridge that was killed are given to another one, also when clocks are set back; one that was only slow cannot settle', async () => {
    const { now } = Date;
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => now() + 3_600_000);
    await withTwo(async (one, other, url) => {
      clock.mockRestore();
      await accept(one, entry('a', 'a1'), entry('b', 'b1'));
      // A bridge that takes up both, says so, and then neither settles nor shows a sign of life: its process is stopped.
      const program = `
        const { openPostgresQueue } = await import(${JSON.stringify(fileURLToPath(new URL('index.ts', import.meta.url)))});
        const { queue } = await openPostgresQueue({ url: ${JSON.stringify(url)}, onError: () => undefined });
        process.stdout.write(JSON.stringify(await queue.claim(10)) + '\\n');
        setInterval(() => undefined, 1000);`;
      const child = spawn(process.execPath, [
        '--input-type=module',
        '--disable-warning=ExperimentalWarning',
        '-e',
        program,
      ]);
      const claims = await new Promise<Claim[]>((resolve, reject) => {
        let text = '';
        child.stdout.on('data', (data: Buffer) => {
          text += data.toString();
          if (text.endsWith('\n')) resolve(JSON.parse(text) as Claim[]);
        });
        child.once('exit', () => reject(new Error('the other bridge ended')));
      });
      expect(names(claims).sort()).toEqual(['a1', 'b1']);
      child.removeAllListeners('exit').kill('SIGKILL');
      expect(await other.claim(10)).toEqual([]);
      // Ten seconds without a sign of life and five until somebody looks; more on a busy machine.
      const taken: Claim[] = [];
      for (const deadline = Date.now() + 45_000; taken.length < 2 && Date.now() < deadline;) {
        taken.push(...(await other.claim(10)));
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      expect(names(taken).sort()).toEqual(['a1', 'b1']);
      const late = claims.find(({ key }) => key === 'a');
      if (!late) throw new Error('no claim of a');
      expect(await one.settle({ claim: late, outcomes: all(late, { do: 'done' }), items: [] })).toEqual({
        conflict: true,
      });
      expect(await one.find(idOf('a1'))).toMatchObject({ state: 'pending' });
      await settleAll(other, taken, { do: 'done' });
      expect((await one.statistics()).entries).toMatchObject({ pending: 0, logged: 2 });
    });
  }, 90_000);

  it('B-2 what was acknowledged survives kill -9 of the server, and bridges go on without a restart', async () => {
    await withTwo(async (one, other) => {
      const acknowledged: string[] = [];
      let [number, stopped] = [0, false];
      const load = async (queue: ManagedQueue): Promise<void> => {
        while (!stopped) {
          const id = `e${(number += 1)}`;
          await accept(queue, entry(`k${number % 10}`, id)).then(
            () => acknowledged.push(id),
            () => new Promise((resolve) => setTimeout(resolve, 50)),
          );
        }
      };
      const settled: string[] = [];
      const work = async (queue: ManagedQueue): Promise<void> => {
        while (!stopped) {
          const claims = await queue.claim(5).catch(() => []);
          // Each for itself: a claim whose settlement fails is given back, one that is never settled would stay with its bridge.
          const answers = await Promise.allSettled(
            claims.map((claim) =>
              queue.settle({ claim, outcomes: all(claim, { do: 'park', reason: why }), items: [] }),
            ),
          );
          answers.forEach((answer, index) => {
            const claim = claims[index];
            if (claim && answer.status === 'fulfilled' && !answer.value.conflict) settled.push(...names([claim]));
          });
          if (claims.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
        }
      };
      const running = [load(one), load(other), load(one), work(one), work(other)];
      const enough = (list: readonly string[], count: number) =>
        eventually(
          async () => list.length >= count,
          async () => list.length,
        );
      await enough(settled, 20);
      await server.kill9();
      await server.restart();
      await enough(acknowledged, acknowledged.length + 20);
      await enough(settled, settled.length + 20);
      stopped = true;
      await Promise.all(running);
      // What was under claim comes back, also when its settlement was lost with the server.
      await eventually(
        async () => {
          await takeAll(other);
          return (await one.statistics()).entries.pending === 0;
        },
        () => one.statistics(),
        90_000,
      );
      const kept = (await one.list({ limit: 100_000 })).map(({ id }) => entryName(id).name);
      expect(acknowledged.filter((id) => !kept.includes(id))).toEqual([]);
      expect(settled.filter((id) => !kept.includes(id))).toEqual([]);

      async function takeAll(queue: ManagedQueue): Promise<void> {
        await settleAll(queue, await queue.claim(1000), { do: 'done' });
      }
    });
  }, 240_000);

  it('B-6 bridges see each other on the board and share their pauses; one that is silent does not count', async () => {
    const url = await server.createDatabase();
    const [one, other] = await Promise.all([open(url), open(url)]);
    const notice = { user: 'u', pausedUntil: 0, windowMs: 0 };
    try {
      expect(await one.board.exchange(notice)).toEqual({ bridges: 1, pausedUntil: 0, windowMs: 0 });
      const until = Date.now() + 60_000;
      expect(await other.board.exchange({ ...notice, pausedUntil: until, windowMs: 300_000 })).toEqual({
        bridges: 2,
        pausedUntil: until,
        windowMs: 300_000,
      });
      const told = await one.board.exchange(notice);
      expect(told).toMatchObject({ bridges: 2, windowMs: 300_000 });
      expect(Math.abs(told.pausedUntil - until)).toBeLessThan(30_000);
      expect(await one.board.exchange({ ...notice, user: 'v' })).toEqual({ bridges: 1, pausedUntil: 0, windowMs: 0 });
      // As if the other had been silent since.
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query(`UPDATE activity_logging.pace SET seen_at = seen_at - interval '10 seconds'`);
      await client.end();
      expect((await one.board.exchange(notice)).bridges).toBe(1);
    } finally {
      await Promise.all([one.queue.close(), other.queue.close()]);
    }
  });

  it('is refused when a newer version has written the tables', async () => {
    const url = await server.createDatabase();
    await (await open(url)).queue.close();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('UPDATE activity_logging.version SET version = 99');
    await client.end();
    await expect(open(url)).rejects.toThrow(/newer version \(99\)/);
  });
});
