import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ColumnValue, Engine, Values } from '../../engine/types.ts';
import { createTokens, type Tokens } from './index.ts';
import { readToken, signToken } from './jwt.ts';
import { fastify, type FastifyInstance } from 'fastify';

/** Rows in memory: all that registrations need of the engine. */
function rowsOnly(): Engine {
  const tables = new Map<string, Record<string, ColumnValue>[]>([
    ['role', [{ roleid: 'r1', name: 'System Administrator' }]],
  ]);
  const of = (table: string): Record<string, ColumnValue>[] => tables.get(table) ?? tables.set(table, []).get(table)!;
  let next = 0;
  const system: Engine['system'] = {
    insert: (table, values) => {
      const id = `id${(next += 1)}`;
      of(table).push({ ...values, [`${table}id`]: id });
      return id;
    },
    update: () => undefined,
    remove: () => undefined,
    erase: () => undefined,
    get: (table, id) => of(table).find((row) => row[`${table}id`] === id),
    find: (table, where) =>
      of(table).filter((row) => Object.entries(where as Values).every(([name, value]) => row[name] === value)),
    transaction: (work) => work(),
  };
  return { system } as Engine;
}

describe('tokens', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tokens-'));
  const engine = rowsOnly();
  let tokens: Tokens;
  let app: FastifyInstance;
  let url: string;

  beforeAll(async () => {
    tokens = await createTokens({ engine, dataDir });
    app = fastify();
    tokens.registerRoutes(app);
    url = await app.listen({ host: '127.0.0.1', port: 0 });
    const answer = await put('client-1', { name: 'bridge', secret: 's3cret', roles: ['System Administrator'] });
    expect(answer.status).toBe(204);
  });
  afterAll(async () => {
    await app.close();
    await tokens.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const put = (clientId: string, body: unknown): Promise<Response> =>
    fetch(`${url}/_local/apps/${clientId}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('@azure/identity gets a token that names the application user', async () => {
    const token = await identityToken(tokens, 'client-1', 's3cret');
    const authorization = `Bearer ${token}`;
    expect(tokens.callerOf({ headers: { authorization, host: '127.0.0.1:1' } })).toMatchObject({
      userId: expect.stringMatching(/^id/),
    });
    expect(() => tokens.callerOf({ headers: { authorization, host: '127.0.0.1:2' } })).toThrow(/not valid/);
  });

  it('@azure/identity is refused with a wrong secret or an unknown client', async () => {
    await expect(identityToken(tokens, 'client-1', 'wrong')).rejects.toThrow(/AADSTS7000215/);
    await expect(identityToken(tokens, 'client-2', 's3cret')).rejects.toThrow(/AADSTS7000215/);
  });

  it('a request without a token has no caller; a forged one is refused', () => {
    expect(tokens.callerOf({ headers: {} })).toBeUndefined();
    const forged = signToken({ appid: 'client-1', aud: '', tid: '', iat: 0, exp: 1e10 }, Buffer.from('another key'));
    expect(() => tokens.callerOf({ headers: { authorization: `Bearer ${forged}` } })).toThrow(/not valid/);
  });

  it('a token that was good once is still judged anew: by its end, its address and its user', async () => {
    const token = await identityToken(tokens, 'client-1', 's3cret');
    const request = { headers: { authorization: `Bearer ${token}`, host: '127.0.0.1:1' } };
    expect(tokens.callerOf(request)).toBeDefined();
    const user = engine.system.find('systemuser', { applicationid: 'client-1' })[0] as Record<string, ColumnValue>;
    user['isdisabled'] = true;
    expect(() => tokens.callerOf(request)).toThrow(/not a member/);
    user['isdisabled'] = false;
    expect(tokens.callerOf(request)).toBeDefined();
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_601_000);
    expect(() => tokens.callerOf(request)).toThrow(/has ended/);
    jest.restoreAllMocks();
  });

  it('a registration with a role nobody has is refused and names it', async () => {
    const answer = await put('client-3', { name: 'x', secret: 'y', roles: ['Nobody'] });
    expect(await answer.text()).toMatch(/Nobody/);
    expect(answer.ok).toBe(false);
  });

  it('a token ends, and any change of it is seen', () => {
    const key = Buffer.from('key');
    const token = signToken({ appid: 'a', aud: '', tid: '', iat: 0, exp: 100 }, key);
    expect(readToken(token, key, 99)?.appid).toBe('a');
    expect(readToken(token, key, 100)).toBeUndefined();
    const [head, , sign] = token.split('.');
    expect(
      readToken(`${head}.${Buffer.from('{"appid":"b","exp":9e9}').toString('base64url')}.${sign}`, key, 0),
    ).toBeUndefined();
  });
});

/** A token as a process of its own gets it, with the certificate from the environment, unmodified library. */
async function identityToken({ authorityUrl, caFile }: Tokens, clientId: string, secret: string): Promise<string> {
  const script = `
    import { ClientSecretCredential } from '@azure/identity';
    const [clientId, secret, authorityHost] = process.argv.slice(1);
    const credential = new ClientSecretCredential('00000000-0000-4000-8000-000000000001', clientId, secret, { authorityHost, disableInstanceDiscovery: true });
    console.log((await credential.getToken('http://127.0.0.1:1/.default')).token);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, '--', clientId, secret, authorityUrl], {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: caFile, NODE_OPTIONS: '' },
  });
  let out = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(errors);
  return out.trim();
}
