/** Functions and actions that belong to rows and the service itself. Those of the platform's other parts are theirs. */
import { badRequest, noSegment, notFound, notImplemented } from '../engine/errors.ts';
import type { TableModel } from '../engine/model/types.ts';
import { requireRow } from '../engine/security/index.ts';
import { isDrafted, readUnpublished } from '../engine/write/drafts.ts';
import { hasMultiple } from '../engine/write/multiple.ts';
import { loadRow } from '../engine/write/rows.ts';
import { isValidTransition } from '../engine/write/states.ts';
import { isPlatformOperation } from '../metadata/index.ts';
import type { Expression } from '../odata/ast.ts';
import { parseOptions } from '../odata/options.ts';
import { rowAction } from './actions.ts';
import { auditDetails, changeHistory } from './auditHistory.ts';
import { jsonResponse } from './headers.ts';
import { isElasticMultiple, runElasticMultiple } from './elastic.ts';
import { isMultiple, readTargets, runMultiple } from './multiple.ts';
import type { RowKey, Segment } from './path.ts';
import { totalRecordCount } from './recordCounts.ts';
import { resolveReference } from './resolve.ts';
import { principalAccess, sharedPrincipals } from './sharing.ts';
import { getPage, getRow } from './reads.ts';
import { userPrivileges } from './userPrivileges.ts';
import type { ApiRequest, Operation, ReadAnswer, Service } from './types.ts';

export const VERSION = '9.2.0.0';

const NAMESPACE = 'Microsoft.Dynamics.CRM.';

/** Functions without a table. Undefined when the name is none of these. */
export function unboundFunction(service: Service, request: ApiRequest, segment: Segment): Operation | undefined {
  const answer = (body: () => Record<string, unknown>, type: string): Operation => ({
    kind: 'read',
    run: () => ({
      response: jsonResponse(200, { '@odata.context': `${request.root}$metadata#${NAMESPACE}${type}`, ...body() }),
    }),
  });
  switch (segment.name.replace(NAMESPACE, '')) {
    case 'WhoAmI':
      return answer(() => whoAmI(service, request), 'WhoAmIResponse');
    case 'RetrieveVersion':
      return answer(() => ({ Version: VERSION }), 'RetrieveVersionResponse');
    case 'RetrieveTotalRecordCount':
      return answer(() => totalRecordCount(service, request, segment), 'RetrieveTotalRecordCountResponse');
    case 'RetrieveSharedPrincipalsAndAccess':
      return answer(() => sharedPrincipals(service, request, segment), 'RetrieveSharedPrincipalsAndAccessResponse');
    case 'IsValidStateTransition':
      return answer(() => ({ IsValid: stateTransition(service, request, segment) }), 'IsValidStateTransitionResponse');
    default:
      return changeHistory(service, request, segment);
  }
}

function whoAmI(service: Service, request: ApiRequest): Record<string, unknown> {
  const { core } = service;
  const users = core.models.find('systemuser');
  const user = users && loadRow(core, users, request.caller.userId);
  return {
    BusinessUnitId: user?.['businessunitid'] ?? null,
    UserId: request.caller.userId,
    OrganizationId: service.organizationId,
  };
}

function stateTransition(service: Service, request: ApiRequest, segment: Segment): boolean {
  const { aliases } = parseOptions(request.query);
  const argument = (name: string): Expression => {
    const given = segment.args?.named.get(name);
    const value = given?.kind === 'alias' ? aliases.get(given.name) : given;
    if (value === undefined) throw badRequest(`The parameter '${name}' of IsValidStateTransition is missing.`);
    return value;
  };
  const entity = argument('Entity');
  const address = entity.kind === 'object' ? entity.members.get('@odata.id') : undefined;
  if (address?.kind !== 'literal' || typeof address.value !== 'string')
    throw badRequest("The parameter 'Entity' must be an object with '@odata.id'.");
  const ref = resolveReference(service.core, request, address.value);
  const model = service.core.models.of(ref.table);
  const row = loadRow(service.core, model, ref.id);
  if (row === undefined) throw notFound(ref.table, ref.id);
  requireRow(service.core, request.caller, model, 'Read', ref.id);
  const state = stateNumber(model, argument('NewState'));
  const status = argument('NewStatus');
  if (status.kind !== 'literal' || typeof status.value !== 'number')
    throw badRequest("The parameter 'NewStatus' must be a number.");
  return state !== undefined && isValidTransition(service.core, model, row, state, status.value);
}

/** NewState comes as the state's name. */
function stateNumber(model: TableModel, given: Expression): number | undefined {
  if (given.kind !== 'literal') throw badRequest("The parameter 'NewState' must be a text.");
  const wanted = String(given.value).toLowerCase();
  for (const [state, name] of model.state?.names ?? []) {
    if (name.toLowerCase() === wanted || String(state) === wanted) return state;
  }
  return undefined;
}

/** `set(id)/Microsoft.Dynamics.CRM.Name` and `set/Microsoft.Dynamics.CRM.Name`. */
export function boundOperation(
  service: Service,
  request: ApiRequest,
  model: TableModel,
  key: RowKey | undefined,
  segment: Segment,
): Operation {
  const name = segment.name.slice(NAMESPACE.length);
  if (key === undefined && model.isElastic && isElasticMultiple(name)) {
    if (request.method !== 'POST') throw badRequest(`The action '${name}' takes POST only.`);
    return {
      kind: 'write',
      run: (unit) => runElasticMultiple(service, request, model, name, readTargets(request, model), unit),
    };
  }
  if (key === undefined && isMultiple(name) && hasMultiple(service.core.behaviour, model.table)) {
    if (request.method !== 'POST') throw badRequest(`The action '${name}' takes POST only.`);
    return { kind: 'write', run: (unit) => runMultiple(service, request, model, name, unit) };
  }
  if (model.name === 'audit' && name === 'RetrieveAuditDetails' && key !== undefined) {
    if (request.method !== 'GET') throw badRequest(`The function '${name}' takes GET only.`);
    return auditDetails(service, request, model, key);
  }
  const unpublished = unpublishedRead(service, request, model, key, name);
  if (unpublished !== undefined) return unpublished;
  const action = key === undefined ? undefined : rowAction(service, request, model, key, name);
  if (action !== undefined) return action;
  const access = key === undefined ? undefined : principalAccess(service, request, model, key, segment);
  if (access !== undefined) return access;
  const privileges = key === undefined ? undefined : userPrivileges(service, request, model, key, segment);
  if (privileges !== undefined) return privileges;
  throw notImplemented(`The operation '${name}' on '${model.name}'`);
}

/** RetrieveUnpublished and RetrieveUnpublishedMultiple of what has to be published. */
function unpublishedRead(
  service: Service,
  request: ApiRequest,
  model: TableModel,
  key: RowKey | undefined,
  name: string,
): Operation | undefined {
  if (!isDrafted(model.name) || name !== (key === undefined ? 'RetrieveUnpublishedMultiple' : 'RetrieveUnpublished'))
    return undefined;
  if (request.method !== 'GET') throw badRequest(`The function '${name}' takes GET only.`);
  const read = (): ReadAnswer =>
    key === undefined ? getPage(service, request, model) : getRow(service, request, model, key);
  return { kind: 'read', run: () => readUnpublished(service.core, model.name, read) };
}

export function isBound(segment: Segment): boolean {
  return segment.name.startsWith(NAMESPACE);
}

/** 501 for the platform's own operations that are not carried out here, 404 for names nobody knows. */
export function unknownSegment(segment: Segment): Error {
  const name = segment.name.replace(NAMESPACE, '');
  return isPlatformOperation(name) ? notImplemented(`The operation '${name}'`) : noSegment(segment.name);
}
