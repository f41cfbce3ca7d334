import { entryId } from '../entry-id.ts';
import type { Item, QueueRecord, StoredEntry, Timer } from '../types.ts';
import { type Connection, notify, type Row, type Transaction } from './connection.ts';
import { itemColumns, readItem, storeRows } from './items.ts';
import { type Delay, now as atOnce, openLanes, readWork } from './lanes.ts';
import { readReason } from './report.ts';
import { jobSchema, schema, stateNames, states } from './schema.ts';

const pageRows = 500;

/** Everything, page by page: deliveries, entries in order, items, timers. */
export async function* dumpRecords({ query }: Connection, time: number): AsyncIterable<QueueRecord> {
  const active = `SELECT 1 FROM ${jobSchema}.job WHERE state = 'active' LIMIT 1`;
  if ((await query(active)).length > 0) throw new Error('The queue is being worked off; stop the bridges first.');
  const from = `SELECT id AS place, * FROM ${schema}`;
  for await (const row of pages(query, `${from}.delivery WHERE id > $1 ORDER BY id`)) {
    const raw = Buffer.isBuffer(row['raw']) ? row['raw'] : Buffer.alloc(0);
    const [id, source, name] = [String(row['id']), String(row['source']), String(row['name'])];
    yield { what: 'delivery', delivery: { id, source, name, raw, receivedAt: Number(row['received_at']) } };
  }
  const entries = `SELECT seq AS place, entry.*, extract(epoch FROM delayed.at - ${jobSchema}.job_now()) * 1000 AS wait,
    (SELECT json_agg(token ORDER BY token) FROM ${schema}.awaited WHERE awaited.seq = entry.seq) AS awaits
    FROM ${schema}.entry LEFT JOIN ${schema}.delayed ON delayed.key = entry.key AND entry.state = ${states.pending}
    WHERE seq > $1 ORDER BY seq`;
  for await (const row of pages(query, entries)) yield { what: 'entry', entry: readStored(row, time) };
  const items = `SELECT id AS place, ${itemColumns} FROM ${schema}.item WHERE id > $1 ORDER BY id`;
  for await (const row of pages(query, items)) {
    yield { what: 'item', item: readItem(row), touchedAt: Number(row['touched_at']) };
  }
  for await (const row of pages(query, `${from}.timer WHERE id > $1 ORDER BY id`)) {
    const [id, key] = [String(row['id']), String(row['key'])];
    yield { what: 'timer', timer: { id, at: Number(row['at']), key, work: readWork(row['work']) } };
  }
}

async function* pages(query: Connection['query'], select: string): AsyncIterable<Row> {
  const numbered = select.includes('seq >');
  let after = numbered ? '0' : '';
  for (;;) {
    const rows = await query(`${select} LIMIT ${pageRows}`, [after]);
    yield* rows;
    if (rows.length < pageRows) return;
    after = String(rows.at(-1)?.['place']);
  }
}

function readStored(row: Row, time: number): StoredEntry {
  const reason = readReason(row['reason']);
  const wait = row['wait'];
  const [id, delivery] = [String(row['id']), String(row['delivery'])];
  return {
    name: id.slice(entryId(delivery, '').length),
    key: String(row['key']),
    delivery,
    ...(row['work'] === null ? {} : { work: readWork(row['work']) }),
    state: stateNames[Number(row['state'])] ?? 'pending',
    attempts: Number(row['attempts']),
    ...(reason ? { reason } : {}),
    ...(row['settled_at'] === null ? {} : { settledAt: Number(row['settled_at']) }),
    awaits: Array.isArray(row['awaits']) ? row['awaits'].map(String) : [],
    ...(wait === null ? {} : { due: Math.round(time + Number(wait)) }),
  };
}

/** Takes records over, a page a transaction. @returns how many were not there yet. */
export async function loadRecords(
  connection: Connection,
  records: AsyncIterable<QueueRecord>,
  now: () => number,
): Promise<number> {
  let stored = 0;
  let page: QueueRecord[] = [];
  const store = async (): Promise<void> => {
    const group = page;
    page = [];
    stored += await connection.transaction((tx) => storePage(connection, tx, group, now()));
  };
  for await (const record of records) {
    page.push(record);
    if (page.length >= pageRows) await store();
  }
  await store();
  return stored;
}

async function storePage(
  connection: Connection,
  tx: Transaction,
  page: readonly QueueRecord[],
  time: number,
): Promise<number> {
  const of = <What extends QueueRecord['what']>(what: What) =>
    page.filter((record): record is Extract<QueueRecord, { what: What }> => record.what === what);
  const deliveries = await tx.query(
    `INSERT INTO ${schema}.delivery (id, source, name, raw, received_at)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::bigint[]) ON CONFLICT DO NOTHING RETURNING id`,
    [
      of('delivery').map(({ delivery }) => delivery.id),
      of('delivery').map(({ delivery }) => delivery.source),
      of('delivery').map(({ delivery }) => delivery.name),
      of('delivery').map(({ delivery }) => Buffer.from(delivery.raw)),
      of('delivery').map(({ delivery }) => delivery.receivedAt),
    ],
  );
  const entries = await storeEntries(
    connection,
    tx,
    of('entry').map(({ entry }) => entry),
    time,
  );
  const items = await storeItems(tx, of('item'));
  const timers = await storeTimers(
    tx,
    of('timer').map(({ timer }) => timer),
  );
  return deliveries.length + entries + items + timers;
}

async function storeEntries(
  connection: Connection,
  tx: Transaction,
  entries: readonly StoredEntry[],
  time: number,
): Promise<number> {
  if (entries.length === 0) return 0;
  const rows = await tx.query(
    `INSERT INTO ${schema}.entry (id, delivery, key, work, state, attempts, reason, settled_at)
     SELECT id, delivery, key, work, state, attempts, reason, settled_at
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::smallint[], $6::integer[], $7::text[], $8::bigint[])
       WITH ORDINALITY AS kept (id, delivery, key, work, state, attempts, reason, settled_at, turn)
     ORDER BY turn ON CONFLICT DO NOTHING RETURNING id, seq`,
    [
      entries.map(idOf),
      entries.map(({ delivery }) => delivery),
      entries.map(({ key }) => key),
      entries.map(({ work }) => (work ? JSON.stringify(work) : null)),
      entries.map(({ state }) => states[state]),
      entries.map(({ attempts }) => attempts),
      entries.map(({ reason }) => (reason ? JSON.stringify(reason) : null)),
      entries.map(({ settledAt }) => settledAt ?? null),
    ],
  );
  const places = new Map(rows.map(({ id, seq }) => [String(id), seq]));
  const stored = entries.filter((entry) => places.has(idOf(entry)));
  const awaited = stored.flatMap((entry) => entry.awaits.map((token) => ({ token, seq: places.get(idOf(entry)) })));
  if (awaited.length > 0) {
    await tx.query(`INSERT INTO ${schema}.awaited (token, seq) SELECT * FROM unnest($1::text[], $2::bigint[])`, [
      awaited.map(({ token }) => token),
      awaited.map(({ seq }) => seq),
    ]);
  }
  const opened = new Map<string, Delay>();
  for (const { key, state, due } of stored) {
    if (state === 'pending') opened.set(key, due === undefined ? atOnce : { startAfterMs: Math.max(0, due - time) });
  }
  await openLanes(connection, tx, opened);
  if (opened.size > 0) await notify(tx);
  return stored.length;
}

function idOf({ delivery, name }: StoredEntry): string {
  return entryId(delivery, name);
}

async function storeItems(
  tx: Transaction,
  kept: readonly { readonly item: Item; readonly touchedAt: number }[],
): Promise<number> {
  if (kept.length === 0) return 0;
  const rows = await tx.query(
    `INSERT INTO ${schema}.item (id, revision, state, issues, touched_at)
     SELECT * FROM unnest($1::text[], $2::integer[], $3::text[], $4::text[], $5::bigint[]) ON CONFLICT DO NOTHING RETURNING id`,
    [
      kept.map(({ item }) => item.id),
      kept.map(({ item }) => item.revision),
      kept.map(({ item }) => JSON.stringify(item.state)),
      kept.map(({ item }) => JSON.stringify(item.issues)),
      kept.map(({ touchedAt }) => touchedAt),
    ],
  );
  const stored = new Set(rows.map(({ id }) => id));
  await storeRows(
    tx,
    kept.map(({ item }) => item).filter(({ id }) => stored.has(id)),
  );
  return rows.length;
}

async function storeTimers(tx: Transaction, timers: readonly Timer[]): Promise<number> {
  if (timers.length === 0) return 0;
  const rows = await tx.query(
    `INSERT INTO ${schema}.timer (id, at, key, work) SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[])
     ON CONFLICT DO NOTHING RETURNING id`,
    [
      timers.map(({ id }) => id),
      timers.map(({ at }) => Math.round(at)),
      timers.map(({ key }) => key),
      timers.map(({ work }) => JSON.stringify(work)),
    ],
  );
  return rows.length;
}
