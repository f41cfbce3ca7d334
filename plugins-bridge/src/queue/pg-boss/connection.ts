import { setTimeout as delay } from 'node:timers/promises';
import { type Clock, type Db, PgBoss } from 'pg-boss';
import { z } from 'zod';
import { outlivesSessions } from '../../lost-sessions.ts';
import { jobSchema, schema, steps } from './schema.ts';

/** The database with pg-boss on it. */
export interface Connection {
  readonly boss: PgBoss;
  /** One statement, a transaction of its own. */
  readonly query: Query;
  /** Runs `work` in one transaction; again from the start when the database gave up on it because of others. */
  readonly transaction: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>;
  /** Calls `heard` when any bridge has put something in; returns at once. Heard again after each loss of the connection. */
  readonly listen: (heard: () => void) => Promise<void>;
  readonly close: () => Promise<void>;
}

export type Row = Readonly<Record<string, unknown>>;
type Query = (sql: string, values?: readonly unknown[]) => Promise<readonly Row[]>;

export interface Transaction {
  readonly query: Query;
  /** For calls of pg-boss that belong to the transaction. */
  readonly options: { readonly db: Db };
}

export interface ConnectionOptions {
  /** `postgres://…`; holds a password and is never logged. */
  readonly url: string;
  /** Clock of a test. */
  readonly clock?: Clock;
  /** Told of failures in the background: a lost connection, a pass of maintenance that did not work. */
  readonly onError: (error: unknown) => void;
}

/** Queue of pg-boss: a job for each key that has something to work off. */
export const lanes = 'lane';
/** A claim of a bridge that shows no sign of life for this long is given to another one. pg-boss allows no less. */
const heartbeatSeconds = 10;
/** Claims without a sign of life are looked for this often; the two together say how long a dead bridge's keys stand still. */
const superviseSeconds = 5;
/** A claim that was neither settled nor given back comes back after this long: whoever had it has lost it. */
const claimSeconds = 900;
/** Jobs of pg-boss are never given up and never forgotten: what is to be logged is logged. */
const forEver = 2_000_000_000;
const connections = 10;
/** Where bridges hear that something came in. */
export const channel = 'activity_logging_queue';
/** Any number; the same for every bridge. */
const upgradeLock = 727_000_001;

/**
 * A clock that nobody sets. Timers of pg-boss wait until its clock has come to a moment: after the machine's was set back nobody would
 * look for dead bridges for as long as it had been ahead.
 */
const steadyClock: Clock = {
  now: () => Math.round(performance.timeOrigin + performance.now()),
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (handle) => clearTimeout(handle as NodeJS.Timeout),
  setInterval: (run, ms) => setInterval(run, ms),
  clearInterval: (handle) => clearInterval(handle as NodeJS.Timeout),
};

/**
 * Connects, and brings the tables up to date: one bridge does it, others wait for it.
 *
 * @throws when the database cannot be reached or was written by a newer version.
 */
export async function connect({ url, clock = steadyClock, onError }: ConnectionOptions): Promise<Connection> {
  const boss = new PgBoss({
    connectionString: url,
    application_name: 'activity-logging',
    schema: jobSchema,
    max: connections,
    schedule: false,
    superviseIntervalSeconds: superviseSeconds,
    monitorIntervalSeconds: superviseSeconds,
    warningQueueSize: forEver,
    // Somebody who holds a lock and is gone without a word must not stop the others for ever.
    options: '-c idle_in_transaction_session_timeout=30000 -c statement_timeout=120000',
    clock,
    // Goes to the pool as it is.
    ...outlivesSessions,
  });
  boss.on('error', onError);
  try {
    await boss.start();
    const connection = connectionOf(boss);
    await connection.transaction(upgrade);
    await boss.createQueue(lanes, {
      policy: 'exclusive',
      heartbeatSeconds,
      expireInSeconds: claimSeconds,
      retryLimit: forEver,
      retentionSeconds: forEver,
      warningQueueSize: forEver,
    });
    return connection;
  } catch (error) {
    await boss.stop({ graceful: false }).catch(onError);
    throw new Error(
      `The queue's database cannot be used: ${error instanceof Error && error.message ? error.message : codeOf(error)}`,
      {
        cause: error,
      },
    );
  }
}

function connectionOf(boss: PgBoss): Connection {
  const db = boss.getDb();
  const listening: { close(): Promise<void> }[] = [];
  const queryOf =
    (on: Db): Query =>
    async (sql, values) =>
      (await on.executeSql(sql, values ? [...values] : undefined)).rows;

  async function once<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const tx = await db.beginTransaction?.();
    if (!tx) throw new Error('pg-boss gives no transactions.');
    try {
      const result = await work({ query: queryOf(tx.db), options: { db: tx.db } });
      await tx.commit();
      return result;
    } catch (error) {
      await tx.rollback();
      throw error;
    }
  }

  return {
    boss,
    query: queryOf(db),
    async transaction(work) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await once(work);
        } catch (error) {
          if (attempt === 5 || !gaveUpForOthers(error)) throw error;
          await delay(attempt * 10 * Math.random());
        }
      }
    },
    async listen(heard) {
      const handle = await db.listen?.(channel, heard, heard);
      if (handle) listening.push(handle);
    },
    async close() {
      for (const handle of listening) await handle.close();
      await boss.stop({ graceful: false });
    },
  };
}

/** Wakes the bridges that listen, when the transaction is committed. */
export async function notify({ query }: Transaction): Promise<void> {
  await query(`SELECT pg_notify('${channel}', '')`);
}

async function upgrade({ query }: Transaction): Promise<void> {
  await query('SELECT pg_advisory_xact_lock($1)', [upgradeLock]);
  await query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
  await query(`SET LOCAL search_path TO ${schema}`);
  await query('CREATE TABLE IF NOT EXISTS version (version integer NOT NULL)');
  const [row] = await query('SELECT version FROM version');
  const version = Number(row?.['version'] ?? 0);
  if (version > steps.length) throw new Error(`The queue's database was written by a newer version (${version}).`);
  for (const step of steps.slice(version)) await query(step);
  await query(row ? 'UPDATE version SET version = $1' : 'INSERT INTO version VALUES ($1)', [steps.length]);
}

/** A deadlock or a serialization failure: nothing is wrong with the work itself. */
function gaveUpForOthers(error: unknown): boolean {
  return ['40P01', '40001'].includes(codeOf(error));
}

/** SQLSTATE, or the system's code of a lost connection. */
export function codeOf(error: unknown): string {
  return z.object({ code: z.string() }).safeParse(error).data?.code ?? '';
}

/** How many jobs a command of pg-boss has found as they were expected. */
export function affectedBy(response: unknown): number {
  return z.object({ affected: z.coerce.number() }).parse(response).affected;
}
