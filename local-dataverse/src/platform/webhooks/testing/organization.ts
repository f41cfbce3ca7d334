/** A whole local Dataverse with webhooks registered over the Web API, for tests: real sockets, tokens, SQLite file. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { startLocalDataverse } from '../../../server.ts';
import type { LocalDataverse, LocalDataverseOptions } from '../../../server.ts';
import { TENANT_ID } from '../../wellknown.ts';
import { startReceiver } from './examples.ts';
import type { Delivery, Receiver } from './examples.ts';

const CLIENT = '0a0a0a0a-0000-4000-8000-0000000000e1';

export type Json = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- answers of any shape

export interface Organization {
  readonly server: LocalDataverse;
  readonly receiver: Receiver;
  /** systemuserid of the caller, an application user with the role System Administrator. */
  readonly userId: string;
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; json: Json }>;
  /** POST of a row; its id. */
  create(set: string, body: unknown): Promise<string>;
  /** Registers an asynchronous post-operation step unless `step` says otherwise; its id. @param table undefined: a message without one */
  register(message: string, table: string | undefined, step?: Json): Promise<string>;
  /** Waits until so many deliveries have come. */
  deliveries(count: number): Promise<readonly Delivery[]>;
  close(): Promise<void>;
}

export async function startOrganization(options: Partial<LocalDataverseOptions> = {}): Promise<Organization> {
  const dataDir = mkdtempSync(join(tmpdir(), 'organization-'));
  const server = await startLocalDataverse({ dataDir, ...options });
  const receiver = await startReceiver();
  await fetch(`${server.url}/_local/apps/${CLIENT}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Test', secret: 's', roles: ['System Administrator'] }),
  });
  const token = await signIn(server);
  let endpoint: string | undefined;

  const organization: Organization = {
    server,
    receiver,
    userId: '',
    async call(method, path, body, headers = {}) {
      const answer = await fetch(`${server.url}/api/data/v9.2/${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      const entity = answer.headers.get('odata-entityid');
      const json: Json = text.startsWith('{') ? JSON.parse(text) : {};
      return { status: answer.status, json: entity === null ? json : { ...json, entityId: entity } };
    },
    async create(set, body) {
      const { status, json } = await organization.call('POST', set, body);
      const id = /\(([0-9a-f-]{36})\)$/.exec(String(json['entityId']))?.[1];
      if (id === undefined) throw new Error(`${status} ${JSON.stringify(json)}`);
      return id;
    },
    async register(message, table, step = {}) {
      endpoint ??= await organization.create('serviceendpoints', {
        name: 'Hook',
        contract: 8,
        authtype: 4,
        authvalue: 'key',
        messageformat: 2,
        connectionmode: 1,
        userclaim: 1,
        url: receiver.url,
      });
      const filter = encodeURIComponent(
        `sdkmessageid/name eq '${message}' and primaryobjecttypecode eq '${table ?? 'none'}' and iscustomprocessingstepallowed eq true`,
      );
      const found = await organization.call(
        'GET',
        `sdkmessagefilters?$select=sdkmessagefilterid,_sdkmessageid_value&$filter=${filter}`,
      );
      const row = found.json['value'][0];
      if (row === undefined) throw new Error(`No step can be registered on ${message} of ${table ?? 'no table'}.`);
      return organization.create('sdkmessageprocessingsteps', {
        name: `${message} of ${table ?? 'none'}`,
        stage: 40,
        mode: 1,
        rank: 1,
        asyncautodelete: true,
        supporteddeployment: 0,
        ...step,
        'eventhandler_serviceendpoint@odata.bind': `/serviceendpoints(${endpoint})`,
        'sdkmessageid@odata.bind': `/sdkmessages(${row['_sdkmessageid_value']})`,
        'sdkmessagefilterid@odata.bind': `/sdkmessagefilters(${row['sdkmessagefilterid']})`,
      });
    },
    async deliveries(count) {
      for (const end = Date.now() + 5000; receiver.deliveries.length < count;) {
        if (Date.now() > end) throw new Error(`waited 5 s for ${count} deliveries, got ${receiver.deliveries.length}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return receiver.deliveries;
    },
    async close() {
      await server.close();
      await receiver.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  const who = await organization.call('GET', 'WhoAmI()');
  return Object.assign(organization, { userId: String(who.json['UserId']) });
}

async function signIn(server: LocalDataverse): Promise<string> {
  const dispatcher = new Agent({ connect: { ca: readFileSync(server.caFile, 'utf8') } });
  const { body } = await request(`${server.authorityUrl}/${TENANT_ID}/oauth2/v2.0/token`, {
    dispatcher,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: CLIENT,
      client_secret: 's',
      scope: `${server.url}/.default`,
    }).toString(),
  });
  const answer = (await body.json()) as { access_token: string };
  await dispatcher.close();
  return answer.access_token;
}
