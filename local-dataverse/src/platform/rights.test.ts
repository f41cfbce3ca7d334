import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { startLocalDataverse, type LocalDataverse } from '../server.ts';
import { ADMIN_USER_ID, BASIC_USER_ROLE_ID, TENANT_ID } from './wellknown.ts';

type Json = Record<string, unknown> & { value?: Json[]; error?: { code: string; message: string } };

const ADMIN = '0a0a0a0a-0000-4000-8000-00000000000a';
const BASIC = '0a0a0a0a-0000-4000-8000-00000000000b';
let folder: string;
let server: LocalDataverse;
const tokens: Record<string, string> = {};

async function signIn(clientId: string): Promise<string> {
  const agent = new Agent({ connect: { ca: readFileSync(server.caFile, 'utf8') } });
  const { body } = await request(`${server.authorityUrl}/${TENANT_ID}/oauth2/v2.0/token`, {
    dispatcher: agent,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `grant_type=client_credentials&client_id=${clientId}&client_secret=a&scope=${server.url}/.default`,
  });
  const { access_token } = (await body.json()) as { access_token: string };
  await agent.close();
  return access_token;
}

async function call(
  who: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; json: Json }> {
  const answer = await fetch(`${server.url}${path.startsWith('/') ? path : `/api/data/v9.2/${path}`}`, {
    method,
    headers: {
      authorization: `Bearer ${tokens[who]}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, json: text.startsWith('{') ? (JSON.parse(text) as Json) : {} };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rights-'));
  server = await startLocalDataverse({ dataDir: folder });
  for (const [id, role] of [
    [ADMIN, 'System Administrator'],
    [BASIC, 'Basic User'],
  ] as const) {
    await fetch(`${server.url}/_local/apps/${id}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'test', secret: 'a', roles: [role] }),
    });
    tokens[id] = await signIn(id);
  }
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const me = async (who: string): Promise<string> => String((await call(who, 'GET', 'WhoAmI')).json['UserId']);
const list = async (who: string, headers: Record<string, string> = {}): Promise<unknown> => {
  const { json } = await call(who, 'GET', 'contacts?$select=lastname&$orderby=lastname', undefined, headers);
  return json.value?.map((row) => row['lastname']);
};

describe('rights of signed-in users', () => {
  it('a Basic User works with its own rows and reads what pages are made of', async () => {
    await call(ADMIN, 'POST', 'contacts', { lastname: 'of the administrator' });
    expect((await call(BASIC, 'POST', 'contacts', { lastname: 'own' })).status).toBe(204);
    expect(await list(BASIC)).toEqual(['own']);
    expect(await list(ADMIN)).toEqual(['of the administrator', 'own']);
    for (const set of ['systemforms', 'savedqueries', 'systemusers', 'businessunits', 'transactioncurrencies'])
      expect((await call(BASIC, 'GET', `${set}?$top=1`)).status).toBe(200);
    for (const path of ['EntityDefinitions?$select=LogicalName', '$metadata', 'usersettingscollection'])
      expect((await call(BASIC, 'GET', path)).status).toBe(200);
    for (const [set, body] of [
      ['roles', { name: 'x' }],
      ['systemusers', { lastname: 'x' }],
      ['systemforms', { name: 'x' }],
    ] as const)
      expect((await call(BASIC, 'POST', set, body)).json.error?.code).toBe('0x80040220');
    expect((await call(BASIC, 'POST', 'PublishAllXml')).json.error?.message).toContain('prvPublishCustomization');
  });

  it('an administrator that acts for the user has the rights of that user', async () => {
    const headers = { mscrmcallerid: await me(BASIC) };
    expect(await list(ADMIN, headers)).toEqual(['own']);
    expect((await call(ADMIN, 'POST', 'roles', { name: 'x' }, headers)).status).toBe(403);
    expect((await call(BASIC, 'GET', 'contacts', undefined, { mscrmcallerid: ADMIN_USER_ID })).status).toBe(403);
  });

  it('what a snapshot puts back counts at once', async () => {
    const user = await me(BASIC);
    expect((await call(ADMIN, 'POST', '/_local/snapshot', { name: 'before' })).status).toBeLessThan(300);
    const link = `systemusers(${user})/systemuserroles_association(${BASIC_USER_ROLE_ID})/$ref`;
    expect((await call(ADMIN, 'DELETE', link)).status).toBe(204);
    expect((await call(BASIC, 'GET', 'contacts')).status).toBe(403);
    expect((await call(ADMIN, 'POST', '/_local/reset', { snapshot: 'before' })).status).toBeLessThan(300);
    expect(await list(BASIC)).toEqual(['own']);
  });

  it('a disabled user is refused, also as the one acted for', async () => {
    const user = await me(BASIC);
    expect((await call(ADMIN, 'PATCH', `systemusers(${user})`, { isdisabled: true })).status).toBe(204);
    const refused = { status: 403, json: { error: { code: '0x80040225' } } };
    expect(await call(BASIC, 'GET', 'WhoAmI')).toMatchObject(refused);
    expect(await call(ADMIN, 'GET', 'WhoAmI', undefined, { mscrmcallerid: user })).toMatchObject(refused);
  });
});
