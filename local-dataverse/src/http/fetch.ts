/** `?fetchXml=` and `?savedQuery=` on an entity set. */
import { badRequest, notFound, notImplemented } from '../engine/errors.ts';
import { wrapCookie } from '../engine/fetch/cookie.ts';
import type { FetchEntity } from '../engine/fetch/ast.ts';
import { parseFetch } from '../engine/fetch/parse.ts';
import { runFetch } from '../engine/fetch/run.ts';
import type { TableModel } from '../engine/model/types.ts';
import { loadRow } from '../engine/write/rows.ts';
import { readGuid } from '../engine/write/values.ts';
import { readPairs } from '../odata/options.ts';
import { applied, jsonResponse, readPreferences } from './headers.ts';
import { multipleMessage } from './readMessages.ts';
import { settingsOf } from './reads.ts';
import { fetchExpression } from './sdkQuery.ts';
import type { ApiRequest, ReadAnswer, Service } from './types.ts';

export function wantsFetch(request: ApiRequest): boolean {
  return /(?:^|&)(?:fetchXml|savedQuery|userQuery)=/i.test(request.query);
}

export function fetchPage(service: Service, request: ApiRequest, model: TableModel): ReadAnswer {
  const preferences = readPreferences(request);
  const text = fetchText(service, request);
  const query = parseFetch(text);
  const page = runFetch(settingsOf(service, request, preferences), model, query, preferences.pageSize);
  const body: Record<string, unknown> = { '@odata.context': `${request.root}$metadata#${model.set}` };
  if (page.totalCount !== undefined && preferences.annotations.totals) {
    body['@Microsoft.Dynamics.CRM.totalrecordcount'] = Math.min(page.totalCount, 5000);
    body['@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded'] = page.totalCount > 5000;
  }
  if (preferences.annotations.paging) {
    body['@Microsoft.Dynamics.CRM.morerecords'] = page.more;
    if (page.more)
      body['@Microsoft.Dynamics.CRM.fetchxmlpagingcookie'] = wrapCookie(Math.max(query.page, 1), page.cookie);
  }
  body['value'] = page.rows;
  return {
    response: jsonResponse(200, body, applied(preferences)),
    message: multipleMessage(service.core, model, () => fetchExpression(text), page.ids, fetchColumns(query.entity)),
  };
}

function fetchColumns(entity: FetchEntity): readonly string[] | undefined {
  return entity.allAttributes ? undefined : entity.attributes.map((attribute) => attribute.name);
}

function fetchText(service: Service, request: ApiRequest): string {
  const pairs = new Map(readPairs(request.query).map(([name, value]) => [name.toLowerCase(), value]));
  const text = pairs.get('fetchxml');
  if (text !== undefined) return text;
  if (pairs.has('userquery')) throw notImplemented('userQuery');
  const id = readGuid(pairs.get('savedquery'));
  const views = service.core.models.find('savedquery');
  if (id === undefined || views === undefined) throw badRequest('savedQuery must be the id of a saved query.');
  const stored = loadRow(service.core, views, id)?.['fetchxml'];
  if (typeof stored !== 'string') throw notFound('savedquery', id);
  return stored;
}
