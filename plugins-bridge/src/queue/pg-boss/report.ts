import type { ListedEntry, Reason, ReplayFilter, Statistics } from '../types.ts';
import { type Connection, notify, type Row } from './connection.ts';
import { holdKeys, now, openLanes } from './lanes.ts';
import { schema, stateNames, states } from './schema.ts';

export function readReason(text: unknown): Reason | undefined {
  return typeof text === 'string' ? (JSON.parse(text) as Reason) : undefined;
}

const listed = `SELECT entry.id, entry.delivery, entry.state, entry.attempts, entry.reason, delivery.source, delivery.name,
  delivery.received_at FROM ${schema}.entry LEFT JOIN ${schema}.delivery ON delivery.id = entry.delivery`;

export async function listEntries(
  { query }: Connection,
  state: ListedEntry['state'] | undefined,
  limit: number,
): Promise<ListedEntry[]> {
  const rows = await query(`${listed} WHERE $1::smallint IS NULL OR entry.state = $1 ORDER BY entry.seq LIMIT $2`, [
    state ? states[state] : null,
    limit,
  ]);
  return rows.map(readListed);
}

export async function findEntry({ query }: Connection, id: string): Promise<ListedEntry | undefined> {
  const [row] = await query(`${listed} WHERE entry.id = $1`, [id]);
  return row && readListed(row);
}

function readListed(row: Row): ListedEntry {
  const reason = readReason(row['reason']);
  return {
    id: String(row['id']),
    delivery: String(row['delivery']),
    source: String(row['source'] ?? ''),
    name: String(row['name'] ?? ''),
    receivedAt: Number(row['received_at'] ?? 0),
    state: stateNames[Number(row['state'])] ?? 'pending',
    attempts: Number(row['attempts']),
    ...(reason ? { reason } : {}),
  };
}

function filtered(filter: ReplayFilter): readonly [where: string, values: string[]] {
  if ('entry' in filter) return ['id = $1', [filter.entry]];
  if ('token' in filter) return [`seq IN (SELECT seq FROM ${schema}.awaited WHERE token = $1)`, [filter.token]];
  if ('code' in filter) return ["reason::json ->> 'code' = $1", [filter.code]];
  return ['true', []];
}

/** Entries that are put back in one transaction. */
const replayedAtOnce = 1000;

/** Puts entries back at their old place in their lanes: parked ones, and a single one whatever became of it. */
export async function replayEntries(connection: Connection, filter: ReplayFilter): Promise<number> {
  const [where, values] = filtered(filter);
  // A single event is taken up again whatever became of it: what it says stands already, and is only made right.
  const of = 'entry' in filter ? `state <> ${states.pending}` : `state = ${states.parked}`;
  const found = await connection.query(
    `SELECT seq, key FROM ${schema}.entry WHERE ${of} AND work IS NOT NULL AND ${where} ORDER BY seq`,
    values,
  );
  let count = 0;
  for (let from = 0; from < found.length; from += replayedAtOnce) {
    const some = found.slice(from, from + replayedAtOnce);
    const keys = some.map(({ key }) => String(key));
    count += await connection.transaction(async (tx) => {
      await holdKeys(tx, keys);
      const put = await tx.query(
        `WITH put AS (
           UPDATE ${schema}.entry SET state = ${states.pending}, attempts = 0, reason = NULL, settled_at = NULL
           WHERE seq = ANY($1::bigint[]) AND ${of} AND work IS NOT NULL RETURNING seq, key),
         woken AS (DELETE FROM ${schema}.awaited WHERE seq IN (SELECT seq FROM put))
         SELECT key FROM put`,
        [some.map(({ seq }) => seq)],
      );
      await openLanes(connection, tx, new Map(put.map(({ key }) => [String(key), now])));
      if (put.length > 0) await notify(tx);
      return put.length;
    });
  }
  return count;
}

/** Settles parked entries for good. */
export async function dropEntries({ query }: Connection, filter: ReplayFilter, time: number): Promise<number> {
  const [where, values] = filtered(filter);
  const [row] = await query(
    `WITH dropped AS (
       UPDATE ${schema}.entry SET state = ${states.skipped}, reason = '{"code":"dropped"}', settled_at = ${Math.round(time)}
       WHERE state = ${states.parked} AND ${where} RETURNING seq),
     gone AS (DELETE FROM ${schema}.awaited WHERE seq IN (SELECT seq FROM dropped))
     SELECT count(*) AS count FROM dropped`,
    values,
  );
  return Number(row?.['count'] ?? 0);
}

/** Counts by state of all entries of deliveries, and of the deliveries themselves; in one statement, so that they belong together. */
export async function readStatistics({ query }: Connection, repeated: number): Promise<Statistics> {
  const [row] = await query(
    `WITH per_state AS (SELECT state, reason::json ->> 'code' AS code, count(*) AS n FROM ${schema}.entry WHERE delivery <> '' GROUP BY 1, 2),
     per_delivery AS (
       SELECT first, count(*) AS n FROM (
         SELECT min(CASE state WHEN 0 THEN 0 WHEN 3 THEN 1 WHEN 1 THEN 2 ELSE 3 END) AS first
         FROM ${schema}.entry WHERE delivery <> '' GROUP BY delivery) AS outcomes GROUP BY first),
     per_table AS (SELECT tbl, count(*) AS n FROM ${schema}.written WHERE NOT gone GROUP BY tbl)
     SELECT (SELECT coalesce(json_agg(per_state), '[]') FROM per_state) AS states,
       (SELECT coalesce(json_object_agg(first, n), '{}') FROM per_delivery) AS deliveries,
       (SELECT coalesce(json_object_agg(tbl, n), '{}') FROM per_table) AS tables,
       (SELECT count(*) FROM ${schema}.delivery) AS received,
       (SELECT received_at FROM ${schema}.delivery WHERE id =
         (SELECT delivery FROM ${schema}.entry WHERE state = 0 ORDER BY seq LIMIT 1)) AS oldest`,
  );
  const entries = { pending: 0, logged: 0, skipped: 0, parked: 0 };
  const by = { parked: {} as Record<string, number>, skipped: {} as Record<string, number> };
  for (const { state, code, n } of row?.['states'] as { state: number; code: string | null; n: number }[]) {
    const name = stateNames[state] ?? 'pending';
    entries[name] += n;
    if (name === 'parked' || name === 'skipped') by[name][String(code)] = n;
  }
  const outcomes = row?.['deliveries'] as Record<string, number>;
  const [pending = 0, parked = 0, logged = 0, skipped = 0] = [0, 1, 2, 3].map((first) => outcomes[first] ?? 0);
  const oldest = row?.['oldest'];
  return {
    deliveries: { received: Number(row?.['received'] ?? 0), pending, logged, skipped, parked },
    repeated,
    entries,
    rows: row?.['tables'] as Record<string, number>,
    parkedBy: by.parked,
    skippedBy: by.skipped,
    ...(oldest === null || oldest === undefined ? {} : { oldestPending: Number(oldest) }),
  };
}
