import type { FindRow, LookupQuestion, Ref } from '@activity-logging/activity-model';
import type { Operation } from '../dataverse/batch.ts';
import type { DataverseClient } from '../dataverse/client.ts';
import { DataverseError } from '../dataverse/errors.ts';
import { fetchAny, fetchAttributes, fetchIn } from '../dataverse/fetch-xml.ts';
import type { Metadata, TableInfo } from '../dataverse/metadata.ts';
import { chunksFor, isGuid } from '../dataverse/query.ts';
import { readAllowed, type Row } from '../dataverse/read-all.ts';
import { addressColumns } from './crm-rows.ts';

/**
 * Finds the rows that mapped values name (SPEC F-3): by any address column of the table, or by the column of an alternate key.
 * One batch for all questions. Active rows come before inactive ones; several that are equally good are `several`. A table or
 * column the organisation does not have finds nothing; one that the bridge may not read holds up no other question.
 *
 * @throws PassingFailure, DataverseError
 */
export async function findLookups(
  questions: readonly LookupQuestion[],
  client: DataverseClient,
  metadata: Metadata,
): Promise<FindRow> {
  const groups: Group[] = [];
  for (const group of Map.groupBy(questions, ({ table, by }) => `${table}|${by}`).values()) {
    const [first] = group;
    const info = first && (await metadata.table(first.table));
    if (!first || !info) continue;
    const columns = first.by === 'email' ? addressColumns(info) : [first.by].filter((name) => info.columns.has(name));
    const values = [...new Set(group.map(({ value }) => value))].filter((value) =>
      columns.some((column) => fits(value, info.columns.get(column)?.type)),
    );
    groups.push({ table: first.table, by: first.by, info, columns, queries: queriesOf(info, columns, values) });
  }
  const answers = await readAllowed(
    client,
    groups.flatMap(({ queries }) => queries),
  );
  const found = new Map<string, ReturnType<FindRow>>();
  for (const group of groups) {
    const read = answers.splice(0, group.queries.length);
    const isReadable = !read.some((rows) => rows instanceof DataverseError);
    const rows = read.flatMap((some) => (some instanceof DataverseError ? [] : some));
    for (const { table, by, value } of questions) {
      if (table !== group.table || by !== group.by) continue;
      const answer = isReadable ? answerOf(rows, group, value) : 'unreadable';
      if (answer) found.set(keyOf({ table, by, value }), answer);
    }
  }
  return (question) => found.get(keyOf(question));
}

interface Group {
  readonly table: string;
  readonly by: string;
  readonly info: TableInfo;
  readonly columns: readonly string[];
  readonly queries: readonly Operation[];
}

function keyOf({ table, by, value }: LookupQuestion): string {
  return JSON.stringify([table, by, value.toLowerCase()]);
}

function queriesOf(info: TableInfo, columns: readonly string[], values: readonly string[]): Operation[] {
  const state = ['statecode', 'isdisabled'].filter((name) => info.columns.has(name));
  const shown = [...new Set([info.primaryId, ...columns, ...state])];
  return chunksFor(values, columns.length).map((chunk) =>
    fetchAny(
      info,
      fetchAttributes(shown),
      columns.map((column) => fetchIn(column, chunk)),
    ),
  );
}

/** False for a value the platform would refuse in a condition on such a column. */
function fits(value: string, type: string | undefined): boolean {
  switch (type) {
    case 'String':
      // Characters that XML cannot carry stand in no row.
      return value !== '' && !/[\u0000-\u001f\ufffe\uffff]/.test(value);
    case 'Integer':
    case 'Picklist':
      return /^-?\d{1,10}$/.test(value);
    case 'Uniqueidentifier':
    case 'Lookup':
    case 'Customer':
    case 'Owner':
      return isGuid(value);
    case 'Decimal':
      return /^-?\d{1,12}(\.\d{1,10})?$/.test(value);
    default:
      return false;
  }
}

function answerOf(rows: readonly Row[], { info, columns }: Group, value: string): Ref | 'several' | undefined {
  const carries = (row: Row): boolean =>
    columns.some((column) => same(row[column] ?? row[`_${column}_value`], value, info.columns.get(column)?.type));
  const matching = rows.filter(carries);
  const active = matching.filter((row) => (row['statecode'] ?? 0) === 0 && row['isdisabled'] !== true);
  const best = active.length > 0 ? active : matching;
  const ids = [...new Set(best.map((row) => String(row[info.primaryId]).toLowerCase()))];
  const [id] = ids;
  return id === undefined ? undefined : ids.length > 1 ? 'several' : { table: info.table, id };
}

/** The platform compares texts without case; numbers by their value. */
function same(stored: unknown, value: string, type: string | undefined): boolean {
  if (stored === undefined || stored === null) return false;
  return type === 'Decimal' || type === 'Integer' || type === 'Picklist'
    ? Number(stored) === Number(value)
    : String(stored).toLowerCase() === value.toLowerCase();
}
