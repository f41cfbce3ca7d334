/** Sharing of rows, and who may do what with one: GrantAccess, ModifyAccess, RevokeAccess and the functions that tell. */
import { badRequest, invalidArgument, notFound } from '../engine/errors.ts';
import type { TableModel } from '../engine/model/types.ts';
import { accessRights, grant, requireRow, RIGHTS, sharesOf, unshare, VERBS } from '../engine/security/index.ts';
import type { RowRef } from '../engine/types.ts';
import { isObject } from '../engine/write/payload.ts';
import type { JsonObject } from '../engine/write/payload.ts';
import { loadRow } from '../engine/write/rows.ts';
import type { Unit } from '../engine/write/unit.ts';
import { emptyResponse, jsonResponse } from './headers.ts';
import { rowArgument, rowParameter } from './parameters.ts';
import type { RowKey, Segment } from './path.ts';
import { existingId } from './resolve.ts';
import type { ApiRequest, ApiResponse, Operation, Service } from './types.ts';
import { readBody } from './writes.ts';

const ACTIONS = ['GrantAccess', 'ModifyAccess', 'RevokeAccess'];

export function isSharing(name: string): boolean {
  return ACTIONS.includes(name);
}

/** @throws DataverseError 0x80040203 (parameters), 403 without Share, 404 */
export function sharingAction(service: Service, request: ApiRequest, name: string): Operation {
  if (request.method !== 'POST') throw badRequest(`The action '${name}' takes POST only.`);
  return { kind: 'write', run: (unit) => share(service, request, name, unit) };
}

function share(service: Service, request: ApiRequest, name: string, unit: Unit): ApiResponse {
  const { core } = service;
  const body = readBody(request, name);
  const target = rowParameter(service, request, body, 'Target');
  if (target === undefined) throw invalidArgument(`The parameter 'Target' of ${name} must be a row.`);
  const model = core.models.of(target.table);
  if (model.table.ownership !== 'UserOwned')
    throw invalidArgument(`Rows of '${target.table}' have no owner and cannot be shared.`);
  requireRow(core, unit.caller, model, 'Share', target.id);
  if (name === 'RevokeAccess') {
    const revokee = principal(rowParameter(service, request, body, 'Revokee'), 'Revokee');
    unshare(core, target, revokee.id);
    unit.emit({ message: name, model, id: target.id, input: { Target: target, Revokee: revokee } });
    return emptyResponse(204);
  }
  const access = body['PrincipalAccess'];
  if (!isObject(access)) throw invalidArgument(`The parameter 'PrincipalAccess' of ${name} must be an object.`);
  const holder = principal(rowParameter(service, request, access, 'Principal'), 'Principal');
  const mask = readMask(access);
  // Nobody can share more than it has ([DOC] security-sharing-assigning).
  for (const verb of VERBS) if ((mask & RIGHTS[verb]) !== 0) requireRow(core, unit.caller, model, verb, target.id);
  grant(core, unit, target, holder, mask);
  const PrincipalAccess = { Principal: holder, AccessMask: mask };
  unit.emit({ message: name, model, id: target.id, input: { Target: target, PrincipalAccess } });
  return emptyResponse(204);
}

function principal(ref: RowRef | undefined, name: string): RowRef {
  if (ref?.table === 'systemuser' || ref?.table === 'team') return ref;
  throw invalidArgument(`The parameter '${name}' must be a user or a team.`);
}

/** `ReadAccess, WriteAccess` → bits. */
function readMask(access: JsonObject): number {
  const text = access['AccessMask'];
  const names = typeof text === 'string' ? text.split(',').map((part) => part.trim()) : [];
  const bits = names.map((name) => {
    const verb = VERBS.find((each) => `${each}Access` === name);
    return verb === undefined || verb === 'Create' ? undefined : RIGHTS[verb];
  });
  if (bits.length === 0 || bits.includes(undefined))
    throw invalidArgument("'AccessMask' must name access rights, for example 'ReadAccess, WriteAccess'.");
  return bits.reduce<number>((mask, bit) => mask | (bit ?? 0), 0);
}

/** As .NET writes flags: by rising value. */
function maskText(mask: number): string {
  const names = VERBS.filter((verb) => (mask & RIGHTS[verb]) !== 0).map((verb) => `${verb}Access`);
  return names.length === 0 ? 'None' : names.join(', ');
}

/** `systemusers(id)/Microsoft.Dynamics.CRM.RetrievePrincipalAccess(Target=@t)`; undefined when it is another function. */
export function principalAccess(
  service: Service,
  request: ApiRequest,
  model: TableModel,
  key: RowKey,
  segment: Segment,
): Operation | undefined {
  if (!segment.name.endsWith('.RetrievePrincipalAccess')) return undefined;
  if (model.name !== 'systemuser' && model.name !== 'team') return undefined;
  if (request.method !== 'GET') throw badRequest('The function RetrievePrincipalAccess takes GET only.');
  const { core } = service;
  return {
    kind: 'read',
    run() {
      const id = existingId(core, model, key);
      const target = rowArgument(service, request, segment, 'Target');
      const table = core.models.of(target.table);
      const row = loadRow(core, table, target.id);
      if (row === undefined) throw notFound(table.name, target.id);
      const rights = model.name === 'team' ? core.security.rightsOfTeam(id) : core.security.rightsOf(id);
      const body = {
        '@odata.context': `${request.root}$metadata#Microsoft.Dynamics.CRM.RetrievePrincipalAccessResponse`,
        AccessRights: maskText(accessRights(core, rights, table, row)),
      };
      return { response: jsonResponse(200, body) };
    },
  };
}

/** `RetrieveSharedPrincipalsAndAccess(Target=@t)`: with whom a row is shared. */
export function sharedPrincipals(service: Service, request: ApiRequest, segment: Segment): Record<string, unknown> {
  const { core } = service;
  const target = rowArgument(service, request, segment, 'Target');
  requireRow(core, request.caller, core.models.of(target.table), 'Read', target.id);
  const PrincipalAccesses = sharesOf(core, target).map(({ principal: holder, mask }) => ({
    AccessMask: maskText(mask),
    Principal: { '@odata.type': `#Microsoft.Dynamics.CRM.${holder.table}`, ownerid: holder.id },
  }));
  return { PrincipalAccesses };
}
