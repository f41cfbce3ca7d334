import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Configuration,
  configurationToJson,
  defaultSettings,
  kinds,
  mappingToRow,
  settingsToRow,
} from '@activity-logging/activity-model';
import { canonicalSamples, people, sendCanonical, users } from '@activity-logging/samples';
import { type Bridge, startBridge } from '../bridge.ts';
import { createLogger } from '../log.ts';
import { eventually } from '../test-support/eventually.ts';
import { type Organisation, solutionsArePacked, startOrganisation } from '../test-support/organisation.ts';
import { previewFile } from './preview.ts';

const secret = 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=';
const samples = canonicalSamples({ base: Date.parse('2026-09-20T12:00:00Z'), count: 1 });
const sets = { task: 'tasks', email: 'emails', phonecall: 'phonecalls', appointment: 'appointments' } as const;
const configuration: Configuration = {
  settings: { ...defaultSettings, callTarget: 'phonecall', emailTarget: 'email', meetingTarget: 'appointment' },
  mappings: [
    {
      ...{ id: '00000000-0000-4000-8000-000000000001', name: 'Outcome', kind: 'call', table: 'phonecall' },
      ...{ path: 'disposition', column: 'category', whenEmpty: 'skip' },
    },
    {
      ...{ id: '00000000-0000-4000-8000-000000000002', name: 'Urgent', kind: 'note', table: 'task' },
      ...{ constant: 'High', column: 'prioritycode', whenEmpty: 'skip' },
    },
  ],
};

/** What `preview` shows beside what the bridge writes, for one sample of every kind. */
(solutionsArePacked ? describe : describe.skip)('preview and the bridge', () => {
  let organisation: Organisation;
  let bridge: Bridge;

  beforeAll(async () => {
    organisation = await startOrganisation();
    const { admin } = organisation;
    const { BusinessUnitId } = (await admin.read('WhoAmI()')) as { BusinessUnitId: string };
    const { first: firstname, last: lastname, email } = people[0]!;
    await admin.write({ method: 'POST', path: 'contacts', body: { firstname, lastname, emailaddress1: email } });
    const unit = { 'businessunitid@odata.bind': `/businessunits(${BusinessUnitId})` };
    for (const { first, last, email: internalemailaddress } of users) {
      const user = { firstname: first, lastname: last, internalemailaddress, domainname: internalemailaddress };
      await admin.write({ method: 'POST', path: 'systemusers', body: { ...user, ...unit } });
    }
    const row = 'al_loggingconfigurations(a1a1a1a1-0000-4000-8000-000000000001)';
    const body = { al_name: 'Activity Logging', ...settingsToRow(configuration.settings) };
    await admin.write({ method: 'PATCH', path: row, body });
    for (const mapping of configuration.mappings)
      await admin.write({ method: 'PATCH', path: `al_fieldmappings(${mapping.id})`, body: mappingToRow(mapping) });
    bridge = await startBridge(organisation.config({ BRIDGE_EVENT_SECRETS: secret }), createLogger('silent'));
    await eventually(
      async () => (await fetch(`${bridge.url}/health/ready`)).ok,
      async () => 'not ready',
    );
  }, 60_000);
  afterAll(async () => {
    await bridge?.close();
    await organisation?.close();
  });

  it('F-5 shows the columns that the bridge writes, mapped ones among them', async () => {
    await sendCanonical(bridge.url, samples, secret);
    await eventually(settled, status);
    const [event, config] = [join(organisation.folder, 'events.json'), join(organisation.folder, 'config.json')];
    writeFileSync(event, JSON.stringify(samples));
    writeFileSync(config, JSON.stringify(configurationToJson(configuration)));
    const shown = previewFile({ event, config, now: new Date() });
    const rows = shown.flatMap(({ preview }) => (preview.logged ? preview.rows : []));
    expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(kinds));

    for (const { table, kind, fields, state } of rows) {
      const values = new Map(fields.map(({ column, value }) => [column, value]));
      const written = await rowOf(table, String(values.get('al_sourceid')));
      // Who it is, only the organisation knows: ids of rows are left out.
      const columns = fields.filter(({ value }) => value === null || typeof value !== 'object');
      expect([kind, columns.map(({ column }) => [column, plain(written[column])])]).toEqual([
        kind,
        columns.map(({ column, value }) => [column, plain(value)]),
      ]);
      if (state) expect(written).toMatchObject(state);
      // And the other way round: no column of ours that preview does not show. A yes/no nobody writes is the platform's No.
      const ours = Object.entries(written).filter(
        ([column, value]) => /^al_[a-z]+$/.test(column) && value !== null && value !== false,
      );
      expect(ours.filter(([column]) => column !== 'al_rowhash' && !values.has(column))).toEqual([]);
    }
    const mapped = rows.flatMap(({ fields }) => fields.filter(({ from }) => from.startsWith('mapping')));
    expect(mapped.map(({ column, value }) => [column, value])).toEqual([
      ['category', 'Connected'],
      ['prioritycode', 2],
    ]);
  });

  interface Status {
    readonly deliveries: Record<'received' | 'pending' | 'parked', number>;
  }
  const status = async (): Promise<Status> => (await (await fetch(`${bridge.adminUrl}/status`)).json()) as Status;
  const settled = async (): Promise<boolean> => {
    const { received, pending } = (await status()).deliveries;
    return received === samples.length && pending === 0;
  };

  async function rowOf(table: keyof typeof sets, sourceId: string): Promise<Record<string, unknown>> {
    const filter = encodeURIComponent(`al_sourceid eq '${sourceId.replaceAll("'", "''")}'`);
    const { value } = (await organisation.admin.read(`${sets[table]}?$filter=${filter}`)) as {
      value: Record<string, unknown>[];
    };
    if (value.length !== 1 || !value[0]) throw new Error(`${value.length} rows in ${table} with ${sourceId}`);
    return value[0];
  }
});

/** The platform writes moments without milliseconds, and no value for `undefined`. */
function plain(value: unknown): unknown {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : (value ?? null);
}
