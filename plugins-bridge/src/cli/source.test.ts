import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Config, readConfig } from '../config.ts';
import { openConnection } from '../connections/connection.ts';
import { apiToken, salesloftApi, type TestApi } from '../test-support/salesloft.ts';
import { checkSource, connectSource, disconnectSource } from './source.ts';

const client = { id: 'an-app', secret: 'the-secret-of-the-app' };
let folder: string;
let api: TestApi;
let port: number;
let said: string[];
const print = (line: string): void => void said.push(line);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'al-source-'));
  api = await salesloftApi([], [], { client, refused: ['conversation_recording_created', 'kaiaRecording created'] });
  port = await freePort();
  said = [];
});
afterEach(async () => {
  await api.close();
  rmSync(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

const config = (more: Readonly<Record<string, string>> = {}): Config =>
  readConfig({
    ...{ DATAVERSE_URL: 'http://127.0.0.1:1', AZURE_TENANT_ID: 't', AZURE_CLIENT_ID: 'c', AZURE_CLIENT_SECRET: 's' },
    BRIDGE_DATA: folder,
    BRIDGE_PUBLIC_URL: 'https://bridge.example',
    BRIDGE_OAUTH_REDIRECT: `http://127.0.0.1:${port}/oauth/callback`,
    SALESLOFT_CALLBACK_TOKENS: 'callback-token',
    SALESLOFT_CLIENT_ID: client.id,
    SALESLOFT_CLIENT_SECRET: client.secret,
    SALESLOFT_API_URL: api.url,
    SALESLOFT_ACCOUNTS_URL: api.url,
    ...more,
  });

/** Opens the address the command printed, as a browser would. @returns where the source sends the browser. */
async function allow(): Promise<string> {
  while (!said.some((line) => /^(Waiting|Your browser)/.test(line)))
    await new Promise((resolve) => setTimeout(resolve, 5));
  const address = said.find((line) => line.startsWith('http')) ?? '';
  return (await fetch(address, { redirect: 'manual' })).headers.get('location') ?? '';
}

async function connected(more: Readonly<Record<string, string>> = {}): Promise<number> {
  const connecting = connectSource('salesloft', config(more), {}, print);
  await fetch(await allow());
  return connecting;
}

const states = (): string[] => said.filter((line) => /^[a-z_]+ [a-z]+(:|$)/.test(line));
const kept = (name: string): string => readFileSync(join(folder, 'connections', name), 'utf8');

describe('activity-logging source', () => {
  it('B-1 connect signs in, keeps the sign-in for its owner alone, and makes the subscriptions', async () => {
    // One event needs a scope the application does not have.
    expect(await connected()).toBe(0);
    expect(states().at(-1)).toBe(
      'conversation_recording_created unavailable: HTTP 403, a scope or permission is missing',
    );
    expect(api.account.subscriptions).toHaveLength(14);
    expect(new Set(api.account.subscriptions.map(({ url, secret }) => `${url} ${secret}`))).toEqual(
      new Set(['https://bridge.example/sources/salesloft callback-token']),
    );
    expect(statSync(join(folder, 'connections', 'salesloft.json')).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'connections')).sort()).toEqual([
      'salesloft.json',
      'salesloft.lock',
      'salesloft.subscriptions.json',
    ]);
    const { accessToken, refreshToken } = JSON.parse(kept('salesloft.json')) as Record<string, string>;
    for (const secret of [accessToken, refreshToken, client.secret, 'callback-token']) {
      expect(said.join('\n')).not.toContain(String(secret));
      expect(kept('salesloft.subscriptions.json')).not.toContain(String(secret));
    }
  });

  it('B-1 connect again changes nothing and does not sign in again', async () => {
    await connected();
    said = [];
    const before = structuredClone(api.account.subscriptions);
    await connectSource('salesloft', config(), {}, print);
    expect(said.filter((line) => line.startsWith('http'))).toEqual([]);
    expect(new Set(states().map((line) => line.split(' ')[1]))).toEqual(new Set(['kept', 'unavailable:']));
    expect(api.account.subscriptions).toEqual(before);
  });

  it('B-1 where the browser cannot come back, the address it ends at is pasted', async () => {
    const away = { BRIDGE_OAUTH_REDIRECT: 'https://intranet.example/done' };
    expect(await connectSource('salesloft', config(away), {}, print)).toBe(1);
    const ended = await allow();
    expect(ended).toMatch(/^https:\/\/intranet\.example\/done\?code=/);
    const code = (address: string): Promise<number> =>
      connectSource('salesloft', config(away), { code: address }, print);
    await expect(code('just-a-code')).rejects.toThrow(/whole address/);
    await expect(code(ended.replace(/state=[^&]+/, 'state=another'))).rejects.toThrow(
      /does not belong to this sign-in/,
    );
    await expect(code('https://intranet.example/done?error=access_denied&state=x')).rejects.toThrow(/does not belong/);
    expect(await code(ended)).toBe(0);
    expect(said).toContain('Signed in at salesloft.');
    expect(api.account.subscriptions).toHaveLength(14);
    await expect(code(ended)).rejects.toThrow(/No sign-in was begun/);
  });

  it('B-1 a page that sends the browser there without this sign-in is not believed', async () => {
    const connecting = connectSource('salesloft', config(), {}, print);
    const ended = await allow();
    const strange = await fetch(ended.replace(/state=[^&]+/, 'state=another'));
    expect(strange.status).toBe(404);
    expect((await fetch(ended)).status).toBe(200);
    expect(await connecting).toBe(0);
  });

  it('B-1 a sign-in the source has ended asks for a new one', async () => {
    await connected();
    api.account.revoke();
    said = [];
    // The token seems good until the source is asked.
    await expect(checkSource('salesloft', config(), print)).rejects.toThrow(/does not accept the sign-in.*--sign-in/);
    const connecting = connectSource('salesloft', config(), { signIn: true }, print);
    await fetch(await allow());
    expect(await connecting).toBe(0);
    expect(new Set(states().map((line) => line.split(' ')[1]))).toEqual(new Set(['kept', 'unavailable:']));
  });

  it('B-1 a configured token needs no sign-in', async () => {
    const more = { SALESLOFT_API_TOKEN: apiToken, SALESLOFT_CLIENT_ID: '', SALESLOFT_CLIENT_SECRET: '' };
    expect(await connectSource('salesloft', config(more), {}, print)).toBe(0);
    expect(api.account.subscriptions).toHaveLength(14);
    await expect(checkSource('salesloft', config({ ...more, SALESLOFT_API_TOKEN: 'old' }), print)).rejects.toThrow(
      /another API token/,
    );
  });

  it('B-1 check says one line each; disconnect removes ours and the sign-in', async () => {
    await connected();
    const others = { id: 9, event: 'call_created', url: 'https://else.example', secret: 's', enabled: true };
    api.account.subscriptions.push(others);
    const off = api.account.subscriptions.find(({ event }) => event === 'call_updated')!;
    off.enabled = false;
    said = [];
    expect(await checkSource('salesloft', config(), print)).toBe(1);
    expect(states()).toHaveLength(15);
    expect(states()).toContain('call_updated off: the source switched it off');
    expect(states().filter((line) => line.endsWith(' on'))).toHaveLength(13);
    said = [];
    await connectSource('salesloft', config(), {}, print);
    expect(states()).toContain('call_updated renewed');
    expect(off.enabled).toBe(true);

    expect(await disconnectSource('salesloft', config(), print)).toBe(0);
    expect(api.account.subscriptions).toEqual([others]);
    expect(readdirSync(join(folder, 'connections'))).toEqual(['salesloft.lock']);
  });

  it('B-1 Outreach: signs in with the scopes it needs, and keeps its webhooks', async () => {
    const away = { BRIDGE_OAUTH_REDIRECT: 'https://intranet.example/done' };
    expect(await connectSource('outreach', outreachConfig(away), {}, print)).toBe(1);
    const address = said.find((line) => line.startsWith('http')) ?? '';
    expect(new URL(address).searchParams.get('scope')).toContain('webhooks.all');
    const ended = await allow();
    said = [];
    const words = (): string[] => said.filter((line) => /^(call|mailing|task|kaiaRecording) /.test(line));
    expect(await connectSource('outreach', outreachConfig(away), { code: ended }, print)).toBe(0);
    expect(words()).toEqual([
      'call * created',
      'mailing * created',
      'task * created',
      'kaiaRecording created unavailable: HTTP 403, a scope or permission is missing',
    ]);
    expect(api.account.subscriptions.map(({ url, secret }) => `${url} ${secret}`)).toContain(
      'https://bridge.example/sources/outreach outreach-secret',
    );
    api.account.subscriptions[0]!.enabled = false;
    said = [];
    expect(await checkSource('outreach', outreachConfig(), print)).toBe(1);
    expect(words()[0]).toBe('call * off: no answer for days');
    said = [];
    expect(await connectSource('outreach', outreachConfig(), {}, print)).toBe(0);
    expect(words().slice(0, 2)).toEqual(['call * renewed', 'mailing * kept']);
    expect(await disconnectSource('outreach', outreachConfig(), print)).toBe(0);
    expect(api.account.subscriptions).toEqual([]);
  });

  it('B-1 says what to enter where no command can do it', async () => {
    expect(await connectSource('aircall', config(), {}, print)).toBe(0);
    expect(said.join('\n')).toContain('Address: https://bridge.example/sources/aircall');
    said = [];
    expect(await checkSource('zoom', config(), print)).toBe(0);
    expect(said.join('\n')).toContain('URL: https://bridge.example/sources/zoom, then Validate');
    await expect(connectSource('gong', config(), {}, print)).rejects.toThrow(/no source gong.*salesloft, outreach/);
    await expect(connectSource('outreach', config(), {}, print)).rejects.toThrow(/OUTREACH_CLIENT_ID/);
    const nowhere = config({ BRIDGE_PUBLIC_URL: '' });
    await expect(connectSource('salesloft', nowhere, {}, print)).rejects.toThrow(/BRIDGE_PUBLIC_URL/);
  });

  const outreachConfig = (more: Readonly<Record<string, string>> = {}): Config =>
    config({
      ...{ OUTREACH_CLIENT_ID: client.id, OUTREACH_CLIENT_SECRET: client.secret, OUTREACH_API_URL: api.url },
      OUTREACH_WEBHOOK_SECRETS: 'outreach-secret',
      ...more,
    });
});

describe('a sign-in in use', () => {
  it('B-1 survives a crash between renewing and using, with a source that ends the old token at first use', async () => {
    await connected();
    const first = openConnection('salesloft', config(), () => Date.now() + 3 * 3_600_000)!;
    // Renewed and kept; the process dies before it uses the new token.
    const renewed = await first.tokens.get();
    await first.close();
    expect(api.account.refreshes()).toBe(1);
    const second = openConnection('salesloft', config())!;
    expect((await second.api.send({ method: 'GET', path: '/v2/webhook_subscriptions' })).status).toBe(200);
    expect(await second.tokens.get()).toBe(renewed);
    // Ended early by the source: renewed once, and the request is answered.
    api.account.endAccessTokens();
    const answers = await Promise.all(
      [1, 2, 3].map(() => second.api.send({ method: 'GET', path: '/v2/webhook_subscriptions' })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(api.account.refreshes()).toBe(2);
    await second.close();
  });

  it('B-1 survives a crash before the new token was kept: the source still takes the old one', async () => {
    await connected();
    const before = kept('salesloft.json');
    const first = openConnection('salesloft', config(), () => Date.now() + 3 * 3_600_000)!;
    await first.tokens.get();
    await first.close();
    const { writeFileSync } = await import('node:fs');
    writeFileSync(join(folder, 'connections', 'salesloft.json'), before);
    const second = openConnection('salesloft', config(), () => Date.now() + 3 * 3_600_000)!;
    expect((await second.api.send({ method: 'GET', path: '/v2/webhook_subscriptions' })).status).toBe(200);
    await second.close();
  });

  it('B-5 a failure of the source that can pass is waited out or told, and no write is sent twice', async () => {
    await connected();
    const connection = openConnection('salesloft', config())!;
    const path = '/v2/webhook_subscriptions';
    api.account.failNext(503, 500);
    expect((await connection.api.read(path)).body).toBeDefined();
    api.account.failNext(502);
    await expect(connection.api.send({ method: 'POST', path, body: {} })).rejects.toThrow(/HTTP 502/);
    expect(api.account.subscriptions).toHaveLength(14);
    await connection.close();
  });
});
