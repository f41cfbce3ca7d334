import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type FieldMapping, mappingToRow } from '@activity-logging/activity-model';
import { Severity } from '@activity-logging/activity-model/metadata';
import { payloadsOf } from '../../../plugins-bridge/src/test-support/salesloft.ts';
import {
  type BridgeLine,
  robin,
  type Row,
  salesloftUser,
  startBridgeLine,
  type TestEvent,
} from '../../support/bridge-line.ts';
import { eventually } from '../../support/eventually.ts';
import { columns, lookupBy, makeColumns, type Member, property, wrong } from '../../support/mapped-columns.ts';
import { makeLookup } from '../../support/own-columns.ts';

const ann = { id: 1000, email: 'ann@acme.example' };
const sold = payloadsOf(ann, salesloftUser);

describe('mapped values', () => {
  let line: BridgeLine;
  let bo: string;
  let account: string;
  let template: string;

  beforeAll(async () => {
    line = await startBridgeLine({ prepare: makeColumns, people: [ann] });
    await line.create('contacts', { lastname: 'Ann', emailaddress1: ann.email });
    bo = await line.create('contacts', { lastname: 'Bo', emailaddress1: 'bo@acme.example' });
    for (const lastname of ['One', 'Two'])
      await line.create('contacts', { lastname, emailaddress1: 'shared@acme.example' });
    account = await line.create('accounts', { name: 'Partner', accountnumber: 'A-7' });
    await line.create('new_regions', { new_name: 'North' });
    const [known] = await line.read('al_interactiontemplates?$top=1');
    template = known
      ? String(known['al_interactiontemplateid'])
      : await line.create('al_interactiontemplates', { al_code: 'VISIT' });
    for (const member of Object.keys(columns) as Member[]) {
      const by = lookupBy[member];
      await map({
        kind: 'note',
        column: columns[member],
        path: `data.custom.${member}`,
        ...(by ? { lookupBy: by } : {}),
      });
    }
    await readAgain();
  }, 120_000);
  afterAll(() => line?.close());

  const map = (one: Partial<FieldMapping> & Pick<FieldMapping, 'kind' | 'column'>): Promise<string> =>
    line.create(
      'al_fieldmappings',
      mappingToRow({ id: '', name: one.column, table: 'task', whenEmpty: 'skip', ...one }),
    );
  let reads = 0;
  /** The bridge reads mappings with the settings: once it has applied a later change it has the mappings too. */
  const readAgain = (): Promise<void> => line.settings({ al_excludedaddresses: `read-${(reads += 1)}@else.example` });
  const event = (kind: string, id: string, custom: Row, more: Row = {}): TestEvent => ({
    ...{ kind, id, occurredOn: '2026-01-22T10:00:00Z', people: [{ emails: [ann.email] }], user: robin, body: 'Text' },
    custom,
    ...more,
  });
  const tasks = (id: string): Promise<Row[]> => line.rows('tasks', `al_sourceid eq '${id}'`);

  it('F-1, F-3 good values of each type land converted, in standard columns and in those of the organisation', async () => {
    const [template1] = await line.read(
      `al_interactiontemplates?$filter=al_interactiontemplateid eq ${template}`.replaceAll(' ', '%20'),
    );
    await line.send([
      event('note', 'good-text', {
        ...{ flag: 'heißer lead', mood: ' KALT ', topics: ['Preis', 3], words: 'A text that is longer than it may be' },
        ...{ essay: ['Cold', 'Hot'], count: '42', score: '12.345', budget: '1,234.50' },
        ...{ met: '2026-01-31T23:30:00-05:00', day: '2026-01-31T23:30:00-05:00', referrer: 'BO@acme.example' },
        ...{ partner: 'a-7', template: template1?.['al_code'], urgency: 'High', category: 'Spring' },
      }),
      event('note', 'good-values', {
        ...{ flag: false, mood: 1, topics: 'Terms, Price', words: 7, essay: true, count: 0, score: 99.9, budget: -5 },
        ...{
          met: 1767225600,
          day: '2026-01-31',
          referrer: ['bo@acme.example'],
          partner: null,
          urgency: 0,
          category: ' ',
        },
      }),
    ]);
    expect(await tasks('good-text')).toMatchObject([
      {
        ...{
          subject: 'Note',
          statecode: 1,
          new_flag: true,
          new_mood: 2,
          new_topics: '1,3',
          new_words: 'A text that is…',
        },
        ...{ new_essay: 'Cold; Hot', new_count: 42, new_score: 12.35, new_budget: 1234.5 },
        ...{ new_meton: '2026-02-01T04:30:00Z', new_day: '2026-01-31', _new_referrerid_value: bo },
        ...{ _new_partnerid_value: account, _new_templateid_value: template, prioritycode: 2, category: 'Spring' },
      },
    ]);
    expect(await tasks('good-values')).toMatchObject([
      {
        ...{ new_flag: false, new_mood: 1, new_topics: '1,2', new_words: '7', new_essay: 'true', new_count: 0 },
        ...{ new_score: 99.9, new_budget: -5, new_meton: '2026-01-01T00:00:00Z', new_day: '2026-01-31' },
        ...{ _new_referrerid_value: bo, _new_partnerid_value: null, prioritycode: 0, category: null },
      },
    ]);
    expect([...(await line.issues('good-text')), ...(await line.issues('good-values'))]).toEqual([]);
  });

  describe('that cannot be converted', () => {
    let rows: ReadonlyMap<unknown, readonly Row[]>;
    let issues: ReadonlyMap<unknown, readonly Row[]>;

    beforeAll(async () => {
      await line.send(wrong.map(([member, value], index) => event('note', `bad-${index}.`, { [member]: value })));
      const of = (row: Row): unknown => row['al_sourceid'];
      rows = Map.groupBy(await line.rows('tasks', "startswith(al_sourceid,'bad-')"), of);
      issues = Map.groupBy(await line.rows('al_loggingissues', "startswith(al_sourceid,'bad-')"), of);
    }, 60_000);

    it.each(
      wrong.map(([member, value, why], index) => ({
        member,
        value,
        text: JSON.stringify(value),
        why,
        id: `bad-${index}.`,
      })),
    )(
      'F-3 $member: $text is left out, and one issue names field, value, column and reason',
      ({ member, value, why, id }) => {
        expect(rows.get(id)).toEqual([
          expect.objectContaining({ subject: 'Note', description: 'Text', statecode: 1, _ownerid_value: line.robinId }),
        ]);
        // Priority has a default of the platform's own.
        expect(rows.get(id)?.[0]?.[property(member)]).toBe(member === 'urgency' ? 1 : member === 'flag' ? false : null);
        const shown = typeof value === 'string' ? value : JSON.stringify(value);
        const all = issues.get(id) ?? [];
        expect(all).toHaveLength(1);
        expect(all[0]).toMatchObject({
          al_code: 'value-not-converted',
          al_severity: Severity.Warning,
          al_field: `data.custom.${member}`,
          al_value: shown,
          al_targetcolumn: columns[member],
          statecode: 0,
        });
        for (const part of [`data.custom.${member}`, shown, columns[member], why])
          expect(all[0]?.['al_reason']).toContain(part);
      },
    );

    it('F-3 the value put right at the source: the column is written and the issue is settled', async () => {
      await line.send([event('note', 'bad-4.', { mood: 'Hot' }, { version: '2026-01-22T07:00:00Z' })]);
      expect(await tasks('bad-4.')).toMatchObject([{ new_mood: 1, statecode: 1 }]);
      expect(await line.issues('bad-4.')).toMatchObject([{ al_targetcolumn: 'new_mood', statecode: 1, statuscode: 2 }]);
    });
  });

  it('F-2 additional fields are defined separately for each kind, from the payload of the source', async () => {
    await map({ kind: 'email', column: 'category', path: 'email.personalization', source: 'salesloft' });
    await map({ kind: 'call', column: 'subcategory', path: 'call.crm_activity.custom_crm_fields["Deal Size"]' });
    await map({ kind: 'call', column: 'category', path: 'data.custom.region', source: 'another' });
    await readAgain();
    const both = { personalization: '40 %', crm_activity: { custom_crm_fields: { 'Deal Size': 'Large' } } };
    await line.salesloft('email_updated', sold.email(3, { subject: 'Offer', ...both }));
    await line.salesloft('call_created', sold.call(3, both));
    await line.send([event('call', 'f2-test', { region: 'North' })]);
    await line.send([event('call', 'f2-another', { region: 'North' })], 'another');
    expect(await tasks('100001')).toMatchObject([{ category: '40 %', subcategory: null }]);
    expect(await tasks('100005')).toMatchObject([{ category: null, subcategory: 'Large' }]);
    expect(await tasks('f2-test')).toMatchObject([{ category: null }]);
    expect(await tasks('f2-another')).toMatchObject([{ category: 'North' }]);
  });

  it('F-4 constant, value map, default, skip and clear when empty, placeholder of a required column', async () => {
    await map({ kind: 'step', column: 'new_words', constant: 'always' });
    await map({ kind: 'step', column: 'new_mood', path: 'data.custom.mood', valueMap: { 'Very keen': 'Hot', no: 2 } });
    await map({
      kind: 'step',
      column: 'category',
      path: 'data.custom.campaign',
      whenEmpty: 'default',
      defaultValue: 'None',
    });
    await map({ kind: 'step', column: 'subcategory', path: 'data.custom.sub', whenEmpty: 'skip' });
    await map({ kind: 'step', column: 'new_meton', path: 'data.custom.met', whenEmpty: 'clear' });
    await map({ kind: 'step', column: 'new_must', path: 'data.custom.must', placeholder: 'n/a' });
    await readAgain();
    const step = { stepName: 'Letter', completed: true };
    const full = { mood: 'VERY KEEN', campaign: 'Spring', sub: 'a', met: '2026-01-31T10:00:00Z', must: 'here' };
    await line.send([event('step', 'f4', full, step), event('step', 'f4-empty', { mood: 'no' }, step)]);
    expect(await tasks('f4')).toMatchObject([
      {
        new_words: 'always',
        new_mood: 1,
        category: 'Spring',
        subcategory: 'a',
        new_meton: '2026-01-31T10:00:00Z',
        new_must: 'here',
      },
    ]);
    expect(await tasks('f4-empty')).toMatchObject([
      { new_words: 'always', new_mood: 2, category: 'None', subcategory: null, new_meton: null, new_must: 'n/a' },
    ]);
    await line.send([event('step', 'f4', { mood: 'no' }, { ...step, version: '2026-01-22T07:00:00Z' })]);
    expect(await tasks('f4')).toMatchObject([
      { new_mood: 2, category: 'None', subcategory: 'a', new_meton: null, new_must: 'n/a', statecode: 1 },
    ]);
    expect(await line.issues('f4')).toEqual([]);
  });

  it('B-5 the issue of a mapping that cannot be used is settled once the mapping is corrected', async () => {
    const id = await map({ kind: 'voicemail', column: 'new_nosuchcolumn', path: 'data.custom.words' });
    const issue = (): Promise<Row[]> =>
      line.rows('al_loggingissues', `al_code eq 'mapping-not-usable' and _al_fieldmappingid_value eq ${id}`);
    await readAgain();
    await line.send([event('voicemail', 'unusable', { words: 'lost' })]);
    expect(await issue()).toMatchObject([{ al_targetcolumn: 'new_nosuchcolumn', statecode: 0 }]);
    await line.patch(`al_fieldmappings(${id})`, { al_targetcolumn: 'new_words' });
    await eventually(async () => expect(await issue()).toMatchObject([{ statecode: 1, statuscode: 2 }]));
  });

  it('F-1 a lookup column that was made just now can be mapped', async () => {
    const target = { al_calltarget: 727000001 };
    await line.settings(target);
    await line.send([event('call', 'before', {})]);
    await makeLookup(line.admin, 'phonecall', 'new_BackupId', 'contact');
    await map({ kind: 'call', table: 'phonecall', column: 'new_backupid', path: 'data.custom.backup' });
    await line.settings({ ...target, al_excludedaddresses: 'just-now@else.example' });
    await line.send([event('call', 'after', { backup: 'bo@acme.example' })]);
    expect(await line.rows('phonecalls', "al_sourceid eq 'after'")).toMatchObject([{ _new_backupid_value: bo }]);
    expect(await line.issues('after')).toEqual([]);
  });
});
