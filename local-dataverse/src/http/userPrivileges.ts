/** `systemusers(id)/Microsoft.Dynamics.CRM.RetrieveUserPrivileges()`: what the roles of a user and of its teams allow. */
import type { Core } from '../engine/core.ts';
import { badRequest } from '../engine/errors.ts';
import type { TableModel } from '../engine/model/types.ts';
import { requireRow } from '../engine/security/index.ts';
import { ADMINISTRATOR_TEMPLATE_ID } from '../engine/security/names.ts';
import { jsonResponse } from './headers.ts';
import type { RowKey, Segment } from './path.ts';
import { existingId } from './resolve.ts';
import type { ApiRequest, Operation, Service } from './types.ts';

/** privilegedepthmask bit → member of the enumeration PrivilegeDepth, deepest last. */
const DEPTHS = [
  [1, 'Basic'],
  [2, 'Local'],
  [4, 'Deep'],
  [8, 'Global'],
] as const;

/** Undefined when it is another function. @throws DataverseError 403 without reading the user, 404 */
export function userPrivileges(
  service: Service,
  request: ApiRequest,
  model: TableModel,
  key: RowKey,
  segment: Segment,
): Operation | undefined {
  if (model.name !== 'systemuser' || !segment.name.endsWith('.RetrieveUserPrivileges')) return undefined;
  if (request.method !== 'GET') throw badRequest('The function RetrieveUserPrivileges takes GET only.');
  const { core } = service;
  return {
    kind: 'read',
    run() {
      const id = existingId(core, model, key);
      requireRow(core, request.caller, model, 'Read', id);
      const body = {
        '@odata.context': `${request.root}$metadata#Microsoft.Dynamics.CRM.RetrieveUserPrivilegesResponse`,
        RolePrivileges: privilegesOf(core, id),
      };
      return { response: jsonResponse(200, body) };
    },
  };
}

interface RolePrivilege {
  readonly Depth: string;
  readonly PrivilegeId: string;
  readonly BusinessUnitId: string;
}

/**
 * Each privilege once, as deep as its own roles allow; one that only a team brings is Basic whatever the team's role says, as Microsoft's
 * page of the function has it.
 */
function privilegesOf({ db }: Core, userId: string): RolePrivilege[] {
  const unit = String(
    db.row('SELECT "businessunitid" AS unit FROM "systemuser" WHERE "systemuserid" = ?', [userId])?.['unit'] ?? '',
  );
  const own = 'SELECT "roleid" FROM "systemuserroles" WHERE "systemuserid" = ?1';
  const ofTeams = `SELECT tr."roleid" FROM "teamroles" AS tr JOIN "team" AS t ON t."teamid" = tr."teamid"
    WHERE t."teamid" IN (SELECT "teamid" FROM "teammembership" WHERE "systemuserid" = ?1) OR (t."isdefault" = 1 AND t."businessunitid" = ?2)`;
  const administrator = db.row(
    `SELECT 1 AS found FROM "role" WHERE "roletemplateid" = ?3 AND ("roleid" IN (${own}) OR "roleid" IN (${ofTeams})) LIMIT 1`,
    [userId, unit, ADMINISTRATOR_TEMPLATE_ID],
  );
  const answer = (id: unknown, depth: string): RolePrivilege => ({
    Depth: depth,
    PrivilegeId: String(id),
    BusinessUnitId: unit,
  });
  // System Administrators have every privilege there is.
  if (administrator)
    return db.rows('SELECT "privilegeid" AS id FROM "privilege"', []).map(({ id }) => answer(id, 'Global'));
  const depths = new Map<string, string>();
  const granted = (roles: string): ReturnType<typeof db.rows> =>
    db.rows(
      `SELECT "privilegeid" AS id, "privilegedepthmask" AS depth FROM "roleprivileges" WHERE "roleid" IN (${roles})`,
      roles === own ? [userId] : [userId, unit],
    );
  for (const { id } of granted(ofTeams)) depths.set(String(id), 'Basic');
  for (const { id, depth } of granted(own)) {
    const known = DEPTHS.findIndex(([, name]) => name === depths.get(String(id)));
    const found = DEPTHS.findLastIndex(([bit]) => (Number(depth) & bit) !== 0);
    const deepest = DEPTHS[Math.max(known, found)];
    if (deepest) depths.set(String(id), deepest[1]);
  }
  return [...depths].map(([id, depth]) => answer(id, depth));
}
