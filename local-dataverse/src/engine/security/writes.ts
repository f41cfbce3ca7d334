/** What a write asks for before it happens. A System Administrator pays one look at a boolean. */
import type { Core } from '../core.ts';
import type { Intersecting, TableModel } from '../model/types.ts';
import type { SqlRow } from '../storage/database.ts';
import type { Caller, RowRef } from '../types.ts';
import { requireAccess, requireRow } from './access.ts';
import { requireColumns } from './columns.ts';
import { missingPrivilege } from './errors.ts';
import { securityOf } from './protection.ts';
import type { Rights } from './rights.ts';

/** To give a row another date of creation than now ([DOC] privileges of Create). */
const OVERRIDE = 'prvOverrideCreatedOnCreatedBy';

/**
 * Create at a depth that covers the owner, the secured columns sent, and Append and AppendTo for every lookup set.
 * @param row complete, with owner and business unit
 * @param sent columns the caller sets
 * @throws DataverseError 403
 */
export function requireCreate(core: Core, caller: Caller, model: TableModel, row: SqlRow, sent: SqlRow): void {
  const rights = core.security.rightsFor(caller);
  if (rights.isAdministrator) return;
  requireAccess(core, rights, model, 'Create', row);
  requireColumns(rights, model, sent, 'create');
  requireLookups(core, rights, model, row, sent, undefined);
  const isDatedBack = (sent['overriddencreatedon'] ?? null) !== null;
  if (isDatedBack && rights.reaches.get(OVERRIDE.toLowerCase())?.all !== true)
    throw missingPrivilege(rights, OVERRIDE, model);
}

/**
 * Write; Assign when the owner changes; Append and AppendTo for every lookup that changes.
 * @throws DataverseError 403
 */
export function requireUpdate(core: Core, caller: Caller, model: TableModel, before: SqlRow, sent: SqlRow): void {
  const rights = core.security.rightsFor(caller);
  if (rights.isAdministrator) return;
  requireAccess(core, rights, model, 'Write', before);
  if ('ownerid' in sent && sent['ownerid'] !== before['ownerid']) requireAccess(core, rights, model, 'Assign', before);
  requireColumns(rights, model, sent, 'update');
  requireLookups(core, rights, model, before, sent, before);
}

/** @throws DataverseError 403 */
export function requireDelete(core: Core, caller: Caller, model: TableModel, before: SqlRow): void {
  requireAccess(core, core.security.rightsFor(caller), model, 'Delete', before);
}

/** Who owns and who wrote a row is a matter of Create and Assign, not of Append. */
const NOT_APPENDED = /^(ownerid|owning\w+|createdby|createdonbehalfby|modifiedby|modifiedonbehalfby|organizationid)$/;

function requireLookups(
  core: Core,
  rights: Rights,
  model: TableModel,
  row: SqlRow,
  sent: SqlRow,
  before: SqlRow | undefined,
): void {
  for (const name in sent) {
    const column = model.columns.get(name);
    const id = sent[name];
    if (column?.store !== 'lookup' || typeof id !== 'string' || NOT_APPENDED.test(name)) continue;
    if (before !== undefined && before[name] === id) continue;
    const type = column.typeName === undefined ? undefined : sent[column.typeName];
    const target = core.models.find(typeof type === 'string' ? type : (column.targets[0] ?? ''));
    requireAppend(core, rights, model, row);
    if (target !== undefined) requireAppendTo(core, rights, target, id);
  }
}

function requireAppend(core: Core, rights: Rights, model: TableModel, row: SqlRow): void {
  // What nobody owns is not appended: its lookups are a matter of Create and Write.
  if (securityOf(model).protection.kind === 'free') return;
  requireAccess(core, rights, model, 'Append', row);
}

function requireAppendTo(core: Core, rights: Rights, target: TableModel, id: string): void {
  const { protection, keys } = securityOf(target);
  if (protection.kind === 'free' || rights.reaches.get(keys.AppendTo)?.all === true) return;
  const row = core.db.row(`SELECT * FROM ${target.sql} WHERE ${target.id.sql} = ?`, [id]);
  if (row !== undefined) requireAccess(core, rights, target, 'AppendTo', row);
}

/**
 * Parties: Append on the activity, AppendTo on everybody named, as for a lookup. No document says whether the platform asks for it:
 * `partiesNeedAppend` switches it.
 * @throws DataverseError 403
 */
export function requireParties(
  core: Core,
  caller: Caller,
  activity: TableModel,
  row: SqlRow,
  people: readonly RowRef[],
): void {
  const rights = core.security.rightsFor(caller);
  if (rights.isAdministrator || people.length === 0 || !core.behaviour.partiesNeedAppend) return;
  requireAccess(core, rights, activity, 'Append', row);
  for (const { table, id } of people) {
    const target = core.models.find(table);
    if (target !== undefined) requireAppendTo(core, rights, target, id);
  }
}

/** Links that hand out rights take their own privilege ([DOC] privileges of Associate for roles, teams and profiles). */
const LINK_PRIVILEGES: Readonly<Record<string, string>> = {
  systemuserroles: 'prvAssignRole',
  teamroles: 'prvAssignRole',
  systemuserprofiles: 'prvWriteFieldSecurityProfile',
  teamprofiles: 'prvWriteFieldSecurityProfile',
  teammembership: 'prvWriteTeam',
};

/**
 * Many-to-many: Append on both rows ([DOC] how-record-access-determined), and AppendTo on the one linked to when `linksNeedAppendTo`.
 * @throws DataverseError 403
 */
export function requireLink(
  core: Core,
  caller: Caller,
  model: TableModel,
  navigation: Intersecting,
  id: string,
  other: RowRef,
): void {
  const rights = core.security.rightsFor(caller);
  if (rights.isAdministrator) return;
  const needed = LINK_PRIVILEGES[navigation.relationship.intersectTable];
  if (needed !== undefined) {
    if (rights.reaches.get(needed.toLowerCase())?.all !== true) throw missingPrivilege(rights, needed, model);
    return;
  }
  const far = core.models.of(other.table);
  requireRow(core, caller, model, 'Append', id);
  requireRow(core, caller, far, 'Append', other.id);
  if (core.behaviour.linksNeedAppendTo) requireRow(core, caller, far, 'AppendTo', other.id);
}
