/** Writes below a row: party collections, single values, references between rows. */
import { badRequest, noSegment, notImplemented, payloadError } from '../engine/errors.ts';
import type { Intersecting, Navigation, TableModel, ToMany, ToOne } from '../engine/model/types.ts';
import type { SqlRow } from '../engine/storage/database.ts';
import type { RowRef } from '../engine/types.ts';
import { requireLink } from '../engine/security/index.ts';
import { createRow } from '../engine/write/create.ts';
import { linkRows, unlinkRows } from '../engine/write/intersect.ts';
import { readParties, refOf } from '../engine/write/parties.ts';
import { isObject, readPayload, setLookup } from '../engine/write/payload.ts';
import type { JsonObject } from '../engine/write/payload.ts';
import { loadRow } from '../engine/write/rows.ts';
import type { Unit } from '../engine/write/unit.ts';
import { updateRow, writePartyCollection } from '../engine/write/update.ts';
import { readPairs } from '../odata/options.ts';
import { emptyResponse, readConditions } from './headers.ts';
import type { RowKey } from './path.ts';
import { existingId, resolveReference, schemaName } from './resolve.ts';
import type { ApiRequest, ApiResponse, Service } from './types.ts';
import { readBody } from './writes.ts';

export function navigationOf(model: TableModel, name: string): Navigation {
  const navigation = model.navigations.get(name);
  if (navigation === undefined) throw noSegment(name);
  return navigation;
}

/** POST to a collection of a row: a party more, or a new row that points to this one. */
export function postToCollection(
  service: Service,
  request: ApiRequest,
  model: TableModel,
  key: RowKey,
  name: string,
  unit: Unit,
): ApiResponse {
  const navigation = navigationOf(model, name);
  if (navigation.kind !== 'many') throw notImplemented(`POST to '${name}'`);
  const { core } = service;
  const id = existingId(core, model, key);
  const body = readBody(request, model.set);
  if (model.isActivity && navigation.name === model.parties?.name) {
    writePartyCollection(
      core,
      unit,
      model,
      id,
      readParties(core, model, [body], partyContext(service, request)),
      false,
    );
    return emptyResponse(204);
  }
  const child = core.models.of(navigation.relationship.referencingTable);
  const link = child.columns.get(navigation.relationship.referencingColumn);
  if (link === undefined) throw noSegment(name);
  const fixed: SqlRow = {};
  setLookup(fixed, link, { table: model.name, id });
  const made = createRow(core, unit, child, body, {
    resolve: (reference) => resolveReference(core, request, reference),
    fixed,
  });
  const address = `${request.root}${child.set}(${made})`;
  return emptyResponse(204, { Location: address, 'OData-EntityId': address });
}

/** PUT of a party collection: `{"value":[…]}` replaces what callers may set ([DOC] associate-disassociate). */
export function putCollection(
  service: Service,
  request: ApiRequest,
  model: TableModel,
  key: RowKey,
  name: string,
  unit: Unit,
): ApiResponse {
  const navigation = navigationOf(model, name);
  if (!model.isActivity || navigation.name !== model.parties?.name) throw notImplemented(`PUT to '${name}'`);
  if (request.references !== undefined && !service.core.behaviour.putPartiesInChangeSet) {
    throw badRequest('A party collection cannot be replaced in a change set.');
  }
  const body = readBody(request, model.set);
  const { value } = body;
  if (!Array.isArray(value) || !value.every(isObject))
    throw payloadError(model.set, "The body must be an object with an array 'value' of parties.");
  const id = existingId(service.core, model, key);
  const parties = readParties(service.core, model, value, partyContext(service, request));
  writePartyCollection(service.core, unit, model, id, parties, true);
  return emptyResponse(204);
}

function partyContext(service: Service, request: ApiRequest): { mode: 'create'; resolve(reference: string): RowRef } {
  return { mode: 'create', resolve: (reference) => resolveReference(service.core, request, reference) };
}

/** PUT `{"value":…}` to a single property, DELETE to empty it. */
export function writeProperty(
  service: Service,
  request: ApiRequest,
  model: TableModel,
  key: RowKey,
  name: string,
  unit: Unit,
): ApiResponse {
  const { core } = service;
  const column = model.properties.get(name);
  if (column === undefined || column.store === 'lookup') throw noSegment(name);
  let value: unknown = null;
  if (request.method !== 'DELETE') {
    const body = readBody(request, model.set);
    if (!('value' in body)) throw payloadError(model.set, "The body must be an object with 'value'.");
    value = body['value'];
  }
  const sent: JsonObject = { [name]: value };
  const payload = readPayload(core, model, sent, {
    mode: 'update',
    resolve: (reference) => resolveReference(core, request, reference),
  });
  updateRow(core, unit, model, existingId(core, model, key), payload.values, {
    version: readConditions(request).version,
  });
  return emptyResponse(204);
}

/** PUT or POST `{"@odata.id":…}` to `…/navigation/$ref`. */
export function associate(
  service: Service,
  request: ApiRequest,
  model: TableModel,
  key: RowKey,
  name: string,
  unit: Unit,
): ApiResponse {
  const navigation = navigationOf(model, name);
  const id = existingId(service.core, model, key);
  const body = readBody(request, model.set);
  const reference = body['@odata.id'];
  if (typeof reference !== 'string') throw payloadError(model.set, "The body must be an object with '@odata.id'.");
  const ref = resolveReference(service.core, request, reference);
  if (navigation.kind === 'one') {
    if (request.method !== 'PUT') throw badRequest(`'${name}' is single-valued; use PUT.`);
    setReference(service, unit, model, navigation, id, ref);
  } else if (navigation.kind === 'many') {
    if (request.method !== 'POST') throw badRequest(`'${name}' is a collection; use POST.`);
    setBackReference(service, unit, model, navigation, id, ref, true);
  } else {
    if (request.method !== 'POST') throw badRequest(`'${name}' is a collection; use POST.`);
    checkLinked(navigation, ref);
    linkRows(service.core, unit, model, navigation, id, ref);
    unit.emit({
      message: 'Associate',
      model,
      id,
      input: { relationship: navigation.relationship.schemaName, related: ref },
    });
    return emptyResponse(204);
  }
  unit.emit({ message: 'Associate', model, id, input: { relationship: schemaName(navigation, ref), related: ref } });
  return emptyResponse(204);
}

/** DELETE of `…/navigation/$ref`, `…/collection(id)/$ref` or `…/collection/$ref?$id=…`. */
export function disassociate(
  service: Service,
  request: ApiRequest,
  model: TableModel,
  key: RowKey,
  name: string,
  child: RowKey | undefined,
  unit: Unit,
): ApiResponse {
  const { core } = service;
  const navigation = navigationOf(model, name);
  const id = existingId(core, model, key);
  let related: RowRef | undefined;
  if (navigation.kind === 'one') {
    related = refOf(model, loadRow(core, model, id) ?? {}, navigation.column.name);
    setReference(service, unit, model, navigation, id, undefined);
  } else if (navigation.kind === 'many') {
    const table = core.models.of(navigation.relationship.referencingTable);
    const ref =
      child === undefined
        ? referenceInQuery(service, request)
        : { table: table.name, id: existingId(core, table, child) };
    related = ref;
    setBackReference(service, unit, model, navigation, id, ref, false);
  } else {
    const table = core.models.of(navigation.other);
    const ref =
      child === undefined
        ? referenceInQuery(service, request)
        : { table: table.name, id: existingId(core, table, child) };
    checkLinked(navigation, ref);
    requireLink(core, unit.caller, model, navigation, id, ref);
    unlinkRows(core, model, navigation, id, ref.id);
    const relationship = navigation.relationship.schemaName;
    unit.emit({ message: 'Disassociate', model, id, input: { relationship, related: ref } });
    return emptyResponse(204);
  }
  if (related !== undefined)
    unit.emit({
      message: 'Disassociate',
      model,
      id,
      input: { relationship: schemaName(navigation, related), related },
    });
  return emptyResponse(204);
}

function checkLinked(navigation: Intersecting, ref: RowRef): void {
  if (ref.table !== navigation.other) throw badRequest(`'${navigation.name}' holds rows of '${navigation.other}'.`);
}

function referenceInQuery(service: Service, request: ApiRequest): RowRef {
  const given = readPairs(request.query).find(([name]) => name === '$id')?.[1];
  if (given === undefined) throw badRequest("The row to remove is named in the address or by '$id'.");
  return resolveReference(service.core, request, given);
}

function setReference(
  service: Service,
  unit: Unit,
  model: TableModel,
  navigation: ToOne,
  id: string,
  ref: RowRef | undefined,
): void {
  if (ref !== undefined && !navigation.relationships.has(ref.table))
    throw badRequest(`'${navigation.name}' does not take rows of '${ref.table}'.`);
  const changes: SqlRow = {};
  setLookup(changes, navigation.column, ref);
  updateRow(service.core, unit, model, id, changes);
}

function setBackReference(
  service: Service,
  unit: Unit,
  model: TableModel,
  navigation: ToMany,
  id: string,
  ref: RowRef,
  link: boolean,
): void {
  const { referencingTable, referencingColumn } = navigation.relationship;
  const table = service.core.models.of(referencingTable);
  const column = table.columns.get(referencingColumn);
  if (ref.table !== referencingTable || column === undefined)
    throw badRequest(`'${navigation.name}' holds rows of '${referencingTable}'.`);
  const changes: SqlRow = {};
  setLookup(changes, column, link ? { table: model.name, id } : undefined);
  updateRow(service.core, unit, table, ref.id, changes);
}
