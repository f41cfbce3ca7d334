import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { globalObjectIds } from '../logging/calendar-id.ts';
import { findTracked } from '../logging/tracked.ts';
import { eventually } from '../test-support/eventually.ts';
import { email, ownId, state, unique, type MatchingBench, startMatching } from '../test-support/matching.ts';
import { solutionsArePacked } from '../test-support/organisation.ts';
import { findLookups } from './lookups.ts';

/** Against the local Dataverse with the built solutions, with the rights of the bridge; everything over sockets. */
(solutionsArePacked ? describe : describe.skip)('choosing among rows, and rows that stand already', () => {
  let bench: MatchingBench;

  beforeAll(async () => {
    bench = await startMatching();
  }, 60_000);
  beforeEach(() => bench.renew());
  afterAll(async () => {
    await bench?.close();
  });

  it('L-23 merged contacts lead to the one that survived, over several merges', async () => {
    const [first, second, third] = await Promise.all([
      bench.contact({ emailaddress1: 'merged-1@x.example' }),
      bench.contact({ emailaddress1: 'merged-2@x.example' }),
      bench.contact({ emailaddress1: 'merged-3@x.example' }),
    ]);
    const merge = async (from: string, into: string): Promise<unknown> =>
      bench.act('Merge', {
        Target: { '@odata.type': 'Microsoft.Dynamics.CRM.contact', contactid: into },
        Subordinate: { '@odata.type': 'Microsoft.Dynamics.CRM.contact', contactid: from },
        PerformParentingChecks: false,
      });
    await merge(first, second);
    await merge(second, third);
    expect(await bench.personOf(email('merged-1@x.example'))).toEqual({ table: 'contact', id: third });
    expect(await bench.personOf({ people: [{ sourceId: '1', crmId: first }] })).toEqual({
      table: 'contact',
      id: third,
    });
  });

  it('L-23 a qualified lead leads to its contact, account and opportunity', async () => {
    const id = await bench.lead({ emailaddress1: 'qualified@x.example', firstname: 'Q' });
    await bench.act(`leads(${id})/Microsoft.Dynamics.CRM.QualifyLead`, {
      CreateAccount: true,
      CreateContact: true,
      CreateOpportunity: true,
      Status: 3,
    });
    const people = await bench.peopleOf({ people: [{ sourceId: '1', crmId: id, crmTable: 'lead' }] });
    const [person] = people.persons;
    expect(person?.ref.table).toBe('contact');
    const { value } = (await bench.admin.read(
      `contacts?$select=contactid,_parentcustomerid_value&$filter=_originatingleadid_value%20eq%20${id}`,
    )) as { value: Record<string, string>[] };
    expect(person).toMatchObject({
      ref: { id: value[0]?.['contactid'] },
      accountId: value[0]?.['_parentcustomerid_value'],
    });
    expect(people.opportunity?.table).toBe('opportunity');
    expect(await bench.personOf(email('qualified@x.example'))).toEqual(person?.ref);
  });

  it('B-8 inactive rows come last, and are found when there is nothing else', async () => {
    const [inactive, active] = await Promise.all([
      bench.contact({ emailaddress1: 'inactive@x.example', al_contactno: 'C-1' }),
      bench.lead({ emailaddress2: 'inactive@x.example' }),
    ]);
    await bench.patch(`contacts(${inactive})`, { statecode: 1, statuscode: 2 });
    expect(await bench.personOf(email('inactive@x.example'), { ambiguityPolicy: 'park' })).toEqual({
      table: 'lead',
      id: active,
    });
    await bench.admin.write({ method: 'DELETE', path: `leads(${active})` });
    bench.crm.forget();
    expect(await bench.personOf(email('inactive@x.example'))).toEqual({ table: 'contact', id: inactive });
  });

  it('B-8 several matches: first by number, most recently active, or parked', async () => {
    const address = 'several@x.example';
    const ten = await bench.contact({ emailaddress1: address, al_contactno: '10' });
    const nine = await bench.contact({ emailaddress2: address, al_contactno: '9' });
    const none = await bench.contact({ emailaddress1: address });
    await bench.patch(`contacts(${none})`, { al_contactno: null });
    const old = await bench.lead({ emailaddress1: address });
    expect(await bench.personOf(email(address))).toEqual({ table: 'contact', id: nine });
    // Nobody was active yet.
    expect(await bench.personOf(email(address), { ambiguityPolicy: 'mostRecentlyActive' })).toEqual({
      table: 'contact',
      id: nine,
    });
    const task = async (set: string, navigation: string, id: string, actualend: string): Promise<string> =>
      bench.create('tasks', {
        subject: 'Done',
        actualend,
        [`regardingobjectid_${navigation}_task@odata.bind`]: `/${set}(${id})`,
      });
    await task('contacts', 'contact', ten, '2026-01-05T10:00:00Z');
    await task('leads', 'lead', old, '2026-03-05T10:00:00Z');
    await task('contacts', 'contact', none, '2026-02-05T10:00:00Z');
    const recent = await bench.counted(() => bench.personOf(email(address), { ambiguityPolicy: 'mostRecentlyActive' }));
    expect(recent.result).toEqual({ table: 'lead', id: old });
    // The persons are cached: activities and opportunities are asked for.
    expect(recent.requests).toBe(2);
    expect(await bench.resolve(email(address), { ambiguityPolicy: 'park' })).toEqual({
      found: false,
      reason: { code: 'person-ambiguous' },
      awaits: [`address|${address}`],
    });
  });

  it('L-23 the deal of the source, else one open opportunity of the person, else of the account', async () => {
    const account = await bench.create('accounts', { name: unique() });
    const person = await bench.contact({
      emailaddress1: 'deal@x.example',
      'parentcustomerid_account@odata.bind': `/accounts(${account})`,
    });
    const event = email('deal@x.example');
    const opportunity = async (more: Record<string, string>): Promise<string> =>
      bench.create('opportunities', { name: unique(), ...more });
    expect((await bench.peopleOf(event)).opportunity).toBeUndefined();
    const ofAccount = await opportunity({ 'parentaccountid@odata.bind': `/accounts(${account})` });
    expect((await bench.peopleOf(event)).opportunity).toEqual({ table: 'opportunity', id: ofAccount });
    const ofPerson = await opportunity({ 'parentcontactid@odata.bind': `/contacts(${person})` });
    expect((await bench.peopleOf(event)).opportunity).toEqual({ table: 'opportunity', id: ofPerson });
    const second = await opportunity({ 'customerid_contact@odata.bind': `/contacts(${person})` });
    expect((await bench.peopleOf(event)).opportunity).toBeUndefined();
    for (const changed of [second, ofPerson]) {
      const latest = async (): Promise<string | undefined> =>
        (await bench.peopleOf(event, { opportunityPolicy: 'mostRecent' })).opportunity?.id;
      // The platform's moments are whole seconds.
      await eventually(async () => {
        await bench.patch(`opportunities(${changed})`, { name: unique() });
        return (await latest()) === changed;
      }, latest);
    }
    const deal = await bench.counted(() => bench.peopleOf({ ...event, dealRef: { crmId: ofAccount.toUpperCase() } }));
    expect(deal.result.opportunity?.id).toBe(ofAccount);
    expect(deal.requests).toBe(1);
    // A deal that is not there does not count.
    expect((await bench.peopleOf({ ...event, dealRef: { crmId: ownId } })).opportunity).toBeUndefined();
  });

  it('L-29 the row of an e-mail that synchronisation tracked is found by its message id, ours is not', async () => {
    const tracked = await bench.create('emails', { subject: 'Tracked', messageid: '<Tracked-1@mail.example>' });
    const stamped = await bench.create('emails', {
      subject: 'Stamped',
      messageid: '<stamped@mail.example>',
      al_sourcesystem: 's',
      al_sourceid: 'e2',
    });
    const ours = await bench.create('emails', {
      subject: 'Ours',
      messageid: '<ours@mail.example>',
      al_sourcesystem: 's',
      al_sourceid: 'e3',
    });
    await bench.create('emails', {
      subject: 'Other source',
      messageid: '<other@mail.example>',
      al_sourcesystem: 'other',
      al_sourceid: 'e4',
    });
    const items = [
      state({ messageId: 'tracked-1@mail.example' }, 'email', 'e1'),
      state({ messageId: '<stamped@mail.example>' }, 'email', 'e2'),
      state({ messageId: '<ours@mail.example>' }, 'email', 'e3'),
      state({ messageId: '<other@mail.example>' }, 'email', 'e4'),
      state({ messageId: '<nobody@mail.example>' }, 'email', 'e5'),
      state({}, 'call', 'c1'),
    ];
    const ownIdOf = ({ externalId }: { readonly externalId: string }): string => (externalId === 'e3' ? ours : ownId);
    const { result, requests } = await bench.counted(() => findTracked(items, ownIdOf, bench.client, bench.metadata));
    expect(result.map(({ row }) => row)).toEqual([
      { table: 'email', id: tracked },
      { table: 'email', id: stamped },
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(requests).toBe(1);
    expect(
      (await bench.counted(() => findTracked(items.slice(-1), ownIdOf, bench.client, bench.metadata))).requests,
    ).toBe(0);
  });

  it('L-19 rows of the same calendar event are found by its id, however it is spelled', async () => {
    const start = '2026-05-04T09:00:00.000Z';
    const logged = (uid: string, instance: string) => ({
      al_sourcesystem: 'calendar',
      al_sourceid: `m-${uid}`,
      al_conversationid: JSON.stringify([uid, instance]),
      scheduledstart: start,
    });
    const [task, appointment] = [
      await bench.create('tasks', { subject: 'Meeting', ...logged('task@cal.example', '') }),
      await bench.create('appointments', {
        subject: 'Meeting',
        scheduledend: '2026-05-04T10:00:00Z',
        ...logged('series@cal.example', start),
      }),
    ];
    const [, wrapped] = globalObjectIds('Synced@cal.example', undefined);
    const synced = await bench.create('appointments', {
      subject: 'Synced',
      scheduledstart: start,
      scheduledend: '2026-05-04T10:00:00Z',
      globalobjectid: wrapped,
    });
    const meeting = (iCalUid: string) => state({ iCalUid, start }, 'meeting');
    const { result, requests } = await bench.counted(() =>
      findTracked(
        [meeting('Task@cal.example'), meeting('series@cal.example'), meeting('Synced@cal.example'), meeting('x@y')],
        () => ownId,
        bench.client,
        bench.metadata,
      ),
    );
    const of = (uid: string, table: string, id: string) => ({
      ref: { table, id },
      source: 'calendar',
      externalId: `m-${uid}`,
      start,
    });
    expect(result).toEqual([
      { meetings: [of('task@cal.example', 'task', task)] },
      { meetings: [{ ...of('series@cal.example', 'appointment', appointment), recurrenceId: start }] },
      { row: { table: 'appointment', id: synced }, meetings: [] },
      { meetings: [] },
    ]);
    expect(requests).toBe(1);
  });

  it('F-3 rows that mapped values name: by any address, by the column of a key, several, none; one request', async () => {
    const quote = `O'Neil "& <Co>`;
    const [one, account] = await Promise.all([
      bench.contact({ emailaddress2: 'lookup@x.example' }),
      bench.create('accounts', { name: unique(), accountnumber: quote }),
    ]);
    const inactive = await bench.contact({ emailaddress1: 'lookup@x.example' });
    await bench.patch(`contacts(${inactive})`, { statecode: 1, statuscode: 2 });
    await Promise.all([1, 2].map(() => bench.create('accounts', { name: unique(), accountnumber: 'TWICE' })));
    const questions = [
      { table: 'contact', by: 'email', value: 'lookup@x.example' },
      { table: 'account', by: 'accountnumber', value: quote },
      { table: 'account', by: 'accountnumber', value: 'twice' },
      { table: 'account', by: 'accountnumber', value: 'never' },
      { table: 'account', by: 'nosuchcolumn', value: 'x' },
      { table: 'account', by: 'accountid', value: 'no guid' },
    ];
    const { result: find, requests } = await bench.counted(() => findLookups(questions, bench.client, bench.metadata));
    expect(questions.map(find)).toEqual([
      { table: 'contact', id: one },
      { table: 'account', id: account },
      'several',
      undefined,
      undefined,
      undefined,
    ]);
    expect(requests).toBe(1);
    expect(
      (await findLookups([{ table: 'nosuchtable', by: 'email', value: 'x' }], bench.client, bench.metadata))(
        questions[0]!,
      ),
    ).toBeUndefined();
  });
});
