import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { native, type Line, type Row, startLine, tasks } from '../../support/rules-line.ts';

const robin = { email: 'robin@northwind.example', name: 'Robin Castellan' };
const ann = { email: 'ann@alder.example', name: 'Ann Berg' };
const usual = {
  ...tasks,
  al_mirrordeletions: false,
  al_headeronly: false,
  al_owndomains: null,
  al_excludedaddresses: null,
  al_optedoutusers: null,
  al_skipautomated: true,
};

let count = 0;
const event = (kind: string, more: object = {}) => {
  count += 1;
  const occurredOn = kind === 'meeting' ? {} : { occurredOn: '2026-01-22T08:00:00Z' };
  return {
    kind,
    id: `${kind}-${count}`,
    version: '2026-01-22T08:00:01Z',
    source: 'app',
    user: robin,
    ...occurredOn,
    ...more,
  };
};
const mail = (more: object = {}) =>
  event('email', {
    subject: 'Offer',
    body: 'Here it is.',
    from: robin,
    to: [ann],
    messageId: `<m${count}@northwind.example>`,
    ...more,
  });
const later = <T extends object>(one: T, more: object): T => ({ ...one, version: '2026-01-22T09:00:00Z', ...more });

describe('mail, notes, deletions and privacy', () => {
  let line: Line;
  let annId: string;
  let accountId: string;
  let robinId: string;
  let viaId: string;

  beforeAll(async () => {
    line = await startLine();
    const { BusinessUnitId: unit } = (await line.admin.read('WhoAmI()')) as { BusinessUnitId: string };
    const user = (email: string): Promise<string> =>
      line.create('systemusers', {
        firstname: 'Some',
        lastname: 'User',
        internalemailaddress: email,
        domainname: email,
        'businessunitid@odata.bind': `/businessunits(${unit})`,
      });
    [robinId, viaId] = [await user(robin.email), await user('via@northwind.example')];
    accountId = await line.create('accounts', { name: 'Alder' });
    annId = await line.create('contacts', {
      firstname: 'Ann',
      lastname: 'Berg',
      emailaddress1: ann.email,
      'parentcustomerid_account@odata.bind': `/accounts(${accountId})`,
    });
    await line.configure(native);
    await line.start();
    await line.connect();
  }, 60_000);
  afterEach(() => line.configure(usual));
  afterAll(() => line?.close());

  const row = (set: string, id: string): Promise<Row> => line.row(set, `al_sourceid eq '${id}'`);

  const ofEachTable = () => [
    { set: 'tasks', canceled: [2, 6], one: event('note', { people: [{ emails: [ann.email] }], body: 'Likes tea' }) },
    { set: 'emails', canceled: [2, 5], one: mail() },
    {
      set: 'phonecalls',
      canceled: [2, 3],
      one: event('call', { people: [{ emails: [ann.email] }], direction: 'outgoing', disposition: 'Connected' }),
    },
    {
      set: 'appointments',
      canceled: [2, 4],
      one: event('meeting', {
        title: 'Pilot',
        start: '2099-01-01T10:00:00Z',
        end: '2099-01-01T11:00:00Z',
        attendees: [robin, ann],
      }),
    },
  ];

  it('L-24 deleted at the source: by default every row is kept as it is', async () => {
    await line.configure(native);
    for (const { set, one } of ofEachTable()) {
      await line.tell(one);
      const before = await row(set, one.id);
      await line.tell(later(one, { deleted: true }));
      expect([set, await row(set, one.id)]).toEqual([set, before]);
    }
  });

  it('L-24 with "mirror deletions" the row is Canceled, in all four tables; one never logged is not made', async () => {
    await line.configure({ ...native, al_mirrordeletions: true });
    for (const { set, one, canceled } of ofEachTable()) {
      await line.tell(one);
      const { activityid, subject } = await row(set, one.id);
      const { parkedBy } = await line.tell(later(one, { deleted: true }));
      expect([set, parkedBy]).toEqual([set, {}]);
      const after = await row(set, one.id);
      expect([set, after['activityid'], after['subject'], after['statecode'], after['statuscode']]).toEqual([
        ...[set, activityid, subject],
        ...canceled,
      ]);
      const never = { ...one, id: `never-${one.id}`, deleted: true, messageId: undefined };
      await line.tell(never);
      expect([set, await line.rows(set, `al_sourceid eq '${never.id}'`)]).toEqual([set, []]);
    }
  });

  it('L-25 own domains alone, excluded addresses and domains, machines: skipped, each with its reason', async () => {
    await line.configure({
      al_owndomains: 'northwind.example',
      al_excludedaddresses: 'lawyer@alder.example\nsecret.example',
    });
    const inside = mail({ to: [{ email: 'via@northwind.example' }] });
    const person = mail({ to: [ann, { email: 'lawyer@alder.example' }] });
    const domain = mail({ to: [ann], cc: [{ email: 'x@deep.secret.example' }] });
    const machine = event('reply', {
      from: { email: 'mailer-daemon@alder.example' },
      to: [robin],
      people: [{ emails: [ann.email] }],
    });
    const marked = mail({ automated: true });
    const others = [inside, person, domain, machine, marked];
    const before = (await line.status()).skippedBy['by-rule'] ?? 0;
    const { skippedBy } = await line.tell(others);
    expect((skippedBy['by-rule'] ?? 0) - before).toBe(others.length);
    for (const { id } of others) expect([id, await line.rows('tasks', `al_sourceid eq '${id}'`)]).toEqual([id, []]);
    expect(await line.reasons()).toEqual(
      expect.arrayContaining([
        expect.stringContaining('only addresses of own domains (L-25)'),
        expect.stringContaining('an address or domain is excluded (L-25)'),
        expect.stringContaining('sent by a machine (L-25)'),
      ]),
    );
    // One address from outside, and it is logged.
    const mixed = mail({ to: [ann, { email: 'via@northwind.example' }] });
    await line.tell(mixed);
    expect(await row('tasks', mixed.id)).toMatchObject({ subject: 'Email: Offer', _regardingobjectid_value: annId });
    await line.configure({ al_skipautomated: false });
    const wanted = mail({ automated: true });
    await line.tell(wanted);
    expect(await row('tasks', wanted.id)).toMatchObject({ statecode: 1 });
  });

  const actionItems = [
    { id: 'a', title: 'Send the price list', dueOn: '2026-02-03', owner: { email: 'via@northwind.example' } },
    { id: 'b', title: 'Order devices' },
    { id: 'c', title: 'Book a room', done: true },
  ];

  it('L-26 a summary: a note on the person, and each action item an open task with due date and owner', async () => {
    const one = event('note', { people: [{ emails: [ann.email] }], body: 'Summary of the talk', actionItems });
    await line.tell(one);
    const about = { _regardingobjectid_value: annId, _al_contactid_value: annId, _al_accountid_value: accountId };
    expect(await row('tasks', one.id)).toMatchObject({
      subject: 'Note',
      description: 'Summary of the talk',
      statecode: 1,
      ...about,
    });
    const item = (id: string): Promise<Row> => row('tasks', `${one.id}|action|${id}`);
    expect(await item('a')).toMatchObject({
      subject: 'Send the price list',
      scheduledend: '2026-02-03T12:00:00Z',
      statecode: 0,
      percentcomplete: 0,
      _ownerid_value: viaId,
      ...about,
    });
    expect(await item('b')).toMatchObject({ statecode: 0, scheduledend: null, _ownerid_value: robinId });
    expect(await item('c')).toMatchObject({ statecode: 1, percentcomplete: 100 });
    await line.tell(later(one, { actionItems: [{ ...actionItems[0], done: true }, ...actionItems.slice(1)] }));
    expect(await item('a')).toMatchObject({ statecode: 1, statuscode: 5 });
  });

  it('L-26 a task a user closed stays closed when its text changes at the source', async () => {
    const one = event('note', {
      people: [{ emails: [ann.email] }],
      body: 'Summary',
      actionItems: actionItems.slice(1, 2),
    });
    await line.tell(one);
    const { activityid } = await row('tasks', `${one.id}|action|b`);
    await line.patch(`tasks(${activityid})`, { statecode: 1, statuscode: 5 });
    await line.tell(later(one, { actionItems: [{ id: 'b', title: 'Order ten devices' }] }));
    expect(await row('tasks', `${one.id}|action|b`)).toMatchObject({
      activityid,
      subject: 'Order ten devices',
      statecode: 1,
      statuscode: 5,
    });
  });

  it('L-26 a summary directly on the account', async () => {
    const one = event('note', {
      account: { crmId: accountId },
      body: 'Yearly review',
      actionItems: actionItems.slice(0, 1),
    });
    await line.tell(one);
    const about = { _regardingobjectid_value: accountId, _al_accountid_value: accountId, _al_contactid_value: null };
    expect(await row('tasks', one.id)).toMatchObject({ subject: 'Note', ...about });
    expect(await row('tasks', `${one.id}|action|a`)).toMatchObject({ statecode: 0, ...about });
  });

  it('L-29 an e-mail that synchronisation tracked is stamped, closed as it is, and not made again', async () => {
    await line.configure(native);
    const one = mail({ messageId: '<Tracked.1@northwind.example>' });
    const id = await line.create('emails', {
      subject: 'Offer CRM:0001',
      description: 'As it was sent',
      messageid: '<tracked.1@northwind.example>',
      directioncode: true,
      'regardingobjectid_contact_email@odata.bind': `/contacts(${annId})`,
    });
    await line.patch(`emails(${id})`, { statecode: 1, statuscode: 3 });
    expect((await line.tell(one)).parkedBy).toEqual({});
    expect(await row('emails', one.id)).toMatchObject({
      activityid: id,
      subject: 'Offer CRM:0001',
      description: 'As it was sent',
      statecode: 1,
      statuscode: 3,
      al_sourcesystem: 'app',
      _al_contactid_value: annId,
      _al_accountid_value: accountId,
    });
    await line.tell(later(one, { subject: 'Offer, again' }));
    expect(
      await line.rows(
        'emails',
        "startswith(subject,'Email: Offer') and al_sourcesystem eq 'app' and messageid eq '<Tracked.1@northwind.example>'",
      ),
    ).toEqual([]);
  });

  it('L-29 a row a user deleted stays deleted: later events settle as "deleted in CRM"', async () => {
    await line.configure(native);
    for (const { set, one } of ofEachTable()) {
      await line.tell(one);
      const { activityid } = await row(set, one.id);
      await line.remove(`${set}(${activityid})`);
      const before = (await line.status()).skippedBy['deleted-in-crm'] ?? 0;
      const { skippedBy } = await line.tell(later(one, { priority: 'high' }));
      expect([set, (skippedBy['deleted-in-crm'] ?? 0) - before]).toEqual([set, 1]);
      expect([set, await line.rows(set, `al_sourceid eq '${one.id}'`)]).toEqual([set, []]);
    }
  });

  it('L-30 header-only, by setting and by the source’s word: neither subject nor text, in no column', async () => {
    const secret = { subject: 'Top secret', body: 'Do not tell' };
    const said = mail({ ...secret, headerOnly: true });
    await line.tell(said);
    await line.configure({ al_headeronly: true });
    const set = mail(secret);
    await line.tell(set);
    for (const { id } of [said, set]) {
      const stored = await row('tasks', id);
      expect(stored).toMatchObject({
        subject: 'Email',
        description: null,
        al_body: null,
        al_snippet: null,
        _regardingobjectid_value: annId,
        al_occurredon: '2026-01-22T08:00:00Z',
      });
      expect(JSON.stringify(stored)).not.toMatch(/secret|Do not tell/i);
    }
  });

  it('L-30 a user who opted out is not logged; others are', async () => {
    await line.configure({ al_optedoutusers: robin.email.toUpperCase() });
    const [out, on] = [
      mail(),
      mail({ from: { email: 'via@northwind.example' }, user: { email: 'via@northwind.example' } }),
    ];
    await line.tell([out, on]);
    expect(await line.rows('tasks', `al_sourceid eq '${out.id}'`)).toEqual([]);
    expect(await row('tasks', on.id)).toMatchObject({ _ownerid_value: viaId });
    expect(await line.reasons()).toEqual(
      expect.arrayContaining([expect.stringContaining('the user opted out of logging (L-30)')]),
    );
  });
});

describe('an organisation whose closed e-mails cannot be opened again', () => {
  let line: Line;
  afterAll(() => line?.close());

  it('L-24 L-12 a closed e-mail takes changes, and goes from Sent to Canceled, without being opened', async () => {
    line = await startLine({ behaviour: { reopenEmails: false, closedActivitiesReadOnly: false } });
    await line.create('contacts', { lastname: 'Berg', emailaddress1: ann.email });
    await line.configure({ ...native, al_mirrordeletions: true });
    await line.start();
    const one = mail({ messageId: null });
    await line.tell(one);
    const stored = (): Promise<Row> => line.row('emails', `al_sourceid eq '${one.id}'`);
    await line.tell(later(one, { subject: 'Better offer' }));
    expect(await stored()).toMatchObject({ subject: 'Email: Better offer', statecode: 1, statuscode: 3 });
    const deleted = { version: '2026-01-22T10:00:00Z', subject: 'Better offer', deleted: true };
    expect((await line.tell(later(one, deleted))).parkedBy).toEqual({});
    expect(await stored()).toMatchObject({ subject: 'Email: Better offer', statecode: 2, statuscode: 5 });
  });
});
