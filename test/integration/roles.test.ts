import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Agent, request } from 'undici';
import { type LocalDataverse, startLocalDataverse } from '../../local-dataverse/src/server.ts';
import { ADMIN_USER_ID, TENANT_ID } from '../../local-dataverse/src/platform/wellknown.ts';
import { inRoot } from '../../tools/paths.ts';

type Json = Record<string, unknown> & { value?: Json[]; error?: { code: string; message: string } };
type Call = (method: string, path: string, body?: unknown) => Promise<{ status: number; id: string; json: Json }>;

let folder: string;
let server: LocalDataverse;
const as: Record<string, Call> = {};

const USERS: Readonly<Record<string, readonly string[]>> = {
  installer: ['System Administrator'],
  administrator: ['Activity Logging Administrator'],
  user: ['Activity Logging User'],
  rep: ['Activity Logging User', 'Basic User'],
  bridge: ['Activity Logging Bridge'],
  nobody: [],
};

async function token(clientId: string): Promise<string> {
  const agent = new Agent({ connect: { ca: readFileSync(server.caFile, 'utf8') } });
  const { body } = await request(`${server.authorityUrl}/${TENANT_ID}/oauth2/v2.0/token`, {
    dispatcher: agent,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: 'a secret',
      scope: `${server.url}/.default`,
    }).toString(),
  });
  const answer = (await body.json()) as { access_token: string };
  await agent.close();
  return answer.access_token;
}

function caller(bearer: string): Call {
  return async (method, path, body) => {
    const answer = await fetch(`${server.url}/api/data/v9.2/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${bearer}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const id = /\(([0-9a-f-]{36})\)$/.exec(answer.headers.get('odata-entityid') ?? '')?.[1] ?? '';
    return { status: answer.status, id, json: text.startsWith('{') ? (JSON.parse(text) as Json) : {} };
  };
}

/** The roles of the built zips, held to nothing but themselves: a privilege missing in a role is missing here too. */
describe('the roles of the solution', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'roles-'));
    const imports = ['ActivityLogging', 'ActivityLoggingSales'].map((name) => inRoot('dist', `${name}_managed.zip`));
    server = await startLocalDataverse({ dataDir: folder, imports });
    for (const [index, [name, roles]] of Object.entries(USERS).entries()) {
      const clientId = `0a0a0a0a-0000-4000-8000-00000000000${index}`;
      await fetch(`${server.url}/_local/apps/${clientId}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name, secret: 'a secret', roles }),
      });
      as[name] = caller(await token(clientId));
    }
  }, 60_000);
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const call = (who: string, ...args: Parameters<Call>): ReturnType<Call> => as[who]!(...args);
  const outcome = async (who: string, ...args: Parameters<Call>): Promise<string> => {
    const { status, json } = await call(who, ...args);
    return status < 300 ? 'yes' : `${status} ${json.error?.code}`;
  };

  it.each(['appmodules', 'sitemaps', 'systemforms', 'savedqueries', 'webresourceset', 'customcontrols'])(
    'who works in the app reads its %s; without a role nobody does',
    async (set) => {
      for (const who of ['administrator', 'user', 'rep'])
        expect(await outcome(who, 'GET', `${set}?$top=1`)).toBe('yes');
      expect(await outcome('nobody', 'GET', `${set}?$top=1`)).toBe('403 0x80040220');
    },
  );

  it('the settings: the bridge makes the row and clears what no longer applies (L-10), administrators edit it, users see it', async () => {
    const made = await call('bridge', 'POST', 'al_loggingconfigurations', { al_name: 'Settings' });
    expect(made.status).toBe(204);
    const row = `al_loggingconfigurations(${made.id})`;
    for (const who of ['administrator', 'user', 'bridge']) expect(await outcome(who, 'GET', row)).toBe('yes');
    for (const who of ['user', 'rep'])
      expect(await outcome(who, 'PATCH', row, { al_logemails: false })).toBe('403 0x80040220');
    for (const who of ['administrator', 'bridge'])
      expect(await outcome(who, 'PATCH', row, { al_logemails: false })).toBe('yes');
    expect(await outcome('bridge', 'DELETE', row)).toBe('403 0x80040220');
    const owner = { 'al_defaultownerid@odata.bind': `/systemusers(${ADMIN_USER_ID})` };
    expect(await outcome('administrator', 'PATCH', row, owner)).toBe('yes');
  });

  it('the bridge logs for others, with parties, and closes what it logged; it changes and deletes no people', async () => {
    const contact = (await call('installer', 'POST', 'contacts', { lastname: 'Person' })).id;
    const made = await call('bridge', 'POST', 'phonecalls', {
      subject: 'Call',
      'ownerid@odata.bind': `/systemusers(${ADMIN_USER_ID})`,
      'regardingobjectid_contact_phonecall@odata.bind': `/contacts(${contact})`,
      'al_contactid_phonecall@odata.bind': `/contacts(${contact})`,
      phonecall_activity_parties: [
        { 'partyid_systemuser@odata.bind': `/systemusers(${ADMIN_USER_ID})`, participationtypemask: 1 },
        { 'partyid_contact@odata.bind': `/contacts(${contact})`, participationtypemask: 2 },
      ],
    });
    expect(made).toMatchObject({ status: 204 });
    const row = `phonecalls(${made.id})`;
    expect(await outcome('bridge', 'PATCH', row, { statecode: 1, statuscode: 2 })).toBe('yes');
    expect(await outcome('bridge', 'GET', `${row}?$expand=phonecall_activity_parties`)).toBe('yes');
    // The row of a thread that was joined to another goes (L-20).
    expect(await outcome('bridge', 'DELETE', row)).toBe('yes');
    expect(await outcome('bridge', 'DELETE', `contacts(${contact})`)).toBe('403 0x80040220');
    expect(await outcome('bridge', 'PATCH', `contacts(${contact})`, { lastname: 'x' })).toBe('403 0x80040220');
    expect(await outcome('bridge', 'POST', 'contacts', { lastname: 'x' })).toBe('403 0x80040220');
    expect(await outcome('bridge', 'GET', 'annotations')).toBe('403 0x80040220');
  });

  it('a user logs and sees its own activities with its own contacts, not those of others', async () => {
    const own = await call('rep', 'POST', 'contacts', { lastname: 'Own' });
    const foreign = (await call('installer', 'POST', 'contacts', { lastname: 'Foreign' })).id;
    const task = (contact: string): Record<string, unknown> => ({
      subject: 'Task',
      'regardingobjectid_contact_task@odata.bind': `/contacts(${contact})`,
      'al_contactid_task@odata.bind': `/contacts(${contact})`,
    });
    expect(own.status).toBe(204);
    expect(await outcome('rep', 'POST', 'tasks', task(own.id))).toBe('yes');
    expect(await outcome('rep', 'POST', 'tasks', task(foreign))).toBe('403 0x80048306');
    await call('installer', 'POST', 'tasks', { subject: 'Not theirs' });
    const seen = (await call('rep', 'GET', 'activitypointers?$select=subject')).json.value;
    expect(seen).toEqual([expect.objectContaining({ subject: 'Task' })]);
    expect(await outcome('user', 'POST', 'contacts', { lastname: 'x' })).toBe('403 0x80040220');
    expect(await outcome('user', 'POST', 'tasks', { subject: 'Own' })).toBe('yes');
  });
});
