/** Who may do what: the one place that decides (roles, teams, business units, sharing, column security). */
import type { Caller, Engine } from '../types.ts';
import { missingPrivilege } from './errors.ts';

/**
 * Refuses a caller without a privilege that belongs to no row (`prvImportCustomization` …). System Administrators have every one.
 * With impersonation both must have it, the one who signed in and the one acted for.
 * @param name as the platform spells it; case does not matter
 * @throws DataverseError 403 0x80040220
 */
export function requirePrivilege(engine: Pick<Engine, 'security'>, caller: Caller, name: string): void {
  const rights = engine.security.rightsFor(caller);
  if (rights.isAdministrator || rights.reaches.has(name.toLowerCase())) return;
  throw missingPrivilege(rights, name, undefined);
}

export { accessRights, requireRow, unreadable } from './access.ts';
export { isMasked, requireColumns } from './columns.ts';
export { loadReadable, readSource } from './visible.ts';
export { requireCreate, requireDelete, requireLink, requireParties, requireUpdate } from './writes.ts';
export { RIGHTS, VERBS } from './names.ts';
export { grant, sharesOf, unshare } from './sharing.ts';
