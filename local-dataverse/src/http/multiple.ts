/** CreateMultiple, UpdateMultiple, UpsertMultiple: bound to an entity set, wholly or not at all (facts §4 [DOC] bulk-operations). */
import { DataverseError, badRequest, payloadError } from '../engine/errors.ts';
import type { TableModel } from '../engine/model/types.ts';
import { createRow } from '../engine/write/create.ts';
import { isObject, readPayload } from '../engine/write/payload.ts';
import type { JsonObject } from '../engine/write/payload.ts';
import { rowExists } from '../engine/write/rows.ts';
import type { Unit } from '../engine/write/unit.ts';
import { updateRow } from '../engine/write/update.ts';
import { readGuid } from '../engine/write/values.ts';
import { emptyResponse, jsonResponse } from './headers.ts';
import { parsePath, readKey } from './path.ts';
import type { RowKey } from './path.ts';
import { existingId, idOfKey, relativePath, resolveReference } from './resolve.ts';
import type { ApiRequest, ApiResponse, Service } from './types.ts';
import { readBody, refuseNested } from './writes.ts';

const NAMES = ['CreateMultiple', 'UpdateMultiple', 'UpsertMultiple'];

export function isMultiple(name: string): boolean {
  return NAMES.includes(name);
}

/**
 * Carries out one of the three messages. Steps on Create and Update see every row, those on CreateMultiple and
 * UpdateMultiple all rows at once (merged pipelines).
 * @throws DataverseError of the first target that fails; no row of the message is kept then
 */
export function runMultiple(
  service: Service,
  request: ApiRequest,
  model: TableModel,
  name: string,
  unit: Unit,
): ApiResponse {
  const targets = readTargets(request, model);
  if (name === 'CreateMultiple') {
    const Ids = unit.together(model, () =>
      targets.map((target) => createTarget(service, request, model, target, unit)),
    );
    const context = `${request.root}$metadata#Microsoft.Dynamics.CRM.CreateMultipleResponse`;
    return jsonResponse(200, { '@odata.context': context, Ids });
  }
  unit.together(model, () => {
    for (const target of targets) {
      refuseNested(model, target);
      if (name === 'UpdateMultiple') updateTarget(service, request, model, target, unit);
      else upsertTarget(service, request, model, target, unit);
    }
  });
  return emptyResponse(204);
}

/** @throws DataverseError 0x80048d19 for a body that is no list of rows of this table */
export function readTargets(request: ApiRequest, model: TableModel): readonly JsonObject[] {
  const targets = readBody(request, model.set)['Targets'];
  if (!Array.isArray(targets) || !targets.every(isObject))
    throw payloadError(model.set, "The parameter 'Targets' must be an array of objects.");
  if (targets.length === 0) throw badRequest("The parameter 'Targets' must not be empty.");
  for (const target of targets) {
    const type = target['@odata.type'];
    if (typeof type !== 'string')
      throw payloadError(model.set, "Every object of 'Targets' needs '@odata.type' to tell its table.");
    const table = type.replace(/^#/, '').replace(/^Microsoft\.Dynamics\.CRM\./, '');
    if (table !== model.name)
      throw payloadError(model.set, `'Targets' of '${model.set}' holds rows of '${model.name}', not of '${table}'.`);
  }
  return targets;
}

function createTarget(
  service: Service,
  request: ApiRequest,
  model: TableModel,
  target: JsonObject,
  unit: Unit,
): string {
  const { core } = service;
  if (!core.behaviour.nestedInCreateMultiple) refuseNested(model, target);
  return createRow(core, unit, model, target, {
    resolve: (reference) => resolveReference(core, request, reference),
  });
}

function updateTarget(service: Service, request: ApiRequest, model: TableModel, target: JsonObject, unit: Unit): void {
  const key = keyOf(request, model, target);
  if (key === undefined)
    throw badRequest(`A target of UpdateMultiple needs '${model.id.name}' or '@odata.id' to tell its row.`);
  change(service, request, model, existingId(service.core, model, key), target, unit);
}

function upsertTarget(service: Service, request: ApiRequest, model: TableModel, target: JsonObject, unit: Unit): void {
  const { core } = service;
  const key = keyOf(request, model, target);
  const known = key && idOfKey(core, model, key);
  if (known !== undefined && (key?.kind === 'key' || rowExists(core, model, known))) {
    change(service, request, model, known, target, unit);
    return;
  }
  if (key?.kind === 'key' || target['@odata.id'] !== undefined) refuseKeyTwice(model, key, target);
  const fixed = key === undefined ? {} : key.kind === 'key' ? key.values : { [model.id.name]: key.id };
  const resolve = (reference: string): ReturnType<typeof resolveReference> =>
    resolveReference(core, request, reference);
  createRow(core, unit, model, target, { resolve, fixed });
}

/** A key column named by `@odata.id` and once more in the target: the create fails (facts §4 [COMM]). */
function refuseKeyTwice(model: TableModel, key: RowKey | undefined, target: JsonObject): void {
  const columns = key?.kind === 'key' ? key.key.columns : [model.id.name];
  for (const name of columns) {
    if (name in target) throw new DataverseError(400, '0x80040216', 'An unexpected error occurred.');
  }
}

function change(
  service: Service,
  request: ApiRequest,
  model: TableModel,
  id: string,
  target: JsonObject,
  unit: Unit,
): void {
  const { core } = service;
  const { values } = readPayload(core, model, target, {
    mode: 'update',
    resolve: (reference) => resolveReference(core, request, reference),
  });
  updateRow(core, unit, model, id, values);
}

/** The row a target names: by `@odata.id`, else by its primary key column. */
function keyOf(request: ApiRequest, model: TableModel, target: JsonObject): RowKey | undefined {
  const address = target['@odata.id'];
  if (address === undefined) {
    const given = target[model.id.name];
    if (given === undefined || given === null) return undefined;
    const id = readGuid(given);
    if (id === undefined) throw payloadError(model.set, `The value of '${model.id.name}' is no id.`);
    return { kind: 'id', id };
  }
  if (typeof address !== 'string') throw payloadError(model.set, "The value of '@odata.id' must be a text.");
  const [segment, ...rest] = parsePath(relativePath(request, address));
  if (segment?.name !== model.set || segment.args === undefined || rest.length > 0)
    throw badRequest(`'${address.slice(0, 200)}' does not name a row of '${model.set}'.`);
  return readKey(model, segment);
}
