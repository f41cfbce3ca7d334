/** FetchXML filters → SQL, through the same conditions as $filter. */
import { badRequest, notImplemented } from '../errors.ts';
import { between, compare, compareColumns, containValues, inList, inSpan, isNull, like } from '../query/conditions.ts';
import type { Operator } from '../query/conditions.ts';
import { filterable } from '../query/filter.ts';
import { businessUnit, converted, fiscalSql, userLanguage } from '../query/functions.ts';
import { inHierarchy, ofTeams } from '../query/people.ts';
import type { Direction } from '../query/people.ts';
import { countedSpan, daySpan, fixedSpan } from '../query/ranges.ts';
import { columnRef } from '../query/scope.ts';
import type { ColumnRef, Scope } from '../query/scope.ts';
import type { SqlValue } from '../storage/database.ts';
import type { FetchCondition, FetchFilter, FetchLink } from './ast.ts';
import { invalidFetch } from './parse.ts';

/** What lies around a condition. */
export interface Surroundings {
  /** The scope of a link by its alias, or the root by its table's name. */
  find(entityName: string): Scope | undefined;
  /** A link inside a filter as a condition. */
  linkSql(scope: Scope, link: FetchLink): string;
}

export function filterSql(scope: Scope, filter: FetchFilter, around: Surroundings): string {
  // An empty filter asks for nothing.
  if (filter.parts.length === 0) return '1';
  const parts = filter.parts.map((part) => {
    if (part.kind === 'filter') return filterSql(scope, part, around);
    return part.kind === 'link' ? around.linkSql(scope, part) : conditionSql(scope, part, around);
  });
  return `(${parts.join(filter.type === 'or' ? ' OR ' : ' AND ')})`;
}

const COMPARISONS: Readonly<Record<string, Operator>> = {
  eq: 'eq',
  ne: 'ne',
  neq: 'ne',
  gt: 'gt',
  ge: 'ge',
  lt: 'lt',
  le: 'le',
};

function conditionSql(own: Scope, condition: FetchCondition, around: Surroundings): string {
  const scope = condition.entityName === undefined ? own : around.find(condition.entityName);
  if (scope === undefined) throw invalidFetch(`there is no link '${condition.entityName ?? ''}'`);
  const ref = filterable(columnRef(scope, condition.attribute));
  const { operator } = condition;
  const comparison = COMPARISONS[operator];
  if (comparison !== undefined) return comparisonSql(scope, ref, comparison, condition);
  if (operator === 'null' || operator === 'not-null') return isNull(ref, operator === 'not-null');
  return (
    textSql(scope, ref, condition) ??
    listSql(scope, ref, condition) ??
    dateSql(scope, ref, condition) ??
    hierarchySql(scope, ref, condition) ??
    callerSql(scope, ref, operator)
  );
}

function comparisonSql(scope: Scope, ref: ColumnRef, operator: Operator, condition: FetchCondition): string {
  if (condition.valueOf !== undefined) return compareColumns(ref, operator, columnRef(scope, condition.valueOf));
  const value = only(condition);
  // `eq` on a text is like without wildcards, on the rest a comparison of values.
  return compare(scope.builder, ref, operator, converted(ref, value));
}

function textSql(scope: Scope, ref: ColumnRef, condition: FetchCondition): string | undefined {
  const { builder } = scope;
  switch (condition.operator) {
    case 'like':
    case 'not-like':
      return like(builder, ref, only(condition), condition.operator === 'not-like');
    case 'begins-with':
    case 'not-begin-with':
      return like(builder, ref, `${only(condition)}%`, condition.operator === 'not-begin-with');
    case 'ends-with':
    case 'not-end-with':
      return like(builder, ref, `%${only(condition)}`, condition.operator === 'not-end-with');
    default:
      return undefined;
  }
}

function listSql(scope: Scope, ref: ColumnRef, condition: FetchCondition): string | undefined {
  const { builder } = scope;
  const { operator } = condition;
  const values = (): SqlValue[] => condition.values.map((value) => converted(ref, value));
  if (operator === 'in' || operator === 'not-in') return inList(builder, ref, values(), operator === 'not-in');
  if (operator === 'contain-values' || operator === 'not-contain-values') {
    return containValues(builder, ref, condition.values, operator === 'not-contain-values');
  }
  if (operator !== 'between' && operator !== 'not-between') return undefined;
  const [low, high, ...rest] = values();
  if (low === undefined || high === undefined || rest.length > 0) throw invalidFetch(`'${operator}' takes two values`);
  return between(builder, ref, low, high, operator === 'not-between');
}

function dateSql(scope: Scope, ref: ColumnRef, condition: FetchCondition): string | undefined {
  const { builder } = scope;
  const { operator } = condition;
  const day = (): { from: string; to: string } => {
    const { store, property } = ref.column;
    if (store !== 'datetime' && store !== 'date') throw badRequest(`'${property}' holds no dates.`);
    return daySpan(String(converted(ref, only(condition))));
  };
  if (operator === 'on' || operator === 'not-on') return inSpan(builder, ref, day(), operator === 'not-on');
  if (operator === 'on-or-after') return inSpan(builder, ref, { from: day().from });
  if (operator === 'on-or-before') return inSpan(builder, ref, { to: day().to });
  const name = functionName(operator);
  const fixed = fixedSpan(name, builder.now);
  if (fixed !== undefined) return inSpan(builder, ref, fixed);
  if (name.includes('Fiscal')) {
    const fiscal = fiscalSql(scope, ref, name, () => condition.values.map(Number));
    if (fiscal !== undefined) return fiscal;
  }
  if (!/-x-/.test(operator)) return undefined;
  const count = Number(only(condition));
  if (!Number.isInteger(count) || count < 1) throw invalidFetch(`'${operator}' takes a whole number greater than 0`);
  const counted = countedSpan(name, count, builder.now);
  return counted === undefined ? undefined : inSpan(builder, ref, counted);
}

/** `last-x-days` → `LastXDays`, `last-seven-days` → `Last7Days`. */
function functionName(operator: string): string {
  return operator
    .replace('seven', '7')
    .replace('olderthan', 'older-than')
    .split('-')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
}

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  above: 'Above',
  'eq-or-above': 'AboveOrEqual',
  under: 'Under',
  'eq-or-under': 'UnderOrEqual',
  'not-under': 'NotUnder',
};

function hierarchySql(scope: Scope, ref: ColumnRef, condition: FetchCondition): string | undefined {
  const direction = DIRECTIONS[condition.operator];
  return direction === undefined ? undefined : inHierarchy(scope.builder, ref, direction, only(condition));
}

/** Operators of the platform that this server knows by name but does not carry out. */
const KNOWN = new Set(
  'eq-useroruserhierarchy eq-useroruserhierarchyandteams last-x-fiscal-years last-x-fiscal-periods next-x-fiscal-years next-x-fiscal-periods in-fiscal-period'.split(
    ' ',
  ),
);

function callerSql(scope: Scope, ref: ColumnRef, operator: string): string {
  const { builder } = scope;
  switch (operator) {
    case 'eq-userid':
      return compare(builder, ref, 'eq', builder.caller.userId);
    case 'ne-userid':
      return compare(builder, ref, 'ne', builder.caller.userId);
    case 'eq-businessid':
      return compare(builder, ref, 'eq', businessUnit(scope));
    case 'ne-businessid':
      return compare(builder, ref, 'ne', businessUnit(scope));
    case 'eq-userteams':
      return ofTeams(builder, ref, false);
    case 'eq-useroruserteams':
      return ofTeams(builder, ref, true);
    case 'eq-userlanguage':
      return compare(builder, ref, 'eq', userLanguage(scope));
    default:
      if (!KNOWN.has(operator)) throw invalidFetch(`'${operator}' is no operator of a condition`);
      throw notImplemented(`The FetchXML operator '${operator}'`);
  }
}

function only(condition: FetchCondition): string {
  const [value, ...rest] = condition.values;
  if (value === undefined || rest.length > 0)
    throw badRequest(`The condition '${condition.operator}' on '${condition.attribute}' takes one value.`);
  return value;
}
