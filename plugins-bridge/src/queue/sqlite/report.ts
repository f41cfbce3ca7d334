import { entryName } from '../entry-id.ts';
import type { Item, ListedEntry, Reason, ReplayFilter, Statistics, WrittenRow } from '../types.ts';
import type { ItemState } from '@activity-logging/activity-model';
import type { Database } from './database.ts';
import { openLane } from './lanes.ts';
import { entryIdText, ofTimer, stateNames, states } from './schema.ts';

export function readItem(db: Database, id: string): Item | undefined {
  const stored = db.sql('SELECT revision, state, issues FROM item WHERE id = ?').get(id);
  if (!stored) return undefined;
  const rows = db
    .sql(
      'SELECT activity_id, tbl, hash, parties, version, gone, adopted FROM written WHERE item = ? ORDER BY activity_id',
    )
    .all(id)
    .map((row): WrittenRow => ({
      activityId: String(row['activity_id']),
      table: String(row['tbl']),
      hash: String(row['hash']),
      parties: String(row['parties']),
      version: String(row['version']),
      ...(row['gone'] === 1 ? { gone: true } : {}),
      ...(row['adopted'] === 1 ? { adopted: true } : {}),
    }));
  // Written by this folder alone.
  const state = JSON.parse(String(stored['state'])) as ItemState;
  const issues = JSON.parse(String(stored['issues'])) as string[];
  return { id, revision: Number(stored['revision']), state, rows, issues };
}

export function readReason(text: unknown): Reason | undefined {
  return typeof text === 'string' ? (JSON.parse(text) as Reason) : undefined;
}

const joined = 'entry LEFT JOIN delivery ON delivery.seq = entry.delivery';
const listed = `SELECT ${entryIdText} AS id, delivery.id AS delivery, entry.state, entry.attempts, entry.reason, delivery.source,
  delivery.name, delivery.received_at FROM ${joined}`;
/** Both readings of an id; parameters are the whole of it, and its parts. */
const named = `((entry.delivery = ${ofTimer} AND entry.name = ?) OR
  (entry.delivery = (SELECT seq FROM delivery WHERE id = ?) AND entry.name = ?))`;
const partsOf = (id: string): string[] => {
  const { delivery, name } = entryName(id);
  return [id, delivery, name];
};

export function listEntries(db: Database, state: ListedEntry['state'] | undefined, limit: number): ListedEntry[] {
  return db
    .sql(`${listed} WHERE ? IS NULL OR entry.state = ? ORDER BY entry.seq LIMIT ?`)
    .all(state ?? null, state ? states[state] : null, limit)
    .map(readListed);
}

export function findEntry(db: Database, id: string): ListedEntry | undefined {
  const row = db.sql(`${listed} WHERE ${named}`).get(...partsOf(id));
  return row && readListed(row);
}

function readListed(row: Record<string, unknown>): ListedEntry {
  const reason = readReason(row['reason']);
  return {
    id: String(row['id']),
    delivery: String(row['delivery'] ?? ''),
    source: String(row['source'] ?? ''),
    name: String(row['name'] ?? ''),
    receivedAt: Number(row['received_at'] ?? 0),
    state: stateNames[Number(row['state'])] ?? 'pending',
    attempts: Number(row['attempts']),
    ...(reason ? { reason } : {}),
  };
}

function filtered(filter: ReplayFilter): readonly [where: string, values: readonly string[]] {
  if ('entry' in filter) return [named, partsOf(filter.entry)];
  if ('token' in filter) return ['seq IN (SELECT seq FROM awaited WHERE token = ?)', [filter.token]];
  if ('code' in filter) return ["json_extract(reason, '$.code') = ?", [filter.code]];
  return ['true', []];
}

/** Puts entries back at their old place in their lanes: parked ones, and a single one whatever became of it. */
export function replayEntries(db: Database, filter: ReplayFilter): number {
  const [where, values] = filtered(filter);
  // A single event is taken up again whatever became of it: what it says stands already, and is only made right.
  const of = 'entry' in filter ? `state <> ${states.pending}` : `state = ${states.parked}`;
  const found = db.sql(`SELECT seq, key FROM entry WHERE ${of} AND work <> '' AND ${where}`).all(...values);
  for (const { seq, key } of found) {
    db.sql('UPDATE entry SET state = 0, attempts = 0, reason = NULL, settled_at = NULL WHERE seq = ?').run(Number(seq));
    db.sql('DELETE FROM awaited WHERE seq = ?').run(Number(seq));
    openLane(db, String(key));
  }
  return found.length;
}

/** Settles parked entries for good. */
export function dropEntries(db: Database, filter: ReplayFilter, now: number): number {
  const [where, values] = filtered(filter);
  const found = db.sql(`SELECT seq FROM entry WHERE state = ${states.parked} AND ${where}`).all(...values);
  for (const { seq } of found) {
    db.sql('UPDATE entry SET state = ?, reason = ?, settled_at = ? WHERE seq = ?').run(
      states.skipped,
      JSON.stringify({ code: 'dropped' }),
      now,
      Number(seq),
    );
    db.sql('DELETE FROM awaited WHERE seq = ?').run(Number(seq));
  }
  return found.length;
}

/** Deliveries all of whose entries are settled, received before `before`. */
export function forgetDeliveries(db: Database, before: number): number {
  const old = `SELECT seq FROM delivery WHERE received_at < ? AND NOT EXISTS (
    SELECT 1 FROM entry WHERE entry.delivery = delivery.seq AND (entry.state = ${states.pending} OR entry.settled_at >= ?))`;
  db.sql(`DELETE FROM awaited WHERE seq IN (SELECT seq FROM entry WHERE delivery IN (${old}))`).run(before, before);
  // The delivery goes last: the other statements find their rows by it.
  const seqs = db
    .sql(old)
    .all(before, before)
    .map((row) => Number(row['seq']));
  for (const seq of seqs) {
    db.sql('DELETE FROM entry WHERE delivery = ?').run(seq);
    db.sql('DELETE FROM delivery WHERE seq = ?').run(seq);
  }
  // What an item keeps of payloads for mappings goes with them (SPEC L-30).
  db.sql(
    "UPDATE item SET state = json_remove(state, '$.payloads') WHERE touched_at < ? AND json_type(state, '$.payloads') IS NOT NULL",
  ).run(before);
  return seqs.length;
}

/** Counts by state of all entries of deliveries, and of the deliveries themselves. */
export function readStatistics(db: Database, repeated: number): Statistics {
  const entries = { pending: 0, logged: 0, skipped: 0, parked: 0 };
  for (const row of db
    .sql(`SELECT state, count(*) AS n FROM entry WHERE delivery <> ${ofTimer} GROUP BY state`)
    .all()) {
    entries[stateNames[Number(row['state'])] ?? 'pending'] = Number(row['n']);
  }
  const deliveries = { pending: 0, logged: 0, skipped: 0, parked: 0 };
  const outcomes = `SELECT min(CASE state WHEN 0 THEN 0 WHEN 3 THEN 1 WHEN 1 THEN 2 ELSE 3 END) AS first
    FROM entry WHERE delivery <> ${ofTimer} GROUP BY delivery`;
  for (const row of db.sql(`SELECT first, count(*) AS n FROM (${outcomes}) GROUP BY first`).all()) {
    deliveries[(['pending', 'parked', 'logged', 'skipped'] as const)[Number(row['first'])] ?? 'pending'] = Number(
      row['n'],
    );
  }
  const received = Number(db.sql('SELECT count(*) AS n FROM delivery').get()?.['n'] ?? 0);
  const rows: Record<string, number> = {};
  for (const row of db.sql('SELECT tbl, count(*) AS n FROM written WHERE gone = 0 GROUP BY tbl').all()) {
    rows[String(row['tbl'])] = Number(row['n']);
  }
  const oldest = db
    .sql(
      'SELECT min(received_at) AS at FROM delivery WHERE seq IN (SELECT delivery FROM entry WHERE state = 0 ORDER BY seq LIMIT 1)',
    )
    .get()?.['at'];
  return {
    deliveries: { received, ...deliveries },
    repeated,
    entries,
    rows,
    parkedBy: countByCode(db, states.parked),
    skippedBy: countByCode(db, states.skipped),
    ...(typeof oldest === 'number' ? { oldestPending: oldest } : {}),
  };
}

function countByCode(db: Database, state: number): Record<string, number> {
  const counts: Record<string, number> = {};
  const rows = db
    .sql(
      `SELECT json_extract(reason, '$.code') AS code, count(*) AS n FROM entry
       WHERE state = ${state} AND delivery <> ${ofTimer} GROUP BY 1`,
    )
    .all();
  for (const row of rows) counts[String(row['code'])] = Number(row['n']);
  return counts;
}
