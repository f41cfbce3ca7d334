import { type Claim, type Entry, workAtOnce } from '../types.ts';
import { type Connection, lanes, type Transaction } from './connection.ts';
import {
  attemptOf,
  claimId,
  holdKeys,
  insertEntries,
  now,
  openLanes,
  readEntries,
  readWork,
  reopenLanes,
  returnClaims,
  type SizedEntry,
} from './lanes.ts';
import { schema } from './schema.ts';

/** Timers that are looked at in one go. */
const timersAtOnce = 500;

/** Takes up claims; remembers how long keys' backlogs are, so that it asks for about as many keys as it needs. */
export function claimer(connection: Connection): (limit: number) => Promise<Claim[]> {
  let entriesPerKey = 1;

  interface Taken {
    readonly claims: Claim[];
    /** Claims without anything to work off. */
    readonly idle: Claim[];
    readonly more: boolean;
    /** Characters that may still be taken. */
    readonly room: number;
  }

  async function claimSome(limit: number, mostWork: number): Promise<Taken> {
    const wanted = Math.max(1, Math.floor(limit / entriesPerKey));
    return connection.transaction(async (tx) => {
      const jobs = await connection.boss.fetch<{ key: string }>(lanes, {
        batchSize: wanted,
        includeMetadata: true,
        ...tx.options,
      });
      if (jobs.length === 0) return { claims: [], idle: [], more: false, room: mostWork };
      jobs.sort((a, b) => a.createdOn.getTime() - b.createdOn.getTime() || (a.id < b.id ? -1 : 1));
      const keys = jobs.map(({ data }) => data.key);
      const entries = await readEntries(tx, keys);
      const claims: Claim[] = [];
      const idle: Claim[] = [];
      const surplus: Claim[] = [];
      let [left, room] = [limit, mostWork];
      for (const job of jobs) {
        const all = entries.get(job.data.key) ?? [];
        const [taken, size] = fitting(all.slice(0, left), room);
        const claim = { id: claimId(job), key: job.data.key, entries: taken };
        if (all.length === 0) idle.push(claim);
        else if (taken.length === 0) surplus.push(claim);
        else claims.push(claim);
        left -= taken.length;
        room -= size;
      }
      await returnClaims(connection, tx, surplus);
      const counted = [...entries.values()].reduce((sum, all) => sum + all.length, 0);
      entriesPerKey = Math.max(1, (entriesPerKey + counted / jobs.length) / 2);
      return { claims, idle, more: jobs.length === wanted, room };
    });
  }

  return async (limit) => {
    const claims: Claim[] = [];
    let [left, room] = [limit, workAtOnce];
    for (let more = true; more && left > 0 && room > 0;) {
      const some = await claimSome(left, room);
      claims.push(...some.claims);
      if (some.idle.length > 0) await connection.transaction((tx) => closeIdle(connection, tx, some.idle));
      left -= some.claims.reduce((sum, { entries }) => sum + entries.length, 0);
      ({ more, room } = some);
    }
    return claims;
  };
}

/** The first entries, until `room` is used up. */
function fitting(entries: readonly SizedEntry[], room: number): [entries: Entry[], size: number] {
  const taken: Entry[] = [];
  let size = 0;
  for (const [entry, own] of entries) {
    if (size >= room) break;
    taken.push(entry);
    size += own;
  }
  return [taken, size];
}

/** Removes jobs of keys whose entries went (forgotten, read again under another key), unless one came in meanwhile. */
async function closeIdle(connection: Connection, tx: Transaction, idle: readonly Claim[]): Promise<void> {
  const keys = idle.map(({ key }) => key);
  await holdKeys(tx, keys);
  await connection.boss.deleteJob(lanes, idle.map(attemptOf), tx.options);
  await reopenLanes(connection, tx, keys, new Map());
}

/** Turns timers that have come into entries. Writes only when there are any. */
export async function promoteTimers(connection: Connection, time: number): Promise<void> {
  const due = `SELECT key FROM ${schema}.timer WHERE at <= $1 ORDER BY at LIMIT ${timersAtOnce}`;
  const keys = (await connection.query(due, [time])).map(({ key }) => String(key));
  if (keys.length === 0) return;
  await connection.transaction(async (tx) => {
    await holdKeys(tx, keys);
    const timers = await tx.query(
      `DELETE FROM ${schema}.timer WHERE at <= $1 AND key = ANY($2::text[]) RETURNING id, at, key, work`,
      [time, keys],
    );
    const entries = timers.map(({ id, at, key, work }) => ({
      delivery: '',
      entry: { name: `${String(id)}|${String(at)}`, key: String(key), work: readWork(work) },
    }));
    const opened = await insertEntries(tx, entries, time);
    await openLanes(connection, tx, new Map(opened.map((key) => [key, now])));
  });
}
