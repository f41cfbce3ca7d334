/** Actions that change several rows at once: Merge, QualifyLead; and the table of actions bound to rows. */
import { badRequest, invalidArgument, notImplemented, payloadError } from '../engine/errors.ts';
import type { TableModel } from '../engine/model/types.ts';
import { requirePrivilege } from '../engine/security/index.ts';
import { MERGEABLE, mergeRows } from '../engine/write/merge.ts';
import { isObject, readPayload } from '../engine/write/payload.ts';
import { qualifyLead } from '../engine/write/qualify.ts';
import type { Unit } from '../engine/write/unit.ts';
import { promoteEmail, sendEmail } from './email.ts';
import { exportToExcel } from './excel.ts';
import { emptyResponse, jsonResponse } from './headers.ts';
import { rowParameter } from './parameters.ts';
import type { RowKey, Segment } from './path.ts';
import { existingId, resolveReference } from './resolve.ts';
import { isSharing, sharingAction } from './sharing.ts';
import type { ApiRequest, ApiResponse, Operation, Service } from './types.ts';
import { readBody, refuseNested } from './writes.ts';

type RowAction = (service: Service, request: ApiRequest, model: TableModel, key: RowKey, unit: Unit) => ApiResponse;

const ROW_ACTIONS: Readonly<Record<string, RowAction>> = {
  'lead QualifyLead': qualify,
  'email SendEmail': sendEmail,
  'email DeliverPromoteEmail': promoteEmail,
};

const ACTIONS: Readonly<Record<string, (service: Service, request: ApiRequest, unit: Unit) => ApiResponse>> = {
  Merge: merge,
  ExportToExcel: exportToExcel,
};

/** Actions without a table. Undefined when the name is none of these. */
export function unboundAction(service: Service, request: ApiRequest, segment: Segment): Operation | undefined {
  if (segment.args !== undefined) return undefined;
  if (isSharing(segment.name)) return sharingAction(service, request, segment.name);
  const action = ACTIONS[segment.name];
  if (action === undefined) return undefined;
  if (request.method !== 'POST') throw badRequest(`The action '${segment.name}' takes POST only.`);
  return { kind: 'write', run: (unit) => action(service, request, unit) };
}

/** Actions bound to a row. Undefined when the name is none of these. */
export function rowAction(
  service: Service,
  request: ApiRequest,
  model: TableModel,
  key: RowKey,
  name: string,
): Operation | undefined {
  const run = ROW_ACTIONS[`${model.name} ${name}`];
  if (run === undefined) return undefined;
  if (request.method !== 'POST') throw badRequest(`The action '${name}' takes POST only.`);
  return { kind: 'write', run: (unit) => run(service, request, model, key, unit) };
}

function merge(service: Service, request: ApiRequest, unit: Unit): ApiResponse {
  const { core } = service;
  requirePrivilege(core, unit.caller, 'prvMerge');
  const body = readBody(request, 'Merge');
  const target = rowParameter(service, request, body, 'Target');
  const subordinate = rowParameter(service, request, body, 'Subordinate');
  if (target === undefined || subordinate === undefined)
    throw invalidArgument("The parameters 'Target' and 'Subordinate' of Merge must be rows.");
  if (target.table !== subordinate.table) throw invalidArgument('Only rows of the same table can be merged.');
  if (!MERGEABLE.includes(target.table)) throw notImplemented(`Merge of rows of '${target.table}'`);
  const content = body['UpdateContent'] ?? {};
  const checkParents = body['PerformParentingChecks'] ?? false;
  const model = core.models.of(target.table);
  if (!isObject(content)) throw payloadError(model.set, "The parameter 'UpdateContent' must be an object.");
  if (typeof checkParents !== 'boolean')
    throw payloadError(model.set, "The parameter 'PerformParentingChecks' must be true or false.");
  refuseNested(model, content);
  const { values } = readPayload(core, model, content, {
    mode: 'update',
    resolve: (reference) => resolveReference(core, request, reference),
  });
  mergeRows(core, unit, model, target.id, subordinate.id, { content: values, checkParents });
  return emptyResponse(204);
}

function qualify(service: Service, request: ApiRequest, model: TableModel, key: RowKey, unit: Unit): ApiResponse {
  const { core } = service;
  requirePrivilege(core, unit.caller, 'prvQualifyLead');
  const body = readBody(request, model.set);
  const flag = (name: string): boolean => {
    const value = body[name];
    if (typeof value !== 'boolean')
      throw invalidArgument(`The parameter '${name}' of QualifyLead must be true or false.`);
    return value;
  };
  const status = body['Status'];
  if (typeof status !== 'number') throw invalidArgument("The parameter 'Status' of QualifyLead must be a number.");
  for (const name of ['SourceCampaignId', 'ProcessInstanceId']) {
    if ((body[name] ?? null) !== null) throw notImplemented(`QualifyLead with ${name}`);
  }
  const customer = rowParameter(service, request, body, 'OpportunityCustomerId');
  if (customer !== undefined && customer.table !== 'account' && customer.table !== 'contact')
    throw invalidArgument("The parameter 'OpportunityCustomerId' of QualifyLead must be an account or a contact.");
  const made = qualifyLead(core, unit, existingId(core, model, key), {
    account: flag('CreateAccount'),
    contact: flag('CreateContact'),
    opportunity: flag('CreateOpportunity'),
    status,
    currency: rowParameter(service, request, body, 'OpportunityCurrencyId'),
    customer,
  });
  const value = made.map(({ table, id }) => ({
    '@odata.type': `#Microsoft.Dynamics.CRM.${table}`,
    [core.models.of(table).id.name]: id,
  }));
  const context = `${request.root}$metadata#Collection(Microsoft.Dynamics.CRM.crmbaseentity)`;
  return jsonResponse(200, { '@odata.context': context, value });
}
