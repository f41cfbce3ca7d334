import type { Settlement } from '../types.ts';
import { affectedBy, type Connection, lanes, type Transaction } from './connection.ts';
import { attemptOf, type Delay, holdKeys, insertEntries, now as atOnce, openLanes, reopenLanes } from './lanes.ts';
import { storeItems } from './items.ts';
import { schema, states } from './schema.ts';

/** A settlement of the group cannot be stored; which one, is found by trying each alone. */
class Refused extends Error {}

/**
 * Stores what became of several claims in one transaction.
 *
 * @returns for each whether it was stored; when not, an item or an entry had changed, or the claim is another bridge's by now.
 */
export async function storeSettlements(
  connection: Connection,
  group: readonly Settlement[],
  time: number,
): Promise<{ readonly conflict: boolean }[]> {
  const stored: { readonly conflict: boolean }[] = [];
  // One transaction cannot hold two settlements of one item: the second must see what the first has stored.
  for (const part of withoutSharedItems(group)) stored.push(...(await storePart(connection, part, time)));
  return stored;
}

async function storePart(
  connection: Connection,
  part: readonly Settlement[],
  time: number,
): Promise<{ conflict: boolean }[]> {
  try {
    return await connection.transaction((tx) => store(connection, tx, part, time));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (part.length > 1) return (await Promise.all(part.map((one) => storePart(connection, [one], time)))).flat();
    await connection.transaction(async (tx) => {
      await holdKeys(
        tx,
        part.map(({ claim }) => claim.key),
      );
      await closeClaims(connection, tx, part, new Map());
    });
    return [{ conflict: true }];
  }
}

async function store(
  connection: Connection,
  tx: Transaction,
  part: readonly Settlement[],
  time: number,
): Promise<{ conflict: boolean }[]> {
  const made = part.flatMap(({ entries }) => entries ?? []);
  await holdKeys(tx, [...part.map(({ claim }) => claim.key), ...made.map(({ key }) => key)]);
  const stored = await storeItems(
    tx,
    part.flatMap(({ items }) => items),
    time,
  );
  if (!stored || !(await storeOutcomes(tx, part, time))) throw new Refused();
  await storeTimers(tx, part);
  const opened = await insertEntries(
    tx,
    made.map(({ delivery, ...entry }) => ({ delivery, entry })),
    time,
  );
  // Their own claims must be closed first.
  if (!(await closeClaims(connection, tx, part, delaysOf(part, time)))) throw new Refused();
  const others = opened.filter((key) => part.every(({ claim }) => claim.key !== key));
  await openLanes(connection, tx, new Map(others.map((key) => [key, atOnce])));
  return part.map(() => ({ conflict: false }));
}

/** @returns false when one of the claims is not this bridge's any more. */
async function closeClaims(
  connection: Connection,
  tx: Transaction,
  part: readonly Settlement[],
  delays: ReadonlyMap<string, Delay>,
): Promise<boolean> {
  const claims = part.map(({ claim }) => claim);
  const keys = claims.map(({ key }) => key);
  const closed = affectedBy(await connection.boss.deleteJob(lanes, claims.map(attemptOf), tx.options));
  if (closed > 0) await reopenLanes(connection, tx, keys, delays);
  return closed === claims.length;
}

/** @returns false when one of the entries is not pending any more: it was forgotten meanwhile. */
async function storeOutcomes(tx: Transaction, part: readonly Settlement[], time: number): Promise<boolean> {
  const outcomes = part.flatMap(({ outcomes: some }) => [...some]);
  const replaced = outcomes.filter(([, outcome]) => outcome.do === 'replace').map(([id]) => id);
  if (replaced.length > 0) {
    const pending = `DELETE FROM ${schema}.entry WHERE id = ANY($1::text[]) AND state = ${states.pending} RETURNING id`;
    if ((await tx.query(pending, [replaced])).length < replaced.length) return false;
  }
  const settled: { id: string; state: number; reason: string | null; retry: boolean }[] = [];
  const awaited: { token: string; id: string }[] = [];
  for (const [id, outcome] of outcomes) {
    if (outcome.do === 'replace') continue;
    const state = { done: states.logged, skip: states.skipped, park: states.parked, retry: states.pending }[outcome.do];
    const reason = 'reason' in outcome ? JSON.stringify(outcome.reason) : null;
    settled.push({ id, state, reason, retry: outcome.do === 'retry' });
    if (outcome.do === 'park') for (const token of outcome.awaits ?? []) awaited.push({ token, id });
  }
  if (settled.length === 0) return true;
  const rows = await tx.query(
    `WITH told AS (
       UPDATE ${schema}.entry SET state = said.state, reason = said.reason, attempts = attempts + said.retry::integer,
         settled_at = CASE WHEN said.retry THEN settled_at ELSE $5 END
       FROM unnest($1::text[], $2::smallint[], $3::text[], $4::boolean[]) AS said (id, state, reason, retry)
       WHERE entry.id = said.id AND entry.state = ${states.pending} RETURNING entry.id, entry.seq),
     waiting AS (
       INSERT INTO ${schema}.awaited (token, seq)
       SELECT token, seq FROM unnest($6::text[], $7::text[]) AS waits (token, id) JOIN told USING (id) ON CONFLICT DO NOTHING)
     SELECT id FROM told`,
    [
      settled.map(({ id }) => id),
      settled.map(({ state }) => state),
      settled.map(({ reason }) => reason),
      settled.map(({ retry }) => retry),
      time,
      awaited.map(({ token }) => token),
      awaited.map(({ id }) => id),
    ],
  );
  return rows.length === settled.length;
}

async function storeTimers(tx: Transaction, part: readonly Settlement[]): Promise<void> {
  // The last one of an id counts.
  const timers = [
    ...new Map(part.flatMap(({ timers: some }) => some ?? []).map((timer) => [timer.id, timer])).values(),
  ];
  if (timers.length === 0) return;
  await tx.query(
    `INSERT INTO ${schema}.timer (id, at, key, work) SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[])
     ON CONFLICT (id) DO UPDATE SET at = excluded.at, key = excluded.key, work = excluded.work`,
    [
      timers.map(({ id }) => id),
      timers.map(({ at }) => Math.round(at)),
      timers.map(({ key }) => key),
      timers.map(({ work }) => JSON.stringify(work)),
    ],
  );
}

/** How long keys are put off: until the earliest time any of their entries asked for. */
function delaysOf(part: readonly Settlement[], time: number): Map<string, Delay> {
  const delays = new Map<string, Delay>();
  for (const { claim, outcomes } of part) {
    const times = [...outcomes.values()].flatMap((outcome) => (outcome.do === 'retry' ? [outcome.at] : []));
    // The database's clock may differ from this bridge's: only the distance is told.
    if (times.length > 0) delays.set(claim.key, { startAfterMs: Math.max(0, Math.round(Math.min(...times) - time)) });
  }
  return delays;
}

function withoutSharedItems(group: readonly Settlement[]): Settlement[][] {
  const parts: { settlements: Settlement[]; items: Set<string> }[] = [];
  for (const settlement of group) {
    const last = parts.at(-1);
    const shared = settlement.items.some(({ id }) => last?.items.has(id));
    const part = last && !shared ? last : { settlements: [], items: new Set<string>() };
    if (part !== last) parts.push(part);
    part.settlements.push(settlement);
    for (const { id } of settlement.items) part.items.add(id);
  }
  return parts.map(({ settlements }) => settlements);
}
