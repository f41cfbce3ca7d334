import type { Clock } from 'pg-boss';
import { mentionsOf } from '../mentions.ts';
import type { PaceBoard } from '../../dataverse/pace-board.ts';
import { type Claim, type ManagedQueue, QueueFull, type Settlement } from '../types.ts';
import { acceptDeliveries, type Accepted } from './accept.ts';
import { batched } from './batched.ts';
import { claimer, promoteTimers } from './claim.ts';
import { codeOf, connect, lanes } from './connection.ts';
import { forgetDeliveries, forgetPerson } from './forget.ts';
import { itemColumns, readItem } from './items.ts';
import { keepClaims } from './keep-claims.ts';
import { postgresBoard } from './pace-board.ts';
import { dropEntries, findEntry, listEntries, readStatistics, replayEntries } from './report.ts';
import { jobSchema, schema } from './schema.ts';
import { storeSettlements } from './settle.ts';
import { dumpRecords, loadRecords } from './transfer.ts';

export interface PostgresQueueOptions {
  /** `postgres://…`; holds a password and is never logged. */
  readonly url: string;
  readonly now?: () => number;
  /** The clock of pg-boss, for tests. */
  readonly clock?: Clock;
  /** Told of failures in the background; what they cost is made good by itself. */
  readonly onError: (error: unknown) => void;
}

/** A lost connection, a server that starts or stops: nothing of the group can be stored now. */
const hopeless = (error: unknown): boolean => /^(08|57P|53|E[A-Z]|$)/.test(codeOf(error));

/** The server's disk has no room: asked again later it may have (SPEC B-2). */
function asQueueFull(error: unknown): never {
  throw codeOf(error) === '53100' ? new QueueFull(60) : error;
}

/**
 * The queue on PostgreSQL, for several bridges: pg-boss hands out keys, our tables hold what is to be done in order
 * (docs/decisions/008-queue-on-postgresql.md).
 *
 * @throws when the database cannot be reached or was written by a newer version.
 */
export async function openPostgresQueue(
  options: PostgresQueueOptions,
): Promise<{ readonly queue: ManagedQueue; readonly board: PaceBoard }> {
  const { now = Date.now, onError } = options;
  const connection = await connect(options);
  let listeners: (() => void)[] = [];
  let repeated = 0;
  const ready = (): void => listeners.forEach((listener) => listener());
  const kept = keepClaims(connection, onError, ready);
  const claim = claimer(connection);
  const accept = batched((group: readonly Accepted[]) => acceptDeliveries(connection, group, now()), {
    ...{ largest: 200, parallel: 2, hopeless },
  });
  const settle = batched((group: readonly Settlement[]) => storeSettlements(connection, group, now()), {
    ...{ largest: 50, parallel: 2, hopeless },
  });
  await connection.listen(ready);

  const queue: ManagedQueue = {
    async accept(delivery, entries) {
      const known = await accept({ delivery, entries }).catch(asQueueFull);
      if (known) repeated += 1;
      else ready();
      return { repeated: known };
    },

    async claim(limit) {
      await promoteTimers(connection, now());
      const claims: Claim[] = await claim(limit);
      kept.add(claims);
      return claims;
    },

    async items(ids) {
      const rows = await connection.query(`SELECT ${itemColumns} FROM ${schema}.item WHERE id = ANY($1::text[])`, [
        [...new Set(ids)],
      ]);
      return new Map(rows.map((row) => [String(row['id']), readItem(row)]));
    },

    async delivery(id) {
      const [row] = await connection.query(
        `SELECT source, name, raw, received_at FROM ${schema}.delivery WHERE id = $1`,
        [id],
      );
      if (!row || !Buffer.isBuffer(row['raw'])) return undefined;
      const [source, name] = [String(row['source']), String(row['name'])];
      return { id, source, name, raw: row['raw'], receivedAt: Number(row['received_at']) };
    },

    async settle(settlement) {
      try {
        const stored = await settle(settlement);
        kept.remove(settlement.claim);
        return stored;
      } catch (error) {
        kept.giveBack(settlement.claim);
        throw error;
      } finally {
        ready();
      }
    },

    async replay(filter) {
      const count = await replayEntries(connection, filter);
      if (count > 0) ready();
      return count;
    },

    list: ({ state, limit }) => listEntries(connection, state, limit),
    find: (id) => findEntry(connection, id),
    drop: (filter) => dropEntries(connection, filter, now()),
    forget: async (needles) => forgetPerson(connection, mentionsOf(needles), now()),
    dump: () => dumpRecords(connection, now()),

    async load(records) {
      const count = await loadRecords(connection, records, now);
      if (count > 0) ready();
      return count;
    },

    statistics: () => readStatistics(connection, repeated),
    forgetBefore: (before) => forgetDeliveries(connection, before),

    onReady(listener) {
      listeners.push(listener);
    },

    async nextDue() {
      const [row] = await connection.query(
        `SELECT (SELECT extract(epoch FROM min(at) - ${jobSchema}.job_now()) * 1000 FROM ${schema}.delayed) AS wait,
           (SELECT min(at) FROM ${schema}.timer) AS timer`,
      );
      const { wait, timer } = row ?? {};
      const times = [
        ...(wait === null || wait === undefined ? [] : [Math.ceil(now() + Number(wait))]),
        ...(timer === null || timer === undefined ? [] : [Number(timer)]),
      ];
      return times.length > 0 ? Math.min(...times) : undefined;
    },

    async hasten() {
      // Waits go by the database's clock, but their lengths are counted by the bridge's: a jump between the two is in them.
      await connection.query(
        `WITH put AS (DELETE FROM ${schema}.delayed RETURNING key)
         UPDATE ${jobSchema}.job SET start_after = ${jobSchema}.job_now()
         WHERE name = $1 AND state < 'active' AND singleton_key IN (SELECT key FROM put)`,
        [lanes],
      );
      ready();
    },

    async close() {
      listeners = [];
      await kept.close();
      await connection.close();
    },
  };
  return { queue, board: postgresBoard(connection, now) };
}
