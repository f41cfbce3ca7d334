import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogger } from '../../log.ts';
import { accept, all, entry, names, why } from '../../queue/contract-fixture.ts';
import { openQueue, queueFile } from '../../queue/open.ts';
import { openSqliteQueue } from '../../queue/sqlite/index.ts';
import { type Postgres, postgresMissing, startPostgres } from '../../test-support/postgres.ts';
import { migrate } from './queue-migrate.ts';

const folder = mkdtempSync(join(tmpdir(), 'al-migrate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('queue migrate', () => {
  it('names what is missing', async () => {
    await expect(migrate({ dataFolder: folder, queueUrl: undefined })).rejects.toThrow(/BRIDGE_QUEUE_URL is missing/);
    const queueUrl = 'postgres://nobody:secret@127.0.0.1:1/none';
    await expect(migrate({ dataFolder: folder, queueUrl })).rejects.toThrow(/There is no queue at .*queue\.sqlite/);
    const queue = openSqliteQueue(queueFile({ dataFolder: folder }));
    await expect(migrate({ dataFolder: folder, queueUrl })).rejects.toThrow(/in use by another process/);
    await queue.close();
    const unreachable = await migrate({ dataFolder: folder, queueUrl }).catch((error: unknown) => String(error));
    expect(unreachable).toMatch(/cannot be used/);
    expect(unreachable).not.toMatch(/secret/);
  });
});

if (postgresMissing) it.skip(postgresMissing, () => undefined);
(postgresMissing ? describe.skip : describe)('queue migrate with PostgreSQL', () => {
  let server: Postgres;
  beforeAll(async () => {
    server = await startPostgres();
  }, 60_000);
  afterAll(() => server.stop());

  it('moves pending, parked, items, timers and deliveries; a second run adds nothing and the file stays', async () => {
    const dataFolder = mkdtempSync(join(folder, 'data-'));
    const file = queueFile({ dataFolder });
    const old = openSqliteQueue(file);
    await accept(old, entry('parked', 'p1'), entry('done', 'd1'));
    const state = { source: 's', type: 'note', externalId: '1', version: '1', fields: {} } as const;
    const item = { id: 'i', revision: 0, state, rows: [], issues: ['open'] };
    const timer = { id: 't', at: Date.now() + 3_600_000, key: 'done', work: { what: 'recheck', item: 'i' } as const };
    for (const claim of await old.claim(10)) {
      const parked = claim.key === 'parked';
      await old.settle({
        claim,
        outcomes: all(claim, parked ? { do: 'park', reason: why, awaits: ['address|x'] } : { do: 'done' }),
        items: parked ? [] : [item],
        timers: parked ? [] : [timer],
      });
    }
    // More than one page, of one key and of many.
    const waiting = Array.from({ length: 700 }, (_, number) => entry(number % 2 ? 'long' : `k${number}`, `w${number}`));
    await Promise.all(waiting.map((one) => accept(old, one)));
    await old.close();

    const queueUrl = await server.createDatabase();
    const first = await migrate({ dataFolder, queueUrl });
    expect(first).toEqual({
      ...{ deliveries: 702, entries: 702, items: 1, timers: 1, added: 1406 },
      database: { pending: 700, parked: 1, logged: 1, skipped: 0 },
    });
    expect(await migrate({ dataFolder, queueUrl })).toMatchObject({ added: 0 });
    expect(readFileSync(file).length).toBeGreaterThan(0);

    const { queue } = await openQueue({ dataFolder, queueUrl }, createLogger('silent'));
    try {
      expect(
        await queue.accept({ id: 'delivery-w5', source: 's', name: 'n', raw: Buffer.from(''), receivedAt: 1 }, []),
      ).toEqual({
        repeated: true,
      });
      expect((await queue.items(['i'])).get('i')).toEqual({ ...item, revision: 1 });
      expect(await queue.nextDue()).toBe(timer.at);
      expect(await queue.replay({ token: 'address|x' })).toBe(1);
      const taken: string[] = [];
      for (let claims = await queue.claim(200); claims.length > 0; claims = await queue.claim(200)) {
        taken.push(...names(claims.filter(({ key }) => key === 'long')));
        await Promise.all(
          claims.map((claim) => queue.settle({ claim, outcomes: all(claim, { do: 'done' }), items: [] })),
        );
      }
      expect(taken).toEqual(waiting.filter(({ key }) => key === 'long').map(({ name }) => name));
      expect((await queue.statistics()).entries).toEqual({ pending: 0, parked: 0, logged: 702, skipped: 0 });
    } finally {
      await queue.close();
    }
  }, 60_000);
});
