/** The select list of a statement, and turning its tuples into rows as the Web API shows them. */
import type { Core } from '../core.ts';
import type { ColumnModel, TableModel } from '../model/types.ts';
import { identifier } from '../storage/database.ts';
import type { SqlValue } from '../storage/database.ts';
import { fromStore } from '../write/values.ts';
import { formattedValue, FORMATTED, localLabel, LOOKUP_NAVIGATION, LOOKUP_TABLE } from './annotations.ts';
import type { Annotations } from './annotations.ts';

/** A row for JSON. */
export type JsonRow = Record<string, unknown>;

/** One column of the answer and where its value (and the target table of a lookup) lies in the tuple. */
export interface Shown {
  readonly column: ColumnModel;
  /** Property name in the answer. */
  readonly name: string;
  readonly at: number;
  readonly typeAt: number;
  readonly model: TableModel;
}

/** Collects the select list; the same SQL is listed once. */
export interface SelectList {
  readonly sql: string[];
  readonly shown: Shown[];
}

export function createSelectList(): SelectList {
  return { sql: [], shown: [] };
}

/** Position of an expression in the tuples, adding it when it is new. */
export function listed(list: SelectList, sql: string): number {
  const known = list.sql.indexOf(sql);
  if (known >= 0) return known;
  list.sql.push(sql);
  return list.sql.length - 1;
}

export function show(
  list: SelectList,
  alias: string,
  model: TableModel,
  column: ColumnModel,
  name = column.property,
): void {
  const at = listed(list, `${alias}.${column.sql}`);
  const typeAt = column.typeName === undefined ? -1 : listed(list, `${alias}.${identifier(column.typeName)}`);
  list.shown.push({ column, name, at, typeAt, model });
}

/** Names of rows that lookups point to, asked once a target table for all tuples together. */
export type LookupNames = ReadonlyMap<string, string>;

export function lookupNames(core: Core, list: SelectList, tuples: readonly (readonly SqlValue[])[]): LookupNames {
  const ids = new Map<string, Set<string>>();
  for (const shown of list.shown) {
    if (shown.column.store !== 'lookup') continue;
    for (const tuple of tuples) {
      const id = tuple[shown.at];
      const table = targetOf(shown, tuple);
      if (typeof id !== 'string' || table === undefined) continue;
      const set = ids.get(table);
      if (set === undefined) ids.set(table, new Set([id]));
      else set.add(id);
    }
  }
  const names = new Map<string, string>();
  for (const [table, set] of ids) {
    const model = core.models.find(table);
    const name = model?.table.primaryName === undefined ? undefined : model.columns.get(model.table.primaryName);
    if (model === undefined || name === undefined) continue;
    const sql = `SELECT ${model.id.sql}, ${name.sql} FROM ${model.sql} WHERE ${model.id.sql} IN (SELECT value FROM json_each(?))`;
    for (const [id, text] of core.db.tuples(sql, [JSON.stringify([...set])])) {
      if (text !== null && text !== undefined) names.set(`${table} ${String(id)}`, String(text));
    }
  }
  return names;
}

function targetOf(shown: Shown, tuple: readonly SqlValue[]): string | undefined {
  const type = shown.typeAt < 0 ? undefined : tuple[shown.typeAt];
  return typeof type === 'string' ? type : shown.column.targets[0];
}

/** Writes the shown columns of one tuple into `row`, each after its annotations. */
export function fillRow(
  core: Core,
  list: SelectList,
  tuple: readonly SqlValue[],
  row: JsonRow,
  annotations: Annotations,
  names: LookupNames,
): void {
  for (const shown of list.shown) {
    const value = tuple[shown.at] ?? null;
    if (annotations.any && value !== null) annotate(core, shown, tuple, value, row, annotations, names);
    row[shown.name] = fromStore(shown.column, value);
  }
}

function annotate(
  core: Core,
  shown: Shown,
  tuple: readonly SqlValue[],
  value: SqlValue,
  row: JsonRow,
  annotations: Annotations,
  names: LookupNames,
): void {
  const { column, name } = shown;
  if (column.store === 'lookup') {
    const table = targetOf(shown, tuple);
    if (table === undefined) return;
    const navigation = shown.model.navigationOf(column, table);
    if (annotations.lookupNavigation && navigation !== undefined) row[`${name}@${LOOKUP_NAVIGATION}`] = navigation;
    if (annotations.lookupTable) row[`${name}@${LOOKUP_TABLE}`] = table;
    const text = names.get(`${table} ${String(value)}`);
    if (annotations.formatted && text !== undefined) row[`${name}@${FORMATTED}`] = text;
    return;
  }
  if (!annotations.formatted) return;
  const text = column.column.type === 'EntityName' ? tableLabel(core, String(value)) : formattedValue(column, value);
  if (text !== undefined) row[`${name}@${FORMATTED}`] = text;
}

function tableLabel(core: Core, table: string): string {
  const found = core.registry.table(table);
  return (found && localLabel(found.displayName)) ?? table;
}
