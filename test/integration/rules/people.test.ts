import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { native, type Line, type Row, startLine, tasks } from '../../support/rules-line.ts';

const robin = { email: 'robin@northwind.example', name: 'Robin Castellan' };
const ann = { email: 'ann@alder.example', name: 'Ann Berg' };
const bo = { email: 'bo@birch.example', name: 'Bo Lind' };
const stranger = { email: 'stranger@else.example' };
const info = 727000000;

let count = 0;
const event = <T extends object>(kind: string, more: T) => {
  count += 1;
  return { kind, id: `${kind}-${count}`, version: '2026-01-22T08:00:01Z', source: 'app', user: robin, ...more };
};
const note = (email: string, more: object = {}) =>
  event('note', { occurredOn: '2026-01-22T08:00:00Z', people: [{ emails: [email] }], body: 'Likes tea', ...more });
const recording = (more: { recordingUrl?: string | null; people?: object[]; attendees?: object[] } = {}) =>
  event('recording', {
    title: 'Pilot kick-off',
    body: 'Goals and dates.',
    start: '2026-01-22T08:00:00Z',
    durationSeconds: 2640,
    recordingUrl: `https://recordings.example/${count}`,
    attendees: [{ ...robin, organizer: true }, ann, bo, stranger],
    ...more,
  });

describe('recordings, people, deals and owners', () => {
  let line: Line;
  let unit: string;
  const ids: Record<string, string> = {};

  const user = (email: string, more: object = {}): Promise<string> =>
    line.create('systemusers', {
      firstname: 'Some',
      lastname: 'User',
      internalemailaddress: email,
      domainname: email,
      'businessunitid@odata.bind': `/businessunits(${unit})`,
      ...more,
    });
  const lead = (email: string, more: object = {}): Promise<string> =>
    line.create('leads', { lastname: 'Lead', subject: 'Lead', companyname: 'Company', emailaddress1: email, ...more });

  beforeAll(async () => {
    line = await startLine({ people: [{ id: 436, email: ann.email }], users: [{ id: 77, email: robin.email }] });
    ({ BusinessUnitId: unit } = (await line.admin.read('WhoAmI()')) as never);
    ids['robin'] = await user(robin.email, { firstname: 'Robin', lastname: 'Castellan' });
    ids['account'] = await line.create('accounts', { name: 'Alder' });
    const company = { 'parentcustomerid_account@odata.bind': `/accounts(${ids['account']})` };
    ids['ann'] = await line.create('contacts', {
      firstname: 'Ann',
      lastname: 'Berg',
      emailaddress1: ann.email,
      ...company,
    });
    ids['bo'] = await lead(bo.email, { firstname: 'Bo' });
    await line.start();
    await line.connect();
  }, 60_000);
  afterEach(() => line.configure({ ...tasks, al_opportunitypolicy: 727000000, 'al_defaultownerid@odata.bind': null }));
  afterAll(() => line?.close());

  const task = (id: string): Promise<Row> => line.row('tasks', `al_sourceid eq '${id}'`);
  const byUrl = (url: string | null): Promise<Row[]> =>
    line.rows('tasks', `al_recordingurl eq '${url}'`, '&$orderby=al_sourceid');

  /** The platform tells the bridge of a change in its own time: newer versions, until the row is about `contact`. */
  async function tellUntil(one: ReturnType<typeof note>, contact: string): Promise<void> {
    let version = 0;
    await line.until(async () => {
      version += 1;
      await line.tell({ ...one, version });
      return (await task(one.id))['_al_contactid_value'] === contact;
    });
  }

  it('L-21 a completed task for every invitee who is a known person, with the invitees and the URL in the description', async () => {
    const one = recording();
    expect((await line.tell(one)).parkedBy).toEqual({});
    const rows = await byUrl(one.recordingUrl);
    expect(rows.map((row) => row['_regardingobjectid_value'])).toEqual([ids['ann'], ids['bo']]);
    for (const row of rows) {
      expect(row).toMatchObject({
        subject: 'Recording: Pilot kick-off',
        statecode: 1,
        statuscode: 5,
        al_durationseconds: 2640,
        al_occurredon: '2026-01-22T08:00:00Z',
        _ownerid_value: ids['robin'],
      });
      expect(row['description']).toMatch(
        /Invitees: Robin Castellan <robin@.*Ann Berg <ann@.*Bo Lind <bo@.*, stranger@/,
      );
      expect(row['description']).toContain(`Recording: ${one.recordingUrl}`);
    }
    expect(rows[0]).toMatchObject({ _al_contactid_value: ids['ann'], _al_accountid_value: ids['account'] });
    expect(rows[1]).toMatchObject({ _al_leadid_value: ids['bo'], _al_contactid_value: null });
  });

  it('L-21 the same URL never logs twice for one person, from two items, two deliveries or a passing signature', async () => {
    const one = recording();
    await line.tell(one);
    await line.tell({ ...one, id: 'another-item', version: '2026-01-22T08:00:02Z' });
    await line.tell({ ...one, id: 'signed-item', recordingUrl: `${one.recordingUrl}?X-Amz-Signature=1` });
    const rows = await line.rows('tasks', `startswith(al_recordingurl,'${one.recordingUrl}')`);
    const about = rows.filter((row) => String(row['al_recordingurl']).split('?')[0] === one.recordingUrl);
    expect(about.map((row) => row['_regardingobjectid_value']).sort()).toEqual([ids['ann'], ids['bo']].sort());
  });

  it('L-21 nothing while it is being processed; then it is logged', async () => {
    const url = 'https://recordings.example/processed';
    const one = recording({ recordingUrl: null });
    expect((await line.tell(one)).skippedBy).toMatchObject({ 'not-yet-complete': 1 });
    expect(await byUrl(url)).toEqual([]);
    await line.tell({ ...one, version: '2026-01-22T09:00:00Z', recordingUrl: url });
    expect(await byUrl(url)).toHaveLength(2);
  });

  it('L-21 an incomplete invite is logged with what there is, and one issue of severity info names what is missing', async () => {
    const {
      title: _title,
      body: _body,
      start: _start,
      ...bare
    } = recording({
      people: [{ emails: [ann.email] }],
      attendees: [],
    });
    await line.tell(bare);
    expect(await byUrl(bare.recordingUrl)).toMatchObject([
      { subject: 'Recording', statecode: 1, _regardingobjectid_value: ids['ann'] },
    ]);
    const issues = await line.rows('al_loggingissues', `al_sourceid eq '${bare.id}'`);
    expect(issues).toMatchObject([{ al_severity: info, al_code: 'recording-incomplete', statecode: 0 }]);
    expect(issues[0]?.['al_reason']).toMatch(/missing: subject, date, description/);
    // Put right by a later payload: the issue is settled.
    await line.tell({
      ...bare,
      version: '2026-01-22T09:00:00Z',
      title: 'Named',
      body: 'Goals',
      start: '2026-01-22T08:00:00Z',
    });
    expect(await byUrl(bare.recordingUrl)).toMatchObject([{ subject: 'Recording: Named' }]);
    expect(await line.rows('al_loggingissues', `al_sourceid eq '${bare.id}'`)).toMatchObject([{ statecode: 1 }]);
  });

  it('L-22 the recording of a dialer call is on the call’s row, whichever webhook tells it, and is no Recording', async () => {
    await line.configure(native);
    const base = { created_at: '2026-01-22T01:01:45.5-05:00', user: { id: 77 } };
    const call = { ...base, to: '+12025550100', duration: 61, called_person: { id: 436 }, disposition: 'Connected' };
    await line.salesloft('call_created', { ...call, id: 5, updated_at: '2026-01-22T01:02:45.5-05:00' });
    const url = 'https://recordings.example/dialer';
    await line.salesloft('conversation_recording_created', {
      ...base,
      id: 9,
      updated_at: '2026-01-22T01:05:45.5-05:00',
      title: 'Call with Ann',
      recording: { url, status: 'completed' },
      attendees: [{ email: ann.email }],
      call: { id: 5 },
    });
    expect(await line.row('phonecalls', "al_sourceid eq '5'")).toMatchObject({
      subject: 'Call: Connected',
      al_recordingurl: url,
      statecode: 1,
      statuscode: 2,
      _regardingobjectid_value: ids['ann'],
    });
    expect(await byUrl(url)).toEqual([]);
  });

  it('L-23 contact → parent account; the deal by its id, else the only open one, else by setting', async () => {
    const open = (name: string): Promise<string> =>
      line.create('opportunities', { name, 'parentcontactid@odata.bind': `/contacts(${ids['ann']})` });
    const before = note(ann.email);
    await line.tell(before);
    expect(await task(before.id)).toMatchObject({
      _regardingobjectid_value: ids['ann'],
      _al_contactid_value: ids['ann'],
      _al_accountid_value: ids['account'],
      _al_opportunityid_value: null,
    });
    const first = await open('First');
    const one = note(ann.email);
    await line.tell(one);
    expect(await task(one.id)).toMatchObject({ _al_opportunityid_value: first, _regardingobjectid_value: ids['ann'] });
    const second = await open('Second');
    // The platform keeps whole seconds.
    const changed = async (id: string): Promise<string> =>
      String((await line.row('opportunities', `opportunityid eq ${id}`))['modifiedon']);
    await line.until(async () => {
      await line.patch(`opportunities(${first})`, { name: 'First, changed last' });
      return (await changed(first)) > (await changed(second));
    });
    const several = note(ann.email);
    await line.tell(several);
    expect(await task(several.id)).toMatchObject({ _al_opportunityid_value: null });
    const named = note(ann.email, { deal: { crmId: second } });
    await line.tell(named);
    expect(await task(named.id)).toMatchObject({ _al_opportunityid_value: second });
    await line.configure({ al_opportunitypolicy: 727000001 });
    const recent = note(ann.email);
    await line.tell(recent);
    expect(await task(recent.id)).toMatchObject({ _al_opportunityid_value: first });
    // The rows of before the settings changed are as they were (L-9).
    expect(await task(several.id)).toMatchObject({ _al_opportunityid_value: null });
  });

  it('L-23 after QualifyLead what comes next shows on the contact and account; what was logged keeps its lead', async () => {
    const id = await lead('quinn@quince.example', { companyname: 'Quince' });
    const before = note('quinn@quince.example');
    await line.tell(before);
    expect(await task(before.id)).toMatchObject({ _al_leadid_value: id, _regardingobjectid_value: id });
    await line.act(`leads(${id})/Microsoft.Dynamics.CRM.QualifyLead`, {
      CreateAccount: true,
      CreateContact: true,
      CreateOpportunity: true,
      Status: 3,
    });
    const contact = await line.row('contacts', "emailaddress1 eq 'quinn@quince.example'");
    const opportunity = await line.row('opportunities', `_originatingleadid_value eq ${id}`);
    const after = note('quinn@quince.example');
    await tellUntil(after, String(contact['contactid']));
    expect(await task(after.id)).toMatchObject({
      _regardingobjectid_value: contact['contactid'],
      _al_accountid_value: contact['_parentcustomerid_value'],
      _al_opportunityid_value: opportunity['opportunityid'],
    });
    expect(contact['_parentcustomerid_value']).toEqual(expect.any(String));
  });

  it('L-23 after a merge both the rows of before and what comes next show on the survivor', async () => {
    const person = (email: string): Promise<string> =>
      line.create('contacts', { lastname: 'Twin', emailaddress1: email });
    const [master, other] = [await person('twin1@twin.example'), await person('twin2@twin.example')];
    const before = note('twin2@twin.example');
    await line.tell(before);
    expect(await task(before.id)).toMatchObject({ _al_contactid_value: other });
    const ref = (id: string): object => ({ '@odata.type': 'Microsoft.Dynamics.CRM.contact', contactid: id });
    await line.act('Merge', { Target: ref(master), Subordinate: ref(other), PerformParentingChecks: false });
    const after = note('twin2@twin.example');
    await tellUntil(after, master);
    for (const { id } of [before, after])
      expect(await task(id)).toMatchObject({ _regardingobjectid_value: master, _al_contactid_value: master });
  });

  it('L-28 a disabled or unknown user: the default owner owns it, the name stays; nothing of the history changes', async () => {
    const leaver = { email: 'lea@northwind.example', name: 'Lea Vers' };
    const leaverId = await user(leaver.email, { firstname: 'Lea', lastname: 'Vers' });
    const heir = await user('heir@northwind.example');
    await line.configure({ 'al_defaultownerid@odata.bind': `/systemusers(${heir})` });
    const history = note(ann.email, { user: leaver });
    await line.tell(history);
    expect(await task(history.id)).toMatchObject({ _ownerid_value: leaverId });
    await line.patch(`systemusers(${leaverId})`, { isdisabled: true });
    const unchanged = await task(history.id);
    // A bridge that has not met the user yet: the directory is cached for minutes.
    await line.start();
    const [disabled, unknown] = [note(ann.email, { user: leaver }), note(ann.email, { user: { name: 'No Body' } })];
    await line.tell([disabled, unknown]);
    expect(await task(disabled.id)).toMatchObject({ _ownerid_value: heir, al_sourceuser: 'Lea Vers' });
    expect(await task(unknown.id)).toMatchObject({ _ownerid_value: heir, al_sourceuser: 'No Body' });
    expect(await task(history.id)).toEqual(unchanged);
  });
});
