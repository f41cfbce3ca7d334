import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { startLocalDataverse, type LocalDataverse } from '../server.ts';
import { solutionZip } from '../import/testing/fixture.ts';
import * as ids from './wellknown.ts';

type Json = Record<string, unknown> & { value?: Json[]; error?: { code: string; message: string } };

const CLIENT = '0a0a0a0a-0000-4000-8000-00000000000a';
const PLAIN = '0a0a0a0a-0000-4000-8000-00000000000b';
let folder: string;
let server: LocalDataverse;
let token: string;

async function call(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; json: Json }> {
  const answer = await fetch(`${server.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, json: text.startsWith('{') ? (JSON.parse(text) as Json) : {} };
}
const api = (method: string, path: string, body?: unknown, headers?: Record<string, string>): ReturnType<typeof call> =>
  call(method, `/api/data/v9.2/${path}`, body, headers);

/** The client-credentials grant, as any OAuth client makes it; @azure/identity itself is tried in tokens/tokens.test.ts. */
async function signIn(clientId: string, secret: string): Promise<string> {
  const agent = new Agent({ connect: { ca: readFileSync(server.caFile, 'utf8') } });
  const { body } = await request(`${server.authorityUrl}/${ids.TENANT_ID}/oauth2/v2.0/token`, {
    dispatcher: agent,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: secret,
      scope: `${server.url}/.default`,
    }).toString(),
  });
  const answer = (await body.json()) as Json;
  await agent.close();
  return String(answer['access_token']);
}

async function start(): Promise<void> {
  server = await startLocalDataverse({ dataDir: folder });
  token = await signIn(CLIENT, 'a secret');
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'platform-'));
  server = await startLocalDataverse({ dataDir: folder });
  for (const [id, roles] of [
    [CLIENT, ['System Administrator']],
    [PLAIN, ['Basic User']],
  ] as const) {
    expect(
      (await call('PUT', `/_local/apps/${id}`, { name: 'test', secret: 'a secret', roles }, { authorization: '' }))
        .status,
    ).toBe(204);
  }
  token = await signIn(CLIENT, 'a secret');
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('sign-in', () => {
  it('a token stands for its application user', async () => {
    const me = (await api('GET', 'WhoAmI')).json;
    expect(me).toMatchObject({ BusinessUnitId: ids.ROOT_BUSINESS_UNIT_ID, OrganizationId: ids.ORGANIZATION_ID });
    const user = (await api('GET', `systemusers(${String(me['UserId'])})?$select=applicationid,fullname,accessmode`))
      .json;
    expect(user).toMatchObject({ applicationid: CLIENT, fullname: '# test', accessmode: 4 });
  });

  it.each(['EntityDefinitions', '$metadata', 'contacts', 'WhoAmI'])('nobody is nobody: %s', async (path) => {
    const answer = await fetch(`${server.url}/api/data/v9.2/${path}`);
    expect(answer.status).toBe(401);
  });

  it('acts for somebody else only with the right to', async () => {
    const headers = { mscrmcallerid: ids.ADMIN_USER_ID };
    expect((await api('GET', 'WhoAmI', undefined, headers)).json['UserId']).toBe(ids.ADMIN_USER_ID);
    const plain = await signIn(PLAIN, 'a secret');
    const refused = await api('GET', 'WhoAmI', undefined, { ...headers, authorization: `Bearer ${plain}` });
    expect(refused).toMatchObject({ status: 403, json: { error: { code: '0x80040220' } } });
  });
});

describe('what an environment starts with', () => {
  it('has its administrator, roles, currency and system solutions under fixed ids', async () => {
    expect((await api('GET', `systemusers(${ids.ADMIN_USER_ID})?$select=fullname`)).json['fullname']).toBe(
      ids.ADMIN_FULL_NAME,
    );
    const roles = (
      await api(
        'GET',
        `systemusers(${ids.ADMIN_USER_ID})?$select=fullname&$expand=systemuserroles_association($select=name)`,
      )
    ).json;
    expect(roles['systemuserroles_association']).toMatchObject([{ name: 'System Administrator' }]);
    expect((await api('GET', `solutions(${ids.DEFAULT_SOLUTION_ID})?$select=uniquename`)).json['uniquename']).toBe(
      'Default',
    );
  });

  it('has live main forms and default views of Microsoft’s tables', async () => {
    const form = (await api('GET', `systemforms(${ids.CONTACT_MAIN_FORM_ID})`)).json;
    expect(form).toMatchObject({
      objecttypecode: 'contact',
      type: 2,
      formxml: expect.stringMatching(/^<form>.*datafieldname="firstname".*<\/form>$/),
    });
    const forms = (await api('GET', 'systemforms?$select=objecttypecode&$filter=type eq 2')).json.value ?? [];
    expect(forms.map((each) => each['objecttypecode'])).toEqual(
      expect.arrayContaining([
        'account',
        'contact',
        'lead',
        'opportunity',
        'task',
        'email',
        'phonecall',
        'appointment',
      ]),
    );
    const views =
      (await api('GET', "savedqueries?$select=fetchxml,name&$filter=querytype eq 0 and returnedtypecode eq 'contact'"))
        .json.value ?? [];
    expect(views).toMatchObject([{ name: 'Active Contacts' }]);
  });

  it('tells which steps can be registered, as the documented query asks', async () => {
    const filters = (message: string, table: string): string =>
      `sdkmessagefilters?$select=sdkmessagefilterid&$filter=sdkmessageid/name eq @m and primaryobjecttypecode eq @t&@m='${message}'&@t='${table}'`;
    expect((await api('GET', filters('Update', 'contact'))).json.value).toHaveLength(1);
    expect((await api('GET', filters('CreateMultiple', 'task'))).json.value).toHaveLength(1);
    expect((await api('GET', `sdkmessages(${ids.CREATE_MESSAGE_ID})?$select=name`)).json['name']).toBe('Create');
  });
});

describe('webhook registrations', () => {
  it('B-10 takes endpoint and step by Web API and never gives the secret back', async () => {
    const made = await api(
      'POST',
      'serviceendpoints',
      { name: 'hook', url: 'http://127.0.0.1:9/', contract: 8, authtype: 4, authvalue: 'top secret' },
      { prefer: 'return=representation' },
    );
    expect(made.status).toBe(201);
    expect(JSON.stringify(made.json)).not.toContain('top secret');
    const id = String(made.json['serviceendpointid']);
    expect((await api('GET', `serviceendpoints(${id})`)).json).toMatchObject({ isauthvalueset: true, authtype: 4 });
    const filter = (
      await api(
        'GET',
        `sdkmessagefilters?$filter=_sdkmessageid_value eq ${ids.UPDATE_MESSAGE_ID} and primaryobjecttypecode eq 'contact'`,
      )
    ).json.value?.[0];
    const step = await api('POST', 'sdkmessageprocessingsteps', {
      name: 'Update of contact',
      stage: 40,
      mode: 1,
      rank: 1,
      asyncautodelete: true,
      supporteddeployment: 0,
      filteringattributes: 'emailaddress1',
      'eventhandler_serviceendpoint@odata.bind': `/serviceendpoints(${id})`,
      'sdkmessageid@odata.bind': `/sdkmessages(${ids.UPDATE_MESSAGE_ID})`,
      'sdkmessagefilterid@odata.bind': `/sdkmessagefilters(${String(filter?.['sdkmessagefilterid'])})`,
    });
    expect(step.status).toBe(204);
    const read = (
      await api('GET', 'sdkmessageprocessingsteps?$select=name,_eventhandler_value&$expand=sdkmessageid($select=name)')
    ).json.value;
    expect(read).toMatchObject([{ _eventhandler_value: id, sdkmessageid: { name: 'Update' } }]);
    expect((await api('DELETE', `serviceendpoints(${id})`)).status).toBe(204);
    expect((await api('GET', 'sdkmessageprocessingsteps')).json.value).toEqual([]);
  });
});

describe('ImportSolution', () => {
  const parameters = (bytes: Uint8Array, job: string = randomUUID()): Json => ({
    CustomizationFile: Buffer.from(bytes).toString('base64'),
    OverwriteUnmanagedCustomizations: true,
    PublishWorkflows: false,
    ImportJobId: job,
  });

  it('imports over the Web API; rows of the new table can be written at once and after a restart', async () => {
    const job = randomUUID();
    expect((await api('POST', 'ImportSolution', parameters(solutionZip(), job))).status).toBe(204);
    expect((await api('GET', `importjobs(${job})?$select=progress,solutionname`)).json).toMatchObject({
      progress: 100,
      solutionname: 'Things',
    });
    const contact = (await api('POST', 'contacts', { lastname: 'Person' }, { prefer: 'return=representation' })).json;
    const row = {
      t_name: 'first',
      t_flag: false,
      t_many: '1,2',
      't_ContactId@odata.bind': `/contacts(${String(contact['contactid'])})`,
    };
    const thing = await api('POST', 't_things', row, { prefer: 'return=representation' });
    expect(thing).toMatchObject({ status: 201, json: { t_name: 'first', t_local: 2, t_flag: false } });
    const task = await api('POST', 'tasks', {
      subject: 'x',
      t_source: 'y',
      't_ThingId_task@odata.bind': `/t_things(${String(thing.json['t_thingid'])})`,
    });
    expect(task.status).toBe(204);
    await server.close();
    await start();
    const tasks = (await api('GET', 'tasks?$select=t_source&$expand=t_ThingId_task($select=t_name)')).json.value;
    expect(tasks).toMatchObject([{ t_source: 'y', t_ThingId_task: { t_name: 'first' } }]);
    expect(
      (await api('GET', "EntityDefinitions(LogicalName='t_thing')/Keys?$select=KeyAttributes")).json.value,
    ).toMatchObject([{ KeyAttributes: ['t_name'] }]);
    const filters = (
      await api('GET', "sdkmessagefilters?$filter=primaryobjecttypecode eq 't_thing' and sdkmessageid/name eq 'Create'")
    ).json.value;
    expect(filters).toHaveLength(1);
  });

  it('says what is wrong with the request, and with the zip', async () => {
    const refuse = async (body: unknown): Promise<{ status: number; json: Json }> =>
      api('POST', 'ImportSolution', body);
    expect(await refuse({ ...parameters(solutionZip()), Nonsense: 1 })).toMatchObject({
      status: 400,
      json: { error: { message: expect.stringContaining("'Nonsense'") } },
    });
    expect(await refuse({ ...parameters(solutionZip()), ConvertToManaged: true })).toMatchObject({
      status: 501,
      json: { error: { message: expect.stringContaining('ConvertToManaged') } },
    });
    expect(await refuse(parameters(Buffer.from('nothing')))).toMatchObject({
      status: 400,
      json: { error: { code: '0x80048000' } },
    });
    expect((await api('POST', 'ExportSolution', {})).status).toBe(501);
  });
});
