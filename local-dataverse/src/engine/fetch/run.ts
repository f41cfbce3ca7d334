/** FetchXML trees → SQL → rows. */
import { badRequest } from '../errors.ts';
import type { TableModel } from '../model/types.ts';
import { createAggregatePlan, runAggregate } from '../query/aggregate.ts';
import { afterSql, orderClause, termSql } from '../query/order.ts';
import { MAX_PAGE } from '../query/read.ts';
import type { ReadSettings } from '../query/read.ts';
import { createSelectList, fillRow, listed, lookupNames, show } from '../query/rowset.ts';
import type { JsonRow, SelectList } from '../query/rowset.ts';
import { columnRef, createBuilder, fromClause, rootScope } from '../query/scope.ts';
import type { Builder, ColumnRef, Scope } from '../query/scope.ts';
import { addAggregates, aggregateOrder } from './aggregate.ts';
import { filterSql } from './conditions.ts';
import { readFetchCookie, writeFetchCookie } from './cookie.ts';
import type { FetchTerm } from './cookie.ts';
import type { FetchEntity, FetchOrder, FetchQuery } from './ast.ts';
import { addLink, checkLinks, createLinks } from './links.ts';
import type { Links } from './links.ts';
import { invalidFetch } from './parse.ts';

export interface FetchPage {
  readonly rows: JsonRow[];
  readonly more: boolean;
  readonly totalCount: number | undefined;
  readonly ids: readonly string[];
  /** Where this page ends, for the next one; empty where the platform gives none (distinct rows, aggregates). */
  readonly cookie: string;
}

interface Plan {
  readonly builder: Builder;
  readonly root: Scope;
  readonly links: Links;
  readonly list: SelectList;
  readonly terms: FetchTerm[];
}

/** @throws DataverseError 0x80041129, 0x80060888, 0x8004430d, 0x8004e023, 501 */
export function runFetch(
  settings: ReadSettings,
  model: TableModel,
  query: FetchQuery,
  pageSize: number | undefined,
): FetchPage {
  if (query.entity.name !== model.name)
    throw badRequest(`The FetchXML reads '${query.entity.name}', the address '${model.name}'.`);
  checkLinks(query.entity);
  const builder = createBuilder(settings.core, settings.caller, new Map());
  const root = rootScope(builder, model);
  if (query.aggregate) return aggregatePage(settings, builder, root, query, pageSize);
  const list = createSelectList();
  const terms: FetchTerm[] = [];
  const links = createLinks(builder, root, (scope, link, name) => {
    showLink(list, scope, link, name);
    for (const order of link.orders) terms.push(orderTerm(links, scope, order, link));
  });
  const plan: Plan = { builder, root, links, list, terms };
  const identity = query.distinct
    ? undefined
    : {
        version: listed(list, `${root.alias}."versionnumber"`),
        id: listed(list, `${root.alias}.${model.id.sql}`),
      };
  showRoot(plan, query);
  // The root's orders come first; those that name a link can be read once the links are known.
  const rootOrders = query.entity.orders;
  for (const link of query.entity.links) addLink(links, root, link);
  terms.unshift(...rootOrders.map((order) => orderTerm(links, root, order, query.entity)));
  if (identity !== undefined)
    terms.push({ sql: `${root.alias}.${model.id.sql}`, descending: false, name: model.id.name, kind: 'guid' });
  return readRows(settings, plan, query, identity, pageSize);
}

function conditionsOf(root: Scope, links: Links, query: FetchQuery): string[] {
  const filters = query.entity.filters.map((filter) => filterSql(root, filter, links.around));
  return [...filters, ...links.later.map((build) => build())];
}

function pageOf(query: FetchQuery, pageSize: number | undefined): { limit: number; offset: number } {
  const limit = Math.min(query.top ?? query.count ?? pageSize ?? MAX_PAGE, MAX_PAGE);
  return { limit, offset: query.top === undefined ? (Math.max(query.page, 1) - 1) * limit : 0 };
}

function aggregatePage(
  settings: ReadSettings,
  builder: Builder,
  root: Scope,
  query: FetchQuery,
  pageSize: number | undefined,
): FetchPage {
  const { core, annotations } = settings;
  const plan = createAggregatePlan();
  const orders: FetchOrder[] = [...query.entity.orders];
  addAggregates(plan, root, query.entity);
  const links = createLinks(builder, root, (scope, link) => {
    addAggregates(plan, scope, link);
    orders.push(...link.orders);
  });
  for (const link of query.entity.links) addLink(links, root, link);
  if (plan.sorts.size === 0) throw invalidFetch('an aggregating query needs an attribute');
  const { rows, more } = runAggregate(plan, {
    core,
    scope: root,
    conditions: conditionsOf(root, links, query),
    order: orders.map((order) => aggregateOrder(plan, order)),
    ...pageOf(query, pageSize),
    rowLimit: Math.min(query.aggregateLimit ?? core.limits.aggregateRows, core.limits.aggregateRows),
    annotations,
  });
  return { rows, more: query.top === undefined && more, totalCount: undefined, ids: [], cookie: '' };
}

function readRows(
  settings: ReadSettings,
  plan: Plan,
  query: FetchQuery,
  identity: { version: number; id: number } | undefined,
  pageSize: number | undefined,
): FetchPage {
  const { core, annotations } = settings;
  const { builder, root, list, terms, links } = plan;
  // Distinct rows have no row to go on after.
  const orderAt = identity === undefined ? [] : terms.map((term) => listed(list, term.sql));
  const where = conditionsOf(root, links, query);
  const select = `SELECT ${query.distinct ? 'DISTINCT ' : ''}${list.sql.join(', ')} FROM ${fromClause(root)}`;
  const filtered = where.length === 0 ? '' : ` WHERE ${where.join(' AND ')}`;
  const totalCount = query.totalCount
    ? Number(core.db.tuples(`SELECT count(*) FROM (${select}${filtered})`, builder.params)[0]?.[0] ?? 0)
    : undefined;
  const { limit, offset } = pageOf(query, pageSize);
  const known = query.pagingCookie !== undefined && identity !== undefined && query.page > 1;
  const last = known ? readFetchCookie(query.pagingCookie ?? '', query.page, terms) : undefined;
  if (last !== undefined) where.push(afterSql(builder, terms, last));
  const condition = where.length === 0 ? '' : ` WHERE ${where.join(' AND ')}`;
  const order = terms.length === 0 ? '' : ` ORDER BY ${orderClause(terms)}`;
  const params = [...builder.params, limit + 1, last === undefined ? offset : 0];
  const found = core.db.tuples(`${select}${condition}${order} LIMIT ? OFFSET ?`, params);
  const tuples = found.slice(0, limit);
  const names = annotations.formatted ? lookupNames(core, list, tuples) : new Map<string, string>();
  const rows = tuples.map((tuple) => {
    const row: JsonRow = identity === undefined ? {} : { '@odata.etag': `W/"${String(tuple[identity.version] ?? 0)}"` };
    fillRow(core, list, tuple, row, annotations, names);
    return withoutNulls(row);
  });
  const ids = identity === undefined ? [] : tuples.map((tuple) => String(tuple[identity.id]));
  const values = (tuple: (typeof tuples)[number] | undefined) => orderAt.map((at) => tuple?.[at] ?? null);
  const more = query.top === undefined && found.length > limit;
  const cookie =
    more && identity !== undefined
      ? writeFetchCookie(Math.max(query.page, 1), terms, values(tuples[0]), values(tuples.at(-1)))
      : '';
  return { rows, more, totalCount, ids, cookie };
}

/** Unlike OData's answers, FetchXML's leave empty columns out ([DOC] webapi/use-fetchxml-web-api.md). */
function withoutNulls(row: JsonRow): JsonRow {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
}

function showRoot(plan: Plan, query: FetchQuery): void {
  const { root, list } = plan;
  const { entity } = query;
  if (entity.allAttributes || entity.attributes.length === 0) {
    for (const column of root.model.properties.values()) show(list, root.alias, root.model, column);
    return;
  }
  for (const attribute of entity.attributes) {
    const { column } = columnRef(root, attribute.name);
    show(list, root.alias, root.model, column, attribute.alias ?? column.property);
  }
  const { id } = root.model;
  if (!query.distinct && !list.shown.some((shown) => shown.column === id)) show(list, root.alias, root.model, id);
}

function showLink(list: SelectList, scope: Scope, link: FetchEntity, name: string): void {
  if (link.allAttributes) {
    for (const column of scope.model.properties.values())
      show(list, scope.alias, scope.model, column, `${name}.${column.name}`);
  }
  for (const attribute of link.attributes) {
    const { column } = columnRef(scope, attribute.name);
    show(list, scope.alias, scope.model, column, attribute.alias ?? `${name}.${column.name}`);
  }
}

function orderTerm(links: Links, around: Scope, order: FetchOrder, entity: FetchEntity): FetchTerm {
  const scope = order.entityName === undefined ? around : links.around.find(order.entityName);
  if (scope === undefined) throw invalidFetch(`there is no link '${order.entityName ?? ''}'`);
  const attribute =
    order.attribute ?? entity.attributes.find((each) => each.alias === order.alias && each.alias !== undefined)?.name;
  if (attribute === undefined) throw invalidFetch(`there is no alias '${order.alias ?? ''}'`);
  const ref = columnRef(scope, attribute);
  return { sql: termSql(scope, ref), descending: order.descending, name: ref.column.name, kind: kindOf(ref) };
}

function kindOf(ref: ColumnRef): FetchTerm['kind'] {
  const { store } = ref.column;
  if (store === 'guid') return 'guid';
  return store === 'integer' || store === 'real' || store === 'boolean' ? 'number' : 'text';
}
