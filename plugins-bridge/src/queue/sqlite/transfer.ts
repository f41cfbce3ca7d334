import type { QueueRecord, StoredEntry, Timer } from '../types.ts';
import type { Database } from './database.ts';
import type { GroupCommit } from './group-commit.ts';
import { insertDelivery, openLane, readWork, seqOf } from './lanes.ts';
import { readItem, readReason } from './report.ts';
import { ofTimer, stateNames, states } from './schema.ts';
import { storeItem } from './settle.ts';

const pageRows = 500;

/** Everything, page by page: deliveries, entries in order, items, timers. */
export async function* dumpRecords(db: Database, claims: ReadonlyMap<string, unknown>): AsyncIterable<QueueRecord> {
  if (claims.size > 0) throw new Error('The queue is being worked off; stop the bridge first.');
  for (const row of pages(db, 'SELECT seq, id, source, name, raw, received_at FROM delivery')) {
    const [id, source, name] = [String(row['id']), String(row['source']), String(row['name'])];
    const raw = row['raw'] instanceof Uint8Array ? row['raw'] : new Uint8Array();
    yield { what: 'delivery', delivery: { id, source, name, raw, receivedAt: Number(row['received_at']) } };
  }
  const entries =
    "SELECT entry.*, coalesce(delivery.id, '') AS id FROM entry LEFT JOIN delivery ON delivery.seq = entry.delivery";
  for (const row of pages(db, entries)) yield { what: 'entry', entry: readStored(db, row) };
  for (const row of pages(db, 'SELECT rowid AS seq, id, touched_at FROM item')) {
    const item = readItem(db, String(row['id']));
    if (item) yield { what: 'item', item, touchedAt: Number(row['touched_at']) };
  }
  for (const row of db.sql('SELECT id, at, key, work FROM timer ORDER BY id').all()) {
    const timer: Timer = {
      id: String(row['id']),
      at: Number(row['at']),
      key: String(row['key']),
      work: readWork(row['work']),
    };
    yield { what: 'timer', timer };
  }
}

function* pages(db: Database, select: string): Iterable<Record<string, unknown>> {
  const table = / FROM (\w+)/.exec(select)?.[1];
  const statement = db.sql(`${select} WHERE ${table}.rowid > ? ORDER BY ${table}.rowid LIMIT ${pageRows}`);
  let after = 0;
  for (;;) {
    const rows = statement.all(after);
    yield* rows;
    if (rows.length < pageRows) return;
    after = Number(rows.at(-1)?.['seq']);
  }
}

function readStored(db: Database, row: Record<string, unknown>): StoredEntry {
  const [key, state] = [String(row['key']), stateNames[Number(row['state'])] ?? 'pending'];
  const due =
    state === 'pending' ? db.sql('SELECT due FROM lane WHERE key = ? AND due > 0').get(key)?.['due'] : undefined;
  const awaited = db.sql('SELECT token FROM awaited WHERE seq = ? ORDER BY token').all(Number(row['seq']));
  const reason = readReason(row['reason']);
  return {
    name: String(row['name']),
    key,
    delivery: String(row['id']),
    ...(row['work'] === '' ? {} : { work: readWork(row['work']) }),
    state,
    attempts: Number(row['attempts']),
    ...(reason ? { reason } : {}),
    ...(row['settled_at'] === null ? {} : { settledAt: Number(row['settled_at']) }),
    awaits: awaited.map(({ token }) => String(token)),
    ...(typeof due === 'number' ? { due } : {}),
  };
}

/** Takes records over, a page a transaction. @returns how many were not there yet. */
export async function loadRecords(
  db: Database,
  commit: GroupCommit,
  records: AsyncIterable<QueueRecord>,
): Promise<number> {
  let stored = 0;
  let page: QueueRecord[] = [];
  const store = async (): Promise<void> => {
    const group = page;
    page = [];
    stored += await commit.run(() => group.filter((record) => storeRecord(db, record)).length);
  };
  for await (const record of records) {
    page.push(record);
    if (page.length >= pageRows) await store();
  }
  await store();
  return stored;
}

function storeRecord(db: Database, record: QueueRecord): boolean {
  if (record.what === 'delivery') return insertDelivery(db, record.delivery) !== undefined;
  if (record.what === 'entry') return storeEntry(db, record.entry);
  if (record.what === 'item') {
    if (readItem(db, record.item.id)) return false;
    storeItem(db, { ...record.item, revision: record.item.revision - 1 }, record.touchedAt);
    return true;
  }
  const { id, at, key, work } = record.timer;
  const insert = 'INSERT INTO timer (id, at, key, work) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING';
  return db.sql(insert).run(id, at, key, JSON.stringify(work)).changes === 1;
}

function storeEntry(db: Database, entry: StoredEntry): boolean {
  const { changes, lastInsertRowid } = db
    .sql(
      `INSERT INTO entry (delivery, name, key, work, state, attempts, reason, settled_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
    )
    .run(
      entry.delivery === '' ? ofTimer : seqOf(db, entry.delivery),
      entry.name,
      entry.key,
      entry.work ? JSON.stringify(entry.work) : '',
      states[entry.state],
      entry.attempts,
      entry.reason ? JSON.stringify(entry.reason) : null,
      entry.settledAt ?? null,
    );
  if (changes === 0) return false;
  for (const token of entry.awaits) {
    db.sql('INSERT INTO awaited (token, seq) VALUES (?, ?) ON CONFLICT DO NOTHING').run(token, lastInsertRowid);
  }
  if (entry.state === 'pending') {
    openLane(db, entry.key);
    if (entry.due !== undefined) db.sql('UPDATE lane SET due = ? WHERE key = ?').run(entry.due, entry.key);
  }
  return true;
}
