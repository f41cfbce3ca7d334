import type { Item, Outcome, Settlement } from '../types.ts';
import type { Database } from './database.ts';
import { closeTurn, insertEntry } from './lanes.ts';
import { states } from './schema.ts';

/** Stores what became of a claim. @returns false, with nothing stored, when an item or an entry has changed since it was read. */
export function storeSettlement(db: Database, settlement: Settlement, now: number): boolean {
  const { claim, outcomes, items } = settlement;
  // What was forgotten meanwhile must not come back with what this claim has read of it.
  const forgotten = claim.entries.some((entry) => !isPending(db, entry.id));
  if (forgotten || items.some((item) => revisionOf(db, item.id) !== item.revision)) {
    closeTurn(db, claim.key, 0);
    return false;
  }
  for (const item of items) storeItem(db, item, now);
  for (const entry of settlement.entries ?? []) insertEntry(db, entry.delivery, entry, now);
  for (const timer of settlement.timers ?? []) {
    db.sql(
      `INSERT INTO timer (id, at, key, work) VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET at = excluded.at, key = excluded.key, work = excluded.work`,
    ).run(timer.id, timer.at, timer.key, JSON.stringify(timer.work));
  }
  let due = 0;
  for (const entry of claim.entries) {
    const outcome = outcomes.get(entry.id);
    if (!outcome) continue;
    storeOutcome(db, entry.id, outcome, now);
    if (outcome.do === 'retry') due = due === 0 ? outcome.at : Math.min(due, outcome.at);
  }
  closeTurn(db, claim.key, due);
  return true;
}

function storeOutcome(db: Database, id: string, outcome: Outcome, now: number): void {
  const reason = 'reason' in outcome ? JSON.stringify(outcome.reason) : null;
  if (outcome.do === 'retry') {
    db.sql('UPDATE entry SET attempts = attempts + 1, reason = ? WHERE id = ?').run(reason, id);
    return;
  }
  if (outcome.do === 'replace') {
    db.sql('DELETE FROM entry WHERE id = ?').run(id);
    return;
  }
  const state = { done: states.logged, skip: states.skipped, park: states.parked }[outcome.do];
  db.sql('UPDATE entry SET state = ?, reason = ?, settled_at = ? WHERE id = ?').run(state, reason, now, id);
  if (outcome.do !== 'park') return;
  for (const token of outcome.awaits ?? []) {
    db.sql('INSERT OR IGNORE INTO awaited (token, seq) SELECT ?, seq FROM entry WHERE id = ?').run(token, id);
  }
}

function isPending(db: Database, id: string): boolean {
  return db.sql(`SELECT 1 FROM entry WHERE id = ? AND state = ${states.pending}`).get(id) !== undefined;
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
