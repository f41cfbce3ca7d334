import { v7 as uuidv7 } from 'uuid';
import { entryId } from '../entry-id.ts';
import type { Claim, Entry, NewEntry, Work } from '../types.ts';
import { type Connection, lanes, type Row, type Transaction } from './connection.ts';
import { jobSchema, schema, states } from './schema.ts';

/** Entries of one key a claim holds at most, so that a key with a long backlog leaves room for others. */
const entriesPerClaim = 50;

export function readWork(text: unknown): Work {
  // Written by this folder alone.
  return JSON.parse(String(text)) as Work;
}

/**
 * Selects a lock on each key of the parameter, held until the transaction ends, always taken in the same order. An entry that is
 * stored and a claim that is closed at the same moment would else miss each other, and the entry would be left without a job: who
 * stores entries must hold their keys when it opens lanes, who closes claims before it looks for more entries.
 */
export function locks(parameter: string): string {
  return `SELECT pg_advisory_xact_lock(727, number) FROM (
    SELECT DISTINCT hashtext(key) AS number FROM unnest(${parameter}::text[]) AS key ORDER BY 1) AS held`;
}

export async function holdKeys({ query }: Transaction, keys: readonly string[]): Promise<void> {
  if (keys.length > 0) await query(locks('$1'), [[...new Set(keys)]]);
}

/** From now on by the database's clock; 0: at once. */
export interface Delay {
  readonly startAfterMs: number;
}
export const now: Delay = { startAfterMs: 0 };

/** Makes sure that keys with pending entries have a job; one that is there already keeps its turn. */
export async function openLanes(
  { boss }: Connection,
  tx: Transaction,
  opened: ReadonlyMap<string, Delay>,
): Promise<void> {
  if (opened.size === 0) return;
  const jobs = [...opened].map(([key, { startAfterMs }]) => ({
    // Jobs of one moment are taken up in the order of their ids.
    id: uuidv7(),
    data: { key },
    singletonKey: key,
    ...(startAfterMs > 0 ? { startAfter: `${startAfterMs} milliseconds` } : {}),
  }));
  await boss.insert(lanes, jobs, tx.options);
  const put = [...opened].filter(([, { startAfterMs }]) => startAfterMs > 0);
  if (put.length === 0) return;
  await tx.query(
    `INSERT INTO ${schema}.delayed (key, at)
     SELECT key, ${jobSchema}.job_now() + ms * interval '1 millisecond' FROM unnest($1::text[], $2::float8[]) AS put (key, ms)
     ON CONFLICT (key) DO UPDATE SET at = excluded.at`,
    [put.map(([key]) => key), put.map(([, { startAfterMs }]) => startAfterMs)],
  );
}

/** After claims of the keys were closed: a job again for each key that has more to work off, put off where `delays` says so. */
export async function reopenLanes(
  connection: Connection,
  tx: Transaction,
  keys: readonly string[],
  delays: ReadonlyMap<string, Delay>,
): Promise<void> {
  const rows = await tx.query(
    `SELECT key FROM unnest($1::text[]) AS closed (key) WHERE EXISTS (
       SELECT 1 FROM ${schema}.entry WHERE entry.key = closed.key AND state = ${states.pending})`,
    [[...new Set(keys)]],
  );
  const open = rows.map(({ key }) => String(key));
  await openLanes(connection, tx, new Map(open.map((key) => [key, delays.get(key) ?? now])));
}

export interface StoredNew {
  readonly delivery: string;
  readonly entry: NewEntry;
}

/** Columns of new entries as arrays, for `unnest`. */
export function columnsOf(entries: readonly StoredNew[], time: number): unknown[][] {
  return [
    entries.map(({ delivery, entry }) => entryId(delivery, entry.name)),
    entries.map(({ delivery }) => delivery),
    entries.map(({ entry }) => entry.key),
    entries.map(({ entry }) => JSON.stringify(entry.work)),
    entries.map(({ entry }) => states[entry.settled?.state ?? 'pending']),
    entries.map(({ entry }) => (entry.settled ? JSON.stringify(entry.settled.reason) : null)),
    entries.map(({ entry }) => (entry.settled ? time : null)),
  ];
}

/** Selects new entries from the parameters after the first `before` ones, in their order. */
export function entriesFrom(before: number): string {
  const types = ['text[]', 'text[]', 'text[]', 'text[]', 'smallint[]', 'text[]', 'bigint[]'];
  const parameters = types.map((type, index) => `$${before + index + 1}::${type}`);
  return `unnest(${parameters.join(', ')}) WITH ORDINALITY AS made (id, delivery, key, work, state, reason, settled_at, turn)`;
}

export const entryColumns = 'id, delivery, key, work, state, reason, settled_at';

/** Stores entries of deliveries that are there; one with a known id stays as it is. @returns keys that have something to work off now. */
export async function insertEntries(tx: Transaction, entries: readonly StoredNew[], time: number): Promise<string[]> {
  if (entries.length === 0) return [];
  const rows = await tx.query(
    `INSERT INTO ${schema}.entry (${entryColumns}) SELECT ${entryColumns} FROM ${entriesFrom(0)} ORDER BY turn
     ON CONFLICT (id) DO NOTHING RETURNING key, state`,
    columnsOf(entries, time),
  );
  return [...new Set(rows.filter(({ state }) => state === states.pending).map(({ key }) => String(key)))];
}

/** A claim's id names the job and the attempt, so that a claim that was given away can be told from the one that took its place. */
export function claimId(job: { readonly id: string; readonly retryCount: number }): string {
  return `${job.id}|${job.retryCount}`;
}

export function attemptOf({ id }: Pick<Claim, 'id'>): { id: string; retryCount: number } {
  const [job = '', attempt] = id.split('|');
  return { id: job, retryCount: Number(attempt) };
}

/** Puts claims back at their old turn. What was given away or settled meanwhile is left alone. */
export async function returnClaims(
  { boss }: Connection,
  tx: Transaction,
  claims: readonly Pick<Claim, 'id'>[],
): Promise<void> {
  if (claims.length === 0) return;
  const attempts = claims.map(attemptOf);
  await boss.cancel(lanes, attempts, tx.options);
  await boss.resume(
    lanes,
    attempts.map(({ id }) => id),
    tx.options,
  );
}

/** An entry, and how much work it is, characters of JSON. */
export type SizedEntry = readonly [entry: Entry, size: number];

/** First entries of keys that were just taken up, in the order of the keys. */
export async function readEntries(tx: Transaction, keys: readonly string[]): Promise<Map<string, SizedEntry[]>> {
  const rows = await tx.query(
    `WITH due AS (DELETE FROM ${schema}.delayed WHERE key = ANY($1::text[]))
     SELECT first.* FROM unnest($1::text[]) WITH ORDINALITY AS wanted (key, turn) CROSS JOIN LATERAL (
       SELECT id, delivery, key, work, attempts, seq FROM ${schema}.entry
       WHERE entry.key = wanted.key AND state = ${states.pending} ORDER BY seq LIMIT ${entriesPerClaim}) AS first
     ORDER BY wanted.turn, first.seq`,
    [keys],
  );
  const entries = new Map<string, SizedEntry[]>(keys.map((key) => [key, []]));
  for (const row of rows) entries.get(String(row['key']))?.push([readEntry(row), String(row['work']).length]);
  return entries;
}

function readEntry(row: Row): Entry {
  return {
    id: String(row['id']),
    key: String(row['key']),
    delivery: String(row['delivery']),
    work: readWork(row['work']),
    attempts: Number(row['attempts']),
  };
}
