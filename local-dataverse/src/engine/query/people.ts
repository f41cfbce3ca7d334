/** Conditions about the caller's teams and about rows above and below in a hierarchy. */
import { badRequest, notImplemented } from '../errors.ts';
import { constant, identifier } from '../storage/database.ts';
import { readGuid } from '../write/values.ts';
import type { Builder, ColumnRef } from './scope.ts';

/** The row belongs to a team of the caller (or to the caller). */
export function ofTeams(builder: Builder, ref: ColumnRef, orUser: boolean): string {
  if (ref.column.store !== 'lookup' && ref.column.store !== 'guid')
    throw badRequest(`'${ref.column.property}' is no lookup.`);
  builder.params.push(builder.caller.userId);
  const teams = `${ref.sql} IN (SELECT "teamid" FROM "teammembership" WHERE "systemuserid" = ?)`;
  if (!orUser) return teams;
  builder.params.push(builder.caller.userId);
  return `(${teams} OR ${ref.sql} = ?)`;
}

/** Lookups by which the platform's tables are hierarchies ([DOC] query-visualize-hierarchical-data.md: one a table). */
const HIERARCHIES: Readonly<Record<string, string>> = { account: 'parentaccountid', systemuser: 'parentsystemuserid' };

export type Direction = 'Above' | 'AboveOrEqual' | 'Under' | 'UnderOrEqual' | 'NotUnder';

/**
 * The column's row lies above or below the given one.
 * @throws DataverseError 0x80060888 for a value that is no id, 501 where the table has no hierarchy here
 */
export function inHierarchy(builder: Builder, ref: ColumnRef, direction: Direction, value: unknown): string {
  const { column, model } = ref;
  const table =
    column === model.id ? model.name : column.store === 'lookup' ? column.targets.find(isHierarchy) : undefined;
  const target = table === undefined ? undefined : builder.core.models.find(table);
  const parent = target?.columns.get(HIERARCHIES[target.name] ?? '');
  if (target === undefined || parent === undefined)
    throw notImplemented(`The hierarchy of '${column.property}' of '${model.name}'`);
  const start = readGuid(value);
  if (start === undefined) throw badRequest(`'${String(value)}' is not a valid value for '${column.property}'.`);
  const id = `each.${target.id.sql}`;
  const up = `each.${parent.sql}`;
  const above = direction === 'Above' || direction === 'AboveOrEqual';
  // UNION keeps a row once, so that a circle of parents ends.
  const walk = above
    ? `SELECT ${up} FROM ${target.sql} AS each WHERE ${id} = ? UNION SELECT ${up} FROM ${target.sql} AS each JOIN way ON ${id} = way.id`
    : `SELECT ${id} FROM ${target.sql} AS each WHERE ${up} = ? UNION SELECT ${id} FROM ${target.sql} AS each JOIN way ON ${up} = way.id`;
  builder.params.push(start);
  const typed =
    column.typeName === undefined ? '' : ` AND ${ref.alias}.${identifier(column.typeName)} = ${constant(target.name)}`;
  const inside = `(${ref.sql} IN (WITH RECURSIVE way(id) AS (${walk}) SELECT id FROM way WHERE id IS NOT NULL)${typed})`;
  if (direction === 'NotUnder') return `NOT coalesce(${inside}, 0)`;
  if (direction === 'Above' || direction === 'Under') return inside;
  builder.params.push(start);
  return `(${inside} OR ${ref.sql} = ?)`;
}

function isHierarchy(table: string): boolean {
  return HIERARCHIES[table] !== undefined;
}
