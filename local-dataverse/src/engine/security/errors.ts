/** Refusals, as the platform words them. */
import { DataverseError } from '../errors.ts';
import type { TableModel } from '../model/types.ts';
import { privilegeId } from './names.ts';
import type { Verb } from './names.ts';
import type { Rights } from './rights.ts';

/**
 * No role of the user or of a team of it has the privilege ([DOC] troubleshoot/client-errors: -2147220960; wording as reported from
 * cloud environments).
 */
export function missingPrivilege(rights: Rights, name: string, model: TableModel | undefined): DataverseError {
  const on =
    model === undefined
      ? ''
      : ` on OTC=${model.table.objectTypeCode} for entity '${model.name}' (LocalizedName='${model.table.displayName[1033] ?? model.name}')`;
  return new DataverseError(
    403,
    '0x80040220',
    `Principal user (Id=${rights.userId}, type=8, roleCount=${rights.roleCount}, privilegeCount=${rights.reaches.size}, businessUnitId=${rights.unitId}), ` +
      `is missing ${name} privilege (Id=${privilegeId(name)})${on}. context.Caller=${rights.userId}. ` +
      'Consider adding missed privilege to one of the principal (user/team) roles.',
  );
}

/** The privilege is there, yet it does not reach the row ([DOC] troubleshoot/client-errors: -2147187962, PrincipalPrivilegeDenied). */
export function missingAccess(rights: Rights, verb: Verb, model: TableModel, id: string): DataverseError {
  return new DataverseError(
    403,
    '0x80048306',
    `Principal with id ${rights.userId} does not have ${verb}Access right(s) for record with id ${id} of entity ${model.name}.`,
  );
}

/** [DOC] web-service-error-codes: AttributePrivilegeCreateIsMissing, AttributePermissionUpdateIsMissingDuringUpdate. */
export function missingColumnPermission(mode: 'create' | 'update'): DataverseError {
  return mode === 'create'
    ? new DataverseError(
        403,
        '0x8004f502',
        'The user does not have create permissions to a secured field. The requested operation could not be completed.',
      )
    : new DataverseError(
        403,
        '0x8004f507',
        "The user doesn't have AttributePrivilegeUpdate and not granted shared access for a secured attribute during update operation",
      );
}

/** A disabled user can do nothing ([DOC] web-service-error-codes, -2147220955). */
export function disabledUser(): DataverseError {
  return new DataverseError(
    403,
    '0x80040225',
    'The specified user is either disabled or is not a member of any business unit.',
  );
}
