/** From method and path to the operation that carries a request out. */
import { DataverseError, badRequest, noSegment, notImplemented } from '../engine/errors.ts';
import type { TableModel } from '../engine/model/types.ts';
import { requireRow } from '../engine/security/index.ts';
import { expireRows } from '../engine/elastic.ts';
import { unboundAction } from './actions.ts';
import { withSessionToken } from './elastic.ts';
import { elasticKey, inPartition } from './partitions.ts';
import { boundOperation, isBound, unboundFunction } from './messages.ts';
import { fileOperation, isFileColumn } from './files.ts';
import { parsePath, readKey } from './path.ts';
import type { RowKey, Segment } from './path.ts';
import { farTable, getCount, getNavigation, getPage, getProperty, getRow, serviceDocument } from './reads.ts';
import type { Unit } from '../engine/write/unit.ts';
import { associate, disassociate, navigationOf, postToCollection, putCollection, writeProperty } from './relations.ts';
import { existingId, relativePath } from './resolve.ts';
import { fetchPage, wantsFetch } from './fetch.ts';
import type { ApiRequest, ApiResponse, Operation, ReadAnswer, Service } from './types.ts';
import { parseOptions } from '../odata/options.ts';
import { trackedCount, trackedPage, wantsTracking } from './tracking.ts';
import { patchRow, postRow, removeByKey } from './writes.ts';

/**
 * Finds out what a request asks for. Undefined when its first segment is no entity set and no function known here:
 * the platform's other parts may know it.
 * @throws DataverseError, ODataSyntaxError for paths and methods that make no sense
 */
export function planOperation(service: Service, given: ApiRequest): Operation | undefined {
  const isReference = given.references === undefined ? /^\/?\$\d/.test(given.path) : /^\/?\$/.test(given.path);
  const path = isReference ? relativePath(given, given.path) : given.path;
  const request = path === given.path ? given : { ...given, path };
  if (path === '') return read(request, () => serviceDocument(service, request));
  const segments = parsePath(path);
  const [first, second, third, ...more] = segments;
  if (first === undefined) throw noSegment('');
  expireRows(service.core);
  const model = service.core.models.bySet(first.name);
  if (model === undefined) {
    if (second !== undefined) return undefined;
    const action = unboundAction(service, request, first);
    if (action !== undefined) return action;
    const operation = unboundFunction(service, request, first);
    if (operation !== undefined && request.method !== 'GET') throw methodNotAllowed(request.method, first.name);
    return operation;
  }
  // Deleting a solution uninstalls it: the platform's own routes do that.
  if (model.name === 'solution' && request.method === 'DELETE' && second === undefined) return undefined;
  if (more.length > 0) throw notImplemented('A path of more than three segments');
  if (first.args === undefined) return setOperation(service, request, model, second, third);
  const key = model.isElastic
    ? elasticKey(model, first, request)
    : readKey(model, first, first.args.named.size > 0 ? parseOptions(request.query).aliases : undefined);
  if (second === undefined) return rowOperation(service, request, model, key, first);
  if (isBound(second)) return boundOperation(service, request, model, key, second);
  return belowRow(service, request, model, key, second, third);
}

function setOperation(
  service: Service,
  request: ApiRequest,
  model: TableModel,
  second: Segment | undefined,
  third: Segment | undefined,
): Operation {
  if (third !== undefined) throw noSegment(third.name);
  if (second?.name === '$count')
    return read(request, () =>
      wantsTracking(request) ? trackedCount(service, request, model) : getCount(service, request, model),
    );
  if (second !== undefined) {
    if (isBound(second)) return boundOperation(service, request, model, undefined, second);
    throw noSegment(second.name);
  }
  if (request.method === 'GET')
    return read(request, () =>
      wantsTracking(request)
        ? trackedPage(service, request, model)
        : wantsFetch(request)
          ? fetchPage(service, request, model)
          : getPage(service, model.isElastic ? inPartition(request) : request, model),
    );
  if (request.method === 'POST')
    return write(elastic(service, model, (unit) => postRow(service, request, model, unit)));
  throw methodNotAllowed(request.method, model.set);
}

function rowOperation(
  service: Service,
  request: ApiRequest,
  model: TableModel,
  key: RowKey,
  segment: Segment,
): Operation {
  switch (request.method) {
    case 'GET':
      return read(request, () => getRow(service, request, model, key));
    case 'PATCH':
      return write(
        elastic(service, model, (unit) =>
          patchRow(service, request, model, key, segment.text.slice(model.set.length + 1, -1), unit),
        ),
      );
    case 'DELETE':
      return write((unit) => removeByKey(service, request, model, key, unit));
    default:
      throw methodNotAllowed(request.method, model.set);
  }
}

function belowRow(
  service: Service,
  request: ApiRequest,
  model: TableModel,
  key: RowKey,
  second: Segment,
  third: Segment | undefined,
): Operation {
  const { method } = request;
  const { name } = second;
  if (model.navigations.has(name)) {
    if (third === undefined) return navigationOperation(service, request, model, key, name);
    if (third.name === '$count' && method === 'GET')
      return read(request, () => countBelow(service, request, model, key, name));
    if (third.name !== '$ref') throw noSegment(third.name);
    if (method === 'GET') return read(request, () => getNavigation(service, request, model, key, name, true));
    if (method === 'PUT' || method === 'POST')
      return write((unit) => associate(service, request, model, key, name, unit));
    if (method === 'DELETE')
      return write((unit) => disassociate(service, request, model, key, name, childKey(service, model, second), unit));
    throw methodNotAllowed(method, name);
  }
  const raw = third?.name === '$value';
  if (third !== undefined && !raw) throw noSegment(model.properties.has(name) ? third.name : name);
  if (isFileColumn(model, name)) return fileOperation(service, request, model, key, name, raw);
  if (!model.properties.has(name)) throw noSegment(name);
  if (method === 'GET') return read(request, () => getProperty(service, request, model, key, name, raw));
  if ((method === 'PUT' || method === 'DELETE') && !raw)
    return write((unit) => writeProperty(service, request, model, key, name, unit));
  throw methodNotAllowed(method, name);
}

function navigationOperation(
  service: Service,
  request: ApiRequest,
  model: TableModel,
  key: RowKey,
  name: string,
): Operation {
  switch (request.method) {
    case 'GET':
      if (wantsTracking(request)) throw notImplemented('Change tracking of the rows below another');
      return read(request, () => getNavigation(service, request, model, key, name, false));
    case 'POST':
      return write((unit) => postToCollection(service, request, model, key, name, unit));
    case 'PUT':
      return write((unit) => putCollection(service, request, model, key, name, unit));
    default:
      throw methodNotAllowed(request.method, name);
  }
}

function countBelow(service: Service, request: ApiRequest, model: TableModel, key: RowKey, name: string): ReadAnswer {
  const navigation = navigationOf(model, name);
  if (navigation.kind === 'one') throw badRequest(`'${name}' is single-valued; only collections have a $count.`);
  const child = service.core.models.of(farTable(navigation));
  const id = existingId(service.core, model, key);
  requireRow(service.core, request.caller, model, 'Read', id);
  return getCount(service, request, child, { navigation, table: model.name, id });
}

function childKey(service: Service, model: TableModel, segment: Segment): RowKey | undefined {
  if (segment.args === undefined) return undefined;
  const navigation = navigationOf(model, segment.name);
  if (navigation.kind === 'one') throw noSegment(segment.text);
  return readKey(service.core.models.of(farTable(navigation)), segment);
}

function read(request: ApiRequest, run: () => ReadAnswer): Operation {
  if (request.method !== 'GET') throw methodNotAllowed(request.method, request.path);
  if (request.header('accept')?.includes('metadata=full')) throw notImplemented('odata.metadata=full');
  return { kind: 'read', run };
}

/** Writes of elastic tables answer with a session token. */
function elastic(service: Service, model: TableModel, run: (unit: Unit) => ApiResponse): (unit: Unit) => ApiResponse {
  return model.isElastic ? (unit) => withSessionToken(service, run(unit)) : run;
}

function write(run: (unit: Unit) => ApiResponse): Operation {
  return { kind: 'write', run };
}

export function methodNotAllowed(method: string, on: string): DataverseError {
  return new DataverseError(
    405,
    '0x80060888',
    `The requested resource '${on}' does not support http method '${method}'.`,
  );
}
