import type { Delivery, NewEntry } from '../types.ts';
import { channel, type Connection } from './connection.ts';
import { columnsOf, entriesFrom, entryColumns, locks, now, openLanes } from './lanes.ts';
import { schema, states } from './schema.ts';

export interface Accepted {
  readonly delivery: Delivery;
  readonly entries: readonly NewEntry[];
}

/** Stores deliveries that are not known yet with their entries, in one transaction. @returns for each whether it was known. */
export function acceptDeliveries(connection: Connection, group: readonly Accepted[], time: number): Promise<boolean[]> {
  // The same delivery may come twice at once; and two bridges that take the same ones must take them in the same order.
  const first = new Map(group.map((accepted) => [accepted.delivery.id, accepted] as const).reverse());
  const wanted = [...first.values()].sort((a, b) => (a.delivery.id < b.delivery.id ? -1 : 1));
  const entries = group
    .filter((accepted) => first.get(accepted.delivery.id) === accepted)
    .flatMap((accepted) => accepted.entries.map((entry) => ({ delivery: accepted.delivery.id, entry })));
  const keys = entries.filter(({ entry }) => !entry.settled).map(({ entry }) => entry.key);

  return connection.transaction(async (tx) => {
    const [stored] = await tx.query(
      `WITH taken AS (
         INSERT INTO ${schema}.delivery (id, source, name, raw, received_at)
         SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::bigint[])
         ON CONFLICT (id) DO NOTHING RETURNING id),
       told AS (
         INSERT INTO ${schema}.entry (${entryColumns})
         SELECT ${entryColumns} FROM ${entriesFrom(5)} WHERE delivery IN (SELECT id FROM taken) ORDER BY turn
         ON CONFLICT (id) DO NOTHING RETURNING key, state),
       held AS (${locks('$13')})
       SELECT (SELECT array_agg(id) FROM taken) AS taken, (SELECT count(*) FROM held) AS held,
         (SELECT array_agg(DISTINCT key) FROM told WHERE state = ${states.pending}) AS keys,
         (SELECT pg_notify('${channel}', '') WHERE EXISTS (SELECT 1 FROM told WHERE state = ${states.pending}))`,
      [
        wanted.map(({ delivery }) => delivery.id),
        wanted.map(({ delivery }) => delivery.source),
        wanted.map(({ delivery }) => delivery.name),
        wanted.map(({ delivery }) => Buffer.from(delivery.raw)),
        wanted.map(({ delivery }) => delivery.receivedAt),
        ...columnsOf(entries, time),
        keys,
      ],
    );
    const pending = new Set(textsOf(stored?.['keys']));
    if (pending.size > 0) {
      // In the order of arrival, not of the database's set.
      const opened = keys.filter((key) => pending.has(key)).map((key) => [key, now] as const);
      await openLanes(connection, tx, new Map(opened));
    }
    const taken = new Set(textsOf(stored?.['taken']));
    return group.map((accepted) => first.get(accepted.delivery.id) !== accepted || !taken.has(accepted.delivery.id));
  });
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
