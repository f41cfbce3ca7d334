import type { ItemState } from '@activity-logging/activity-model';
import { z } from 'zod';
import type { Item } from '../types.ts';
import type { Row, Transaction } from './connection.ts';
import { schema } from './schema.ts';

/** Columns of an item with its rows, for `readItem`. */
export const itemColumns = `item.id, item.revision, item.state, item.issues, item.touched_at,
  (SELECT json_agg(written ORDER BY activity_id) FROM ${schema}.written WHERE written.item = item.id) AS rows`;

const writtenRows = z
  .array(
    z
      .object({
        ...{ activity_id: z.string(), tbl: z.string(), hash: z.string(), parties: z.string(), version: z.string() },
        ...{ gone: z.boolean(), adopted: z.boolean() },
      })
      .transform(({ activity_id: activityId, tbl: table, hash, parties, version, gone, adopted }) => ({
        ...{ activityId, table, hash, parties, version },
        ...(gone ? { gone } : {}),
        ...(adopted ? { adopted } : {}),
      })),
  )
  .nullable();

export function readItem(row: Row): Item {
  return {
    id: String(row['id']),
    revision: Number(row['revision']),
    // Written by this folder alone.
    state: JSON.parse(String(row['state'])) as ItemState,
    rows: writtenRows.parse(row['rows']) ?? [],
    issues: JSON.parse(String(row['issues'])) as string[],
  };
}

/** Stores items as the revision after the one they were read with. @returns false when one of them has another one by now. */
export async function storeItems(tx: Transaction, items: readonly Item[], time: number): Promise<boolean> {
  if (items.length === 0) return true;
  // In one order, so that two bridges do not wait for each other.
  const sorted = [...items].sort((a, b) => (a.id < b.id ? -1 : 1));
  const stored = await tx.query(
    `WITH kept AS (
       INSERT INTO ${schema}.item (id, revision, state, issues, touched_at)
       SELECT id, revision + 1, state, issues, $5
       FROM unnest($1::text[], $2::integer[], $3::text[], $4::text[]) AS said (id, revision, state, issues)
       ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, state = excluded.state, issues = excluded.issues,
         touched_at = excluded.touched_at
       WHERE item.revision = excluded.revision - 1 RETURNING id),
     rows AS (${insertRows(5)})
     SELECT id FROM kept`,
    [
      sorted.map(({ id }) => id),
      sorted.map(({ revision }) => revision),
      sorted.map(({ state }) => JSON.stringify(state)),
      sorted.map(({ issues }) => JSON.stringify(issues)),
      time,
      ...rowColumns(sorted),
    ],
  );
  // One that is not there is made anew, whatever its revision: items are never removed.
  return stored.length === sorted.length;
}

/** Stores the rows of items; the newest of each counts. */
export async function storeRows(tx: Transaction, items: readonly Item[]): Promise<void> {
  await tx.query(insertRows(0), rowColumns(items));
}

function insertRows(before: number): string {
  const types = ['text[]', 'text[]', 'text[]', 'text[]', 'text[]', 'text[]', 'boolean[]', 'boolean[]'];
  return `INSERT INTO ${schema}.written (activity_id, item, tbl, hash, parties, version, gone, adopted)
    SELECT * FROM unnest(${types.map((type, index) => `$${before + index + 1}::${type}`).join(', ')})
    ON CONFLICT (activity_id) DO UPDATE SET tbl = excluded.tbl, hash = excluded.hash, parties = excluded.parties,
      version = excluded.version, gone = excluded.gone, adopted = excluded.adopted`;
}

function rowColumns(items: readonly Item[]): unknown[][] {
  const said = items.flatMap(({ id, rows }) => rows.map((row) => ({ item: id, ...row })));
  const rows = [...new Map(said.map((row) => [row.activityId, row])).values()];
  return [
    rows.map(({ activityId }) => activityId),
    rows.map(({ item }) => item),
    rows.map(({ table }) => table),
    rows.map(({ hash }) => hash),
    rows.map(({ parties }) => parties),
    rows.map(({ version }) => version),
    rows.map(({ gone }) => gone ?? false),
    rows.map(({ adopted }) => adopted ?? false),
  ];
}
