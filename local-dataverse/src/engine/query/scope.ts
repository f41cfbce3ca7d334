/** Names in a query → columns and joins of the SQL select being built. */
import type { Expression } from '../../odata/ast.ts';
import type { Core } from '../core.ts';
import { badRequest } from '../errors.ts';
import type { ColumnModel, TableModel, ToOne } from '../model/types.ts';
import { readSource } from '../security/visible.ts';
import { constant, identifier } from '../storage/database.ts';
import type { SqlValue } from '../storage/database.ts';
import type { Caller } from '../types.ts';

/** What one SQL statement collects while it is built. Values go to `params` in the order of their question marks. */
export interface Builder {
  readonly core: Core;
  readonly caller: Caller;
  readonly params: SqlValue[];
  /** Milliseconds since 1970, one moment for the whole query. */
  readonly now: number;
  readonly aliases: ReadonlyMap<string, Expression>;
  nextAlias(): string;
}

/** One table of the statement: where names are looked up first, and the joins that hang on it. */
export interface Scope {
  readonly builder: Builder;
  readonly model: TableModel;
  /** What is read: the table, or the part of it that the caller may see. */
  readonly source: string;
  readonly alias: string;
  readonly joins: string[];
  /** Joined tables by the way that leads there, so that a way is joined once. */
  readonly joined: Map<string, Scope>;
  /** Lambda variables of the surrounding expressions. */
  readonly variables: ReadonlyMap<string, Scope>;
}

/** A column of a joined table, ready for SQL. */
export interface ColumnRef {
  readonly model: TableModel;
  readonly column: ColumnModel;
  /** e.g. `"a1"."subject"` */
  readonly sql: string;
  readonly alias: string;
}

export function createBuilder(core: Core, caller: Caller, aliases: ReadonlyMap<string, Expression>): Builder {
  let used = 0;
  return {
    core,
    caller,
    params: [],
    now: core.clock(),
    aliases,
    nextAlias: () => `t${used++}`,
  };
}

export function rootScope(
  builder: Builder,
  model: TableModel,
  variables: ReadonlyMap<string, Scope> = new Map(),
): Scope {
  const source = readSource(builder.core, builder.caller, model);
  return { builder, model, source, alias: builder.nextAlias(), joins: [], joined: new Map(), variables };
}

/** `"task" AS t0 LEFT JOIN …` */
export function fromClause(scope: Scope): string {
  return [`${scope.source} AS ${scope.alias}`, ...scope.joins].join(' ');
}

/**
 * Finds the column a path names, joining single-valued navigations on the way.
 * @throws DataverseError 0x80060888 for names the metadata does not have
 */
export function resolvePath(scope: Scope, path: readonly string[]): ColumnRef {
  const { start, rest } = startOf(scope, path);
  const steps = rest.slice(0, -1);
  const last = rest.at(-1);
  if (last === undefined) throw badRequest(`'${path.join('/')}' names no property.`);
  return propertyRef(followAll(start, steps), last);
}

/** Joins a way of single-valued navigations, with casts where they lead to several tables. */
export function followAll(start: Scope, steps: readonly string[]): Scope {
  let at = start;
  for (let index = 0; index < steps.length; index += 1) {
    const step = steps[index] ?? '';
    const cast = steps[index + 1];
    const navigation = at.model.navigations.get(step);
    if (navigation?.kind === 'one' && cast?.startsWith(TYPES)) {
      at = followCast(at, navigation, cast);
      index += 1;
    } else at = follow(at, step);
  }
  return at;
}

/** The table at the end of a path of navigations, without its last step. */
export function startOf(scope: Scope, path: readonly string[]): { start: Scope; rest: readonly string[] } {
  const [first = ''] = path;
  if (first === '$it') return { start: scope.variables.get('$it') ?? scope, rest: path.slice(1) };
  const variable = scope.variables.get(first);
  if (variable !== undefined) return { start: variable, rest: path.slice(1) };
  // Inside a lambda, a name without its variable means the row of the whole query.
  return { start: scope.variables.get('$it') ?? scope, rest: path };
}

/** Joins a single-valued navigation. Joins hang on the statement of the table they start from. */
export function follow(from: Scope, name: string): Scope {
  const navigation = from.model.navigations.get(name);
  if (navigation === undefined) throw unknownProperty(from.model, name);
  if (navigation.kind !== 'one') {
    throw badRequest(`The collection '${name}' can only be used with any or all.`);
  }
  if (navigation.relationships.size > 1)
    throw badRequest(
      `The navigation '${name}' leads to several tables; name one of them: '${name}/${TYPES}${[...navigation.relationships.keys()][0] ?? ''}'.`,
    );
  const key = `${from.alias} ${name}`;
  const known = from.joined.get(key);
  if (known !== undefined) return known;
  const made = joinTarget(from, navigation);
  from.joined.set(key, made);
  return made;
}

function joinTarget(from: Scope, navigation: ToOne): Scope {
  const [table, ...further] = navigation.relationships.keys();
  if (table === undefined || further.length > 0) throw unknownProperty(from.model, navigation.name);
  return joinTable(from, navigation, table);
}

const TYPES = 'Microsoft.Dynamics.CRM.';

/**
 * A navigation that leads to several tables (ownerid, regardingobjectid …) needs the table as a cast:
 * `ownerid/Microsoft.Dynamics.CRM.team/name`. Its base type has no columns of its own.
 */
function followCast(from: Scope, navigation: ToOne, cast: string): Scope {
  const table = cast.slice(TYPES.length);
  if (!navigation.relationships.has(table))
    throw badRequest(`The type '${cast}' is not among those that '${navigation.name}' leads to.`);
  const key = `${from.alias} ${navigation.name} ${table}`;
  const known = from.joined.get(key);
  if (known !== undefined) return known;
  const made = joinTable(from, navigation, table);
  from.joined.set(key, made);
  return made;
}

function joinTable(from: Scope, navigation: ToOne, table: string): Scope {
  const model = from.builder.core.models.of(table);
  const alias = from.builder.nextAlias();
  const link = `${from.alias}.${navigation.column.sql}`;
  const type = typeCondition(from.alias, navigation.column, table);
  const source = readSource(from.builder.core, from.builder.caller, model);
  from.joins.push(`LEFT JOIN ${source} AS ${alias} ON ${alias}.${model.id.sql} = ${link}${type}`);
  return {
    builder: from.builder,
    model,
    source,
    alias,
    joins: from.joins,
    joined: from.joined,
    variables: from.variables,
  };
}

/** For lookups to several tables: the condition that the row points to this one. */
export function typeCondition(alias: string, column: ColumnModel, table: string): string {
  return column.typeName === undefined ? '' : ` AND ${alias}.${identifier(column.typeName)} = ${constant(table)}`;
}

export function propertyRef(scope: Scope, name: string): ColumnRef {
  const column = scope.model.properties.get(name) ?? readableColumn(scope.model, name);
  if (column === undefined) throw unknownProperty(scope.model, name);
  return { model: scope.model, column, sql: `${scope.alias}.${column.sql}`, alias: scope.alias };
}

/** Dataverse functions and FetchXML name lookups by their logical name. */
function readableColumn(model: TableModel, name: string): ColumnModel | undefined {
  const column = model.columns.get(name);
  return column?.store === 'lookup' && column.column.validForRead && !model.navigations.has(name) ? column : undefined;
}

/** As `propertyRef`, by logical name. */
export function columnRef(scope: Scope, name: string): ColumnRef {
  const column = scope.model.columns.get(name) ?? scope.model.properties.get(name);
  if (column === undefined || !column.column.validForRead) throw unknownProperty(scope.model, name);
  return { model: scope.model, column, sql: `${scope.alias}.${column.sql}`, alias: scope.alias };
}

export function unknownProperty(model: TableModel, name: string): Error {
  return badRequest(`Could not find a property named '${name}' on type 'Microsoft.Dynamics.CRM.${model.name}'.`);
}
