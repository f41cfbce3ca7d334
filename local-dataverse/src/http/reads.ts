/** GET of rows, pages, counts and single values. */
import { badRequest, noSegment, notImplemented } from '../engine/errors.ts';
import type { Intersecting, TableModel, ToMany } from '../engine/model/types.ts';
import { readApply } from '../engine/query/apply.ts';
import { writeCookie } from '../engine/query/cookie.ts';
import { readCount, readOne, readPage } from '../engine/query/read.ts';
import type { Page, Parent, ReadSettings } from '../engine/query/read.ts';
import { loadReadable, requireRow, unreadable } from '../engine/security/index.ts';
import { fromStore } from '../engine/write/values.ts';
import { parseApply } from '../odata/apply.ts';
import type { QueryOptions } from '../odata/ast.ts';
import { parseOptions } from '../odata/options.ts';
import { applied, emptyResponse, jsonResponse, readConditions, readPreferences } from './headers.ts';
import type { Preferences } from './headers.ts';
import type { RowKey } from './path.ts';
import { multipleMessage, retrieveMessage, wanted } from './readMessages.ts';
import { existingId } from './resolve.ts';
import { queryExpression } from './sdkQuery.ts';
import type { ApiRequest, ReadAnswer, Service } from './types.ts';

/** `…$metadata#tasks(subject)/$entity` */
export function contextOf(request: ApiRequest, model: TableModel, options: QueryOptions, suffix = ''): string {
  const { select, expand } = options;
  const names = [...(select ?? []), ...expand.map((item) => `${item.navigation}()`)];
  return `${request.root}$metadata#${model.set}${names.length === 0 ? '' : `(${names.join(',')})`}${suffix}`;
}

export function settingsOf(service: Service, request: ApiRequest, preferences: Preferences): ReadSettings {
  return { core: service.core, caller: request.caller, root: request.root, annotations: preferences.annotations };
}

/** Refuses options that are known but not carried out, by name. */
export function refuseOthers(options: QueryOptions): void {
  for (const name of options.others.keys()) {
    if (name === '$apply') throw notImplemented('$apply on this address');
    if (name === '$skip' || name === '$search') throw badRequest(`The query parameter ${name} is not supported.`);
    if (name === '$format' || name === '$compute' || name === '$deltatoken') throw notImplemented(name);
  }
}

export function getPage(service: Service, request: ApiRequest, model: TableModel, parent?: Parent): ReadAnswer {
  const options = parseOptions(request.query);
  const apply = options.others.get('$apply');
  if (apply !== undefined) return applyPage(service, request, model, options, apply, parent);
  refuseOthers(options);
  const preferences = readPreferences(request);
  const page = readPage(settingsOf(service, request, preferences), model, options, preferences.pageSize, parent);
  const response = jsonResponse(200, pageBody(request, model, options, page, preferences), applied(preferences));
  const message = multipleMessage(
    service.core,
    model,
    () => queryExpression(model, options, preferences.pageSize),
    page.ids,
    wanted(model, options.select),
  );
  return { response, message };
}

function applyPage(
  service: Service,
  request: ApiRequest,
  model: TableModel,
  options: QueryOptions,
  apply: string,
  parent: Parent | undefined,
): ReadAnswer {
  const others = new Map(options.others);
  others.delete('$apply');
  refuseOthers({ ...options, others });
  const preferences = readPreferences(request);
  const rows = readApply(settingsOf(service, request, preferences), model, options, parseApply(apply), parent);
  const body = { '@odata.context': `${request.root}$metadata#${model.set}`, value: rows };
  const message = multipleMessage(service.core, model, () => queryExpression(model, options, undefined), []);
  return { response: jsonResponse(200, body, applied(preferences)), message };
}

function pageBody(
  request: ApiRequest,
  model: TableModel,
  options: QueryOptions,
  page: Page,
  preferences: Preferences,
): Record<string, unknown> {
  const body: Record<string, unknown> = { '@odata.context': contextOf(request, model, options) };
  if (page.count !== undefined) {
    body['@odata.count'] = page.count;
    if (preferences.annotations.totals) {
      body['@Microsoft.Dynamics.CRM.totalrecordcount'] = page.countLimitExceeded ? 5000 : page.count;
      body['@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded'] = page.countLimitExceeded;
    }
  }
  body['value'] = page.rows;
  if (page.next !== undefined) body['@odata.nextLink'] = nextLink(request, writeCookie(page.next));
  return body;
}

/** The request's own address with the token in place of an earlier one. */
export function nextLink(request: ApiRequest, token: string): string {
  const kept = request.query.split('&').filter((part) => part !== '' && !/^(\$|%24)skiptoken=/i.test(part));
  return `${request.root}${request.path}?${[...kept, `$skiptoken=${encodeURIComponent(token)}`].join('&')}`;
}

export function getCount(service: Service, request: ApiRequest, model: TableModel, parent?: Parent): ReadAnswer {
  const options = parseOptions(request.query);
  refuseOthers(options);
  const count = readCount(settingsOf(service, request, readPreferences(request)), model, options, parent);
  return {
    response: { status: 200, headers: { 'Content-Type': 'text/plain', 'OData-Version': '4.0' }, body: String(count) },
  };
}

export function getRow(service: Service, request: ApiRequest, model: TableModel, key: RowKey): ReadAnswer {
  const options = parseOptions(request.query);
  refuseOthers(options);
  const id = existingId(service.core, model, key);
  return rowAnswer(service, request, model, id, options);
}

function rowAnswer(
  service: Service,
  request: ApiRequest,
  model: TableModel,
  id: string,
  options: QueryOptions,
): ReadAnswer {
  const preferences = readPreferences(request);
  const row = readOne(settingsOf(service, request, preferences), model, id, options);
  if (row === undefined) throw unreadable(service.core, request.caller, model, id);
  const { known } = readConditions(request);
  // A 304 would hide changes of expanded rows and lose annotations, so it is not given with them ([DOC] conditional operations).
  if (
    known !== undefined &&
    options.expand.length === 0 &&
    !preferences.annotations.any &&
    row['@odata.etag'] === `W/"${known}"`
  ) {
    return { response: emptyResponse(304, { ETag: `W/"${known}"` }) };
  }
  const body = { '@odata.context': contextOf(request, model, options, '/$entity'), ...row };
  const headers = { ETag: String(row['@odata.etag']), ...applied(preferences) };
  return {
    response: jsonResponse(200, body, headers),
    message: retrieveMessage(service.core, model, id, options.select),
  };
}

/** The table whose rows a collection holds. */
export function farTable(navigation: ToMany | Intersecting): string {
  return navigation.kind === 'many' ? navigation.relationship.referencingTable : navigation.other;
}

/** GET of a navigation of a row. */
export function getNavigation(
  service: Service,
  request: ApiRequest,
  model: TableModel,
  key: RowKey,
  name: string,
  ref: boolean,
): ReadAnswer {
  const { core } = service;
  const navigation = model.navigations.get(name);
  if (navigation === undefined) throw noSegment(name);
  const id = existingId(core, model, key);
  if (navigation.kind !== 'one') {
    requireRow(core, request.caller, model, 'Read', id);
    const child = core.models.of(farTable(navigation));
    const parent = { navigation, table: model.name, id };
    return ref ? referencePage(service, request, child, parent) : getPage(service, request, child, parent);
  }
  const row = loadReadable(core, request.caller, model, id);
  const target = row[navigation.column.name];
  const type =
    navigation.column.typeName === undefined ? navigation.column.targets[0] : row[navigation.column.typeName];
  if (typeof target !== 'string' || typeof type !== 'string' || !navigation.relationships.has(type))
    return { response: emptyResponse(204) };
  const table = core.models.of(type);
  if (ref) {
    return {
      response: jsonResponse(200, {
        '@odata.context': `${request.root}$metadata#$ref`,
        '@odata.id': `${request.root}${table.set}(${target})`,
      }),
    };
  }
  return rowAnswer(service, request, table, target, parseOptions(request.query));
}

function referencePage(service: Service, request: ApiRequest, child: TableModel, parent: Parent): ReadAnswer {
  const options = { ...parseOptions(request.query), select: [child.id.name], expand: [] };
  const preferences = readPreferences(request);
  const page = readPage(settingsOf(service, request, preferences), child, options, preferences.pageSize, parent);
  const value = page.ids.map((id) => ({ '@odata.id': `${request.root}${child.set}(${id})` }));
  const next = page.next === undefined ? {} : { '@odata.nextLink': nextLink(request, writeCookie(page.next)) };
  return {
    response: jsonResponse(200, { '@odata.context': `${request.root}$metadata#Collection($ref)`, value, ...next }),
  };
}

/** GET of one value: `tasks(id)/subject`, with `/$value` as plain text. */
export function getProperty(
  service: Service,
  request: ApiRequest,
  model: TableModel,
  key: RowKey,
  name: string,
  raw: boolean,
): ReadAnswer {
  const column = model.properties.get(name);
  if (column === undefined) throw noSegment(name);
  const id = existingId(service.core, model, key);
  const row = loadReadable(service.core, request.caller, model, id);
  const value = fromStore(column, row[column.name]);
  const message = retrieveMessage(service.core, model, id, [name]);
  if (value === null) return { response: emptyResponse(204), message };
  if (raw)
    return {
      response: {
        status: 200,
        headers: { 'Content-Type': 'text/plain; charset=utf-8', 'OData-Version': '4.0' },
        body: String(value),
      },
      message,
    };
  const context = `${request.root}$metadata#${model.set}(${id})/${name}`;
  return { response: jsonResponse(200, { '@odata.context': context, value }), message };
}

/** GET of the service root: the entity sets. */
export function serviceDocument(service: Service, request: ApiRequest): ReadAnswer {
  const tables = service.core.registry
    .tables()
    .filter((table) => service.core.models.bySet(table.entitySetName) !== undefined);
  const value = tables.map((table) => ({ name: table.entitySetName, kind: 'EntitySet', url: table.entitySetName }));
  return { response: jsonResponse(200, { '@odata.context': `${request.root}$metadata`, value }) };
}
