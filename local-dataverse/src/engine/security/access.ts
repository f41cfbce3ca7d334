/** May a user do this with that row? The two checks of the platform: privilege, then access ([DOC] how-record-access-determined). */
import type { Core } from '../core.ts';
import { notFound } from '../errors.ts';
import type { TableModel } from '../model/types.ts';
import type { SqlRow } from '../storage/database.ts';
import type { Caller } from '../types.ts';
import { missingAccess, missingPrivilege } from './errors.ts';
import { RIGHTS, VERBS } from './names.ts';
import type { Verb } from './names.ts';
import { securityOf } from './protection.ts';
import type { Protection } from './protection.ts';
import type { Reach, Rights } from './rights.ts';
import { sharedRights } from './sharing.ts';

/** What one may do with a row that goes with another is what one may do with that: adding and removing such rows writes it. */
const OF_PARENT: Readonly<Record<Verb, Verb>> = {
  Read: 'Read',
  Create: 'Write',
  Write: 'Write',
  Delete: 'Write',
  Append: 'Append',
  AppendTo: 'AppendTo',
  Assign: 'Assign',
  Share: 'Share',
};

/** @param row a stored row, or a new one complete with owner and business unit */
export function mayAccess(core: Core, rights: Rights, model: TableModel, verb: Verb, row: SqlRow): boolean {
  if (rights.isAdministrator) return true;
  const { protection, keys } = securityOf(model);
  if (protection.kind === 'parent') return mayAccessParent(core, rights, model, protection, verb, row);
  if (protection.kind === 'free' && verb === 'Read') return true;
  const reach = rights.reaches.get(keys[verb]);
  if (protection.kind === 'unit') return reachesUnit(rights, protection, reach, row);
  // Without the privilege even a row that is shared stays closed.
  if (reach === undefined) return false;
  if (reach.all) return true;
  if (protection.kind !== 'owned') return false;
  if (reach.owners.has(String(row['ownerid'])) || reach.units.has(String(row['owningbusinessunit']))) return true;
  return isShared(core, rights, model, verb, row);
}

function reachesUnit(
  rights: Rights,
  protection: Extract<Protection, { kind: 'unit' }>,
  reach: Reach | undefined,
  row: SqlRow,
): boolean {
  const isOwn = protection.owner !== undefined && rights.principals.has(String(row[protection.owner]));
  if (isOwn && protection.ownIsFree) return true;
  if (reach === undefined) return false;
  const unit = String(row[protection.unit]);
  if (reach.all || reach.units.has(unit)) return true;
  return protection.owner === undefined ? unit === rights.unitId : isOwn;
}

function isShared(core: Core, rights: Rights, model: TableModel, verb: Verb, row: SqlRow): boolean {
  if (rights.shared.size === 0) return false;
  const table = model.name === 'activitypointer' ? String(row['activitytypecode']) : model.name;
  if (!rights.shared.has(table)) return false;
  return (sharedRights(core.db, table, String(row[model.id.name]), rights.principals) & RIGHTS[verb]) !== 0;
}

function mayAccessParent(
  core: Core,
  rights: Rights,
  model: TableModel,
  protection: Extract<Protection, { kind: 'parent' }>,
  verb: Verb,
  row: SqlRow,
): boolean {
  for (const table of protection.tables) {
    const parent = core.models.find(table);
    const column = model.columns.get(protection.column);
    const id = row[protection.column];
    if (parent === undefined || column === undefined || typeof id !== 'string') continue;
    const type = column.typeName === undefined ? undefined : row[column.typeName];
    if (protection.tables.length > 1 && typeof type === 'string' && type !== table) continue;
    const found = core.db.row(`SELECT * FROM ${parent.sql} WHERE ${parent.id.sql} = ?`, [id]);
    if (found !== undefined) return mayAccess(core, rights, parent, OF_PARENT[verb], found);
  }
  return false;
}

/** @throws DataverseError 403 0x80040220 (no such privilege at all), 0x80048306 (it does not reach the row) */
export function requireAccess(core: Core, rights: Rights, model: TableModel, verb: Verb, row: SqlRow): void {
  if (rights.isAdministrator || mayAccess(core, rights, model, verb, row)) return;
  throw denied(core, rights, model, verb, String(row[model.id.name] ?? ''));
}

function denied(core: Core, rights: Rights, model: TableModel, verb: Verb, id: string): Error {
  const { protection, names, keys } = securityOf(model);
  if (protection.kind === 'parent') {
    const parent = core.models.find(protection.tables[0] ?? '');
    const needed = parent && securityOf(parent);
    if (needed !== undefined && !rights.reaches.has(needed.keys[OF_PARENT[verb]]))
      return missingPrivilege(rights, needed.names[OF_PARENT[verb]], model);
    return missingAccess(rights, verb, model, id);
  }
  if (!rights.reaches.has(keys[verb])) return missingPrivilege(rights, names[verb], model);
  return missingAccess(rights, verb, model, id);
}

/**
 * As `requireAccess`, for a row that is loaded only when somebody other than an administrator asks.
 * @throws DataverseError 403, 404 0x80040217 when there is no such row
 */
export function requireRow(core: Core, caller: Caller, model: TableModel, verb: Verb, id: string): void {
  const rights = core.security.rightsFor(caller);
  if (rights.isAdministrator) return;
  const row = core.db.row(`SELECT * FROM ${model.sql} WHERE ${model.id.sql} = ?`, [id]);
  if (row === undefined) throw notFound(model.name, id);
  requireAccess(core, rights, model, verb, row);
}

/** Why a row that was asked for by its id did not come: it is not there, or the caller may not read it. */
export function unreadable(core: Core, caller: Caller, model: TableModel, id: string): Error {
  const row = core.db.row(`SELECT * FROM ${model.sql} WHERE ${model.id.sql} = ?`, [id]);
  return row === undefined
    ? notFound(model.name, id)
    : denied(core, core.security.rightsFor(caller), model, 'Read', id);
}

/** Access rights bits of a principal on a row, sharing included: what RetrievePrincipalAccess answers. */
export function accessRights(core: Core, rights: Rights, model: TableModel, row: SqlRow): number {
  return VERBS.reduce((mask, verb) => (mayAccess(core, rights, model, verb, row) ? mask | RIGHTS[verb] : mask), 0);
}
