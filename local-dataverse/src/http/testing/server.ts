/** A Web API on a real socket and a real SQLite file, for tests: base tables, one user, no tokens. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify from 'fastify';
import { createEngine } from '../../engine/engine.ts';
import type { EngineOptions, RowEngine } from '../../engine/engine.ts';
import { makeAdministrator } from '../../engine/security/testing/administrator.ts';
import { createRegistry, declareBaseTables } from '../../metadata/index.ts';
import type { MetadataRegistry } from '../../metadata/types.ts';
import { registerWebApi } from '../app.ts';
import { installBackground } from '../background/index.ts';

export const UNIT_ID = 'b0000000-0000-4000-8000-000000000001';
export const USER_ID = 'b0000000-0000-4000-8000-000000000002';
export const OTHER_USER_ID = 'b0000000-0000-4000-8000-000000000003';
export const ORGANIZATION_ID = 'b0000000-0000-4000-8000-000000000004';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed JSON body; an empty object when there is none. */
  readonly json: Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- answers of any shape
}

export interface TestServer {
  readonly url: string;
  readonly engine: RowEngine;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  /** POST of a row; its id. */
  create(set: string, body: unknown): Promise<string>;
  batch(text: string, headers?: Record<string, string>): Promise<Answer>;
  close(): Promise<void>;
}

export async function startTestServer(
  options: Partial<EngineOptions> = {},
  declare: (registry: MetadataRegistry) => void = () => undefined,
): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'local-dataverse-'));
  const metadata = createRegistry();
  declareBaseTables(metadata);
  declare(metadata);
  const engine = createEngine({ file: join(folder, 'test.sqlite'), metadata, ...options });
  seed(engine);
  const app = fastify({ http: { maxHeaderSize: 65_536 } });
  const caller = { userId: USER_ID, initiatingUserId: USER_ID };
  installBackground(app, engine, () => Promise.resolve(caller));
  await registerWebApi(app, engine.core, {
    organizationId: ORGANIZATION_ID,
    authenticate: () => Promise.resolve(caller),
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const send = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const response = await fetch(`${url}/api/data/v9.2/${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: isJson && text !== '' ? JSON.parse(text) : {},
    };
  };
  return {
    url,
    engine,
    send,
    get: (path, headers) => send('GET', path, undefined, headers),
    async create(set, body) {
      const answer = await send('POST', set, body);
      const id = /\(([0-9a-f-]{36})\)$/.exec(answer.headers.get('odata-entityid') ?? '')?.[1];
      if (answer.status !== 204 || id === undefined) throw new Error(`${answer.status} ${answer.text}`);
      return id;
    },
    batch: (text, headers = {}) =>
      send('POST', '$batch', text.replaceAll(/\r?\n/g, '\r\n'), {
        'content-type': 'multipart/mixed; boundary=batch_a',
        ...headers,
      }),
    async close() {
      await app.close();
      engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function seed(engine: RowEngine): void {
  engine.system.transaction(() => {
    engine.system.insert('businessunit', { businessunitid: UNIT_ID, name: 'Root' });
    for (const [systemuserid, lastname] of [
      [USER_ID, 'Admin'],
      [OTHER_USER_ID, 'Seller'],
    ] as const) {
      const address = `${lastname.toLowerCase()}@example.com`;
      engine.system.insert('systemuser', {
        systemuserid,
        firstname: 'Ada',
        lastname,
        internalemailaddress: address,
        businessunitid: { table: 'businessunit', id: UNIT_ID },
      });
    }
    makeAdministrator(engine, USER_ID);
  });
}

/** A batch of parts with CRLF line ends; each is method and address, then the JSON body. */
export function batchText(...parts: readonly string[]): string {
  return `${parts.map((part) => `--batch_a\n${part}`).join('\n')}\n--batch_a--\n`;
}

export function single(request: string, body?: unknown, headers = ''): string {
  return `Content-Type: application/http\nContent-Transfer-Encoding: binary\n\n${request} HTTP/1.1\nContent-Type: application/json\n${headers}\n${body === undefined ? '' : JSON.stringify(body)}`;
}

export function changeSet(
  ...requests: readonly (readonly [request: string, body?: unknown, headers?: string])[]
): string {
  const parts = requests.map(
    ([request, body, headers = ''], index) =>
      `--changeset_b\nContent-Type: application/http\nContent-Transfer-Encoding: binary\nContent-ID: ${index + 1}\n\n${request} HTTP/1.1\nContent-Type: application/json\n${headers}\n${body === undefined ? '' : JSON.stringify(body)}`,
  );
  return `Content-Type: multipart/mixed; boundary=changeset_b\n\n${parts.join('\n')}\n--changeset_b--`;
}
