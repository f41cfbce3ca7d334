/** What is searched: tables with a Quick Find view, in the columns it looks through. */
import type { Core } from '../../engine/core.ts';
import type { TableModel } from '../../engine/model/types.ts';
import type { Caller } from '../../engine/types.ts';
import { DataverseError } from '../../engine/errors.ts';
import { planOperation } from '../operations.ts';
import type { Service } from '../types.ts';
import type { Term } from './terms.ts';

export interface SearchTable {
  readonly model: TableModel;
  /** Text columns that are looked through. */
  readonly columns: readonly string[];
  /** Columns that results show. */
  readonly shown: readonly string[];
}

const QUICK_FIND = 4;
/** Rows of a table that are looked at; more hits than this nobody pages through. */
const MOST = 500;

export function searchTables(core: Core): SearchTable[] {
  const views = core.db.rows(
    'SELECT "returnedtypecode" AS name, "fetchxml" AS fetch FROM "savedquery" WHERE "querytype" = ? AND "fetchxml" IS NOT NULL ORDER BY "returnedtypecode", "savedqueryid"',
    [QUICK_FIND],
  );
  const tables = new Map<string, SearchTable>();
  for (const { name, fetch } of views) {
    const model = core.models.find(String(name));
    if (model === undefined || tables.has(model.name)) continue;
    const named = (pattern: RegExp): string[] => [...String(fetch).matchAll(pattern)].map((found) => found[1] ?? '');
    const columns = named(/<condition\b[^>]*\battribute="(\w+)"[^>]*\bvalue="\{0\}"/g).filter((each) =>
      ['text', 'memo'].includes(model.columns.get(each)?.store ?? ''),
    );
    const shown = [
      ...new Set([...named(/<attribute\b[^>]*\bname="(\w+)"/g), ...columns, 'createdon', 'modifiedon', 'ownerid']),
    ];
    if (columns.length > 0)
      tables.set(model.name, { model, columns, shown: shown.filter((each) => model.columns.has(each)) });
  }
  return [...tables.values()];
}

/**
 * Rows that may match, as the caller may see them: read like any others.
 * @returns nothing for tables the caller may not read
 */
export function candidates(
  service: Service,
  caller: Caller,
  root: string,
  { model, shown }: SearchTable,
  columns: readonly string[],
  terms: readonly Term[],
): Record<string, unknown>[] {
  const conditions = terms.flatMap(({ text }) =>
    columns.map((column) => `contains(${column},'${text.replaceAll("'", "''")}')`),
  );
  const select = shown.map((name) => model.columns.get(name)?.property ?? name).join(',');
  const operation = planOperation(service, {
    method: 'GET',
    path: model.set,
    query: `$select=${select}&$filter=${encodeURIComponent(conditions.join(' or '))}&$top=${MOST}`,
    header: (name) => (name === 'prefer' ? 'odata.include-annotations="*"' : undefined),
    body: '',
    caller,
    root,
    references: undefined,
  });
  if (operation?.kind !== 'read') return [];
  try {
    const { value } = JSON.parse(operation.run().response.body ?? '{}') as { value?: Record<string, unknown>[] };
    return value ?? [];
  } catch (error) {
    if (error instanceof DataverseError && error.status === 403) return [];
    throw error;
  }
}
