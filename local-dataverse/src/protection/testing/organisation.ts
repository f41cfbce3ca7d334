/** A whole local Dataverse on sockets with an application user or two, for tests. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, fetch } from 'undici';
import type { RequestInit, Response } from 'undici';
import { startLocalDataverse } from '../../server.ts';
import type { LocalDataverse, LocalDataverseOptions } from '../../server.ts';

export interface Organisation {
  readonly server: LocalDataverse;
  /** Registers an application user and signs it in; its token. */
  signIn(clientId: string): Promise<string>;
  /** A Web API request as the user of the token. */
  api(token: string, path: string, init?: RequestInit): Promise<Response>;
  /** A request to `/_local/…`. */
  local(method: string, path: string, body?: unknown): Promise<Response>;
  close(): Promise<void>;
}

export async function startOrganisation(options: Partial<LocalDataverseOptions> = {}): Promise<Organisation> {
  const dataDir = mkdtempSync(join(tmpdir(), 'local-dataverse-'));
  const server = await startLocalDataverse({ dataDir, ...options });
  const local = (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(`${server.url}/_local/${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
  return {
    server,
    local,
    async signIn(clientId) {
      await local('PUT', `apps/${clientId}`, { name: clientId, secret: 's', roles: ['System Administrator'] });
      const dispatcher = new Agent({ connect: { ca: readFileSync(server.caFile, 'utf8') } });
      const body = new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: 's',
        scope: `${server.url}/.default`,
      });
      const answer = await fetch(`${server.authorityUrl}/common/oauth2/v2.0/token`, {
        method: 'POST',
        body,
        dispatcher,
      });
      const token = (await answer.json()) as { access_token: string };
      await dispatcher.close();
      return token.access_token;
    },
    api: (token, path, init = {}) =>
      fetch(`${server.url}/api/data/v9.2/${path}`, {
        ...init,
        headers: {
          authorization: `Bearer ${token}`,
          ...(typeof init.body === 'string' ? { 'content-type': 'application/json' } : {}),
          ...(init.headers as Record<string, string> | undefined),
        },
      }),
    async close() {
      await server.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
