/** Reading rows of one table: columns, condition, order, related rows. */
import type { ExpandOptions, Expression } from '../../odata/ast.ts';
import type { Core } from '../core.ts';
import { badRequest } from '../errors.ts';
import type { ColumnModel, TableModel } from '../model/types.ts';
import { readSource } from '../security/visible.ts';
import type { SqlValue } from '../storage/database.ts';
import type { Caller } from '../types.ts';
import type { Annotations } from './annotations.ts';
import { planExpands, runExpand } from './expand.ts';
import type { PlannedExpand } from './expand.ts';
import { filterSql } from './filter.ts';
import { orderClause, orderTerms } from './order.ts';
import { createSelectList, fillRow, listed, lookupNames, show } from './rowset.ts';
import type { JsonRow, SelectList } from './rowset.ts';
import { createBuilder, fromClause, unknownProperty } from './scope.ts';
import type { Builder, Scope } from './scope.ts';

/** What is the same for a whole request, expands included. */
export interface SelectContext {
  readonly core: Core;
  readonly annotations: Annotations;
  /** Address of the service with a slash at its end. */
  readonly root: string;
  newBuilder(): Builder;
}

export function selectContext(
  core: Core,
  caller: Caller,
  root: string,
  annotations: Annotations,
  aliases: ReadonlyMap<string, Expression>,
): SelectContext {
  return { core, annotations, root, newBuilder: () => createBuilder(core, caller, aliases) };
}

/** A select list for the wanted columns, with what expands and ETags need. */
export interface Selection {
  readonly list: SelectList;
  readonly idAt: number;
  readonly versionAt: number;
  readonly expands: readonly PlannedExpand[];
}

export function planSelection(scope: Scope, options: ExpandOptions, nested = false): Selection {
  const { model, alias } = scope;
  const list = createSelectList();
  const versionAt = listed(list, `${alias}."versionnumber"`);
  for (const column of selectedColumns(model, options)) show(list, alias, model, column);
  const idAt = listed(list, `${alias}.${model.id.sql}`);
  for (const item of options.expand) requireExpand(scope, item.navigation);
  return { list, idAt, versionAt, expands: planExpands(list, alias, model, options.expand, nested) };
}

/** A table that the caller may not read at all cannot be expanded, whether rows point there or not. */
function requireExpand({ builder, model }: Scope, name: string): void {
  const navigation = model.navigations.get(name);
  if (navigation?.kind !== 'one' || navigation.relationships.size > 1) return;
  for (const table of navigation.relationships.keys())
    readSource(builder.core, builder.caller, builder.core.models.of(table));
}

/**
 * Columns to show. Without $select all of them; the row's id is always there.
 * @throws DataverseError 0x80060888 for names the table does not have
 */
function selectedColumns(model: TableModel, options: ExpandOptions): Iterable<ColumnModel> {
  const { select } = options;
  if (select === undefined || select.length === 0 || select.includes('*')) return model.properties.values();
  const columns = new Set<ColumnModel>();
  for (const name of select) {
    const column = model.properties.get(name);
    if (column !== undefined) columns.add(column);
    // A navigation in $select is allowed where the platform takes it, and shows nothing of its own.
    else if (!model.navigations.has(name)) throw unknownProperty(model, name);
  }
  columns.add(model.id);
  return columns;
}

/** Tuples of a statement → rows with ETag, columns, annotations and related rows. */
export function toRows(
  context: SelectContext,
  model: TableModel,
  selection: Selection,
  tuples: readonly (readonly SqlValue[])[],
): JsonRow[] {
  const { core, annotations } = context;
  const names = annotations.formatted ? lookupNames(core, selection.list, tuples) : NO_NAMES;
  const rows = tuples.map((tuple) => {
    const row: JsonRow = { '@odata.etag': `W/"${String(tuple[selection.versionAt] ?? 0)}"` };
    fillRow(core, selection.list, tuple, row, annotations, names);
    return row;
  });
  for (const planned of selection.expands) runExpand(context, model, planned, tuples, rows);
  return rows;
}

const NO_NAMES: ReadonlyMap<string, string> = new Map();

export interface RelatedFetch {
  readonly where: string;
  readonly options: ExpandOptions;
  /** SQL of the value by which the rows are grouped. */
  readonly key: string;
  /** Most rows a key. */
  readonly limit: number;
  readonly refOnly: boolean;
}

/** Rows related to several others, grouped by the key that connects them. Parameters of `where` are in the builder already. */
export function fetchRows(context: SelectContext, scope: Scope, fetch: RelatedFetch): Map<string, JsonRow[]> {
  const { options } = fetch;
  if (options.top !== undefined && options.top > fetch.limit)
    throw badRequest(`$top may not exceed ${fetch.limit} in $expand.`);
  const selection = planSelection(scope, options, true);
  const keyAt = listed(selection.list, fetch.key);
  const condition = options.filter === undefined ? '' : ` AND ${filterSql(scope, options.filter)}`;
  const order = orderClause(orderTerms(scope, options.orderBy));
  const sql = `SELECT ${selection.list.sql.join(', ')} FROM ${fromClause(scope)} WHERE ${fetch.where}${condition} ORDER BY ${order}`;
  const most = options.top ?? fetch.limit;
  const counts = new Map<string, number>();
  const tuples = context.core.db.tuples(sql, scope.builder.params).filter((tuple) => {
    const key = String(tuple[keyAt]);
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count <= most;
  });
  const rows = fetch.refOnly
    ? tuples.map((tuple): JsonRow => ({
        '@odata.id': `${context.root}${scope.model.set}(${String(tuple[selection.idAt])})`,
      }))
    : toRows(context, scope.model, selection, tuples);
  const groups = new Map<string, JsonRow[]>();
  tuples.forEach((tuple, index) => {
    const key = String(tuple[keyAt]);
    const row = rows[index];
    if (row === undefined) return;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  });
  return groups;
}
