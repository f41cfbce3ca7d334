/** Answers of GET: one row, a page of rows, a count. */
import type { QueryOptions } from '../../odata/ast.ts';
import type { Core } from '../core.ts';
import { rowKey } from '../elastic.ts';
import type { Intersecting, TableModel, ToMany } from '../model/types.ts';
import type { SqlValue } from '../storage/database.ts';
import type { Caller } from '../types.ts';
import type { Annotations } from './annotations.ts';
import { readCookie } from './cookie.ts';
import type { PageCookie } from './cookie.ts';
import { checkExpands } from './expand.ts';
import { filterSql } from './filter.ts';
import { afterSql, orderClause, orderTerms } from './order.ts';
import { listed } from './rowset.ts';
import type { JsonRow } from './rowset.ts';
import { planSelection, selectContext, toRows } from './select.ts';
import type { SelectContext } from './select.ts';
import { fromClause, rootScope, typeCondition } from './scope.ts';
import type { Scope } from './scope.ts';
import { linkTable } from '../write/intersect.ts';

/** Rows the platform gives at most in one answer. */
export const MAX_PAGE = 5000;

export interface ReadSettings {
  readonly core: Core;
  readonly caller: Caller;
  readonly root: string;
  readonly annotations: Annotations;
}

/** Restriction to the rows of one parent: `accounts(id)/Account_Tasks`, or linked to it by a many-to-many relationship. */
export interface Parent {
  readonly navigation: ToMany | Intersecting;
  readonly table: string;
  readonly id: string;
}

export interface Page {
  readonly rows: JsonRow[];
  /** Where the next page begins; undefined on the last one. */
  readonly next: PageCookie | undefined;
  /** With $count=true: all rows that fit the condition, at most 5,000. */
  readonly count: number | undefined;
  readonly countLimitExceeded: boolean;
  /** Ids of the rows, for messages. */
  readonly ids: readonly string[];
}

/**
 * One page of a query.
 * @param pageSize rows wanted by Prefer: odata.maxpagesize; it wins over $top, as on the platform
 */
export function readPage(
  settings: ReadSettings,
  model: TableModel,
  options: QueryOptions,
  pageSize: number | undefined,
  parent?: Parent,
): Page {
  checkExpands(options.expand);
  const context = contextOf(settings, options);
  const scope = rootScope(context.newBuilder(), model);
  const selection = planSelection(scope, options);
  const conditions = conditionsOf(scope, options, parent);
  const terms = orderTerms(scope, options.orderBy);
  const orderAt = terms.map((term) => listed(selection.list, term.sql));
  const cookie = options.skipToken === undefined ? undefined : readCookie(options.skipToken);
  const counted = options.count ? countRows(settings.core, scope, conditions) : undefined;
  if (cookie !== undefined) conditions.push(afterSql(scope.builder, terms, cookie.last));
  const paged = pageSize !== undefined || options.top === undefined;
  const limit = Math.min(paged ? (pageSize ?? MAX_PAGE) : (options.top ?? MAX_PAGE), MAX_PAGE);
  const sql =
    `SELECT ${selection.list.sql.join(', ')} FROM ${fromClause(scope)}${whereClause(conditions)}` +
    ` ORDER BY ${orderClause(terms)} LIMIT ?`;
  scope.builder.params.push(paged ? limit + 1 : limit);
  const found = settings.core.db.tuples(sql, scope.builder.params);
  const tuples = found.length > limit ? found.slice(0, limit) : found;
  const last = tuples.at(-1);
  const next =
    found.length > limit && last !== undefined
      ? { page: (cookie?.page ?? 1) + 1, last: orderAt.map((at) => last[at] ?? null) }
      : undefined;
  return {
    rows: toRows(context, model, selection, tuples),
    next,
    count: counted === undefined ? undefined : Math.min(counted, MAX_PAGE),
    countLimitExceeded: (counted ?? 0) > MAX_PAGE,
    ids: tuples.map((tuple) => String(tuple[selection.idAt])),
  };
}

/** Rows that fit, at most 5,000: what `/$count` answers. */
export function readCount(settings: ReadSettings, model: TableModel, options: QueryOptions, parent?: Parent): number {
  const scope = rootScope(contextOf(settings, options).newBuilder(), model);
  return Math.min(countRows(settings.core, scope, conditionsOf(scope, options, parent)), MAX_PAGE);
}

/** @returns undefined when there is no such row */
export function readOne(
  settings: ReadSettings,
  model: TableModel,
  id: string,
  options: QueryOptions,
): JsonRow | undefined {
  checkExpands(options.expand);
  const context = contextOf(settings, options);
  const scope = rootScope(context.newBuilder(), model);
  const selection = planSelection(scope, options);
  const sql = `SELECT ${selection.list.sql.join(', ')} FROM ${fromClause(scope)} WHERE ${rowKey(model, scope.alias)} = ?`;
  return toRows(context, model, selection, settings.core.db.tuples(sql, [id]))[0];
}

export function contextOf(settings: ReadSettings, options: QueryOptions): SelectContext {
  return selectContext(settings.core, settings.caller, settings.root, settings.annotations, options.aliases);
}

export function conditionsOf(scope: Scope, options: QueryOptions, parent: Parent | undefined): string[] {
  const conditions: string[] = [];
  if (parent !== undefined) conditions.push(parentSql(scope, parent));
  if (options.filter !== undefined) conditions.push(filterSql(scope, options.filter));
  return conditions;
}

function parentSql(scope: Scope, parent: Parent): string {
  const { navigation } = parent;
  if (navigation.kind === 'intersect') {
    const { core, params } = scope.builder;
    const table = linkTable(core, core.models.of(parent.table), navigation);
    params.push(parent.id);
    return `${scope.alias}.${scope.model.id.sql} IN (SELECT ${table.far} FROM ${table.sql} WHERE ${table.own} = ?${table.condition})`;
  }
  const link = scope.model.columns.get(navigation.relationship.referencingColumn);
  if (link === undefined) return '0';
  scope.builder.params.push(parent.id);
  const shares = scope.model.name === 'activityparty' && link.name === 'activityid';
  return `${scope.alias}.${link.sql} = ?${shares ? '' : typeCondition(scope.alias, link, parent.table)}`;
}

function countRows(core: Core, scope: Scope, conditions: readonly string[]): number {
  // One more than the platform counts, to know that there are more.
  const sql = `SELECT count(*) FROM (SELECT 1 FROM ${fromClause(scope)}${whereClause(conditions)} LIMIT ${MAX_PAGE + 1})`;
  const params: SqlValue[] = [...scope.builder.params];
  return Number(core.db.tuples(sql, params)[0]?.[0] ?? 0);
}

function whereClause(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
}
