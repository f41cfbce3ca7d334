/** POST, PATCH, DELETE of rows. */
import type { Core } from '../engine/core.ts';
import { createNotSupported, createRow } from '../engine/write/create.ts';
import { idColumns, partitioned } from '../engine/elastic.ts';
import { deepUpdate, duplicateId, noRowWithKey, notFound, payloadError } from '../engine/errors.ts';
import type { TableModel } from '../engine/model/types.ts';
import { readOne } from '../engine/query/read.ts';
import { unreadable } from '../engine/security/index.ts';
import { parseOptions } from '../odata/options.ts';
import { readParties } from '../engine/write/parties.ts';
import { isObject, readPayload } from '../engine/write/payload.ts';
import type { JsonObject } from '../engine/write/payload.ts';
import { deleteRow } from '../engine/write/remove.ts';
import { rowExists } from '../engine/write/rows.ts';
import type { Unit } from '../engine/write/unit.ts';
import { updateRow, writePartyCollection } from '../engine/write/update.ts';
import { replaced } from './elastic.ts';
import { applied, emptyResponse, jsonResponse, readConditions, readPreferences } from './headers.ts';
import type { RowKey } from './path.ts';
import { contextOf } from './reads.ts';
import { existingId, idOfKey, resolveReference } from './resolve.ts';
import type { ApiRequest, ApiResponse, Service } from './types.ts';

/** The JSON object of the request. @throws DataverseError 0x80048d19 */
export function readBody(request: ApiRequest, set: string): JsonObject {
  let body: unknown;
  try {
    body = JSON.parse(request.body);
  } catch (error) {
    throw payloadError(
      set,
      request.body.trim() === ''
        ? 'The body is empty.'
        : `The body is not valid JSON: ${error instanceof Error ? error.message : ''}`,
    );
  }
  if (!isObject(body)) throw payloadError(set, 'The body must be a JSON object.');
  return body;
}

/** POST to an entity set. */
export function postRow(service: Service, request: ApiRequest, model: TableModel, unit: Unit): ApiResponse {
  const body = readBody(request, model.set);
  const id = createRow(service.core, unit, model, body, {
    resolve: (reference) => resolveReference(service.core, request, reference),
  });
  const solution = request.header('mscrm.solutionuniquename');
  if (solution !== undefined) service.addToSolution?.(solution, model.name, id);
  return created(service, request, model, id, body);
}

function created(service: Service, request: ApiRequest, model: TableModel, id: string, body: JsonObject): ApiResponse {
  const address = `${request.root}${model.set}(${id})`;
  const headers = { Location: address, 'OData-EntityId': address };
  if (!wantsRepresentation(request)) return emptyResponse(204, headers);
  const partition = body['partitionid'];
  const key = model.isElastic ? partitioned(id, typeof partition === 'string' ? partition : undefined) : id;
  return representation(service, request, model, key, 201, headers);
}

function wantsRepresentation(request: ApiRequest): boolean {
  return readPreferences(request).representation;
}

function representation(
  service: Service,
  request: ApiRequest,
  model: TableModel,
  id: string,
  status: number,
  headers: Record<string, string>,
): ApiResponse {
  const preferences = readPreferences(request);
  const options = parseOptions(request.query);
  const settings = {
    core: service.core,
    caller: request.caller,
    root: request.root,
    annotations: preferences.annotations,
  };
  const row = readOne(settings, model, id, options);
  if (row === undefined) throw unreadable(service.core, request.caller, model, id);
  const body = { '@odata.context': contextOf(request, model, options, '/$entity'), ...row };
  return jsonResponse(status, body, { ...headers, ...applied(preferences) });
}

/** PATCH of a row by id or alternate key: update, or upsert when no header forbids it. */
export function patchRow(
  service: Service,
  request: ApiRequest,
  model: TableModel,
  key: RowKey,
  keyText: string,
  unit: Unit,
): ApiResponse {
  const { core } = service;
  const { body, parties } = partiesApart(core, model, readBody(request, model.set));
  refuseNested(model, body);
  const conditions = readConditions(request);
  const known = idOfKey(core, model, key);
  const exists = known !== undefined && (key.kind === 'key' || rowExists(core, model, known));
  if (exists && conditions.mustNotExist) throw duplicateId();
  if (!exists && conditions.mustExist)
    throw known === undefined ? noRowWithKey(model.name) : notFound(model.name, known);
  const address = `${request.root}${model.set}(${keyText})`;
  const headers = { Location: address, 'OData-EntityId': address };
  const resolve = (reference: string): ReturnType<typeof resolveReference> =>
    resolveReference(core, request, reference);
  let id = known;
  if (exists && known !== undefined) {
    // Before the rest: the same PATCH may close the activity.
    if (parties !== undefined)
      writePartyCollection(
        core,
        unit,
        model,
        known,
        readParties(core, model, parties, { mode: 'create', resolve }),
        true,
      );
    const payload = readPayload(core, model, body, { mode: 'update', resolve });
    const values = model.isElastic && !conditions.mustExist ? replaced(model, payload.values) : payload.values;
    updateRow(core, unit, model, known, values, { version: conditions.version });
  } else {
    if (parties !== undefined) throw deepUpdate();
    const fixed = key.kind === 'key' ? key.values : idColumns(model, key.id);
    const made = createRow(core, unit, model, withoutId(model, body), { resolve, fixed });
    id = model.isElastic ? known : made;
  }
  if (!wantsRepresentation(request) || id === undefined) return emptyResponse(204, headers);
  return representation(service, request, model, id, exists ? 200 : 201, headers);
}

/** With the switch `patchParties` the parties in an update's body stand for their whole collection. */
function partiesApart(
  core: Core,
  model: TableModel,
  body: JsonObject,
): { body: JsonObject; parties?: readonly JsonObject[] } {
  const name = model.parties?.name;
  if (core.behaviour.patchParties !== 'replace' || name === undefined || !(name in body)) return { body };
  const { [name]: parties, ...rest } = body;
  if (!Array.isArray(parties) || !parties.every(isObject))
    throw payloadError(model.set, `The value of '${name}' must be an array of objects.`);
  return { body: rest, parties };
}

/** The address names the id; in the body it says nothing more. */
function withoutId(model: TableModel, body: JsonObject): JsonObject {
  if (!(model.id.name in body)) return body;
  const rest: Record<string, unknown> = { ...body };
  delete rest[model.id.name];
  return rest;
}

/** Neither an update nor an upsert may carry nested rows, parties included (facts §3: 0x80060888). */
export function refuseNested(model: TableModel, body: JsonObject): void {
  for (const name in body) {
    const value = body[name];
    if (typeof value === 'object' && value !== null && model.navigations.has(name)) throw deepUpdate();
  }
}

export function removeByKey(
  service: Service,
  request: ApiRequest,
  model: TableModel,
  key: RowKey,
  unit: Unit,
): ApiResponse {
  if (model.name === 'activityparty') throw createNotSupported(model.name);
  const id = existingId(service.core, model, key);
  deleteRow(service.core, unit, model, id, { version: readConditions(request).version });
  return emptyResponse(204);
}
