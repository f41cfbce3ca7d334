import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  configurationFromJson,
  configurationToJson,
  defaultSettings,
  type FieldMapping,
  type Kind,
  mappingFromRow,
  mappingToRow,
  planSettingsChange,
  settingsFromRow,
  settingsToRow,
  type Target,
} from '@activity-logging/activity-model';
import { CallTarget, EmailTarget, MeetingTarget, Severity } from '@activity-logging/activity-model/metadata';
import type { Bridge } from '../../../plugins-bridge/src/bridge.ts';
import { type BridgeLine, robin, type Row, startBridgeLine, type TestEvent } from '../../support/bridge-line.ts';
import { eventually } from '../../support/eventually.ts';

const ann = 'ann@acme.example';
const happened = { occurredOn: '2026-01-22T10:00:00Z', people: [{ emails: [ann] }], user: robin };
const email = (id: string, more: Row = {}): TestEvent => ({
  kind: 'email',
  id,
  ...happened,
  subject: 'Offer',
  to: [{ email: ann }],
  custom: { campaign: 'Spring' },
  ...more,
});
const reply = (id: string): TestEvent => ({
  kind: 'reply',
  id,
  ...happened,
  subject: 'Re: Offer',
  from: { email: ann },
});
const call = (id: string): TestEvent => ({ kind: 'call', id, ...happened, disposition: 'Connected' });
const voicemail = (id: string): TestEvent => ({ kind: 'voicemail', id, ...happened });
const meeting = (id: string): TestEvent => ({
  kind: 'meeting',
  id,
  people: happened.people,
  user: robin,
  title: 'Demo',
  start: happened.occurredOn,
  end: '2026-01-22T10:30:00Z',
});
const configurationPath = 'al_loggingconfigurations(a1a1a1a1-0000-4000-8000-000000000001)';

describe('a change of the settings', () => {
  let line: BridgeLine;

  beforeAll(async () => {
    line = await startBridgeLine();
    await line.create('contacts', { firstname: 'Ann', lastname: 'Example', emailaddress1: ann });
  }, 120_000);
  afterAll(() => line?.close());

  const tablesOf = async (id: string): Promise<unknown[]> =>
    (await line.activities()).filter((row) => row['al_sourceid'] === id).map((row) => row['activitytypecode']);
  const map = (kind: Kind, table: Target, column: string, name: string): Promise<string> => {
    const mapping: FieldMapping = {
      id: '',
      name,
      kind,
      table,
      column,
      path: 'data.custom.campaign',
      whenEmpty: 'skip',
    };
    return line.create('al_fieldmappings', mappingToRow(mapping));
  };
  const mappings = async (): Promise<string[]> =>
    (await line.read('al_fieldmappings?$orderby=al_name')).map((row) => String(row['al_name']));
  const usable = async (): Promise<FieldMapping[]> =>
    (await line.read('al_fieldmappings?$orderby=al_name'))
      .map((row) => mappingFromRow(row))
      .flatMap((read) => (read.ok === true ? [read.mapping] : []));
  const sweeps = (): Promise<Row[]> => line.rows('al_loggingissues', "al_code eq 'settings-swept'");

  it('L-4 switching a parent off switches its child off, in the row too; the child alone leaves the parent on', async () => {
    await line.settings({ al_logemails: false, al_logcalls: false });
    expect(await line.configuration()).toMatchObject({ al_logreplies: false, al_logvoicemails: false });
    await line.send([email('4a'), reply('4b'), call('4c'), voicemail('4d')]);
    await line.settings({ al_logreplies: false, al_logvoicemails: false });
    expect(await line.configuration()).toMatchObject({ al_logemails: true, al_logcalls: true });
    await line.send([email('4e'), reply('4f'), call('4g'), voicemail('4h')]);
    const told = ['4a', '4b', '4c', '4d', '4e', '4f', '4g', '4h'];
    const counts = await Promise.all(told.map(async (id) => (await tablesOf(id)).length));
    expect(counts).toEqual([0, 0, 0, 0, 1, 0, 1, 0]);
  });

  it('L-5 choosing Appointment stops meeting tasks at once, and the other way round', async () => {
    await line.settings({ al_meetingtarget: MeetingTarget.Appointment });
    await line.send([meeting('5a')]);
    await line.settings({ al_meetingtarget: MeetingTarget.Task });
    await line.send([meeting('5b')]);
    expect([await tablesOf('5a'), await tablesOf('5b')]).toEqual([['appointment'], ['task']]);
  });

  it('L-9 nothing that is logged changes; a later event of it updates its row in its old table', async () => {
    await line.settings({ al_emailtarget: EmailTarget.Email });
    await line.send([email('9a'), reply('9b'), call('9c')]);
    const before = await line.activities();
    await line.settings({
      al_emailtarget: EmailTarget.Task,
      al_calltarget: CallTarget.PhoneCall,
      al_logreplies: false,
    });
    expect(await line.activities()).toEqual(before);
    await line.send([email('9a', { version: '2026-01-22T07:00:00Z', subject: 'Better offer' }), email('9d')]);
    expect(await line.rows('emails', "al_sourceid eq '9a'")).toMatchObject([
      { subject: 'Email: Better offer', statecode: 1, statuscode: 3 },
    ]);
    expect([await tablesOf('9a'), await tablesOf('9d')]).toEqual([['email'], ['task']]);
  });

  it('L-8 a change of target clears what its warning names, and new mappings can be made for the new target', async () => {
    await line.settings({ al_emailtarget: EmailTarget.Email });
    await map('email', 'email', 'category', 'Campaign of emails');
    await map('reply', 'email', 'category', 'Campaign of replies');
    await map('call', 'task', 'category', 'Campaign of calls');
    const plan = planSettingsChange({ ...defaultSettings, emailTarget: 'email' }, defaultSettings, await usable());
    expect(plan.warnings.flatMap(({ names }) => names)).toEqual([
      'Campaign of emails (category)',
      'Campaign of replies (category)',
    ]);
    await line.settings({ al_emailtarget: EmailTarget.Task });
    expect(await mappings()).toEqual(['Campaign of calls']);
    await map('email', 'task', 'category', 'Campaign anew');
    await line.settings({ al_excludedaddresses: 'l8@else.example' });
    await line.send([email('8a')]);
    expect(await line.rows('tasks', "al_sourceid eq '8a'")).toMatchObject([{ category: 'Spring' }]);
    // Switching a kind off keeps its mappings.
    await line.settings({ al_logemails: false });
    expect(await mappings()).toEqual(['Campaign anew', 'Campaign of calls']);
  });

  describe('by the Web API, with two bridges', () => {
    let second: Bridge;

    beforeAll(async () => {
      second = await line.another();
    }, 60_000);

    it('L-10 what no longer applies is cleared once, told in one issue, and no activity is touched', async () => {
      await line.settings({ al_emailtarget: EmailTarget.Email });
      for (const id of await line.read('al_fieldmappings?$select=al_fieldmappingid'))
        await line.admin.write({ method: 'DELETE', path: `al_fieldmappings(${String(id['al_fieldmappingid'])})` });
      await map('email', 'email', 'category', 'Ten emails');
      await map('reply', 'email', 'subcategory', 'Ten replies');
      await map('email', 'task', 'category', 'Ten tasks');
      await map('call', 'task', 'category', 'Ten calls');
      await line.settings({ al_emailtarget: EmailTarget.Email, al_excludedaddresses: 'l10@else.example' });
      await line.applied(second);
      await line.send([email('10a'), reply('10b'), call('10c'), voicemail('10d')]);
      const activities = await line.activities();
      const told = await sweeps();

      await line.patch(configurationPath, { al_emailtarget: EmailTarget.Task, al_logcalls: false });
      await line.applied();
      await eventually(async () => expect(await sweeps()).toHaveLength(told.length + 1));
      await line.applied(second);

      expect(await line.configuration()).toMatchObject({
        al_logcalls: false,
        al_logvoicemails: false,
        al_logreplies: true,
      });
      expect(await mappings()).toEqual(['Ten calls', 'Ten tasks']);
      expect(await line.activities()).toEqual(activities);
      const issue = (await sweeps()).find(
        (one) => !told.some((old) => old['al_loggingissueid'] === one['al_loggingissueid']),
      );
      expect(issue).toMatchObject({ al_severity: Severity.Info, statecode: 0 });
      for (const part of [
        'voicemail logging',
        '"Ten emails" to category of email',
        '"Ten replies" to subcategory of email',
      ])
        expect(issue?.['al_reason']).toContain(part);
      expect(issue?.['al_reason']).not.toMatch(/Ten tasks|Ten calls/);

      // The second bridge has looked: it found nothing left to do.
      const configuration = await line.configuration();
      const third = await line.another();
      await line.applied(third);
      expect(await line.configuration()).toEqual(configuration);
      expect(await sweeps()).toHaveLength(told.length + 1);
      expect(await mappings()).toEqual(['Ten calls', 'Ten tasks']);
    });

    it('L-11 a change counts within 5 s on a bridge that the webhook does not reach, without a restart', async () => {
      const waits: number[] = [];
      // From the second change on the bridge has just looked: it waits the whole time between two looks.
      for (const wanted of [false, true, false, true]) {
        await line.patch(configurationPath, { al_lognotes: wanted });
        const start = performance.now();
        await eventually(async () => expect((await line.status(second)).settings.log.note).toBe(wanted));
        waits.push(performance.now() - start);
        if (waits.length > 1 && Math.min(...waits.slice(1)) < 5_000) break;
      }
      expect(Math.min(...waits.slice(1))).toBeLessThan(5_000);
      expect(Math.min(...waits.slice(1))).toBeGreaterThan(1_000);
    });
  });

  it('F-7 the whole configuration is one JSON file: read in, the same rows stand and count', async () => {
    await line.settings({ al_emailtarget: EmailTarget.Email, al_lognotes: false, al_owndomains: 'own.example' });
    await map('email', 'email', 'category', 'Seven');
    const stored = async (): Promise<string> =>
      JSON.stringify(
        configurationToJson({ settings: settingsFromRow(await line.configuration()), mappings: await usable() }),
      );
    const file = await stored();
    // Everything is lost: the target goes back, and the mapping with it.
    await line.settings();
    expect(await mappings()).not.toContain('Seven');
    const parsed = configurationFromJson(JSON.parse(file));
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    await line.settings(settingsToRow(parsed.configuration.settings));
    for (const mapping of parsed.configuration.mappings)
      await line.admin.write({ method: 'PATCH', path: `al_fieldmappings(${mapping.id})`, body: mappingToRow(mapping) });
    expect(await stored()).toBe(file);
    // The bridge reads mappings with the settings: once it has applied a later change it has the mappings too.
    await line.settings({ ...settingsToRow(parsed.configuration.settings), al_excludedaddresses: 'f7@else.example' });
    await line.settings(settingsToRow(parsed.configuration.settings));
    await line.send([email('7a')]);
    expect(await line.rows('emails', "al_sourceid eq '7a'")).toMatchObject([{ category: 'Spring', statuscode: 3 }]);
  });
});
