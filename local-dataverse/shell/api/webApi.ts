/** The Dataverse Web API as the shell, hosted controls and scripts use it. Rows are plain JSON, as the server sends them. */
import { HttpError, send } from './http.ts';

export type Row = Record<string, unknown>;
export interface RowPage {
  readonly entities: Row[];
  /** Address of the next page, for `retrieveMultiple`; empty when this is the last. */
  readonly nextLink: string;
  readonly count: number | undefined;
  readonly fetchXmlPagingCookie: string | undefined;
  /** FetchXML only: whether more rows follow; undefined when the server did not say. */
  readonly moreRecords: boolean | undefined;
}
/** Set name of a table, looked up in metadata. */
export type SetNameOf = (table: string) => Promise<string>;

const HEADERS = { accept: 'application/json', 'odata-version': '4.0', 'odata-maxversion': '4.0' };
const ANNOTATIONS = 'odata.include-annotations="*"';

export class WebApi {
  readonly #root: string;
  readonly #setNameOf: SetNameOf;

  constructor(apiVersion: string, setNameOf: SetNameOf) {
    this.#root = `${location.origin}/api/data/v${apiVersion}/`;
    this.#setNameOf = setNameOf;
  }

  /** @param options query string, with or without `?` @throws HttpError */
  async retrieve(table: string, id: string, options = ''): Promise<Row> {
    const url = `${await this.#rowUrl(table, id)}${query(options)}`;
    return (await this.#json(url, { headers: { ...HEADERS, prefer: ANNOTATIONS } })) as Row;
  }

  /**
   * One page of rows.
   * @param options query string with `?`, or a next link as it was given
   * @throws HttpError
   */
  async retrieveMultiple(table: string, options = '', maxPageSize?: number): Promise<RowPage> {
    const url = /^https?:\/\//.test(options)
      ? this.#own(options)
      : `${this.#root}${await this.#setNameOf(table)}${query(options)}`;
    const prefer = maxPageSize ? `${ANNOTATIONS},odata.maxpagesize=${maxPageSize}` : ANNOTATIONS;
    const body = (await this.#json(url, { headers: { ...HEADERS, prefer } })) as Row;
    const value = body['value'];
    const cookie = body['@Microsoft.Dynamics.CRM.fetchxmlpagingcookie'];
    const total = body['@Microsoft.Dynamics.CRM.totalrecordcount'];
    const count = body['@odata.count'] ?? (total === -1 ? undefined : total);
    const more = body['@Microsoft.Dynamics.CRM.morerecords'];
    return {
      entities: Array.isArray(value) ? (value as Row[]) : [],
      nextLink: typeof body['@odata.nextLink'] === 'string' ? body['@odata.nextLink'] : '',
      count: typeof count === 'number' ? count : undefined,
      fetchXmlPagingCookie: typeof cookie === 'string' ? cookie : undefined,
      moreRecords: typeof more === 'boolean' ? more : undefined,
    };
  }

  /** @returns the new row's id @throws HttpError */
  async create(table: string, values: Row): Promise<string> {
    const response = await send(`${this.#root}${await this.#setNameOf(table)}`, {
      method: 'POST',
      headers: { ...HEADERS, 'content-type': 'application/json' },
      body: JSON.stringify(values),
    });
    return idInUrl(response.headers.get('odata-entityid') ?? '');
  }

  /** Changes a row that exists; a row that was deleted meanwhile is not made anew. @throws HttpError */
  async update(table: string, id: string, values: Row): Promise<void> {
    await send(await this.#rowUrl(table, id), {
      method: 'PATCH',
      headers: { ...HEADERS, 'content-type': 'application/json', 'if-match': '*' },
      body: JSON.stringify(values),
    });
  }

  /** @throws HttpError */
  async remove(table: string, id: string): Promise<void> {
    await send(await this.#rowUrl(table, id), { method: 'DELETE', headers: HEADERS });
  }

  /** Adds a row to a collection of another one (associate). @throws HttpError */
  async link(table: string, id: string, collection: string, otherTable: string, otherId: string): Promise<void> {
    await send(`${await this.#rowUrl(table, id)}/${collection}/$ref`, {
      method: 'POST',
      headers: { ...HEADERS, 'content-type': 'application/json' },
      body: JSON.stringify({ '@odata.id': await this.#rowUrl(otherTable, otherId) }),
    });
  }

  /** Takes a row out of a collection (disassociate). @throws HttpError */
  async unlink(table: string, id: string, collection: string, otherId: string): Promise<void> {
    await send(`${await this.#rowUrl(table, id)}/${collection}(${otherId})/$ref`, {
      method: 'DELETE',
      headers: HEADERS,
    });
  }

  /** `http://…/api/data/v9.2/` */
  get root(): string {
    return this.#root;
  }

  /** Any request below the Web API's address, as scripts make it. @throws HttpError */
  request(path: string, init: RequestInit): Promise<Response> {
    const headers = { ...HEADERS, prefer: ANNOTATIONS, ...(init.body ? { 'content-type': 'application/json' } : {}) };
    return send(`${this.#root}${path}`, { ...init, headers });
  }

  /** Sends a `$batch`. @returns its answer, also of one in which a part failed @throws HttpError when the batch itself is refused */
  async batch(body: string, boundary: string): Promise<string> {
    const headers = { ...HEADERS, 'content-type': `multipart/mixed; boundary=${boundary}` };
    try {
      return await (await send(`${this.#root}$batch`, { method: 'POST', headers, body })).text();
    } catch (error) {
      if (error instanceof HttpError && error.raw.startsWith('--batchresponse_')) return error.raw;
      throw error;
    }
  }

  async #rowUrl(table: string, id: string): Promise<string> {
    return `${this.#root}${await this.#setNameOf(table)}(${id.replace(/[{}]/g, '').toLowerCase()})`;
  }

  async #json(url: string, init: RequestInit): Promise<unknown> {
    return (await send(url, init)).json();
  }

  /** A next link, kept to this server: the session's cookie goes nowhere else. */
  #own(link: string): string {
    const url = new URL(link);
    if (url.origin !== location.origin) throw new Error(`The link ${link} leads to another server.`);
    return url.href;
  }
}

function query(options: string): string {
  return options === '' || options.startsWith('?') ? options : `?${options}`;
}

function idInUrl(url: string): string {
  return /\(([0-9a-f-]{36})\)\s*$/i.exec(url)?.[1]?.toLowerCase() ?? '';
}

/** Text of a column as the server formatted it. */
export function formatted(row: Row, column: string): string | undefined {
  const value = row[`${column}@OData.Community.Display.V1.FormattedValue`];
  return typeof value === 'string' ? value : undefined;
}

/** Table a lookup of the row points to. */
export function lookupTable(row: Row, column: string): string | undefined {
  const value = row[`_${column}_value@Microsoft.Dynamics.CRM.lookuplogicalname`];
  return typeof value === 'string' ? value : undefined;
}
