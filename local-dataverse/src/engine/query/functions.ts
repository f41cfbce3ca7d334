/** Dataverse's own query functions, `Microsoft.Dynamics.CRM.…(PropertyName='x',…)`. */
import type { Call, Expression } from '../../odata/ast.ts';
import { badRequest, notImplemented } from '../errors.ts';
import type { SqlValue } from '../storage/database.ts';
import { between, compare, containValues, inList, inSpan, queryValue, TypeMismatch } from './conditions.ts';
import { inHierarchy, ofTeams } from './people.ts';
import { fiscalCalendar, fiscalSpan, fiscalSpanOf } from './fiscal.ts';
import { countedSpan, daySpan, fixedSpan } from './ranges.ts';
import { columnRef, followAll, propertyRef, startOf } from './scope.ts';
import type { ColumnRef, Scope } from './scope.ts';

export const PREFIX = 'Microsoft.Dynamics.CRM.';

/** Functions of the platform that this server knows by name but does not carry out. */
const KNOWN =
  /^(EqualUserOrUserHierarchy|EqualUserOrUserHierarchyAndTeams|EqualRoleBusinessId|InFiscalPeriod|(Last|Next)XFiscal(Periods|Years))$/;

/** @throws DataverseError 0x80060888 (unknown function, wrong arguments), 501 for functions left out */
export function functionSql(scope: Scope, call: Call): string {
  const name = call.name.slice(PREFIX.length);
  const ref = propertyArgument(scope, call);
  const { builder } = scope;
  const span = fixedSpan(name, builder.now);
  if (span !== undefined) return inSpan(builder, ref, span);
  switch (name) {
    case 'In':
    case 'NotIn':
      return inList(builder, ref, valueList(scope, call, ref), name === 'NotIn');
    case 'Between':
    case 'NotBetween': {
      const [low, high, ...rest] = valueList(scope, call, ref);
      if (low === undefined || high === undefined || rest.length > 0)
        throw badRequest(`${name} takes exactly two values.`);
      return between(builder, ref, low, high, name === 'NotBetween');
    }
    case 'ContainValues':
    case 'DoesNotContainValues':
      return containValues(builder, ref, valueList(scope, call, ref).map(String), name !== 'ContainValues');
    case 'On':
    case 'NotOn':
      return inSpan(builder, ref, daySpan(momentArgument(scope, call, ref)), name === 'NotOn');
    case 'OnOrAfter':
      return inSpan(builder, ref, { from: daySpan(momentArgument(scope, call, ref)).from });
    case 'OnOrBefore':
      return inSpan(builder, ref, { to: daySpan(momentArgument(scope, call, ref)).to });
    case 'EqualUserId':
    case 'NotEqualUserId':
      return compare(builder, ref, name === 'EqualUserId' ? 'eq' : 'ne', builder.caller.userId);
    case 'EqualBusinessId':
    case 'NotEqualBusinessId':
      return compare(builder, ref, name === 'EqualBusinessId' ? 'eq' : 'ne', businessUnit(scope));
    case 'EqualUserTeams':
    case 'EqualUserOrUserTeams':
      return ofTeams(builder, ref, name === 'EqualUserOrUserTeams');
    case 'Above':
    case 'AboveOrEqual':
    case 'Under':
    case 'UnderOrEqual':
    case 'NotUnder':
      return inHierarchy(builder, ref, name, scalar(scope, argument(call, 'PropertyValue', 1)));
    case 'EqualUserLanguage':
      return compare(builder, ref, 'eq', userLanguage(scope));
    default:
      return fiscalFunction(scope, call, ref, name) ?? countedFunction(scope, call, ref, name);
  }
}

function fiscalFunction(scope: Scope, call: Call, ref: ColumnRef, name: string): string | undefined {
  if (!name.includes('Fiscal')) return undefined;
  const whole = (parameter: string, position: number): number => {
    const value = Number(scalar(scope, argument(call, parameter, position)));
    if (!Number.isInteger(value)) throw badRequest(`${name} takes whole numbers.`);
    return value;
  };
  const values = (): number[] =>
    name === 'InFiscalYear' ? [whole('PropertyValue', 1)] : [whole('PropertyValue1', 1), whole('PropertyValue2', 2)];
  return fiscalSql(scope, ref, name, values);
}

/**
 * The condition of a fiscal function, by its name in the Web API. Undefined for names that are left out.
 * @param values its whole numbers: a year, or a period and a year
 */
export function fiscalSql(scope: Scope, ref: ColumnRef, name: string, values: () => number[]): string | undefined {
  const { builder } = scope;
  const calendar = fiscalCalendar(builder.core);
  const span = fiscalSpan(name, calendar, builder.now);
  if (span !== undefined) return inSpan(builder, ref, span);
  if (!/^In(FiscalYear|(OrAfter|OrBefore)?FiscalPeriodAndYear)$/.test(name)) return undefined;
  const given = values();
  const year = given.at(-1) ?? 0;
  const isWhole = given.length === (name === 'InFiscalYear' ? 1 : 2) && given.every(Number.isInteger);
  const named = isWhole && year >= 1000 && year < 9998 ? fiscalSpanOf(name, given, calendar) : undefined;
  if (named === undefined) throw badRequest(`${name} takes a year, or a period that the fiscal year has and a year.`);
  return inSpan(builder, ref, named);
}

/** The language of the caller's settings, else the organisation's. */
export function userLanguage(scope: Scope): SqlValue {
  const { core, caller } = scope.builder;
  const own = core.db.row('SELECT "uilanguageid" AS code FROM "usersettings" WHERE "systemuserid" = ?', [
    caller.userId,
  ]);
  const code = own?.['code'];
  if (typeof code === 'number' && code > 0) return code;
  return core.db.row('SELECT "languagecode" AS code FROM "organization" LIMIT 1', [])?.['code'] ?? 1033;
}

function countedFunction(scope: Scope, call: Call, ref: ColumnRef, name: string): string {
  const { builder } = scope;
  if (/^(Last|Next|OlderThan)X[A-Z][a-z]+$/.test(name)) {
    const count = Number(scalar(scope, argument(call, 'PropertyValue', 1)));
    if (!Number.isInteger(count) || count < 1) throw badRequest(`${name} takes a whole number greater than 0.`);
    const span = countedSpan(name, count, builder.now);
    if (span !== undefined) return inSpan(builder, ref, span);
  }
  if (KNOWN.test(name)) throw notImplemented(`The query function ${name}`);
  throw badRequest(`An unknown function with name '${call.name}' was found.`);
}

/** The caller's business unit, for the functions that compare with it. */
export function businessUnit(scope: Scope): SqlValue {
  const { core, caller } = scope.builder;
  const user = core.db.row('SELECT "businessunitid" AS id FROM "systemuser" WHERE "systemuserid" = ?', [caller.userId]);
  return user?.['id'] ?? '';
}

/** PropertyName names a column, also over navigations, also by a lookup's logical name. */
function propertyArgument(scope: Scope, call: Call): ColumnRef {
  const given = resolveAlias(scope, argument(call, 'PropertyName', 0));
  const path =
    given.kind === 'member'
      ? given.path
      : given.kind === 'literal' && typeof given.value === 'string'
        ? given.value.split('/')
        : undefined;
  if (path === undefined) throw badRequest(`${call.name} needs PropertyName.`);
  const { start, rest } = startOf(scope, path);
  const at = followAll(start, rest.slice(0, -1));
  const last = rest.at(-1) ?? '';
  return at.model.properties.has(last) ? propertyRef(at, last) : columnRef(at, last);
}

function argument(call: Call, name: string, position: number): Expression {
  const found = call.named.get(name) ?? call.args[position];
  if (found === undefined) throw badRequest(`The parameter '${name}' of ${call.name} is missing.`);
  return found;
}

/** Parameter aliases stand for what the query string gives them. */
export function resolveAlias(scope: Scope, expression: Expression): Expression {
  if (expression.kind !== 'alias') return expression;
  const found = scope.builder.aliases.get(expression.name);
  if (found === undefined || found.kind === 'alias')
    throw badRequest(`The parameter alias '${expression.name}' has no value.`);
  return found;
}

function scalar(scope: Scope, expression: Expression): string | number | boolean {
  const given = resolveAlias(scope, expression);
  if (given.kind !== 'literal' || given.value === null) throw badRequest('A value is expected.');
  return given.value;
}

function valueList(scope: Scope, call: Call, ref: ColumnRef): SqlValue[] {
  const given = resolveAlias(scope, argument(call, 'PropertyValues', 1));
  if (given.kind !== 'list') throw badRequest(`PropertyValues of ${call.name} must be a list, for example ["a","b"].`);
  return given.items.map((item) => converted(ref, scalar(scope, item)));
}

function momentArgument(scope: Scope, call: Call, ref: ColumnRef): string {
  if (ref.column.store !== 'datetime' && ref.column.store !== 'date')
    throw badRequest(`'${ref.column.property}' holds no dates.`);
  return String(converted(ref, scalar(scope, argument(call, 'PropertyValue', 1))));
}

/** Values of these functions come as texts; numbers and yes/no are read from them. */
export function converted(ref: ColumnRef, value: string | number | boolean): SqlValue {
  const { store } = ref.column;
  let typed: string | number | boolean = value;
  if (typeof value === 'string' && (store === 'integer' || store === 'real' || store === 'boolean')) {
    const lower = value.trim().toLowerCase();
    if (store === 'boolean' && (lower === 'true' || lower === 'false')) typed = lower === 'true';
    else if (lower !== '') typed = Number(lower);
  }
  if (typeof value === 'number' && (store === 'text' || store === 'memo')) typed = String(value);
  try {
    return queryValue(ref, typed);
  } catch (error) {
    if (error instanceof TypeMismatch)
      throw badRequest(`'${String(value)}' is not a valid value for '${ref.column.property}'.`);
    throw error;
  }
}
