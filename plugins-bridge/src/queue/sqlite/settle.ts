import type { Item, Outcome, Settlement } from '../types.ts';
import type { Database } from './database.ts';
import { closeTurn, insertEntry, type OpenClaim, seqOf } from './lanes.ts';
import { type Seq, states } from './schema.ts';

/** Stores what became of a claim. @returns false, with nothing stored, when an item or an entry has changed since it was read. */
export function storeSettlement(
  db: Database,
  { claim, seqs }: OpenClaim,
  { outcomes, items, entries = [], timers = [] }: Omit<Settlement, 'claim'>,
  now: number,
): boolean {
  // What was forgotten meanwhile must not come back with what this claim has read of it.
  const forgotten = seqs.some((seq) => !isPending(db, seq));
  if (forgotten || items.some((item) => revisionOf(db, item.id) !== item.revision)) {
    closeTurn(db, claim.key, 0);
    return false;
  }
  for (const item of items) storeItem(db, item, now);
  for (const entry of entries) insertEntry(db, seqOf(db, entry.delivery), entry, now);
  for (const timer of timers) {
    db.sql(
      `INSERT INTO timer (id, at, key, work) VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET at = excluded.at, key = excluded.key, work = excluded.work`,
    ).run(timer.id, timer.at, timer.key, JSON.stringify(timer.work));
  }
  let due = 0;
  for (const [index, seq] of seqs.entries()) {
    const outcome = outcomes.get(claim.entries[index]?.id ?? '');
    if (!outcome) continue;
    storeOutcome(db, seq, outcome, now);
    if (outcome.do === 'retry') due = due === 0 ? outcome.at : Math.min(due, outcome.at);
  }
  closeTurn(db, claim.key, due);
  return true;
}

function storeOutcome(db: Database, seq: Seq, outcome: Outcome, now: number): void {
  const reason = 'reason' in outcome ? JSON.stringify(outcome.reason) : null;
  if (outcome.do === 'retry') {
    db.sql('UPDATE entry SET attempts = attempts + 1, reason = ? WHERE seq = ?').run(reason, seq);
    return;
  }
  if (outcome.do === 'replace') {
    db.sql('DELETE FROM entry WHERE seq = ?').run(seq);
    return;
  }
  const state = { done: states.logged, skip: states.skipped, park: states.parked }[outcome.do];
  db.sql('UPDATE entry SET state = ?, reason = ?, settled_at = ? WHERE seq = ?').run(state, reason, now, seq);
  if (outcome.do !== 'park') return;
  for (const token of outcome.awaits ?? []) {
    db.sql('INSERT OR IGNORE INTO awaited (token, seq) VALUES (?, ?)').run(token, seq);
  }
}

function isPending(db: Database, seq: Seq): boolean {
  return db.sql(`SELECT 1 FROM entry WHERE seq = ? AND state = ${states.pending}`).get(seq) !== undefined;
}

function revisionOf(db: Database, id: string): number {
  return Number(db.sql('SELECT revision FROM item WHERE id = ?').get(id)?.['revision'] ?? 0);
}

/** Stores an item as the revision after its own. */
export function storeItem(db: Database, item: Item, now: number): void {
  db.sql(
    `INSERT INTO item (id, revision, state, issues, touched_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, state = excluded.state, issues = excluded.issues,
       touched_at = excluded.touched_at`,
  ).run(item.id, item.revision + 1, JSON.stringify(item.state), JSON.stringify(item.issues), now);
  for (const row of item.rows) {
    db.sql(
      `INSERT INTO written (activity_id, item, tbl, hash, parties, version, gone, adopted) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (activity_id) DO UPDATE SET
         tbl = excluded.tbl, hash = excluded.hash, parties = excluded.parties, version = excluded.version, gone = excluded.gone,
         adopted = excluded.adopted`,
    ).run(
      row.activityId,
      item.id,
      row.table,
      row.hash,
      row.parties,
      row.version,
      Number(row.gone ?? false),
      Number(row.adopted ?? false),
    );
  }
}
