import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Agent, fetch } from 'undici';
import { batchText, single } from './http/testing/server.ts';
import { startLocalDataverse } from './server.ts';
import type { LocalDataverse } from './server.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'local-dataverse-'));
const CLIENT = '11111111-2222-4333-8444-555555555555';

let server: LocalDataverse;
let token: string;

beforeAll(async () => {
  server = await startLocalDataverse({ dataDir });
  const registered = await fetch(`${server.url}/_local/apps/${CLIENT}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Bridge', secret: 's', roles: ['System Administrator'] }),
  });
  expect(registered.status).toBe(204);
  token = await signIn(server);
});
afterAll(async () => {
  await server.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function signIn(at: LocalDataverse): Promise<string> {
  const dispatcher = new Agent({ connect: { ca: readFileSync(at.caFile, 'utf8') } });
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: CLIENT,
    client_secret: 's',
    scope: `${at.url}/.default`,
  });
  const answer = await fetch(`${at.authorityUrl}/common/oauth2/v2.0/token`, { method: 'POST', body, dispatcher });
  const { access_token } = (await answer.json()) as { access_token: string };
  await dispatcher.close();
  return access_token;
}

const api = (path: string, init: { method?: string; headers?: Record<string, string>; body?: string } = {}) =>
  fetch(`${server.url}/api/data/v9.2/${path}`, {
    ...init,
    headers: { authorization: `Bearer ${token}`, ...init.headers },
  });

describe('the assembled server', () => {
  it('knows the application user by its token and nobody without one', async () => {
    const who = (await (await api('WhoAmI')).json()) as { UserId: string };
    const user = (await (await api(`systemusers(${who.UserId})?$select=applicationid`)).json()) as {
      applicationid: string;
    };
    expect(user.applicationid).toBe(CLIENT);
    const nobody = await fetch(`${server.url}/api/data/v9.2/contacts`);
    expect(nobody.status).toBe(401);
    expect((await api('contacts', { headers: { authorization: 'Bearer nonsense' } })).status).toBe(401);
  });

  it('tells by sdkmessagefilter which tables take many rows at once, and keeps to it', async () => {
    for (const [table, status] of [
      ['task', 200],
      ['email', 501],
    ] as const) {
      const filter = `sdkmessageid/name eq @m and primaryobjecttypecode eq @t&@m='CreateMultiple'&@t='${table}'`;
      const probe = await api(`sdkmessagefilters?$select=sdkmessagefilterid&$filter=${filter}`);
      const { value } = (await probe.json()) as { value: unknown[] };
      expect(value.length).toBe(status === 200 ? 1 : 0);
      const made = await api(`${table}s/Microsoft.Dynamics.CRM.CreateMultiple`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ Targets: [{ '@odata.type': `Microsoft.Dynamics.CRM.${table}`, subject: 'many' }] }),
      });
      expect(made.status).toBe(status);
    }
  });

  it('answers only to names of this machine', async () => {
    const status = (host: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        request(
          `${server.url}/api/data/v9.2/WhoAmI`,
          { headers: { host, authorization: `Bearer ${token}` } },
          (answer) => {
            answer.resume();
            resolve(answer.statusCode);
          },
        )
          .on('error', reject)
          .end();
      });
    expect(await status('evil.example')).toBe(403);
    expect(await status('127.0.0.1.evil.example')).toBe(403);
    // The name is fine; the token is for the other one.
    expect(await status('localhost:1')).toBe(401);
  });

  it('runs the platform’s own paths in a batch, as the batch’s caller', async () => {
    const text = batchText(
      single("GET EntityDefinitions(LogicalName='task')?$select=LogicalName"),
      single('POST PublishAllXml', {}),
      single('GET WhoAmI'),
    );
    const answer = await api('$batch', {
      method: 'POST',
      headers: { 'content-type': 'multipart/mixed; boundary=batch_a' },
      body: text.replaceAll('\n', '\r\n'),
    });
    const body = await answer.text();
    expect([...body.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map((found) => found[1])).toEqual(['200', '204', '200']);
    expect(body).toContain('"LogicalName":"task"');
  });

  it('keeps rows, versions and registrations over a restart', async () => {
    const made = await api('contacts', {
      method: 'POST',
      headers: { 'content-type': 'application/json', prefer: 'return=representation' },
      body: '{"lastname":"Kept"}',
    });
    const before = (await made.json()) as { contactid: string; versionnumber: number };
    await server.close();
    server = await startLocalDataverse({ dataDir });
    token = await signIn(server);
    const read = (await (await api(`contacts(${before.contactid})`)).json()) as { lastname: string };
    expect(read.lastname).toBe('Kept');
    const next = await api('contacts', {
      method: 'POST',
      headers: { 'content-type': 'application/json', prefer: 'return=representation' },
      body: '{"lastname":"Next"}',
    });
    expect(((await next.json()) as { versionnumber: number }).versionnumber).toBeGreaterThan(before.versionnumber);
  });
});
