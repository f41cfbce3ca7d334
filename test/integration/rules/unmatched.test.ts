import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AmbiguityPolicy, Severity } from '@activity-logging/activity-model/metadata';
import { type BridgeLine, robin, type Row, startBridgeLine, type TestEvent } from '../../support/bridge-line.ts';
import { eventually } from '../../support/eventually.ts';

const note = (id: string, email: string): TestEvent => ({
  kind: 'note',
  id,
  occurredOn: '2026-01-22T10:00:00Z',
  people: [{ emails: [email] }],
  user: robin,
  body: `Note ${id}`,
});

describe('whom an activity is logged to', () => {
  let line: BridgeLine;
  const shared = 'shared@acme.example';
  let first: string;
  let second: string;

  beforeAll(async () => {
    line = await startBridgeLine();
    first = await line.create('contacts', { lastname: 'First', emailaddress1: shared, al_contactno: '7' });
    second = await line.create('contacts', { lastname: 'Second', emailaddress2: shared, al_contactno: '20' });
    // What somebody did with the second one in the CRM.
    await line.create('tasks', {
      subject: 'Visit',
      'regardingobjectid_contact_task@odata.bind': `/contacts(${second})`,
    });
  }, 120_000);
  afterAll(() => line?.close());

  const tasks = (id: string): Promise<Row[]> => line.rows('tasks', `al_sourceid eq '${id}'`);

  it.each([
    { name: 'the first by number', policy: AmbiguityPolicy.FirstByNumber, id: 'by-number', wanted: () => first },
    {
      name: 'the most recently active',
      policy: AmbiguityPolicy.MostRecentlyActive,
      id: 'recent',
      wanted: () => second,
    },
  ])('B-8 several matches, policy $name', async ({ policy, id, wanted }) => {
    await line.settings({ al_ambiguitypolicy: policy });
    await line.send([note(id, shared)]);
    expect(await tasks(id)).toMatchObject([{ _regardingobjectid_value: wanted(), _al_contactid_value: wanted() }]);
    expect(await line.issues(id)).toEqual([]);
  });

  it('B-8 several matches, policy park: no row, one issue; logged once the duplicate is put right', async () => {
    await line.settings({ al_ambiguitypolicy: AmbiguityPolicy.Park });
    await line.send([note('park', shared)]);
    expect(await tasks('park')).toEqual([]);
    expect((await line.status()).parkedBy).toEqual({ 'person-ambiguous': 1 });
    expect(await line.issues('park')).toMatchObject([
      {
        al_code: 'person-ambiguous',
        al_severity: Severity.Error,
        statecode: 0,
        al_fixhint: expect.stringMatching(/Merge/),
      },
    ]);
    await line.patch(`contacts(${first})`, { emailaddress1: 'other@acme.example' });
    // The platform tells of the row that still carries the address, as it does when somebody saves it.
    await line.patch(`contacts(${second})`, { emailaddress1: shared });
    await eventually(async () => expect(await tasks('park')).toMatchObject([{ _al_contactid_value: second }]));
    await line.settled();
    expect(await line.issues('park')).toMatchObject([{ al_code: 'person-ambiguous', statecode: 1, statuscode: 2 }]);
  });

  it('B-8 nobody matches: parked with an issue row that says what to do, woken when the contact is created, and settled', async () => {
    await line.settings();
    await line.send([note('early', 'late@acme.example'), note('never', 'nobody@acme.example')]);
    for (const id of ['early', 'never']) {
      expect(await tasks(id)).toEqual([]);
      expect(await line.issues(id)).toEqual([
        expect.objectContaining({
          al_code: 'person-unknown',
          al_severity: Severity.Error,
          al_reason: expect.stringMatching(/No contact or lead carries the address/),
          al_fixhint: expect.stringMatching(/Create the contact or lead/),
          al_sourcesystem: 'test',
          al_eventid: expect.stringMatching(/^[0-9a-f]{64}#0$/),
          _ownerid_value: expect.any(String),
          statecode: 0,
        }),
      ]);
    }
    // Not as an administrator pressing Retry: the platform's webhook alone wakes it.
    const contact = await line.create('contacts', { lastname: 'Late', emailaddress3: 'Late@ACME.example' });
    await eventually(async () =>
      expect(await tasks('early')).toMatchObject([{ subject: 'Note', statecode: 1, _al_contactid_value: contact }]),
    );
    await line.settled();
    expect(await line.issues('early')).toMatchObject([{ al_code: 'person-unknown', statecode: 1, statuscode: 2 }]);
    expect(await line.issues('never')).toMatchObject([{ statecode: 0 }]);
    expect((await line.status()).parkedBy).toEqual({ 'person-unknown': 1 });
  });

  it('B-8 a lead that appears wakes it too', async () => {
    await line.send([note('lead', 'new.lead@acme.example')]);
    expect(await line.issues('lead')).toMatchObject([{ al_code: 'person-unknown', statecode: 0 }]);
    const lead = await line.create('leads', {
      lastname: 'New',
      subject: 'New',
      companyname: 'Acme',
      emailaddress1: 'new.lead@acme.example',
    });
    await eventually(async () =>
      expect(await tasks('lead')).toMatchObject([{ _regardingobjectid_value: lead, _al_leadid_value: lead }]),
    );
    await line.settled();
    expect(await line.issues('lead')).toMatchObject([{ statecode: 1 }]);
  });
});
