/** $expand: related rows, fetched once a navigation for all rows of the page. */
import type { ExpandItem } from '../../odata/ast.ts';
import type { TableModel } from '../model/types.ts';
import { badRequest, DataverseError, notImplemented } from '../errors.ts';
import { constant, identifier } from '../storage/database.ts';
import type { SqlValue } from '../storage/database.ts';
import { linkTable } from '../write/intersect.ts';
import type { JsonRow, SelectList } from './rowset.ts';
import { listed } from './rowset.ts';
import { fetchRows } from './select.ts';
import type { SelectContext } from './select.ts';
import { rootScope, unknownProperty } from './scope.ts';

/** Expands of the whole query, nested ones included ([DOC] join-tables.md). */
const MAX_EXPANDS = 15;

const MAX_CHILDREN = 5000;

/** @throws DataverseError 0x8004430d for more expands than the platform takes, 0x80060888 for options it refuses */
export function checkExpands(items: readonly ExpandItem[], depth = 0): number {
  let count = items.length;
  for (const item of items) {
    const { options } = item;
    if (options.expand.length > 0 && (options.orderBy.length > 0 || options.top !== undefined)) throw refusedClause();
    if (depth > 0 && (options.orderBy.length > 0 || options.top !== undefined)) throw refusedClause();
    count += checkExpands(options.expand, depth + 1);
  }
  if (depth === 0 && count > MAX_EXPANDS)
    // Expands are links of the platform's own query, so its limit of links is the one that speaks.
    throw new DataverseError(400, '0x8004430d', 'Number of link entities in query exceeded maximum limit.');
  return count;
}

function refusedClause(): Error {
  return badRequest(
    'Only $select and $filter clause can be provided while doing $expand on many-to-one relationship or nested one-to-many relationship.',
  );
}

/** Positions in the tuples that an expand needs later. */
export interface PlannedExpand {
  readonly item: ExpandItem;
  /** Where the id lies by which related rows are found. */
  readonly at: number;
  readonly typeAt: number;
}

/**
 * Adds what the expands need to the select list.
 * @param nested inside another expand, where many-to-many navigations are refused ([DOC] join-tables.md)
 */
export function planExpands(
  list: SelectList,
  alias: string,
  model: TableModel,
  items: readonly ExpandItem[],
  nested: boolean,
): PlannedExpand[] {
  return items.map((item) => {
    const navigation = model.navigations.get(item.navigation);
    if (navigation === undefined) throw unknownProperty(model, item.navigation);
    if (item.refOnly && navigation.kind !== 'one')
      throw badRequest(`'${item.navigation}' is a collection; only single-valued navigations expand to their $ref.`);
    if (navigation.kind === 'intersect' && nested)
      throw badRequest(`The many-to-many navigation '${item.navigation}' cannot be expanded inside another $expand.`);
    if (navigation.kind !== 'one') return { item, at: listed(list, `${alias}.${model.id.sql}`), typeAt: -1 };
    if (item.options.orderBy.length > 0 || item.options.top !== undefined) throw refusedClause();
    const { column } = navigation;
    const typeAt = column.typeName === undefined ? -1 : listed(list, `${alias}.${identifier(column.typeName)}`);
    return { item, at: listed(list, `${alias}.${column.sql}`), typeAt };
  });
}

/** Fetches the related rows and puts them into the rows that the tuples became. */
export function runExpand(
  context: SelectContext,
  model: TableModel,
  planned: PlannedExpand,
  tuples: readonly (readonly SqlValue[])[],
  rows: readonly JsonRow[],
): void {
  const navigation = model.navigations.get(planned.item.navigation);
  if (navigation === undefined) return;
  const { item } = planned;
  if (navigation.kind === 'one') {
    for (const row of rows) row[item.navigation] = null;
    for (const table of navigation.relationships.keys()) {
      expandOne(context, planned, tuples, rows, table, navigation.relationships.size > 1 || planned.typeAt >= 0);
    }
    return;
  }
  const groups =
    navigation.kind === 'many' ? children(context, model, planned, tuples) : others(context, model, planned, tuples);
  tuples.forEach((tuple, index) => {
    const row = rows[index];
    if (row === undefined) return;
    const id = String(tuple[planned.at]);
    row[item.navigation] = groups.get(id) ?? [];
    row[`${item.navigation}@odata.nextLink`] =
      `${context.root}${model.set}(${id})/${item.navigation}${selectSuffix(item)}`;
  });
}

function selectSuffix(item: ExpandItem): string {
  return item.options.select === undefined ? '' : `?$select=${item.options.select.join(',')}`;
}

function expandOne(
  context: SelectContext,
  planned: PlannedExpand,
  tuples: readonly (readonly SqlValue[])[],
  rows: readonly JsonRow[],
  table: string,
  typed: boolean,
): void {
  const target = context.core.models.of(table);
  const wanted = tuples.map((tuple) => {
    const id = tuple[planned.at];
    const type = planned.typeAt < 0 ? table : tuple[planned.typeAt];
    return typeof id === 'string' && (!typed || type === table) ? id : undefined;
  });
  const ids = [...new Set(wanted.filter((id) => id !== undefined))];
  if (ids.length === 0) return;
  const builder = context.newBuilder();
  const scope = rootScope(builder, target);
  builder.params.push(JSON.stringify(ids));
  const where = `${scope.alias}.${target.id.sql} IN (SELECT value FROM json_each(?))`;
  const found = fetchRows(context, scope, {
    where,
    options: planned.item.options,
    key: `${scope.alias}.${target.id.sql}`,
    limit: ids.length,
    refOnly: planned.item.refOnly,
  });
  wanted.forEach((id, index) => {
    const row = rows[index];
    const match = id === undefined ? undefined : found.get(id)?.[0];
    if (row !== undefined && match !== undefined) row[planned.item.navigation] = match;
  });
}

function children(
  context: SelectContext,
  model: TableModel,
  planned: PlannedExpand,
  tuples: readonly (readonly SqlValue[])[],
): ReadonlyMap<string, readonly JsonRow[]> {
  const navigation = model.navigations.get(planned.item.navigation);
  if (navigation?.kind !== 'many') return new Map();
  const child = context.core.models.of(navigation.relationship.referencingTable);
  const link = child.columns.get(navigation.relationship.referencingColumn);
  if (link === undefined) throw unknownProperty(model, planned.item.navigation);
  const builder = context.newBuilder();
  const scope = rootScope(builder, child);
  builder.params.push(JSON.stringify(tuples.map((tuple) => tuple[planned.at])));
  const shares = child.name === 'activityparty' && link.name === 'activityid';
  const type =
    link.typeName === undefined || shares
      ? ''
      : ` AND ${scope.alias}.${identifier(link.typeName)} = ${constant(model.name)}`;
  const where = `${scope.alias}.${link.sql} IN (SELECT value FROM json_each(?))${type}`;
  return fetchRows(context, scope, {
    where,
    options: planned.item.options,
    key: `${scope.alias}.${link.sql}`,
    limit: MAX_CHILDREN,
    refOnly: planned.item.refOnly,
  });
}

function others(
  context: SelectContext,
  model: TableModel,
  planned: PlannedExpand,
  tuples: readonly (readonly SqlValue[])[],
): ReadonlyMap<string, readonly JsonRow[]> {
  const navigation = model.navigations.get(planned.item.navigation);
  if (navigation?.kind !== 'intersect') return new Map();
  if (planned.item.options.expand.length > 0) throw notImplemented('Nested $expand in a many-to-many relationship');
  const { sql, own, far, condition } = linkTable(context.core, model, navigation);
  const builder = context.newBuilder();
  const scope = rootScope(builder, context.core.models.of(navigation.other));
  scope.joins.push(`JOIN ${sql} AS link ON link.${far} = ${scope.alias}.${scope.model.id.sql}${condition}`);
  builder.params.push(JSON.stringify(tuples.map((tuple) => tuple[planned.at])));
  const where = `link.${own} IN (SELECT value FROM json_each(?))`;
  return fetchRows(context, scope, {
    where,
    options: planned.item.options,
    key: `link.${own}`,
    limit: MAX_CHILDREN,
    refOnly: planned.item.refOnly,
  });
}
