/** Grouped and aggregated selects. `$apply` and FetchXML's aggregate both end here, so they count alike. */
import type { Core } from '../core.ts';
import { badRequest, DataverseError } from '../errors.ts';
import { identifier } from '../storage/database.ts';
import type { SqlValue } from '../storage/database.ts';
import type { Annotations } from './annotations.ts';
import { FORMATTED } from './annotations.ts';
import { filterable } from './filter.ts';
import { createSelectList, fillRow, listed, lookupNames } from './rowset.ts';
import type { JsonRow, SelectList } from './rowset.ts';
import type { OrderTerm } from './order.ts';
import { fromClause } from './scope.ts';
import type { ColumnRef, Scope } from './scope.ts';

export type AggregateFunction = 'sum' | 'avg' | 'min' | 'max' | 'countcolumn' | 'countdistinct';

export type DatePart = 'day' | 'week' | 'month' | 'quarter' | 'year';

/** What an aggregating select collects before it runs. */
export interface AggregatePlan {
  readonly list: SelectList;
  readonly groups: string[];
  /** Numbers that are no column's values: counts and parts of dates. */
  readonly numbers: { readonly name: string; readonly at: number }[];
  /** SQL by which a result is sorted, by its name. */
  readonly sorts: Map<string, string>;
}

export function createAggregatePlan(): AggregatePlan {
  return { list: createSelectList(), groups: [], numbers: [], sorts: new Map() };
}

function claim(plan: AggregatePlan, name: string, sort: string): void {
  if (plan.sorts.has(name)) throw badRequest(`The alias '${name}' is used more than once.`);
  plan.sorts.set(name, sort);
}

/** Groups by a column's value. Texts that differ in case only are one group. */
export function groupBy(plan: AggregatePlan, given: ColumnRef, name: string, sort = given.sql): void {
  const ref = filterable(given);
  claim(plan, name, sort);
  const { column, model } = ref;
  const isText = column.store === 'text' || column.store === 'memo';
  plan.groups.push(isText ? `ci(${ref.sql})` : ref.sql);
  const at = listed(plan.list, isText ? `min(${ref.sql})` : ref.sql);
  let typeAt = -1;
  if (column.typeName !== undefined) {
    const type = `${ref.alias}.${identifier(column.typeName)}`;
    plan.groups.push(type);
    typeAt = listed(plan.list, type);
  }
  plan.list.shown.push({ column, name, at, typeAt, model });
}

/** As SQL Server counts: weeks begin on Sunday, January 1 lies in week 1 ([DOC] fetchxml/aggregate-data.md's example). */
const PARTS: Readonly<Record<DatePart, (sql: string) => string>> = {
  day: (sql) => part('%d', sql),
  month: (sql) => part('%m', sql),
  year: (sql) => part('%Y', sql),
  quarter: (sql) => `((${part('%m', sql)} + 2) / 3)`,
  week: (sql) => `((${part('%j', sql)} - 1 + CAST(strftime('%w', ${sql}, 'start of year') AS INTEGER)) / 7 + 1)`,
};

function part(format: string, sql: string): string {
  return `CAST(strftime('${format}', ${sql}) AS INTEGER)`;
}

/** Groups by a part of a date, in UTC. */
export function groupByPart(plan: AggregatePlan, ref: ColumnRef, datePart: DatePart, name: string): void {
  if (!isDate(ref)) throw badRequest(`'${ref.column.property}' holds no dates.`);
  const sql = PARTS[datePart](ref.sql);
  claim(plan, name, sql);
  plan.groups.push(sql);
  plan.numbers.push({ name, at: listed(plan.list, sql) });
}

export function countRows(plan: AggregatePlan, name: string): void {
  addNumber(plan, 'count(*)', name);
}

function addNumber(plan: AggregatePlan, sql: string, name: string): void {
  claim(plan, name, sql);
  plan.numbers.push({ name, at: listed(plan.list, sql) });
}

/** @throws DataverseError 0x80060888 when the column's type cannot be aggregated so */
export function aggregate(plan: AggregatePlan, given: ColumnRef, method: AggregateFunction, name: string): void {
  const ref = filterable(given);
  const { column, model } = ref;
  if (method === 'countcolumn') return addNumber(plan, `count(${ref.sql})`, name);
  if (method === 'countdistinct') {
    const isText = column.store === 'text' || column.store === 'memo';
    return addNumber(plan, `count(DISTINCT ${isText ? `ci(${ref.sql})` : ref.sql})`, name);
  }
  const isNumber = (column.store === 'integer' || column.store === 'real') && column.options === undefined;
  const fits = isNumber || ((method === 'min' || method === 'max') && isDate(ref));
  if (!fits) throw badRequest(`The aggregate '${method}' does not apply to '${column.property}'.`);
  const sql = numberSql(method, ref.sql, column.store === 'integer');
  claim(plan, name, sql);
  plan.list.shown.push({ column, name, at: listed(plan.list, sql), typeAt: -1, model });
}

/** The sum of nothing is 0 and the average of whole numbers is whole, as in the example of [DOC] fetchxml/aggregate-data.md. */
function numberSql(method: 'sum' | 'avg' | 'min' | 'max', sql: string, whole: boolean): string {
  if (method === 'sum') return whole ? `coalesce(sum(${sql}), 0)` : `round(coalesce(sum(${sql}), 0), 10)`;
  if (method === 'avg') return whole ? `CAST(avg(${sql}) AS INTEGER)` : `round(avg(${sql}), 10)`;
  return `${method}(${sql})`;
}

function isDate(ref: ColumnRef): boolean {
  return ref.column.store === 'datetime' || ref.column.store === 'date';
}

export interface AggregateRun {
  readonly core: Core;
  readonly scope: Scope;
  readonly conditions: readonly string[];
  readonly order: readonly OrderTerm[];
  readonly limit: number;
  readonly offset: number;
  /** Rows that may be read at most. */
  readonly rowLimit: number;
  readonly annotations: Annotations;
}

/**
 * Empty values are left out of the rows, as the platform does ([DOC] webapi/query/aggregate-data.md).
 * @throws DataverseError 0x8004e023 when more rows than the limit would be read
 */
export function runAggregate(plan: AggregatePlan, run: AggregateRun): { rows: JsonRow[]; more: boolean } {
  const { core, scope, annotations } = run;
  const { params } = scope.builder;
  const where = run.conditions.length === 0 ? '' : ` WHERE ${run.conditions.join(' AND ')}`;
  const body = `FROM ${fromClause(scope)}${where}`;
  const read = core.db.tuples(`SELECT count(*) FROM (SELECT 1 ${body} LIMIT ?)`, [...params, run.rowLimit + 1]);
  if (Number(read[0]?.[0]) > run.rowLimit) {
    throw new DataverseError(400, '0x8004e023', 'AggregateQueryRecordLimit exceeded. Cannot perform this operation.');
  }
  const groups = plan.groups.length === 0 ? '' : ` GROUP BY ${plan.groups.join(', ')}`;
  const terms = run.order.length > 0 ? run.order : plan.groups.map((sql) => ({ sql, descending: false }));
  const order =
    terms.length === 0
      ? ''
      : ` ORDER BY ${terms.map((each) => `${each.sql}${each.descending ? ' DESC' : ''}`).join(', ')}`;
  const sql = `SELECT ${plan.list.sql.join(', ')} ${body}${groups}${order} LIMIT ? OFFSET ?`;
  const found = core.db.tuples(sql, [...params, run.limit + 1, run.offset]);
  const tuples = found.slice(0, run.limit);
  const names = annotations.formatted ? lookupNames(core, plan.list, tuples) : new Map<string, string>();
  const rows = tuples.map((tuple) => toRow(plan, run, tuple, names));
  return { rows, more: found.length > run.limit };
}

function toRow(
  plan: AggregatePlan,
  run: AggregateRun,
  tuple: readonly SqlValue[],
  names: ReadonlyMap<string, string>,
): JsonRow {
  const row: JsonRow = {};
  fillRow(run.core, plan.list, tuple, row, run.annotations, names);
  for (const { name, at } of plan.numbers) {
    const value = tuple[at] ?? null;
    if (value !== null && run.annotations.formatted) row[`${name}@${FORMATTED}`] = value.toLocaleString('en-US');
    row[name] = value;
  }
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
}
