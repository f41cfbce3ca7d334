/** Dataverse search: query, suggest, autocomplete of versions 1.0 and 2.0 ([DOC] search/legacy, search/query, search/suggest). */
import { badRequest, notImplemented } from '../../engine/errors.ts';
import type { Caller } from '../../engine/types.ts';
import { isObject } from '../../engine/write/payload.ts';
import { jsonResponse } from '../headers.ts';
import type { ApiResponse, Service } from '../types.ts';
import { readQuery } from './query.ts';
import type { SearchQuery } from './query.ts';
import { candidates, searchTables } from './tables.ts';
import type { SearchTable } from './tables.ts';
import { highlighted, hitsOf, readTerms } from './terms.ts';
import type { Hit, Term } from './terms.ts';

export interface SearchRequest {
  readonly version: string;
  readonly operation: string;
  readonly body: string;
  readonly caller: Caller;
  /** Address of the Web API. */
  readonly root: string;
}

interface Found {
  readonly table: SearchTable;
  readonly row: Record<string, unknown>;
  /** Hits by column. */
  readonly hits: ReadonlyMap<string, readonly Hit[]>;
  readonly score: number;
}

/** @throws DataverseError 400 for bodies that say too little, 501 for what is left out */
export function runSearch(service: Service, request: SearchRequest): ApiResponse {
  const isOld = request.version === 'v1.0';
  if (!isOld && request.version !== 'v2.0') throw notImplemented(`Dataverse search ${request.version}`);
  const query = readQuery(parsed(request.body), isOld);
  switch (request.operation) {
    case 'query':
      return answer(request, isOld, queryAnswer(service, request, query, isOld));
    case 'suggest':
      return answer(request, isOld, suggestAnswer(service, request, query, isOld));
    case 'autocomplete':
      return answer(request, isOld, autocompleteAnswer(service, request, query, isOld));
    default:
      throw notImplemented(`Dataverse search ${request.operation}`);
  }
}

function parsed(body: string): Readonly<Record<string, unknown>> {
  try {
    const given: unknown = JSON.parse(body);
    if (isObject(given)) return given;
  } catch {
    // told below
  }
  throw badRequest('The body of a search must be a JSON object.');
}

/** Version 2.0 wraps its answer in a text. */
function answer(request: SearchRequest, isOld: boolean, body: object): ApiResponse {
  if (isOld) return jsonResponse(200, body);
  const context = `${request.root}$metadata#Microsoft.Dynamics.CRM.search${request.operation}Response`;
  return jsonResponse(200, { '@odata.context': context, response: JSON.stringify(body) });
}

function queryAnswer(service: Service, request: SearchRequest, query: SearchQuery, isOld: boolean): object {
  const terms = readTerms(query.search);
  const all = find(service, request, query, terms, (table) => table.columns).filter(
    (found) => query.mode === 'any' || terms.every((term) => matches(found, term)),
  );
  const count = query.count ? all.length : -1;
  const page = all.slice(query.skip, query.skip + (query.top ?? 50));
  if (isOld) {
    const value = page.map((found) => ({
      '@search.score': found.score,
      '@search.highlights': highlights(found),
      ...identity(found),
      ...attributes(found),
    }));
    return { value, facets: {}, totalrecordcount: count };
  }
  const Value = page.map((found) => ({
    Id: found.row[found.table.model.id.property],
    EntityName: found.table.model.name,
    ObjectTypeCode: found.table.model.table.objectTypeCode,
    Attributes: { '@search.objecttypecode': found.table.model.table.objectTypeCode, ...attributes(found) },
    Highlights: highlights(found),
    Score: found.score,
  }));
  return { Error: null, Value, Facets: {}, QueryContext: null, Count: count };
}

/** Suggestions look through primary columns only, by the beginnings of words. */
function suggestAnswer(service: Service, request: SearchRequest, query: SearchQuery, isOld: boolean): object {
  const documents = primaryMatches(service, request, query).slice(0, query.top ?? 5);
  const value = documents.map((found) => {
    const [[column, hits] = ['', []]] = found.hits;
    const text = highlighted(String(found.row[column]), hits);
    return { text, document: { ...identity(found), [column]: found.row[column] } };
  });
  if (isOld) return { value };
  return {
    Error: null,
    Value: value.map(({ text, document }) => ({ Text: text, Document: document })),
    QueryContext: null,
  };
}

function autocompleteAnswer(service: Service, request: SearchRequest, query: SearchQuery, isOld: boolean): object {
  const last = /\S+$/.exec(query.search.trim())?.[0] ?? '';
  const [found] = primaryMatches(service, request, { ...query, search: last });
  const [[column, hits] = ['', []]] = found?.hits ?? [];
  const [from = 0, to = 0] = hits[0] ?? [];
  const rest = /^[\p{L}\p{N}]*/u.exec(String(found?.row[column] ?? '').slice(to))?.[0] ?? '';
  const word = String(found?.row[column] ?? '').slice(from, to);
  const value = found === undefined ? '' : `{crmhit}${word}{/crmhit}${rest}`;
  return isOld ? { value } : { Error: null, Value: value, QueryContext: null };
}

function primaryMatches(service: Service, request: SearchRequest, query: SearchQuery): Found[] {
  if (query.search.trim().length < 3) throw badRequest('The search term must be at least three characters long.');
  const terms = readTerms(query.search).map((term) => ({ ...term, prefix: true }));
  return find(service, request, query, terms, ({ model }) =>
    model.table.primaryName === undefined ? [] : [model.table.primaryName],
  );
}

/** Best first; rows with the same score in the order of their ids. */
function find(
  service: Service,
  request: SearchRequest,
  query: SearchQuery,
  terms: readonly Term[],
  columnsOf: (table: SearchTable) => readonly string[],
): Found[] {
  if (terms.length === 0) return [];
  const known = searchTables(service.core);
  const tables = query.entities?.map((name) => {
    const table = known.find((each) => each.model.name === name);
    if (table === undefined) throw badRequest(`The table '${name}' is not enabled for Dataverse search.`);
    return table;
  });
  const found = (tables ?? known).flatMap((table): Found[] => {
    const columns = columnsOf(table);
    if (columns.length === 0) return [];
    return candidates(service, request.caller, request.root, table, columns, terms).flatMap((row) => {
      const hits = new Map<string, Hit[]>();
      for (const column of columns) {
        const value = row[column];
        const own = typeof value === 'string' ? terms.flatMap((term) => hitsOf(term, value)) : [];
        if (own.length > 0) hits.set(column, own);
      }
      const score = [...hits.values()].reduce((sum, each) => sum + each.length, 0);
      return score === 0 ? [] : [{ table, row, hits, score }];
    });
  });
  return found.sort((a, b) => b.score - a.score);
}

function matches({ row, hits }: Found, term: Term): boolean {
  return [...hits.keys()].some((column) => hitsOf(term, String(row[column])).length > 0);
}

function highlights({ row, hits }: Found): Record<string, string[]> {
  return Object.fromEntries([...hits].map(([column, own]) => [column, [highlighted(String(row[column]), own)]]));
}

function identity({ table: { model }, row }: Found): Record<string, unknown> {
  return {
    '@search.entityname': model.name,
    '@search.objectid': row[model.id.property],
    '@search.objecttypecode': model.table.objectTypeCode,
  };
}

/** Lookups as id, name and table. */
function attributes({ table: { model, shown }, row }: Found): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const name of shown) {
    const column = model.columns.get(name);
    if (column === undefined || column === model.id) continue;
    values[name] = row[column.property] ?? null;
    if (column.store !== 'lookup') continue;
    values[`${name}name`] = row[`${column.property}@OData.Community.Display.V1.FormattedValue`] ?? null;
    values[`@search.${name}.logicalname`] = row[`${column.property}@Microsoft.Dynamics.CRM.lookuplogicalname`] ?? null;
  }
  return values;
}
