import { entryId } from '../entry-id.ts';
import { type Claim, type Delivery, type Entry, type NewEntry, type Work, workAtOnce } from '../types.ts';
import type { Database } from './database.ts';
import { ofTimer, type Seq, states } from './schema.ts';

/** Entries of one key a claim holds at most, so that a key with a long backlog leaves room for others. */
const entriesPerClaim = 50;

export function readWork(text: unknown): Work {
  // Written by this module alone.
  return JSON.parse(String(text)) as Work;
}

/** Stores a delivery. @returns its number; `undefined` when it is there already. */
export function insertDelivery(db: Database, { id, source, name, raw, receivedAt }: Delivery): Seq | undefined {
  const { changes, lastInsertRowid } = db
    .sql('INSERT INTO delivery (id, source, name, raw, received_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING')
    .run(id, source, name, raw, receivedAt);
  return changes === 0 ? undefined : lastInsertRowid;
}

/** @throws when there is none: entries are stored with their delivery or after it, and go with it. */
export function seqOf(db: Database, delivery: string): Seq {
  const seq = db.sql('SELECT seq FROM delivery WHERE id = ?').get(delivery)?.['seq'];
  if (typeof seq !== 'number') throw new Error(`The queue has no delivery ${delivery}.`);
  return seq;
}

/** Stores an entry; one of this name already there in the delivery stays as it is. */
export function insertEntry(db: Database, delivery: Seq, entry: NewEntry, now: number): void {
  const state = states[entry.settled?.state ?? 'pending'];
  const { changes, lastInsertRowid } = db
    .sql(
      `INSERT INTO entry (delivery, name, key, work, state, reason, settled_at) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (delivery, name) DO NOTHING`,
    )
    .run(
      delivery,
      entry.name,
      entry.key,
      JSON.stringify(entry.work),
      state,
      entry.settled ? JSON.stringify(entry.settled.reason) : null,
      entry.settled ? now : null,
    );
  if (changes === 1 && !entry.settled) openLane(db, entry.key, lastInsertRowid);
}

/**
 * Makes sure that a key with a pending entry has a lane; an existing one keeps its turn and its delay.
 *
 * @param turn the number of the entry that was stored last: turns are such numbers, so that the last one is found without reading lanes.
 */
export function openLane(db: Database, key: string, turn: Seq = lastSeq(db)): void {
  db.sql('INSERT INTO lane (key, turn, due) VALUES (?, ?, 0) ON CONFLICT (key) DO NOTHING').run(key, turn);
}

function lastSeq(db: Database): Seq {
  return Number(db.sql('SELECT max(seq) AS seq FROM entry').get()?.['seq'] ?? 0);
}

/** After a claim: the lane goes behind all others, or away when nothing of its key is pending. */
export function closeTurn(db: Database, key: string, due: number): void {
  const more = db.sql('SELECT 1 FROM entry INDEXED BY entry_pending WHERE key = ? AND state = 0 LIMIT 1').get(key);
  if (more) db.sql('UPDATE lane SET turn = ?, due = ? WHERE key = ?').run(Number(lastSeq(db)) + 1, due, key);
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
      insertEntry(db, ofTimer, { name: `${id}|${at}`, key, work: readWork(timer['work']) }, now);
      db.sql('DELETE FROM timer WHERE id = ?').run(id);
    }
  });
}

/** A claim with the numbers of its entries, in their order. */
export interface OpenClaim {
  readonly claim: Claim;
  readonly seqs: readonly Seq[];
}

/** Up to `limit` entries of ready lanes that are not in `open`, oldest turn first. */
export function readClaims(
  db: Database,
  limit: number,
  open: ReadonlyMap<string, unknown>,
  newId: () => string,
): OpenClaim[] {
  const claims: OpenClaim[] = [];
  let left = limit;
  let room = workAtOnce;
  // Lanes under claim stay in the index: their number is small, so they are read over.
  const lanes = db.sql('SELECT key FROM lane WHERE due = 0 ORDER BY turn LIMIT ?').all(limit + open.size);
  for (const lane of lanes) {
    if (left <= 0 || room <= 0) break;
    const key = String(lane['key']);
    if (open.has(key)) continue;
    const entries: Entry[] = [];
    const seqs: Seq[] = [];
    for (const { entry, seq, size } of readEntries(db, key, Math.min(entriesPerClaim, left))) {
      entries.push(entry);
      seqs.push(seq);
      room -= size;
      if (room <= 0) break;
    }
    if (entries.length === 0) continue;
    left -= entries.length;
    claims.push({ claim: { id: newId(), key, entries }, seqs });
  }
  return claims;
}

interface ReadEntry {
  readonly entry: Entry;
  readonly seq: Seq;
  /** Characters of its work. */
  readonly size: number;
}

function* readEntries(db: Database, key: string, limit: number): Iterable<ReadEntry> {
  const rows = db
    .sql(
      `SELECT entry.seq, entry.name, coalesce(delivery.id, '') AS delivery, work, attempts
       FROM entry INDEXED BY entry_pending LEFT JOIN delivery ON delivery.seq = entry.delivery
       WHERE key = ? AND state = 0 ORDER BY entry.seq LIMIT ?`,
    )
    .iterate(key, limit);
  for (const row of rows) {
    const text = String(row['work']);
    const [delivery, work] = [String(row['delivery']), readWork(text)];
    const id = entryId(delivery, String(row['name']));
    const entry = { id, key, delivery, work, attempts: Number(row['attempts']) };
    yield { entry, seq: Number(row['seq']), size: text.length };
  }
}
