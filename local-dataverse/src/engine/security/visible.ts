/**
 * What a query reads from instead of a table: the rows a user may see, with secured columns emptied. Every statement names its
 * tables through here, so filters, orders, joins, counts and aggregates see no more than the answer may show.
 */
import type { Core } from '../core.ts';
import { rowKey } from '../elastic.ts';
import { constant, identifier } from '../storage/database.ts';
import { SHARES } from '../../metadata/base/private-tables.ts';
import type { TableModel } from '../model/types.ts';
import type { SqlRow } from '../storage/database.ts';
import type { Caller } from '../types.ts';
import { unreadable } from './access.ts';
import { isMasked } from './columns.ts';
import { missingPrivilege } from './errors.ts';
import { RIGHTS } from './names.ts';
import { securityOf } from './protection.ts';
import type { Protection } from './protection.ts';
import type { Rights } from './rights.ts';

/**
 * The SQL after FROM or JOIN: the table itself, or a subselect that SQLite merges into the statement.
 * @throws DataverseError 403 0x80040220 when the caller has no privilege to read the table
 */
export function readSource(core: Core, caller: Caller, model: TableModel): string {
  const rights = core.security.rightsFor(caller);
  if (rights.isAdministrator) return model.sql;
  const known = rights.sources.get(model.name);
  if (known !== undefined) return known;
  const made = sourceOf(core, caller, rights, model);
  rights.sources.set(model.name, made);
  return made;
}

/**
 * A row as the caller may see it, secured columns emptied.
 * @throws DataverseError 403, 404
 */
export function loadReadable(core: Core, caller: Caller, model: TableModel, id: string): SqlRow {
  const source = readSource(core, caller, model);
  const row = core.db.row(`SELECT * FROM ${source} WHERE ${rowKey(model)} = ?`, [id]);
  if (row === undefined) throw unreadable(core, caller, model, id);
  return row;
}

function sourceOf(core: Core, caller: Caller, rights: Rights, model: TableModel): string {
  const condition = conditionOf(core, caller, rights, model);
  const isMaskedTable = [...model.columns.values()].some((column) => isMasked(rights, model.name, column.name));
  if (condition === undefined && !isMaskedTable) return model.sql;
  const where = condition === undefined ? '' : ` WHERE ${condition}`;
  return `(SELECT ${isMaskedTable ? maskedColumns(rights, model) : '*'} FROM ${model.sql}${where})`;
}

/** Every stored column, secured ones as NULL. */
function maskedColumns(rights: Rights, model: TableModel): string {
  const list: string[] = model.columns.has('versionnumber') ? [] : ['"versionnumber"'];
  for (const column of model.columns.values()) {
    const names = column.typeName === undefined ? [column.sql] : [column.sql, identifier(column.typeName)];
    const masked = isMasked(rights, model.name, column.name);
    list.push(...names.map((name) => (masked ? `NULL AS ${name}` : name)));
  }
  return list.join(', ');
}

/** Undefined when every row may be seen. */
function conditionOf(core: Core, caller: Caller, rights: Rights, model: TableModel): string | undefined {
  const { protection, keys, names } = securityOf(model);
  if (protection.kind === 'free') return undefined;
  if (protection.kind === 'parent') return parentCondition(core, caller, model, protection);
  const reach = rights.reaches.get(keys.Read);
  if (reach?.all === true) return undefined;
  if (protection.kind === 'unit') {
    const own = protection.owner === undefined ? undefined : inList(identifier(protection.owner), rights.principals);
    if (reach === undefined) {
      if (protection.ownIsFree && own !== undefined) return own;
      throw missingPrivilege(rights, names.Read, model);
    }
    const units = protection.owner === undefined ? new Set([...reach.units, rights.unitId]) : reach.units;
    return [own, inList(identifier(protection.unit), units)].filter((part) => part !== undefined).join(' OR ');
  }
  if (reach === undefined || protection.kind === 'organization') throw missingPrivilege(rights, names.Read, model);
  const parts = [inList('"ownerid"', reach.owners)];
  if (reach.units.size > 0) parts.push(inList('"owningbusinessunit"', reach.units));
  const shared = sharedCondition(rights, model);
  if (shared !== undefined) parts.push(shared);
  return parts.join(' OR ');
}

function sharedCondition(rights: Rights, model: TableModel): string | undefined {
  const ofPointer = model.name === 'activitypointer';
  if (ofPointer ? rights.shared.size === 0 : !rights.shared.has(model.name)) return undefined;
  const type = ofPointer ? '"activitytypecode"' : constant(model.name);
  return (
    `EXISTS (SELECT 1 FROM ${identifier(SHARES)} AS share WHERE share."objectid" = ${model.id.sql} AND share."objecttypecode" = ${type}` +
    ` AND share."accessrightsmask" & ${RIGHTS.Read} AND ${inList('share."principalid"', rights.principals)})`
  );
}

function parentCondition(
  core: Core,
  caller: Caller,
  model: TableModel,
  protection: Extract<Protection, { kind: 'parent' }>,
): string | undefined {
  const column = model.columns.get(protection.column);
  if (column === undefined) return '0';
  const parts = protection.tables.flatMap((table) => {
    const parent = core.models.find(table);
    if (parent === undefined) return [];
    const source = readSource(core, caller, parent);
    if (source === parent.sql && protection.tables.length === 1) return [undefined];
    return [`${column.sql} IN (SELECT ${parent.id.sql} FROM ${source})`];
  });
  if (parts.includes(undefined)) return undefined;
  return parts.length === 0 ? '0' : parts.join(' OR ');
}

const GUID = /^[0-9a-f-]{36}$/;

/** Ids of users, teams and business units stand in the text itself: they come from rows, and are checked to be ids. */
function inList(sql: string, ids: ReadonlySet<string>): string {
  const list = [...ids].filter((id) => GUID.test(id)).map(constant);
  return list.length === 0 ? '0' : `${sql} IN (${list.join(', ')})`;
}
