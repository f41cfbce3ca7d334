/** FetchXML trees → SQL → rows. */
import { badRequest } from '../errors.ts';
import type { TableModel } from '../model/types.ts';
import { orderClause, termSql } from '../query/order.ts';
import type { OrderTerm } from '../query/order.ts';
import { MAX_PAGE } from '../query/read.ts';
import type { ReadSettings } from '../query/read.ts';
import { createSelectList, fillRow, listed, lookupNames, show } from '../query/rowset.ts';
import type { JsonRow, SelectList } from '../query/rowset.ts';
import { columnRef, createBuilder, fromClause, rootScope } from '../query/scope.ts';
import type { Builder, Scope } from '../query/scope.ts';
import { filterSql } from './conditions.ts';
import type { FindScope } from './conditions.ts';
import type { FetchEntity, FetchLink, FetchOrder, FetchQuery } from './ast.ts';
import { invalidFetch } from './parse.ts';

/** Links of one query ([DOC] FetchXML limits). */
const MAX_LINKS = 15;

export interface FetchPage {
  readonly rows: JsonRow[];
  readonly more: boolean;
  readonly totalCount: number | undefined;
  readonly ids: readonly string[];
}

interface Plan {
  readonly builder: Builder;
  readonly root: Scope;
  readonly links: Map<string, Scope>;
  readonly list: SelectList;
  readonly find: FindScope;
}

/** @throws DataverseError 0x80041129, 0x80060888, 501 */
export function runFetch(
  settings: ReadSettings,
  model: TableModel,
  query: FetchQuery,
  pageSize: number | undefined,
): FetchPage {
  if (query.entity.name !== model.name)
    throw badRequest(`The FetchXML reads '${query.entity.name}', the address '${model.name}'.`);
  const { core } = settings;
  const builder = createBuilder(core, settings.caller, new Map());
  const root = rootScope(builder, model);
  const links = new Map<string, Scope>();
  const plan: Plan = {
    builder,
    root,
    links,
    list: createSelectList(),
    find: (name) => links.get(name) ?? (name === model.name ? root : undefined),
  };
  const identity = query.distinct
    ? undefined
    : {
        version: listed(plan.list, `${root.alias}."versionnumber"`),
        id: listed(plan.list, `${root.alias}.${model.id.sql}`),
      };
  showRoot(plan, query);
  const terms = query.entity.orders.map((order) => orderTerm(plan, root, order));
  for (const link of query.entity.links) addLink(plan, root, link, terms);
  if (identity !== undefined) terms.push({ sql: `${root.alias}.${model.id.sql}`, descending: false });
  const where = query.entity.filters.map((filter) => filterSql(root, filter, plan.find));
  return readRows(settings, plan, query, terms, where, identity, pageSize);
}

function readRows(
  settings: ReadSettings,
  plan: Plan,
  query: FetchQuery,
  terms: readonly OrderTerm[],
  where: readonly string[],
  identity: { version: number; id: number } | undefined,
  pageSize: number | undefined,
): FetchPage {
  const { core, annotations } = settings;
  const { builder, root, list } = plan;
  const condition = where.length === 0 ? '' : ` WHERE ${where.join(' AND ')}`;
  const body = `SELECT ${query.distinct ? 'DISTINCT ' : ''}${list.sql.join(', ')} FROM ${fromClause(root)}${condition}`;
  const totalCount = query.totalCount
    ? Number(core.db.tuples(`SELECT count(*) FROM (${body})`, builder.params)[0]?.[0] ?? 0)
    : undefined;
  const limit = Math.min(query.top ?? query.count ?? pageSize ?? MAX_PAGE, MAX_PAGE);
  const offset = query.top === undefined ? (Math.max(query.page, 1) - 1) * limit : 0;
  const order = terms.length === 0 ? '' : ` ORDER BY ${orderClause(terms)}`;
  const found = core.db.tuples(`${body}${order} LIMIT ? OFFSET ?`, [...builder.params, limit + 1, offset]);
  const tuples = found.slice(0, limit);
  const names = annotations.formatted ? lookupNames(core, list, tuples) : new Map<string, string>();
  const rows = tuples.map((tuple) => {
    const row: JsonRow = identity === undefined ? {} : { '@odata.etag': `W/"${String(tuple[identity.version] ?? 0)}"` };
    fillRow(core, list, tuple, row, annotations, names);
    return row;
  });
  const ids = identity === undefined ? [] : tuples.map((tuple) => String(tuple[identity.id]));
  return { rows, more: query.top === undefined && found.length > limit, totalCount, ids };
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

/** Joins a linked table; its filters belong to the join, so that an outer link keeps rows without a partner. */
function addLink(plan: Plan, parent: Scope, link: FetchLink, terms: OrderTerm[]): void {
  const { builder, root, links } = plan;
  if (links.size >= MAX_LINKS) throw badRequest(`The number of link entities exceeds the limit of ${MAX_LINKS}.`);
  const model = builder.core.models.find(link.name);
  if (model === undefined) throw invalidFetch(`there is no table '${link.name}'`);
  const alias = builder.nextAlias();
  const scope: Scope = { ...root, model, alias };
  const name = link.alias ?? `${link.name}${links.size + 1}`;
  if (links.has(name)) throw invalidFetch(`the alias '${name}' is used twice`);
  links.set(name, scope);
  const on = `${columnRef(scope, link.from).sql} = ${columnRef(parent, link.to).sql}`;
  const filters = link.filters.map((filter) => filterSql(scope, filter, plan.find));
  root.joins.push(`${link.outer ? 'LEFT JOIN' : 'JOIN'} ${model.sql} AS ${alias} ON ${[on, ...filters].join(' AND ')}`);
  showLink(plan, scope, link, name);
  for (const order of link.orders) terms.push(orderTerm(plan, scope, order));
  for (const inner of link.links) addLink(plan, scope, inner, terms);
}

function showLink(plan: Plan, scope: Scope, link: FetchEntity, name: string): void {
  if (link.allAttributes) {
    for (const column of scope.model.properties.values())
      show(plan.list, scope.alias, scope.model, column, `${name}.${column.name}`);
  }
  for (const attribute of link.attributes) {
    const { column } = columnRef(scope, attribute.name);
    show(plan.list, scope.alias, scope.model, column, attribute.alias ?? `${name}.${column.name}`);
  }
}

function orderTerm(plan: Plan, around: Scope, order: FetchOrder): OrderTerm {
  const scope = order.entityName === undefined ? around : plan.find(order.entityName);
  if (scope === undefined) throw invalidFetch(`there is no link '${order.entityName ?? ''}'`);
  return { sql: termSql(scope, columnRef(scope, order.attribute)), descending: order.descending };
}
