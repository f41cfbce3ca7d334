/**
 * An OData query as the QueryExpression that steps on RetrieveMultiple get in `Query`, in the JSON of Microsoft.Xrm.Sdk's data contracts
 * (classes QueryExpression, FilterExpression, ConditionExpression). What QueryExpression cannot say in one table (functions, lambdas, ways
 * over navigations, `$expand`) is left out. Pure.
 */
import type { TableModel } from '../engine/model/types.ts';
import type { Comparison, Expression, OrderItem, QueryOptions } from '../odata/ast.ts';

type Json = Readonly<Record<string, unknown>>;

const CONTRACTS = 'http://schemas.microsoft.com/xrm/2011/Contracts';

/** Values of Microsoft.Xrm.Sdk.Query.ConditionOperator. */
const COMPARISON: Readonly<Record<Comparison, number>> = { eq: 0, ne: 1, gt: 2, lt: 3, ge: 4, le: 5 };
const SWAPPED: Readonly<Record<Comparison, Comparison>> = {
  eq: 'eq',
  ne: 'ne',
  gt: 'lt',
  lt: 'gt',
  ge: 'le',
  le: 'ge',
};
const [LIKE, NULL, NOT_NULL] = [6, 12, 13];
const [AND, OR] = [0, 1];
const PATTERNS: Readonly<Record<string, (text: string) => string>> = {
  contains: (text) => `%${text}%`,
  startswith: (text) => `${text}%`,
  endswith: (text) => `%${text}`,
};

/** ColumnSet of a read. @param select Web API properties; absent or `*`: all columns */
export function columnSet(model: TableModel, select: readonly string[] | undefined): Json {
  const all = select === undefined || select.includes('*');
  return {
    __type: `ColumnSet:${CONTRACTS}`,
    AllColumns: all,
    AttributeExpressions: [],
    Columns: all ? [] : columnNames(model, select),
  };
}

/** Logical names of columns by their Web API properties; others are no columns of the table. */
export function columnNames(model: TableModel, select: readonly string[]): readonly string[] {
  return select.flatMap((property) => model.properties.get(property)?.name ?? []);
}

/** FetchXML as steps see it. */
export function fetchExpression(text: string): Json {
  return { __type: `FetchExpression:${CONTRACTS}`, Query: text };
}

export function queryExpression(model: TableModel, options: QueryOptions, pageSize: number | undefined): Json {
  return {
    __type: `QueryExpression:${CONTRACTS}`,
    ColumnSet: columnSet(model, options.select),
    Criteria: options.filter === undefined ? filter(AND, []) : criteria(model, options.filter, options.aliases),
    DataSource: null,
    Distinct: false,
    EntityName: model.name,
    ForceSeek: null,
    LinkEntities: [],
    NoLock: false,
    Orders: options.orderBy.flatMap((item) => order(model, item)),
    PageInfo: {
      Count: pageSize ?? 0,
      PageNumber: 1,
      PagingCookie: options.skipToken ?? null,
      ReturnTotalRecordCount: options.count,
    },
    QueryHints: null,
    SubQueryExpression: null,
    TopCount: options.top ?? null,
  };
}

function order(model: TableModel, { path, descending }: OrderItem): Json[] {
  const name = columnOf(model, path);
  return name === undefined
    ? []
    : [{ Alias: null, AttributeName: name, EntityName: null, OrderType: descending ? 1 : 0 }];
}

type Aliases = QueryOptions['aliases'];

function criteria(model: TableModel, given: Expression, aliases: Aliases): Json {
  const part = criterion(model, given, aliases);
  return part !== undefined && 'FilterOperator' in part ? part : filter(AND, part === undefined ? [] : [part]);
}

function filter(operator: number, parts: readonly Json[]): Json {
  return {
    Conditions: parts.filter((part) => !('FilterOperator' in part)),
    FilterHint: null,
    FilterOperator: operator,
    Filters: parts.filter((part) => 'FilterOperator' in part),
    IsQuickFindFilter: false,
  };
}

/** A condition, a filter, or nothing when QueryExpression has no words for it. */
function criterion(model: TableModel, given: Expression, aliases: Aliases): Json | undefined {
  if (given.kind === 'binary') {
    const { operator, left, right } = given;
    if (operator === 'and' || operator === 'or') {
      const parts = [left, right].map((side) => criterion(model, side, aliases));
      const known = parts.filter((part) => part !== undefined);
      // Half of an `or` would say something else; half of an `and` only less.
      if (operator === 'or' && known.length < parts.length) return undefined;
      return filter(operator === 'or' ? OR : AND, known);
    }
    if (isComparison(operator)) return comparison(model, operator, left, right, aliases);
  }
  if (given.kind === 'call') {
    const pattern = PATTERNS[given.name];
    const [column, text] = given.args;
    const name = column?.kind === 'member' ? columnOf(model, column.path) : undefined;
    const value = text && literal(text, aliases);
    if (pattern !== undefined && name !== undefined && typeof value === 'string')
      return condition(name, LIKE, [pattern(value)]);
  }
  return undefined;
}

function isComparison(operator: string): operator is Comparison {
  return operator in COMPARISON;
}

function comparison(
  model: TableModel,
  operator: Comparison,
  left: Expression,
  right: Expression,
  aliases: Aliases,
): Json | undefined {
  if (left.kind !== 'member')
    return right.kind === 'member' ? comparison(model, SWAPPED[operator], right, left, aliases) : undefined;
  const name = columnOf(model, left.path);
  const value = literal(right, aliases);
  if (name === undefined || value === undefined) return undefined;
  if (value === null) return condition(name, operator === 'eq' ? NULL : NOT_NULL, []);
  return condition(name, COMPARISON[operator], [value]);
}

function condition(name: string, operator: number, values: readonly unknown[]): Json {
  return { AttributeName: name, CompareColumns: false, EntityName: null, Operator: operator, Values: values };
}

function columnOf(model: TableModel, path: readonly string[]): string | undefined {
  return path.length === 1 ? model.properties.get(path[0] ?? '')?.name : undefined;
}

function literal(given: Expression, aliases: Aliases): string | number | boolean | null | undefined {
  const value = given.kind === 'alias' ? aliases.get(given.name) : given;
  return value?.kind === 'literal' ? value.value : undefined;
}
