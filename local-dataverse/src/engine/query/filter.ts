/** $filter trees → SQL conditions. */
import type { Binary, Call, Expression, Lambda, Literal } from '../../odata/ast.ts';
import { badRequest, notImplemented } from '../errors.ts';
import type { SqlValue } from '../storage/database.ts';
import { compare, compareColumns, isNull, like, queryValue, TypeMismatch } from './conditions.ts';
import type { Operator } from './conditions.ts';
import { linkTable } from '../write/intersect.ts';
import { balanced, conditionCount, MAX_CONDITIONS, tooManyConditions } from './chains.ts';
import { functionSql, PREFIX, resolveAlias } from './functions.ts';
import { followAll, fromClause, resolvePath, rootScope, startOf, typeCondition, unknownProperty } from './scope.ts';
import type { ColumnRef, Scope } from './scope.ts';

/** Functions of the standard that the platform does not offer in filters either. */
const STANDARD = new Set(
  'length indexof substring tolower toupper trim concat year month day hour minute second fractionalseconds totalseconds date time totaloffsetminutes now maxdatetime mindatetime round floor ceiling cast isof geo.distance geo.intersects geo.length matchesPattern'.split(
    ' ',
  ),
);

const OPERATOR_KINDS: Record<Operator, string> = {
  eq: 'Equal',
  ne: 'NotEqual',
  gt: 'GreaterThan',
  ge: 'GreaterThanOrEqual',
  lt: 'LessThan',
  le: 'LessThanOrEqual',
};

const FLIPPED: Record<Operator, Operator> = { eq: 'eq', ne: 'ne', gt: 'lt', ge: 'le', lt: 'gt', le: 'ge' };

/**
 * A condition over the scope's row. Its values are appended to the builder's parameters in order.
 * @throws DataverseError 0x80060888 (unknown names, types that do not fit), 501 for features left out
 */
export function filterSql(scope: Scope, expression: Expression): string {
  const given = resolveAlias(scope, expression);
  switch (given.kind) {
    case 'binary':
      return binarySql(scope, given);
    case 'unary':
      if (given.operator === 'minus') throw notImplemented('Arithmetic in $filter');
      // A condition on an empty column is unknown in SQL and false on the platform; so `not` makes it true.
      return `NOT coalesce(${filterSql(scope, given.operand)}, 0)`;
    case 'call':
      return callSql(scope, given);
    case 'lambda':
      return lambdaSql(scope, given);
    case 'literal':
      if (given.type === 'boolean') return given.value === true ? '1' : '0';
      throw badRequest('The $filter expression must evaluate to a single boolean value.');
    case 'member': {
      const ref = resolvePath(scope, given.path);
      if (ref.column.store !== 'boolean')
        throw badRequest('The $filter expression must evaluate to a single boolean value.');
      return `${ref.sql} = 1`;
    }
    default:
      throw badRequest('The $filter expression must evaluate to a single boolean value.');
  }
}

function binarySql(scope: Scope, expression: Binary): string {
  const { operator } = expression;
  switch (operator) {
    case 'and':
    case 'or':
      return chainSql(scope, expression, operator);
    case 'eq':
    case 'ne':
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le':
      return comparisonSql(scope, expression, operator);
    case 'in':
      throw notImplemented("The 'in' operator (the platform has Microsoft.Dynamics.CRM.In instead)");
    case 'has':
      throw notImplemented("The 'has' operator");
    default:
      throw notImplemented('Arithmetic in $filter');
  }
}

/** `a and b and c …` as a balanced tree: SQLite refuses trees deeper than 1,000. */
function chainSql(scope: Scope, expression: Binary, operator: 'and' | 'or'): string {
  if (conditionCount(expression) > MAX_CONDITIONS) throw tooManyConditions();
  const parts: Expression[] = [];
  let at: Expression = expression;
  while (at.kind === 'binary' && at.operator === operator) {
    parts.push(at.right);
    at = at.left;
  }
  parts.push(at);
  return balanced(
    parts.reverse().map((part) => filterSql(scope, part)),
    operator === 'and' ? 'AND' : 'OR',
  );
}

function comparisonSql(scope: Scope, expression: Binary, operator: Operator): string {
  const left = resolveAlias(scope, expression.left);
  const right = resolveAlias(scope, expression.right);
  if (left.kind === 'member' && right.kind === 'literal')
    return columnSql(scope, resolvePath(scope, left.path), operator, right);
  if (left.kind === 'literal' && right.kind === 'member') {
    return columnSql(scope, resolvePath(scope, right.path), FLIPPED[operator], left);
  }
  if (left.kind === 'member' && right.kind === 'member') {
    const one = resolvePath(scope, left.path);
    const two = resolvePath(scope, right.path);
    if (edmKind(one) !== edmKind(two)) throw incompatible(edmType(one), edmType(two), operator);
    return compareColumns(filterable(one), operator, filterable(two));
  }
  if (right.kind === 'literal' && right.type === 'boolean' && (operator === 'eq' || operator === 'ne')) {
    const condition = filterSql(scope, left);
    return (right.value === true) === (operator === 'eq') ? condition : `NOT coalesce(${condition}, 0)`;
  }
  if (left.kind === 'literal' && right.kind === 'literal')
    throw badRequest('A comparison needs a property on one side.');
  if (left.kind === 'binary' || right.kind === 'binary') throw notImplemented('Arithmetic in $filter');
  const call = left.kind === 'call' ? left : right.kind === 'call' ? right : undefined;
  if (call !== undefined)
    throw STANDARD.has(call.name) ? notImplemented(`The query function '${call.name}'`) : unknownFunction(call.name);
  throw badRequest('The comparison is not of two values.');
}

function columnSql(scope: Scope, given: ColumnRef, operator: Operator, literal: Literal): string {
  const ref = filterable(given);
  if (literal.value === null) {
    if (operator !== 'eq' && operator !== 'ne') return '0';
    return isNull(ref, operator === 'ne');
  }
  return compare(scope.builder, ref, operator, literalValue(ref, literal, operator));
}

function literalValue(ref: ColumnRef, literal: Literal, operator: Operator): SqlValue {
  const { store } = ref.column;
  const isDate = store === 'datetime' || store === 'date';
  const wrongDate = isDate !== (literal.type === 'datetime' || literal.type === 'date');
  const wrongGuid = literal.type === 'guid' && store !== 'guid' && store !== 'lookup';
  if (wrongDate || wrongGuid || literal.value === null) throw incompatible(edmType(ref), edmOf(literal), operator);
  try {
    return queryValue(ref, literal.value);
  } catch (error) {
    if (error instanceof TypeMismatch) throw incompatible(edmType(ref), edmOf(literal), operator);
    throw error;
  }
}

/** E-mail bodies lie in blob storage and cannot be searched (facts §2). */
export function filterable(ref: ColumnRef): ColumnRef {
  if (ref.model.name === 'email' && ref.column.name === 'description') {
    throw badRequest("The property 'description' of 'email' cannot be used in a filter.");
  }
  return ref;
}

function callSql(scope: Scope, call: Call): string {
  if (call.name.startsWith(PREFIX)) return functionSql(scope, call);
  const before = call.name === 'contains' || call.name === 'endswith' ? '%' : '';
  const after = call.name === 'contains' || call.name === 'startswith' ? '%' : '';
  if (before === '' && after === '') {
    if (STANDARD.has(call.name)) throw notImplemented(`The query function '${call.name}'`);
    throw unknownFunction(call.name);
  }
  const [first, second, ...rest] = call.args.map((each) => resolveAlias(scope, each));
  if (
    first?.kind !== 'member' ||
    second?.kind !== 'literal' ||
    typeof second.value !== 'string' ||
    second.type !== 'string' ||
    rest.length > 0
  ) {
    throw badRequest(
      `No function signature for the function with name '${call.name}' matches the specified arguments.`,
    );
  }
  return like(scope.builder, filterable(resolvePath(scope, first.path)), `${before}${second.value}${after}`);
}

function unknownFunction(name: string): Error {
  return badRequest(`An unknown function with name '${name}' was found.`);
}

function lambdaSql(scope: Scope, lambda: Lambda): string {
  const { start, rest } = startOf(scope, lambda.path);
  const at = followAll(start, rest.slice(0, -1));
  const name = rest.at(-1) ?? '';
  const navigation = at.model.navigations.get(name);
  if (navigation === undefined) throw unknownProperty(at.model, name);
  if (navigation.kind === 'one')
    throw badRequest(`Any/All may only be used following a collection. '${name}' is single-valued.`);
  if (navigation.kind === 'intersect') {
    const { sql, own, far, condition } = linkTable(scope.builder.core, at.model, navigation);
    const other = rootScope(
      scope.builder,
      scope.builder.core.models.of(navigation.other),
      withVariable(scope, lambda.variable),
    );
    const between = scope.builder.nextAlias();
    other.joins.push(
      `JOIN ${sql} AS ${between} ON ${between}.${far} = ${other.alias}.${other.model.id.sql}${condition}`,
    );
    return quantified(lambda, other, `${between}.${own} = ${at.alias}.${at.model.id.sql}`);
  }
  const { referencingTable, referencingColumn } = navigation.relationship;
  const child = scope.builder.core.models.of(referencingTable);
  const link = child.columns.get(referencingColumn);
  if (link === undefined) throw unknownProperty(at.model, name);
  const inner = rootScope(scope.builder, child, withVariable(scope, lambda.variable));
  const shares = child.name === 'activityparty' && link.name === 'activityid';
  const type = shares ? '' : typeCondition(inner.alias, link, at.model.name);
  return quantified(lambda, inner, `${inner.alias}.${link.sql} = ${at.alias}.${at.model.id.sql}${type}`);
}

function quantified(lambda: Lambda, inner: Scope, joined: string): string {
  const self = lambda.variable === undefined ? inner : bind(inner, lambda.variable);
  const predicate = lambda.predicate === undefined ? undefined : filterSql(self, lambda.predicate);
  const any = lambda.quantifier === 'any';
  const condition = predicate === undefined ? '' : any ? ` AND ${predicate}` : ` AND NOT coalesce(${predicate}, 0)`;
  return `${any ? '' : 'NOT '}EXISTS (SELECT 1 FROM ${fromClause(inner)} WHERE ${joined}${condition})`;
}

/** Inside a lambda, names of the outer row are reached through `$it`. */
function withVariable(scope: Scope, variable: string | undefined): Map<string, Scope> {
  if (variable !== undefined && scope.variables.has(variable))
    throw badRequest(`The range variable '${variable}' has already been declared.`);
  const variables = new Map(scope.variables);
  if (!variables.has('$it')) variables.set('$it', scope);
  return variables;
}

function bind(scope: Scope, variable: string): Scope {
  const variables = new Map(scope.variables);
  const self: Scope = { ...scope, variables };
  variables.set(variable, self);
  return self;
}

function incompatible(left: string, right: string, operator: Operator): Error {
  return badRequest(
    `A binary operator with incompatible types was detected. Found operand types '${left}' and '${right}' for operator kind '${OPERATOR_KINDS[operator]}'.`,
  );
}

const EDM: Record<ColumnRef['column']['store'], string> = {
  text: 'Edm.String',
  memo: 'Edm.String',
  choices: 'Edm.String',
  integer: 'Edm.Int32',
  real: 'Edm.Decimal',
  boolean: 'Edm.Boolean',
  guid: 'Edm.Guid',
  lookup: 'Edm.Guid',
  datetime: 'Edm.DateTimeOffset',
  date: 'Edm.Date',
};

function edmType(ref: ColumnRef): string {
  return EDM[ref.column.store];
}

function edmKind(ref: ColumnRef): string {
  const type = edmType(ref);
  return type === 'Edm.Int32' || type === 'Edm.Decimal' ? 'number' : type;
}

function edmOf(literal: Literal): string {
  switch (literal.type) {
    case 'number':
      return Number.isInteger(literal.value) ? 'Edm.Int32' : 'Edm.Double';
    case 'boolean':
      return 'Edm.Boolean';
    case 'guid':
      return 'Edm.Guid';
    case 'datetime':
      return 'Edm.DateTimeOffset';
    case 'date':
      return 'Edm.Date';
    case 'time':
      return 'Edm.TimeOfDay';
    case 'duration':
      return 'Edm.Duration';
    default:
      return 'Edm.String';
  }
}
