/** The servers that are measured, each in a process of its own, and a client that costs little. */
import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'undici';
import { inRoot } from '../../tools/paths.ts';
import { answers, type Child, freePort, startChild } from '../../tools/start/child.ts';

export const API = '/api/data/v9.2/';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** An app registration with its application user, signed in. */
export interface App {
  readonly clientId: string;
  readonly secret: string;
  readonly token: string;
}

export interface Target {
  readonly url: string;
  /** Token endpoint, and the certificate of its authority. */
  readonly authorityUrl: string;
  readonly caFile: string;
  /** Kept until `stop`. */
  readonly folder: string;
  readonly child: Child;
  /** Any request, signed in; the path begins with a slash. */
  send(method: string, path: string, body?: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** POST of a row. @returns its id @throws Error with the answer when it is refused */
  create(set: string, row: object): Promise<string>;
  /** Makes an app registration with an application user of these roles. */
  register(name: string, roles: readonly string[]): Promise<App>;
  /** What the process wrote to its log so far. */
  log(): string;
  stop(): Promise<void>;
}

/**
 * The assembled server by its command line, with both solutions imported, on a fresh folder; signed in with a token of its own
 * token endpoint as an application user with the role System Administrator.
 * @throws Error when the packed solutions are missing or the server does not start
 */
export async function startTarget(connections: number): Promise<Target> {
  const zips = ['ActivityLogging', 'ActivityLoggingSales'].map((name) => inRoot('dist', `${name}_managed.zip`));
  for (const zip of zips) if (!existsSync(zip)) throw new Error(`${zip} is missing; run 'npm run pack' first`);
  const folder = mkdtempSync(join(tmpdir(), 'bench-dataverse-'));
  const [port, authorityPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const logFile = join(folder, 'server.log');
  const args = ['--port', String(port), '--authority-port', String(authorityPort), '--data', folder];
  const child = await startChild({
    name: 'local Dataverse',
    script: 'local-dataverse/src/cli.ts',
    args: [...args, ...zips.flatMap((zip) => ['--import', zip])],
    logFile,
    ready: () => answers(`${url}/`),
    timeoutMs: 60_000,
  });
  const pool = new Pool(url, { connections, headersTimeout: 60_000, bodyTimeout: 60_000 });
  const stop = async (): Promise<void> => {
    await pool.destroy();
    await child.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const caFile = join(folder, 'ca.pem');
    const register: Target['register'] = (name, roles) => signIn({ url, authorityPort, caFile }, name, roles);
    const { token } = await register('bench', ['System Administrator']);
    const send: Target['send'] = async (method, path, body, headers = {}) => {
      const answer = await pool.request({
        path,
        method: method as 'GET',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body }),
      });
      return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
    };
    return {
      url,
      authorityUrl: `https://127.0.0.1:${authorityPort}`,
      caFile,
      folder,
      child,
      send,
      register,
      async create(set, row) {
        const { status, headers, text } = await send('POST', `${API}${set}`, JSON.stringify(row));
        const id = /\(([0-9a-f-]{36})\)$/.exec(String(headers['odata-entityid'] ?? ''))?.[1];
        if (status !== 204 || id === undefined) throw new Error(`creating in ${set} was answered ${status}: ${text}`);
        return id;
      },
      log: () => readFileSync(logFile, 'utf8'),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Registers an app and gets its access token from the token endpoint over TLS. */
async function signIn(
  { url, authorityPort, caFile }: { readonly url: string; readonly authorityPort: number; readonly caFile: string },
  name: string,
  roles: readonly string[],
): Promise<App> {
  const [clientId, secret] = [randomUUID(), randomBytes(24).toString('base64url')];
  const made = await fetch(`${url}/_local/apps/${clientId}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, secret, roles }),
  });
  if (!made.ok) throw new Error(`registering the app was answered ${made.status}: ${await made.text()}`);
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: secret,
    scope: `${url}/.default`,
  });
  const text = await new Promise<string>((resolve, reject) => {
    const request = httpsRequest(
      {
        host: '127.0.0.1',
        port: authorityPort,
        path: '/common/oauth2/v2.0/token',
        method: 'POST',
        ca: readFileSync(caFile),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      },
      (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (body += chunk));
        response.on('end', () => resolve(body));
      },
    );
    request.on('error', reject);
    request.end(form.toString());
  });
  const { access_token: token } = JSON.parse(text) as { access_token?: string };
  if (token === undefined) throw new Error(`the token endpoint answered ${text}`);
  return { clientId, secret, token };
}

export interface Bare {
  post(body: string): Promise<void>;
  stop(): Promise<void>;
}

/** The yardstick of `bare.ts`. */
export async function startBare(connections: number): Promise<Bare> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-bare-'));
  const script = inRoot('test/bench/bare.ts');
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', script, join(folder, 'bare.sqlite')],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = once(child, 'exit');
  const [first] = (await Promise.race([
    once(child.stdout, 'data'),
    ended.then(() => Promise.reject(new Error('the bare server ended before it was ready'))),
  ])) as [Buffer];
  const pool = new Pool(`http://127.0.0.1:${Number(first.toString())}`, { connections });
  return {
    async post(body) {
      const answer = await pool.request({
        path: '/',
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      await answer.body.dump();
      if (answer.statusCode !== 204) throw new Error(`the bare server answered ${answer.statusCode}`);
    },
    async stop() {
      await pool.destroy();
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await ended;
      clearTimeout(timer);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
