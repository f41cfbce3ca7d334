/** A local Dataverse alone, in a temporary folder, with what tests of whole solutions ask of it. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { Agent, fetch } from 'undici';
import { startLocalDataverse, type LocalDataverse } from '../../local-dataverse/src/server.ts';

export type Json = Record<string, unknown> & { value?: Json[]; error?: { code: string; message: string } };

export interface Answer {
  readonly status: number;
  readonly json: Json;
  readonly text: string;
}

export interface Organisation {
  readonly url: string;
  /** A call of the Web API as System Administrator; answers with a body are JSON. */
  api(method: string, path: string, body?: unknown): Promise<Answer>;
  /** ImportSolution, or another action that takes a zip. @param more parameters, over the usual ones */
  load(zip: Uint8Array, action?: string, more?: object): Promise<Answer>;
  /** Row of an installed solution. */
  solution(uniqueName: string): Promise<Json | undefined>;
  uninstall(uniqueName: string): Promise<Answer>;
  /** Stops and starts with the same folder. */
  restart(options?: Options): Promise<void>;
  close(): Promise<void>;
}

const CLIENT = '0b0b0b0b-0000-4000-8000-00000000000a';

interface Options {
  readonly sales?: boolean;
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
}

export async function startOrganisation(options: Options = {}): Promise<Organisation> {
  const folder = mkdtempSync(join(tmpdir(), 'solutions-'));
  let server = await startLocalDataverse({ dataDir: folder, ...options });
  let isRunning = true;
  await fetch(`${server.url}/_local/apps/${CLIENT}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'test', secret: 's', roles: ['System Administrator'] }),
  });
  let token = await signIn(server);

  const api = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const answer = await fetch(`${server.url}/api/data/v9.2/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        prefer: 'return=representation',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, text, json: text.startsWith('{') ? (JSON.parse(text) as Json) : {} };
  };
  const solution = async (uniqueName: string): Promise<Json | undefined> =>
    (await api('GET', `solutions?$filter=uniquename eq '${uniqueName}'`)).json.value?.[0];
  return {
    get url() {
      return server.url;
    },
    api,
    load: (zip, action = 'ImportSolution', more = {}) =>
      api('POST', action, {
        OverwriteUnmanagedCustomizations: true,
        PublishWorkflows: true,
        ImportJobId: randomUUID(),
        CustomizationFile: Buffer.from(zip).toString('base64'),
        ...more,
      }),
    solution,
    uninstall: async (uniqueName) =>
      api('DELETE', `solutions(${String((await solution(uniqueName))?.['solutionid'])})`),
    restart: async (again = options) => {
      if (isRunning) await server.close();
      isRunning = false;
      server = await startLocalDataverse({ dataDir: folder, ...again });
      isRunning = true;
      token = await signIn(server);
    },
    close: async () => {
      if (isRunning) await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function signIn(server: LocalDataverse): Promise<string> {
  const dispatcher = new Agent({ connect: { ca: readFileSync(server.caFile, 'utf8') } });
  const answer = await fetch(`${server.authorityUrl}/common/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: CLIENT,
      client_secret: 's',
      scope: `${server.url}/.default`,
    }),
    dispatcher,
  });
  const { access_token } = (await answer.json()) as { access_token: string };
  await dispatcher.close();
  return access_token;
}

/** A managed zip that `npm run build` made. */
export const managedZip = (name: string): Uint8Array =>
  readFileSync(new URL(`../../dist/${name}_managed.zip`, import.meta.url));

/** A zip with its texts changed. */
export const changedZip = (zip: Uint8Array, edit: (name: string, text: string) => string): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(unzipSync(zip)).map(([name, content]) => [
        name,
        name.endsWith('.xml') ? strToU8(edit(name, strFromU8(content))) : content,
      ]),
    ),
  );
