import { randomUUID } from 'node:crypto';
import { mentionsOf } from '../mentions.ts';
import type { Item, ManagedQueue } from '../types.ts';
import { openDatabase } from './database.ts';
import { forgetPerson } from './forget.ts';
import { groupCommit } from './group-commit.ts';
import { insertEntry, promoteDue, readClaims } from './lanes.ts';
import {
  dropEntries,
  findEntry,
  forgetDeliveries,
  listEntries,
  readItem,
  readStatistics,
  replayEntries,
} from './report.ts';
import { storeSettlement } from './settle.ts';
import { dumpRecords, loadRecords } from './transfer.ts';

/**
 * The queue in one SQLite file: one process, nothing to install (DESIGN decision 6).
 *
 * Open claims are kept in memory alone: they end with the process, and the file is locked to it.
 *
 * @throws when the file is in use by another process or was written by a newer version.
 */
export function openSqliteQueue(path: string, now: () => number = Date.now): ManagedQueue {
  const db = openDatabase(path);
  const commit = groupCommit(db);
  /** Claim id by key. */
  const open = new Map<string, string>();
  let listeners: (() => void)[] = [];
  let repeated = 0;
  const ready = (): void => listeners.forEach((listener) => listener());

  return {
    async accept(delivery, entries) {
      const known = await commit.run(() => {
        const { changes } = db
          .sql(
            'INSERT INTO delivery (id, source, name, raw, received_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING',
          )
          .run(delivery.id, delivery.source, delivery.name, delivery.raw, delivery.receivedAt);
        if (changes === 0) return true;
        for (const entry of entries) insertEntry(db, delivery.id, entry, now());
        return false;
      });
      if (known) repeated += 1;
      else ready();
      return { repeated: known };
    },

    async claim(limit) {
      promoteDue(db, now());
      const claims = readClaims(db, limit, new Set(open.keys()), randomUUID);
      for (const claim of claims) open.set(claim.key, claim.id);
      return claims;
    },

    async items(ids) {
      const found = new Map<string, Item>();
      for (const id of new Set(ids)) {
        const item = readItem(db, id);
        if (item) found.set(id, item);
      }
      return found;
    },

    async delivery(id) {
      const row = db.sql('SELECT source, name, raw, received_at FROM delivery WHERE id = ?').get(id);
      if (!row || !(row['raw'] instanceof Uint8Array)) return undefined;
      return {
        id,
        source: String(row['source']),
        name: String(row['name']),
        raw: row['raw'],
        receivedAt: Number(row['received_at']),
      };
    },

    async settle(settlement) {
      const { claim } = settlement;
      if (open.get(claim.key) !== claim.id) throw new Error('This claim is not open.');
      try {
        const stored = await commit.run(() => storeSettlement(db, settlement, now()));
        return { conflict: !stored };
      } finally {
        // Also when it could not be stored: the entries are pending still and can be claimed again.
        open.delete(claim.key);
        ready();
      }
    },

    async replay(filter) {
      const count = await commit.run(() => replayEntries(db, filter));
      if (count > 0) ready();
      return count;
    },

    async list({ state, limit }) {
      return listEntries(db, state, limit);
    },

    async find(id) {
      return findEntry(db, id);
    },

    async drop(filter) {
      return commit.run(() => dropEntries(db, filter, now()));
    },

    async forget(needles) {
      return forgetPerson(db, commit, mentionsOf(needles), now);
    },

    dump: () => dumpRecords(db, open),

    async load(records) {
      const count = await loadRecords(db, commit, records);
      if (count > 0) ready();
      return count;
    },

    async statistics() {
      return readStatistics(db, repeated);
    },

    async forgetBefore(before) {
      return commit.run(() => forgetDeliveries(db, before));
    },

    onReady(listener) {
      listeners.push(listener);
    },

    async nextDue() {
      const due = db
        .sql(
          'SELECT min(at) AS at FROM (SELECT min(due) AS at FROM lane WHERE due > 0 UNION ALL SELECT min(at) FROM timer)',
        )
        .get()?.['at'];
      return typeof due === 'number' ? due : undefined;
    },

    async hasten() {
      await commit.run(() => db.sql('UPDATE lane SET due = 0 WHERE due > 0').run());
      ready();
    },

    async close() {
      listeners = [];
      commit.flush();
      db.close();
    },
  };
}
