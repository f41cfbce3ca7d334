/** Xrm.WebApi and the webAPI of code components: the same methods over the same client, with the platform's error shape. */
import { HttpError, httpError } from '../api/http.ts';
import type { Row, WebApi } from '../api/webApi.ts';
import type { Models } from '../api/models.ts';
import { answersOf, readBatch, writeBatch } from './batch.ts';
import type { BatchItem } from './batch.ts';
import { plainRequests } from './execute.ts';
import type { Names } from './execute.ts';
import { unsupportedAsync } from './unsupported.ts';

/** Rejections as the platform gives them: code as a number, the server's sentence, the raw body. */
export class WebApiError extends Error {
  override readonly name = 'WebApiError';
  readonly errorCode: number;
  readonly code: number;
  readonly title: string;
  readonly raw: string;

  constructor(error: HttpError) {
    super(error.message);
    this.errorCode = error.errorCode;
    this.code = error.errorCode;
    this.title = 'Error';
    this.raw = error.raw;
  }
}

export interface RowReference {
  readonly id: string;
  readonly entityType: string;
}
export interface Rows {
  readonly entities: Row[];
  /** The platform leaves it empty, not missing, on the last page. */
  readonly nextLink: string;
  readonly fetchXmlPagingCookie?: string;
}
export interface ScriptWebApi {
  retrieveRecord(table: string, id: string, options?: string): Promise<Row>;
  retrieveMultipleRecords(table: string, options?: string, maxPageSize?: number): Promise<Rows>;
  createRecord(table: string, values: Row): Promise<RowReference>;
  updateRecord(table: string, id: string, values: Row): Promise<RowReference>;
  deleteRecord(table: string, id: string): Promise<RowReference>;
}

export function scriptWebApi(api: WebApi): ScriptWebApi {
  const plain = (id: string): string => id.replace(/[{}]/g, '').toLowerCase();
  return {
    retrieveRecord: (table, id, options) => translate(api.retrieve(table, id, options ?? '')),
    retrieveMultipleRecords: async (table, options, maxPageSize) => {
      const page = await translate(api.retrieveMultiple(table, options ?? '', maxPageSize));
      const cookie = page.fetchXmlPagingCookie;
      return {
        entities: page.entities,
        nextLink: page.nextLink,
        ...(cookie === undefined ? {} : { fetchXmlPagingCookie: cookie }),
      };
    },
    createRecord: async (table, values) => ({ id: await translate(api.create(table, values)), entityType: table }),
    updateRecord: async (table, id, values) => {
      await translate(api.update(table, id, values));
      return { id: plain(id), entityType: table };
    },
    deleteRecord: async (table, id) => {
      await translate(api.remove(table, id));
      return { id: plain(id), entityType: table };
    },
  };
}

/** Xrm.WebApi with its online and offline parts. */
export function xrmWebApi(api: WebApi, models: Models): object {
  const names: Names = {
    root: api.root,
    setName: async (table) => (await models.table(table)).setName,
    primaryId: async (table) => (await models.table(table)).primaryId,
    collection: async (table, relationship) =>
      (await models.relationships(table)).find((one) => one.name === relationship)?.collection ?? relationship,
  };
  const execute = async (request: object): Promise<Response> => {
    let answer: Response | undefined;
    for (const { method, path, body } of await plainRequests(request, names)) {
      const init = { method, ...(body ? { body: JSON.stringify(body) } : {}) };
      answer = await translate(api.request(path, init));
    }
    if (!answer) throw new TypeError('The request asks for nothing.');
    return answer;
  };
  const online = {
    ...scriptWebApi(api),
    execute,
    executeMultiple: (requests: readonly (object | readonly object[])[]) =>
      translate(executeMultiple(requests, names, api)),
  };
  return {
    ...online,
    online,
    offline: unsupportedAsync('Xrm.WebApi.offline', [
      'retrieveRecord',
      'retrieveMultipleRecords',
      'createRecord',
      'updateRecord',
      'deleteRecord',
    ] as const),
    isAvailableOffline: () => false,
  };
}

/**
 * Several requests in one batch; the first failure ends it. Requests in an inner array are a change set: all or nothing.
 * @throws HttpError of the part that failed
 */
async function executeMultiple(
  requests: readonly (object | readonly object[])[],
  names: Names,
  api: WebApi,
): Promise<Response[]> {
  const items = await Promise.all(
    requests.map(async (one): Promise<BatchItem> => {
      if (!isList(one)) return { kind: 'single', requests: await plainRequests(one, names) };
      return { kind: 'changeset', requests: await Promise.all(one.map((each) => plainRequests(each, names))) };
    }),
  );
  const boundary = `batch_${crypto.randomUUID()}`;
  const parts = readBatch(await api.batch(writeBatch(items, boundary, new URL(names.root).pathname), boundary));
  const failed = parts.find((part) => part.status >= 400);
  if (failed) throw httpError(failed.status, failed.body);
  return answersOf(items, parts).map(
    ({ status, headers, body }) => new Response(body === '' ? null : body, { status, headers }),
  );
}

function isList(value: object | readonly object[]): value is readonly object[] {
  return Array.isArray(value);
}

async function translate<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof HttpError ? new WebApiError(error) : error;
  }
}
