/** A really started local Dataverse in a temporary folder, with an application user and a token for it. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { solutionZip } from '../../local-dataverse/src/import/testing/fixture.ts';
import { TENANT_ID } from '../../local-dataverse/src/platform/wellknown.ts';
import { type LocalDataverseOptions, startLocalDataverse } from '../../local-dataverse/src/server.ts';

const CLIENT_ID = 'c0c0c0c0-0000-4000-8000-000000000001';
const SECRET = 'conformance';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body, undefined when it is no JSON. */
  readonly json: unknown;
}

export interface Service {
  readonly url: string;
  readonly token: string;
  /** A request below `/api/data/v9.2/`; a text is sent as it is, anything else as JSON. */
  send(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  close(): Promise<void>;
}

/**
 * Starts the server, registers an app as System Administrator and imports a small solution: table `t_thing` with the
 * alternate key `t_name`, needed by every case about keys.
 */
export async function startService(options: Pick<LocalDataverseOptions, 'behaviour'> = {}): Promise<Service> {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  const server = await startLocalDataverse({ dataDir: folder, ...options });
  const stop = async (): Promise<void> => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const app = await fetch(`${server.url}/_local/apps/${CLIENT_ID}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'conformance', secret: SECRET, roles: ['System Administrator'] }),
    });
    if (app.status !== 204) throw new Error(`the app was not registered: ${app.status} ${await app.text()}`);
    const token = await signIn(server.authorityUrl, server.caFile, `${server.url}/.default`);
    const service: Service = { url: server.url, token, send: sender(server.url, token), close: stop };
    const imported = await service.send('POST', 'ImportSolution', {
      CustomizationFile: Buffer.from(solutionZip()).toString('base64'),
      OverwriteUnmanagedCustomizations: true,
      PublishWorkflows: true,
      ImportJobId: 'c0c0c0c0-0000-4000-8000-000000000002',
    });
    if (imported.status !== 204) throw new Error(`the solution was not imported: ${imported.text}`);
    return service;
  } catch (error) {
    await stop();
    throw error;
  }
}

function sender(url: string, token: string): Service['send'] {
  return async (method, path, body, headers = {}) => {
    const response = await fetch(`${url}/api/data/v9.2/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parsed(text) };
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The client-credentials grant over TLS, trusting only the server's own certificate. */
function signIn(authorityUrl: string, caFile: string, scope: string): Promise<string> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: CLIENT_ID,
    client_secret: SECRET,
    scope,
  }).toString();
  return new Promise((resolve, reject) => {
    const request = httpsRequest(
      `${authorityUrl}/${TENANT_ID}/oauth2/v2.0/token`,
      {
        method: 'POST',
        ca: readFileSync(caFile, 'utf8'),
        agent: false,
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(form) },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () => {
          const token = (parsed(text) as { access_token?: unknown } | undefined)?.access_token;
          if (typeof token === 'string') resolve(token);
          else reject(new Error(`no token: ${text}`));
        });
      },
    );
    request.on('error', reject).end(form);
  });
}
