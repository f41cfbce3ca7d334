import { randomUUID } from 'node:crypto';
import { mentionsOf } from '../mentions.ts';
import type { Item, ManagedQueue } from '../types.ts';
import { openDatabase } from './database.ts';
import { forgetPerson } from './forget.ts';
import { groupCommit } from './group-commit.ts';
import { insertDelivery, insertEntry, type OpenClaim, promoteDue, readClaims } from './lanes.ts';
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

export interface SqliteQueue extends ManagedQueue {
  /** Bytes inside the file that are free: they are filled before the file grows. */
  spareBytes(): number;
}

/**
 * The queue in one SQLite file: one process, nothing to install (DESIGN decision 6).
 *
 * Open claims are kept in memory alone: they end with the process, and the file is locked to it.
 *
 * @throws when the file is in use by another process or was written by a newer version.
 */
export function openSqliteQueue(path: string, now: () => number = Date.now): SqliteQueue {
  const db = openDatabase(path);
  const commit = groupCommit(db);
  /** By key. */
  const open = new Map<string, OpenClaim>();
  let listeners: (() => void)[] = [];
  let repeated = 0;
  const ready = (): void => listeners.forEach((listener) => listener());

  return {
    async accept(delivery, entries) {
      const known = await commit.run(() => {
        const seq = insertDelivery(db, delivery);
        if (seq === undefined) return true;
        for (const entry of entries) insertEntry(db, seq, entry, now());
        return false;
      });
      if (known) repeated += 1;
      else ready();
      return { repeated: known };
    },

    async claim(limit) {
      promoteDue(db, now());
      const claims = readClaims(db, limit, open, randomUUID);
      for (const one of claims) open.set(one.claim.key, one);
      return claims.map(({ claim }) => claim);
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
      const own = open.get(claim.key);
      if (own?.claim.id !== claim.id) throw new Error('This claim is not open.');
      try {
        const stored = await commit.run(() => storeSettlement(db, own, settlement, now()));
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

    spareBytes() {
      const { pages } = db.sql('SELECT freelist_count AS pages FROM pragma_freelist_count').get() ?? {};
      const { bytes } = db.sql('SELECT page_size AS bytes FROM pragma_page_size').get() ?? {};
      return Number(pages ?? 0) * Number(bytes ?? 0);
    },

    async close() {
      listeners = [];
      commit.flush();
      db.close();
    },
  };
}
