import { type Claim, type Entry, type NewEntry, type Work, workAtOnce } from '../types.ts';
import type { Database } from './database.ts';
import { states } from './schema.ts';

/** Entries of one key a claim holds at most, so that a key with a long backlog leaves room for others. */
const entriesPerClaim = 50;

export function readWork(text: unknown): Work {
  // Written by this module alone.
  return JSON.parse(String(text)) as Work;
}

/** Stores an entry; one with this id already there stays as it is. */
export function insertEntry(db: Database, delivery: string, entry: NewEntry, now: number): void {
  const state = states[entry.settled?.state ?? 'pending'];
  const { changes } = db
    .sql(
      `INSERT INTO entry (id, delivery, key, work, state, reason, settled_at) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO NOTHING`,
    )
    .run(
      entry.id,
      delivery,
      entry.key,
      JSON.stringify(entry.work),
      state,
      entry.settled ? JSON.stringify(entry.settled.reason) : null,
      entry.settled ? now : null,
    );
  if (changes === 1 && !entry.settled) openLane(db, entry.key);
}

/** Makes sure that a key with a pending entry has a lane; an existing one keeps its turn and its delay. */
export function openLane(db: Database, key: string): void {
  db.sql(`INSERT INTO lane (key, turn, due) VALUES (?, (${lastNumber}), 0) ON CONFLICT (key) DO NOTHING`).run(key);
}

/** Turns are running numbers of entries: the last one is found without reading the lanes. */
const lastNumber = 'SELECT coalesce(max(seq), 0) FROM entry';

/** After a claim: the lane goes behind all others, or away when nothing of its key is pending. */
export function closeTurn(db: Database, key: string, due: number): void {
  const more = db.sql('SELECT 1 FROM entry INDEXED BY entry_pending WHERE key = ? AND state = 0 LIMIT 1').get(key);
  if (more) db.sql(`UPDATE lane SET turn = (${lastNumber}) + 1, due = ? WHERE key = ?`).run(due, key);
  else db.sql('DELETE FROM lane WHERE key = ?').run(key);
}

/** Makes lanes and timers ready whose time has come. Writes only when there are any. */
export function promoteDue(db: Database, now: number): void {
  if (db.sql('SELECT 1 FROM lane WHERE due > 0 AND due <= ? LIMIT 1').get(now)) {
    db.transaction(() => db.sql('UPDATE lane SET due = 0 WHERE due > 0 AND due <= ?').run(now));
  }
  const timers = db.sql('SELECT id, at, key, work FROM timer WHERE at <= ? ORDER BY at LIMIT 500').all(now);
  if (timers.length === 0) return;
  db.transaction(() => {
    for (const timer of timers) {
      const [id, at, key] = [String(timer['id']), Number(timer['at']), String(timer['key'])];
      insertEntry(db, '', { id: `${id}|${at}`, key, work: readWork(timer['work']) }, now);
      db.sql('DELETE FROM timer WHERE id = ?').run(id);
    }
  });
}

/** Up to `limit` entries of ready lanes that are not in `open`, oldest turn first. */
export function readClaims(db: Database, limit: number, open: ReadonlySet<string>, newId: () => string): Claim[] {
  const claims: Claim[] = [];
  let left = limit;
  let room = workAtOnce;
  // Lanes under claim stay in the index: their number is small, so they are read over.
  const lanes = db.sql('SELECT key FROM lane WHERE due = 0 ORDER BY turn LIMIT ?').all(limit + open.size);
  for (const lane of lanes) {
    if (left <= 0 || room <= 0) break;
    const key = String(lane['key']);
    if (open.has(key)) continue;
    const entries: Entry[] = [];
    for (const [entry, size] of readEntries(db, key, Math.min(entriesPerClaim, left))) {
      entries.push(entry);
      room -= size;
      if (room <= 0) break;
    }
    if (entries.length === 0) continue;
    left -= entries.length;
    claims.push({ id: newId(), key, entries });
  }
  return claims;
}

// Without statistics SQLite would take the index of states, and read every pending entry of every key.
function* readEntries(db: Database, key: string, limit: number): Iterable<readonly [entry: Entry, size: number]> {
  const rows = db
    .sql(
      'SELECT id, delivery, work, attempts FROM entry INDEXED BY entry_pending WHERE key = ? AND state = 0 ORDER BY seq LIMIT ?',
    )
    .iterate(key, limit);
  for (const row of rows) {
    const work = String(row['work']);
    const [id, delivery] = [String(row['id']), String(row['delivery'])];
    yield [{ id, key, delivery, work: readWork(work), attempts: Number(row['attempts']) }, work.length];
  }
}
