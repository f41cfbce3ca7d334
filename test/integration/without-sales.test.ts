/** An environment without Dynamics 365 Sales: what base Dataverse has is enough for the first solution, and only for that. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fetch, request } from 'undici';
import { core } from '../../solution/model/index.ts';
import { managedZip, startOrganisation, type Json, type Organisation } from '../support/organisation.ts';

const SALES_TABLES = ['lead', 'opportunity', 'list', 'listmember'];
const owned = (of: string, names: readonly string[]): string[] => names.map((name) => `${name} (solution ${of})`);
/** Of Microsoft's, with the solutions that own them, as an import names them. */
const MICROSOFTS = [
  ...owned('msdynce_LeadManagement', ['table lead']),
  ...owned('msdynce_Sales', ['table opportunity']),
  ...owned('msdynce_Marketing', ['table listmember', 'table list']),
];
const OURS = owned('ActivityLogging (1.0.0.0)', [
  'column task.al_kind',
  'column email.al_occurredon',
  'column phonecall.al_disposition',
  'column appointment.al_sourceid',
  'control al_ActivityLogging.ActivityTimeline',
  'view phonecall.Calls with Disposition',
]);

describe('a Dataverse without Sales', () => {
  let organisation: Organisation;
  const api: Organisation['api'] = (...request) => organisation.api(...request);
  // One organisation lives through all of it.
  beforeAll(async () => void (organisation = await startOrganisation({ sales: false })), 60_000);
  afterAll(() => organisation?.close());

  const rows = async (path: string): Promise<Json[]> => {
    const { status, json } = await api('GET', path);
    expect([path, status]).toEqual([path, 200]);
    return json.value ?? [];
  };
  /** What an import says is missing. */
  const missing = async (name: string): Promise<string[]> => {
    const { status, json } = await organisation.load(managedZip(name));
    expect([status, json.error?.code]).toEqual([400, '0x8004801d']);
    const [start = '', list = ''] = (json.error?.message ?? '').split(' Some dependencies are missing: ');
    expect(start).toBe(`The following solution cannot be imported: ${name}.`);
    return list.replace(/\.$/, '').split('; ');
  };

  /** What the page asks the server, as the page. */
  const shell = async (path: string): Promise<{ status: number; text: string; json: unknown }> => {
    const page = await fetch(`${organisation.url}/main.aspx`);
    await page.body?.cancel();
    const cookie = page.headers.get('set-cookie')?.split(';')[0] ?? '';
    const { statusCode, body } = await request(`${organisation.url}/_shell/${path}`, {
      headers: { cookie, 'sec-fetch-site': 'same-origin' },
    });
    const text = await body.text();
    return { status: statusCode, text, json: JSON.parse(text) };
  };

  it('has no trace of its tables', async () => {
    const definitions = await rows('EntityDefinitions?$select=LogicalName');
    const names = definitions.map((each) => each['LogicalName']);
    expect(names).toEqual(expect.arrayContaining(['account', 'contact', 'task', 'email', 'phonecall', 'appointment']));
    expect(names.filter((name) => SALES_TABLES.includes(String(name)))).toEqual([]);
    const metadata = (await api('GET', '$metadata')).text;
    expect(metadata).not.toMatch(
      /"mscrm\.(lead|opportunity|list|listmember)"|\bleadid|opportunityid|_lead\b|_opportunity\b/,
    );
    for (const set of ['leads', 'opportunities', 'lists', 'listmembers'])
      expect([set, (await api('GET', set)).status]).toEqual([set, 404]);
    for (const table of SALES_TABLES)
      for (const path of [
        `EntityDefinitions(LogicalName='${table}')`,
        `RetrieveTotalRecordCount(EntityNames=['${table}'])`,
      ])
        expect([path, (await api('GET', path)).status]).not.toEqual([path, 200]);
    for (const path of [
      "systemforms?$filter=objecttypecode eq 'lead' or objecttypecode eq 'opportunity'",
      "savedqueries?$filter=returnedtypecode eq 'lead' or returnedtypecode eq 'opportunity'",
      "sdkmessagefilters?$filter=primaryobjecttypecode eq 'lead' or primaryobjecttypecode eq 'list'",
      "sdkmessages?$filter=name eq 'QualifyLead' or name eq 'Win' or name eq 'AddListMembers'",
      "privileges?$filter=endswith(name,'Lead') or endswith(name,'Opportunity') or endswith(name,'prvReadList')",
    ])
      expect([path, await rows(path)]).toEqual([path, []]);
    for (const table of SALES_TABLES) expect((await shell(`tables/${table}`)).status).toBe(404);
    for (const part of ['', '/relationships', '/lookupcolumns', '/forms', '/views'])
      for (const table of ['contact', 'task', 'phonecall', 'email', 'appointment']) {
        const { status, text } = await shell(`tables/${table}${part}`);
        expect([table, part, status, /"(lead|opportunity|list|listmember)"/.exec(text)]).toEqual([
          table,
          part,
          200,
          null,
        ]);
      }
  });

  it('refuses ActivityLoggingSales, names what is missing and whose it is, and is as before', async () => {
    const before = (await api('GET', '$metadata')).text;
    const all = await missing('ActivityLoggingSales');
    expect(all).toEqual(expect.arrayContaining([...MICROSOFTS, ...OURS]));
    expect(all.filter((each) => !/ \(solution .+\)$/.test(each))).toEqual([]);
    expect((await api('GET', '$metadata')).text).toBe(before);
    expect(await organisation.solution('ActivityLoggingSales')).toBeUndefined();
    const staged = await api('POST', 'StageSolution', {
      CustomizationFile: Buffer.from(managedZip('ActivityLoggingSales')).toString('base64'),
    });
    expect(staged.json['StageSolutionResults']).toMatchObject({
      StageSolutionStatus: 'Failed',
      MissingDependencies: expect.arrayContaining([
        expect.objectContaining({
          RequiredComponentSchemaName: 'lead',
          RequiredSolutionName: 'msdynce_LeadManagement',
        }),
        expect.objectContaining({
          RequiredComponentSchemaName: 'al_ActivityLogging.ActivityTimeline',
          RequiredSolutionName: 'ActivityLogging (1.0.0.0)',
        }),
      ]),
    });
  });

  it('imports ActivityLogging, works, and takes the other once Sales is there', async () => {
    expect(await organisation.load(managedZip('ActivityLogging'))).toMatchObject({ status: 204 });
    expect((await missing('ActivityLoggingSales')).sort()).toEqual([...MICROSOFTS].sort());
    const contact = (await api('POST', 'contacts', { lastname: 'Somebody', emailaddress1: 'a@example.com' })).json;
    const bind = `/contacts(${String(contact['contactid'])})`;
    const call = await api('POST', 'phonecalls', {
      subject: 'Call: Connected',
      al_sourceid: '1',
      'al_contactid_phonecall@odata.bind': bind,
      'regardingobjectid_contact_phonecall@odata.bind': bind,
      phonecall_activity_parties: [{ 'partyid_contact@odata.bind': bind, participationtypemask: 2 }],
    });
    expect([call.status, call.text]).toEqual([201, expect.any(String)]);
    const callId = String(call.json['activityid']);
    expect(await rows(`phonecalls?$filter=_al_contactid_value eq ${String(contact['contactid'])}`)).toHaveLength(1);
    const app = await shell('apps/al_ActivityLogging');
    expect([app.status, app.text]).toEqual([200, expect.stringContaining('al_loggingconfiguration')]);
    for (const table of [...core.tables.map(({ name }) => name), ...core.extensions.map((each) => each.table.name)]) {
      for (const part of ['', '/ribbon', '/charts', '/views', '/forms'])
        expect([table, part, (await shell(`tables/${table}${part}`)).status]).toEqual([table, part, 200]);
      for (const { id } of (await shell(`tables/${table}/forms`)).json as { id: string }[])
        expect([table, id, (await shell(`forms/${id}`)).status]).toEqual([table, id, 200]);
    }
    await expect(
      api('POST', 'contacts', { lastname: 'Bound', 'originatingleadid@odata.bind': `/leads(${randomUUID()})` }),
    ).resolves.toMatchObject({ status: 400 });

    // Installing Sales: the same organisation, with Microsoft's tables.
    await organisation.restart({ sales: true });
    expect(await organisation.load(managedZip('ActivityLoggingSales'))).toMatchObject({ status: 204 });
    const lead = (await api('POST', 'leads', { subject: 'New', lastname: 'Else' })).json;
    const leadCall = await api('PATCH', `phonecalls(${callId})`, {
      'al_leadid_phonecall@odata.bind': `/leads(${String(lead['leadid'])})`,
    });
    expect(leadCall.json).toMatchObject({ _al_leadid_value: lead['leadid'], al_sourceid: '1' });

    // A second import is an upgrade: one solution, its rows as they were.
    const counted = async (): Promise<unknown[]> =>
      Promise.all(
        ['solutions', 'systemforms', 'savedqueries', 'webresourceset', 'roles', 'appmodulecomponents'].map(
          async (set) => [set, (await rows(`${set}?$select=versionnumber`)).length],
        ),
      );
    const before = await counted();
    const installed = await organisation.solution('ActivityLoggingSales');
    expect(await organisation.load(managedZip('ActivityLoggingSales'))).toMatchObject({ status: 204 });
    expect(await organisation.load(managedZip('ActivityLogging'), 'StageAndUpgrade')).toMatchObject({ status: 200 });
    expect(await counted()).toEqual(before);
    expect((await organisation.solution('ActivityLoggingSales'))?.['solutionid']).toBe(installed?.['solutionid']);

    // Uninstalling: the first while the second depends on it, then in order.
    expect((await organisation.uninstall('ActivityLogging')).json.error).toMatchObject({
      code: '0x8004f01d',
      message: expect.stringMatching(/Dependent solutions: ActivityLoggingSales\.$/),
    });
    expect((await organisation.uninstall('ActivityLoggingSales')).status).toBe(204);
    expect((await organisation.uninstall('ActivityLogging')).status).toBe(204);
    const left = (await api('GET', `phonecalls(${callId})?$expand=phonecall_activity_parties`)).json;
    expect(left).toMatchObject({ subject: 'Call: Connected', _regardingobjectid_value: contact['contactid'] });
    expect(left['phonecall_activity_parties']).toContainEqual(
      expect.objectContaining({ _partyid_value: contact['contactid'], participationtypemask: 2 }),
    );
    expect(Object.keys(left).filter((name) => name.includes('al_'))).toEqual([]);
  }, 120_000);

  it('does not lose the tables of Sales once it has them', async () => {
    await expect(organisation.restart({ sales: false })).rejects.toThrow(/has the tables of Sales/);
    await organisation.restart({ sales: true });
    expect(await rows('leads')).toHaveLength(1);
  });
});
