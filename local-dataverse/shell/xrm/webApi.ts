/** Xrm.WebApi and the webAPI of code components: the same methods over the same client, with the platform's error shape. */
import { HttpError } from '../api/http.ts';
import type { Row, WebApi } from '../api/webApi.ts';
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
export function xrmWebApi(api: WebApi): object {
  const online = {
    ...scriptWebApi(api),
    ...unsupportedAsync('Xrm.WebApi.online', ['execute', 'executeMultiple'] as const),
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

async function translate<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof HttpError ? new WebApiError(error) : error;
  }
}
