/** A local Dataverse in a temporary folder with an administrator and a plain user, for tests over HTTP. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { startLocalDataverse } from '../../server.ts';
import { TENANT_ID } from '../wellknown.ts';

export type Json = Record<string, unknown> & { value?: Json[]; error?: { code: string; message: string } };

export interface Reply {
  readonly status: number;
  readonly text: string;
  /** An empty object when the body is no JSON object. */
  readonly json: Json;
}

export interface SignedIn {
  /** As System Administrator, below `/api/data/v9.2/`. */
  api(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  /** Header of a user with the role Basic User. */
  plain(): Promise<{ authorization: string }>;
  /** Closes and opens the same folder again. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

const CLIENTS = {
  'System Administrator': '0a0a0a0a-0000-4000-8000-00000000000a',
  'Basic User': '0a0a0a0a-0000-4000-8000-00000000000b',
} as const;

export async function startSignedIn(): Promise<SignedIn> {
  const folder = mkdtempSync(join(tmpdir(), 'platform-'));
  let server = await startLocalDataverse({ dataDir: folder });
  for (const [role, id] of Object.entries(CLIENTS))
    await fetch(`${server.url}/_local/apps/${id}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: role, secret: 's', roles: [role] }),
    });
  const signIn = async (role: keyof typeof CLIENTS): Promise<string> => {
    const agent = new Agent({ connect: { ca: readFileSync(server.caFile, 'utf8') } });
    const { body } = await request(`${server.authorityUrl}/${TENANT_ID}/oauth2/v2.0/token`, {
      dispatcher: agent,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: CLIENTS[role],
        client_secret: 's',
        scope: `${server.url}/.default`,
      }).toString(),
    });
    const answer = (await body.json()) as Json;
    await agent.close();
    return `Bearer ${String(answer['access_token'])}`;
  };
  let authorization = await signIn('System Administrator');
  return {
    async api(method, path, body, headers = {}) {
      const answer = await fetch(`${server.url}/api/data/v9.2/${path}`, {
        method,
        headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, text, json: text.startsWith('{') ? (JSON.parse(text) as Json) : {} };
    },
    plain: async () => ({ authorization: await signIn('Basic User') }),
    async restart() {
      await server.close();
      server = await startLocalDataverse({ dataDir: folder });
      authorization = await signIn('System Administrator');
    },
    async close() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
