import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from '@jest/globals';
import { openSqliteQueue } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'al-queue-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The tables of version 2; version 1 had fewer columns. */
const second = `
  CREATE TABLE delivery (
    id TEXT PRIMARY KEY, source TEXT NOT NULL, name TEXT NOT NULL, raw BLOB NOT NULL, received_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX delivery_received ON delivery (received_at);
  CREATE TABLE entry (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, delivery TEXT NOT NULL, key TEXT NOT NULL, work TEXT NOT NULL,
    state INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, reason TEXT, settled_at INTEGER
  ) STRICT;
  CREATE INDEX entry_pending ON entry (key, seq) WHERE state = 0;
  CREATE INDEX entry_state ON entry (state);
  CREATE INDEX entry_delivery ON entry (delivery);
  CREATE TABLE lane (key TEXT PRIMARY KEY, turn INTEGER NOT NULL, due INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX lane_ready ON lane (turn) WHERE due = 0;
  CREATE INDEX lane_delayed ON lane (due) WHERE due > 0;
  CREATE TABLE timer (id TEXT PRIMARY KEY, at INTEGER NOT NULL, key TEXT NOT NULL, work TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX timer_at ON timer (at);
  CREATE TABLE awaited (token TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (token, seq)) STRICT, WITHOUT ROWID;
  CREATE TABLE item (id TEXT PRIMARY KEY, revision INTEGER NOT NULL, state TEXT NOT NULL, issues TEXT NOT NULL DEFAULT '[]',
    touched_at INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE written (
    activity_id TEXT PRIMARY KEY, item TEXT NOT NULL, tbl TEXT NOT NULL, hash TEXT NOT NULL, parties TEXT NOT NULL,
    version TEXT NOT NULL, gone INTEGER NOT NULL DEFAULT 0, adopted INTEGER NOT NULL DEFAULT 0
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX written_item ON written (item);
  CREATE INDEX written_table ON written (tbl, gone);
`;
const first = second
  .replace(/, issues TEXT NOT NULL DEFAULT '\[\]',\s+touched_at INTEGER NOT NULL DEFAULT 0\s+\)/, ')')
  .replace(', adopted INTEGER NOT NULL DEFAULT 0', '');

const event = { source: 's', type: 'note', externalId: '1', version: '1', key: 'k', fields: {} };
const work = JSON.stringify({ what: 'event', event });
const recheck = JSON.stringify({ what: 'recheck', item: 'i' });
const contents = `
  INSERT INTO delivery VALUES ('b', 's', 'n', x'62', 5), ('a#1', 's', 'n', x'61', 6);
  INSERT INTO entry (seq, id, delivery, key, work, state, attempts, reason, settled_at) VALUES
    (3, 'b#0', 'b', 'k', '${work}', 0, 2, NULL, NULL), (4, 'b#1', 'b', 'k', '${work}', 1, 0, NULL, 7),
    (6, 'a#1#0', 'a#1', 'k', '${work}', 3, 0, '{"code":"who"}', 8), (9, 't|5', '', 'k', '${recheck}', 0, 0, NULL, NULL);
  INSERT INTO awaited VALUES ('token', 6);
  INSERT INTO lane VALUES ('k', 3, 0);
  INSERT INTO item (id, revision, state) VALUES ('i', 3, '{}');
  INSERT INTO written (activity_id, item, tbl, hash, parties, version) VALUES ('r', 'i', 'task', 'h', 'p', '1');`;

describe('sqlite queue of an older version', () => {
  it.each([
    [1, first],
    [2, second],
  ])('is brought up from version %i with all it knows', async (version, tables) => {
    const path = join(folder, `${version}.sqlite`);
    const old = new DatabaseSync(path);
    old.exec(`${tables}; PRAGMA user_version = ${version}; ${contents}`);
    old.close();

    const queue = openSqliteQueue(path);
    const row = { activityId: 'r', table: 'task', hash: 'h', parties: 'p', version: '1' };
    expect((await queue.items(['i'])).get('i')).toMatchObject({ revision: 3, rows: [row], issues: [] });
    const about = { source: 's', name: 'n' };
    expect(await queue.list({ limit: 10 })).toMatchObject([
      { ...about, id: 'b#0', delivery: 'b', receivedAt: 5, state: 'pending', attempts: 2 },
      { ...about, id: 'b#1', delivery: 'b', receivedAt: 5, state: 'logged' },
      { ...about, id: 'a#1#0', delivery: 'a#1', receivedAt: 6, state: 'parked', reason: { code: 'who' } },
      { id: 't|5', delivery: '', state: 'pending' },
    ]);
    expect(await queue.find('a#1#0')).toMatchObject({ id: 'a#1#0', state: 'parked' });
    expect(await queue.replay({ token: 'token' })).toBe(1);
    const [claim] = await queue.claim(10);
    expect(claim?.entries).toMatchObject([{ id: 'b#0' }, { id: 'a#1#0' }, { id: 't|5', work: JSON.parse(recheck) }]);
    const delivery = { ...about, id: 'c', raw: Buffer.from('c'), receivedAt: 9 };
    expect(await queue.accept({ ...delivery, id: 'b' }, [])).toEqual({ repeated: true });
    await queue.accept(delivery, [{ name: '0', key: 'new', work: { what: 'unread' } }]);
    await queue.close();

    const file = new DatabaseSync(path);
    // Numbers go on: the turns of lanes and the order of a key are such numbers.
    expect(file.prepare('SELECT max(seq) AS seq FROM entry').get()?.['seq']).toBe(10);
    const empty = join(folder, `empty-${version}.sqlite`);
    await openSqliteQueue(empty).close();
    const fresh = new DatabaseSync(empty);
    expect(tablesOf(file)).toEqual(tablesOf(fresh));
    file.close();
    fresh.close();
  });
});

/** Columns and indexes, as SQLite reads them. */
function tablesOf(db: DatabaseSync): unknown[] {
  const of = (text: string, name: unknown): unknown[] => db.prepare(text).all(String(name));
  return db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .all()
    .map(({ name }) => [
      name,
      of('SELECT name, type, "notnull", pk FROM pragma_table_info(?) ORDER BY name', name),
      of('SELECT name, "unique", partial FROM pragma_index_list(?) ORDER BY name', name),
    ]);
}
