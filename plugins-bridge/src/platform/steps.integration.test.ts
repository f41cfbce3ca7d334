import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Bridge, startBridge } from '../bridge.ts';
import { createLogger } from '../log.ts';
import { eventually } from '../test-support/eventually.ts';
import { type Organisation, solutionsArePacked, startOrganisation } from '../test-support/organisation.ts';
import { apiToken, callbackToken, payloadsOf, post, salesloftApi } from '../test-support/salesloft.ts';
import { connectSteps, disconnectSteps } from './steps.ts';
import { auditSteps, defaultSteps, stepName } from './wanted-steps.ts';

const configuration = 'al_loggingconfigurations(a1a1a1a1-0000-4000-8000-000000000001)';
const names = defaultSteps.map(stepName);
const auditNames = auditSteps.map(stepName);
/** What the local Dataverse has no message for, or none that takes steps. */
const notOffered = [
  ...['ExecuteFetch', 'RollUp', 'ExportToExcel', 'ExportToWord', 'AddMembersTeam', 'RemoveMembersTeam'],
  ...['AddPrivilegesRole', 'ReplacePrivilegesRole', 'RemovePrivilegeRole', 'DeleteAttribute', 'DeleteEntity'],
  ...['ImportSolution', 'Import', 'BulkDelete'],
].map((message) => stepName({ message }));

interface Heard {
  readonly name: string;
  /** Of the row. */
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  /** Of the bridge's answer. */
  readonly status: number;
}

(solutionsArePacked ? describe : describe.skip)('the webhook of the bridge', () => {
  let organisation: Organisation;
  let api: Awaited<ReturnType<typeof salesloftApi>>;
  let bridge: Bridge;
  let hook: Server;
  const heard: Heard[] = [];
  const user = { id: 77, email: 'robin@northwind.example' };
  const person = { id: 500, email: 'Late@acme.example' };
  const lead = { id: 501, email: 'lead@acme.example' };
  const address = { url: '', secret: 'secret & <quoted> "text"' };

  beforeAll(async () => {
    [organisation, api] = await Promise.all([startOrganisation(), salesloftApi([person, lead], [user])]);
    bridge = await startBridge(
      organisation.config({
        BRIDGE_WEBHOOK_SECRET: address.secret,
        SALESLOFT_CALLBACK_TOKENS: callbackToken,
        SALESLOFT_API_TOKEN: apiToken,
        SALESLOFT_API_URL: api.url,
      }),
      createLogger('silent'),
    );
    await eventually(
      async () => (await fetch(`${bridge.url}/health/ready`)).ok,
      async () => 'not ready',
    );
    hook = await listenBefore(bridge, heard);
    address.url = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/platform/webhook`;
  }, 60_000);
  afterAll(async () => {
    hook?.close();
    await bridge?.close();
    await api?.close();
    await organisation?.close();
  });

  interface StepRow {
    readonly sdkmessageprocessingstepid: string;
    readonly name: string;
    readonly filteringattributes: string | null;
    readonly mode: number;
    readonly stage: number;
    readonly statecode: number;
  }
  async function stepRows(): Promise<StepRow[]> {
    const answer = await organisation.admin.read(
      "sdkmessageprocessingsteps?$filter=startswith(name,'Activity%20Logging')",
    );
    return (answer as { value: StepRow[] }).value;
  }
  const filterOf = (rows: readonly StepRow[], name: string): string[] | undefined =>
    rows
      .find((row) => row.name.endsWith(`: ${name}`))
      ?.filteringattributes?.split(',')
      .toSorted();

  it('B-10 registers every step once, asynchronously, people only for what they are found by', async () => {
    const { admin } = organisation;
    const nothing = { created: [], updated: [], kept: [], removed: [], unavailable: [] };
    expect(await connectSteps(admin, address)).toEqual({ ...nothing, endpoint: 'created', created: names });
    const rows = await stepRows();
    expect(rows.map(({ name }) => name.replace('Activity Logging bridge: ', '')).toSorted()).toEqual(names.toSorted());
    expect(rows.every(({ mode, stage }) => mode === 1 && stage === 40)).toBe(true);
    expect(filterOf(rows, 'Update of contact')).toEqual(
      expect.arrayContaining(['emailaddress1', 'emailaddress2', 'firstname', 'lastname', 'parentcustomerid']),
    );
    expect(filterOf(rows, 'Update of contact')).not.toContain('description');
    expect(filterOf(rows, 'Update of account')).toContain('name');
    expect(filterOf(rows, 'Update of al_fieldmapping')).toBeUndefined();
    expect(await connectSteps(admin, address)).toEqual({ ...nothing, endpoint: 'unchanged', kept: names });
    expect(await stepRows()).toEqual(rows);
  });

  it('B-10 another run with other switches changes just the difference, and reports what is not offered', async () => {
    const { admin } = organisation;
    const offered = auditNames.filter((name) => !notOffered.includes(name));
    const before = await stepRows();
    const withAudit = await connectSteps(admin, { ...address, audit: true });
    expect(withAudit).toMatchObject({ kept: names, created: offered, removed: [] });
    expect(withAudit.unavailable.toSorted()).toEqual(notOffered.toSorted());
    expect(await stepRows()).toHaveLength(names.length + offered.length);
    const without = await connectSteps(admin, address);
    expect(without).toMatchObject({ kept: names, created: [], unavailable: [] });
    expect(without.removed.toSorted()).toEqual(offered.toSorted());
    expect((await stepRows()).map(({ name }) => name).toSorted()).toEqual(before.map(({ name }) => name).toSorted());
  });

  it('B-10 a step that somebody registered another way, or switched off, is put right', async () => {
    const { admin } = organisation;
    const rows = await stepRows();
    const change = async (name: string, body: object): Promise<void> => {
      const id = rows.find((row) => row.name.endsWith(`: ${name}`))?.sdkmessageprocessingstepid;
      await admin.write({ method: 'PATCH', path: `sdkmessageprocessingsteps(${id})`, body });
    };
    await change('Update of contact', { filteringattributes: 'emailaddress1' });
    await change('Create of lead', { mode: 0 });
    await change('Create of al_bridgerequest', { statecode: 1, statuscode: 2 });
    const report = await connectSteps(admin, { ...address, url: address.url.replace('127.0.0.1', 'localhost') });
    expect(report).toMatchObject({
      endpoint: 'updated',
      created: [],
      updated: ['Update of contact', 'Create of lead', 'Create of al_bridgerequest'],
      removed: [],
    });
    await connectSteps(admin, address);
    const columns = ({ name, filteringattributes, mode, stage, statecode }: StepRow): object => ({
      ...{ name, filteringattributes, mode, stage, statecode },
    });
    expect((await stepRows()).map(columns)).toEqual(rows.map(columns));
  });

  it.each([
    ['contact', person, { lastname: 'Late' }],
    ['lead', lead, { lastname: 'Lead', subject: 'Asked at the fair' }],
  ])('B-8 a parked event becomes a row by itself when a %s with the address appears', async (table, who, body) => {
    const { admin } = organisation;
    const content = `Waits for a ${table}`;
    expect((await post(bridge.url, 'note_created', payloadsOf(who, user).note(3, content))).status).toBe(202);
    const status = async () => (await (await fetch(`${bridge.adminUrl}/status`)).json()) as { parkedBy: object };
    await eventually(async () => 'person-unknown' in (await status()).parkedBy, status);
    // Created without the address, which comes later.
    const id = crypto.randomUUID();
    await admin.write({ method: 'POST', path: `${table}s`, body: { [`${table}id`]: id, ...body } });
    await admin.write({ method: 'PATCH', path: `${table}s(${id})`, body: { emailaddress2: who.email } });
    const filter = encodeURIComponent(`description eq '${content}' and _regardingobjectid_value eq ${id}`);
    const rows = async () => ((await admin.read(`tasks?$filter=${filter}`)) as { value: unknown[] }).value;
    await eventually(async () => (await rows()).length === 1, status);
    expect((await status()).parkedBy).toEqual({});
  });

  it('B-10 every step really calls the bridge, with the secret, and the bridge takes it', async () => {
    const { admin } = organisation;
    const create = async (set: string, body: object): Promise<string> => {
      const { headers } = await admin.write({ method: 'POST', path: set, body });
      return /\(([0-9a-f-]{36})\)$/.exec(String(headers['odata-entityid']))?.[1] ?? '';
    };
    const update = (path: string, body: object) => admin.write({ method: 'PATCH', path, body });
    await update(configuration, { al_name: 'Logging' });
    await admin.write({ method: 'DELETE', path: configuration });
    await update(configuration, { al_name: 'Activity Logging' });
    const choices = { al_kind: 727000000, al_targettable: 727000000, al_targetcolumn: 'subject' };
    const mapping = `al_fieldmappings(${await create('al_fieldmappings', { al_name: 'Region', ...choices })})`;
    await update(mapping, { al_name: 'Area' });
    await admin.write({ method: 'DELETE', path: mapping });
    await create('al_bridgerequests', { al_name: 'Retry', al_requesttype: 727000000 });
    const times = { scheduledstart: '2099-01-01T10:00:00Z', scheduledend: '2099-01-01T11:00:00Z' };
    const meeting = `appointments(${await create('appointments', { subject: 'From Outlook', ...times })})`;
    await update(meeting, { location: 'Room 7' });
    await update(meeting, { statecode: 2, statuscode: 4 });
    for (const table of ['contact', 'lead', 'account'] as const) {
      const body = table === 'account' ? { name: 'Acme' } : { lastname: 'Acme', subject: 'Acme' };
      const own = table === 'contact' ? { lastname: 'Acme' } : body;
      const [master, other] = [await create(`${table}s`, own), await create(`${table}s`, own)];
      await update(`${table}s(${master})`, { emailaddress1: 'acme@acme.example' });
      const ref = (id: string) => ({ '@odata.type': `Microsoft.Dynamics.CRM.${table}`, [`${table}id`]: id });
      await admin.write({
        method: 'POST',
        path: 'Merge',
        body: { Target: ref(master), Subordinate: ref(other), PerformParentingChecks: false },
      });
      await update(`${table}s(${master})`, { statecode: 1 });
      await admin.write({ method: 'DELETE', path: `${table}s(${master})` });
    }
    // No request of the Web API raises this one: it comes from older clients and workflows.
    const expected = names.filter((name) => !name.startsWith('SetStateDynamicEntity'));
    const missing = (): string[] => expected.filter((name) => !heard.some((one) => one.name === name));
    await eventually(
      async () => missing().length === 0,
      async () => missing(),
    );
    expect(heard.filter(({ status }) => status !== 200)).toEqual([]);
    expect(heard.every(({ headers }) => headers['x-activity-logging-secret'] === address.secret)).toBe(true);
    // A column that nobody is found by sets nothing off.
    const id = await create('contacts', { lastname: 'Quiet', emailaddress1: 'quiet@acme.example' });
    await update(`contacts(${id})`, { description: 'Likes tea' });
    await update(`contacts(${id})`, { lastname: 'Loud' });
    const ofId = (): string[] => heard.flatMap((one) => (one.id === id ? [one.name] : []));
    await eventually(
      async () => ofId().includes('Update of contact'),
      async () => heard.length,
    );
    expect(ofId().toSorted()).toEqual(['Create of contact', 'Update of contact']);
  });

  it('disconnect removes the webhook and every step', async () => {
    expect(await disconnectSteps(organisation.admin)).toEqual({ endpoints: 1, steps: names.length });
    expect(await stepRows()).toEqual([]);
    expect(await disconnectSteps(organisation.admin)).toEqual({ endpoints: 0, steps: 0 });
  });
});

/** Listens before the bridge: notes what the platform sends and what the bridge answers. */
async function listenBefore(bridge: Bridge, heard: Heard[]): Promise<Server> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const context = JSON.parse(body.toString()) as Record<
        'MessageName' | 'PrimaryEntityName' | 'PrimaryEntityId',
        string
      >;
      const secret = String(request.headers['x-activity-logging-secret']);
      void fetch(`${bridge.url}/platform/webhook`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-activity-logging-secret': secret },
        body,
      }).then(
        ({ status }) => {
          const { MessageName: message, PrimaryEntityName: table, PrimaryEntityId: id } = context;
          heard.push({ name: stepName({ message, table }), id, headers: request.headers, status });
          response.writeHead(status).end();
        },
        () => response.writeHead(502).end(),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
