import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mergeEvent } from '@activity-logging/activity-model';
import type { FastifyInstance } from 'fastify';
import { createMetrics } from '../metrics/metrics.ts';
import { openSqliteQueue } from '../queue/sqlite/index.ts';
import type { ManagedQueue, Outcome } from '../queue/types.ts';
import { reason } from '../reasons.ts';
import { canonicalSource } from '../sources/canonical/index.ts';
import { deliveryOf, entriesOf } from '../sources/entries.ts';
import { createAdmin } from './admin.ts';

const folder = mkdtempSync(join(tmpdir(), 'al-admin-'));
const issue = '11111111-1111-4111-8111-111111111111';
let queue: ManagedQueue;
let app: FastifyInstance;
let address: string;

beforeAll(async () => {
  queue = openSqliteQueue(join(folder, 'queue.sqlite'));
  app = createAdmin({
    queue,
    sources: [canonicalSource],
    metrics: createMetrics(),
    host: '127.0.0.1',
    token: undefined,
    ready: () => ({ ready: true }),
    figures: () => ({}),
  });
  address = await app.listen({ host: '127.0.0.1', port: 0 });
  for (const [id, email] of [
    ['1', 'ann@x.example'],
    ['2', 'joann@x.example'],
    ['3', 'ann@x.example.org'],
  ] as const) {
    const document = { kind: 'note', id, version: '1', source: 'crm', body: 'a secret', people: [{ emails: [email] }] };
    const delivery = deliveryOf('canonical', 'note.v1', Buffer.from(JSON.stringify(document)), 1000);
    await queue.accept(delivery, entriesOf(canonicalSource, delivery, document));
  }
  for (const claim of await queue.claim(10)) {
    const [entry] = claim.entries;
    if (entry?.work.what !== 'event') throw new Error('no event');
    const state = mergeEvent(undefined, entry.work.event);
    const { source, type, externalId, version } = state;
    const isFirst = externalId === '1';
    const outcome: Outcome = isFirst ? { do: 'done' } : { do: 'park', reason: reason('person-unknown') };
    const row = { activityId: 'a1', table: 'task', hash: 'h', parties: 'p', version };
    const item = { id: `${source}|${type}|${externalId}`, revision: 0, state, rows: [row], issues: [issue] };
    await queue.settle({ claim, outcomes: new Map([[entry.id, outcome]]), items: isFirst ? [item] : [] });
  }
});
afterAll(async () => {
  await app.close();
  await queue.close();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(url: string, payload?: object): Promise<Record<string, unknown>> {
  const init = payload && {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(payload),
  };
  const answer = await fetch(`${address}${url}`, init);
  return { status: answer.status, ...((await answer.json()) as object) };
}
const idOf = async (state: string): Promise<string> =>
  ((await ask(`/queue?state=${state}`))['entries'] as { id: string }[])[0]?.id ?? '';

describe('administration of the queue', () => {
  it('B-5 lists entries by state and reason with what to do, and refuses what it does not know', async () => {
    expect(await ask('/queue?state=parked&reason=person-unknown&limit=1')).toMatchObject({
      entries: [{ state: 'parked', reason: { code: 'person-unknown' }, fix: expect.stringContaining('replay') }],
    });
    expect(await ask('/queue?reason=echo')).toMatchObject({ entries: [] });
    expect(await ask('/queue?stat=parked')).toMatchObject({ status: 400 });
    expect(await ask('/queue/status')).toMatchObject({
      entries: { logged: 1, parked: 2 },
      parked: [{ code: 'person-unknown', count: 2 }],
    });
  });

  it('B-5 shows what an entry is about, and its content only when asked', async () => {
    const url = `/queue/entry?${new URLSearchParams({ id: await idOf('logged') }).toString()}`;
    const shown = await ask(url);
    expect(shown).toMatchObject({
      state: 'logged',
      event: { source: 'crm', type: 'note', externalId: '1', fields: ['body', 'people'] },
      item: { rows: [{ table: 'task', activityId: 'a1' }], issues: [issue] },
    });
    expect(JSON.stringify(shown)).not.toMatch(/secret|ann@/);
    expect((await ask(`${url}&payload=true`))['payload']).toContain('a secret');
    expect(await ask('/queue/entry?id=none')).toMatchObject({ status: 404, error: { code: 'no-entry' } });
  });

  it('B-5 replays and drops what is named, never all by mistake', async () => {
    const entry = await idOf('parked');
    expect(await ask('/queue/drop', { all: true })).toMatchObject({ status: 400 });
    expect(await ask('/queue/drop', { entry })).toMatchObject({ dropped: 1 });
    expect(await ask('/queue/replay', { code: 'person-unknown' })).toMatchObject({ replayed: 1 });
    expect(await ask('/queue/replay', {})).toMatchObject({ status: 400 });
  });

  it('L-30 says what would be forgotten, then forgets it: whole addresses, and once', async () => {
    const person = { needles: ['Ann@x.example'], dryRun: true };
    const found = { deliveries: 1, entries: 1, items: 1, rows: [{ table: 'task', activityId: 'a1' }], issues: [issue] };
    expect(await ask('/queue/forget', person)).toMatchObject(found);
    expect(await ask('/queue/forget', { ...person, dryRun: false })).toMatchObject(found);
    const none = { deliveries: 0, entries: 0, items: 0, rows: [], issues: [] };
    expect(await ask('/queue/forget', person)).toMatchObject(none);
    expect(await ask('/queue/forget', { ...person, dryRun: false })).toMatchObject({ deliveries: 0, entries: 0 });
    for (const address of ['joann@x.example', 'ann@x.example.org'])
      expect(await ask('/queue/forget', { needles: [address], dryRun: true })).toMatchObject({ deliveries: 1 });
    expect(await ask('/queue/forget', { needles: [] })).toMatchObject({ status: 400 });
  });
});
