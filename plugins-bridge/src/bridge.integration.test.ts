import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Bridge, startBridge } from './bridge.ts';
import { createLogger } from './log.ts';
import { type Fault, type FaultProxy, faultProxy } from './test-support/fault-proxy.ts';
import { eventually } from './test-support/eventually.ts';
import { type Organisation, solutionsArePacked, startOrganisation } from './test-support/organisation.ts';
import {
  apiToken,
  at,
  callbackToken,
  payloadsOf,
  post,
  salesloftApi,
  type SalesloftPerson,
} from './test-support/salesloft.ts';

const people = Array.from({ length: 12 }, (_, index): SalesloftPerson => ({
  id: 1000 + index,
  email: `person${index}@acme.example`,
}));
const user = { id: 77, email: 'robin@northwind.example' };
const ann = payloadsOf(people[0]!, user);
const configuration = 'al_loggingconfigurations(a1a1a1a1-0000-4000-8000-000000000001)';
const native = { al_emailtarget: 727000001, al_calltarget: 727000001, al_meetingtarget: 727000001 };

/** Against the local Dataverse with the built solutions; everything over sockets. */
(solutionsArePacked ? describe : describe.skip)('bridge', () => {
  let organisation: Organisation;
  let proxy: FaultProxy;
  let api: Awaited<ReturnType<typeof salesloftApi>>;
  let bridge: Bridge | undefined;
  let folders = 0;
  /** Milliseconds the bridge's clock is ahead. */
  let ahead = 0;

  beforeAll(async () => {
    [organisation, api] = await Promise.all([startOrganisation(), salesloftApi(people, [user])]);
    proxy = await faultProxy(organisation.url);
    const { admin } = organisation;
    const { BusinessUnitId } = (await admin.read('WhoAmI()')) as { BusinessUnitId: string };
    const robin = { firstname: 'Robin', lastname: 'Example', internalemailaddress: user.email, domainname: user.email };
    await admin.write({
      method: 'POST',
      path: 'systemusers',
      body: { ...robin, 'businessunitid@odata.bind': `/businessunits(${BusinessUnitId})` },
    });
    for (const [index, { email }] of people.slice(0, 11).entries()) {
      await admin.write({
        method: 'POST',
        path: 'contacts',
        body: { firstname: 'Person', lastname: String(index), emailaddress1: email },
      });
    }
    await admin.write({ method: 'PATCH', path: configuration, body: { al_name: 'Activity Logging', ...native } });
  }, 60_000);
  afterEach(async () => {
    await bridge?.close();
    bridge = undefined;
    proxy.setFault(() => 'none');
    ahead = 0;
  });
  afterAll(async () => {
    await api?.close();
    await proxy?.close();
    await organisation?.close();
  });

  /** A bridge with an empty queue, or with the one of an earlier `folder`. */
  async function start(folder = `queue-${(folders += 1)}`): Promise<Bridge> {
    const config = organisation.config({
      DATAVERSE_URL: proxy.url,
      BRIDGE_DATA: `${organisation.folder}/${folder}`,
      SALESLOFT_CALLBACK_TOKENS: callbackToken,
      SALESLOFT_API_TOKEN: apiToken,
      SALESLOFT_API_URL: api.url,
    });
    bridge = await startBridge(config, createLogger('silent'), () => Date.now() + ahead);
    await until(async () => (await fetch(`${bridge?.url}/health/ready`)).ok);
    return bridge;
  }

  const until = (done: () => Promise<boolean>): Promise<void> => eventually(done, async () => bridge && status(bridge));

  interface Status {
    readonly deliveries: Record<'received' | 'pending' | 'logged' | 'skipped' | 'parked', number>;
    readonly parkedBy: Record<string, number>;
    readonly skippedBy: Record<string, number>;
  }
  const status = async ({ adminUrl }: Bridge): Promise<Status> =>
    (await (await fetch(`${adminUrl}/status`)).json()) as Status;

  async function tell(to: Bridge, event: string, body: unknown): Promise<Status> {
    expect((await post(to.url, event, body)).status).toBe(202);
    await until(async () => (await status(to)).deliveries.pending === 0);
    return status(to);
  }

  async function rows(set: string, filter: string, expand = ''): Promise<Record<string, unknown>[]> {
    const answer = await organisation.admin.read(`${set}?$filter=${encodeURIComponent(filter)}${expand}`);
    return (answer as { value: Record<string, unknown>[] }).value;
  }

  it('B-2, B-3, B-5 throttling, outages, resets and lost answers: every item is in exactly one right row', async () => {
    const mine = people.slice(1, 11).map((person) => payloadsOf(person, user));
    const told = mine.flatMap((one, index): [string, unknown][] => [
      ['call_data_record_created', one.record(4)],
      ['email_updated', one.email(5, { counts: { replies: 1 } })],
      ['call_created', one.call(3)],
      ['email_with_body_and_subject_updated', one.email(3, { subject: `Offer ${index}`, body: '<p>Hello</p>' })],
      ['meeting_booked', one.meeting(3)],
      ['note_created', one.note(3, `Note ${index}`)],
    ]);
    const to = await start();
    const faults: Fault[] = ['throttle', 'lost-answer', 'reset', 'none', 'unavailable', 'lost-answer', 'none'];
    let count = 0;
    proxy.setFault((path) =>
      path.endsWith('$batch') && count < 21 ? (faults[(count += 1) % faults.length] ?? 'none') : 'none',
    );
    const answers = await Promise.all(
      [...told, ...told.toReversed()].map(([event, body]) => post(to.url, event, body)),
    );
    expect(answers.every(({ status: code }) => code === 202)).toBe(true);
    await until(async () => (await status(to)).deliveries.pending === 0);

    expect(
      Math.min(proxy.caused.throttle, proxy.caused['lost-answer'], proxy.caused.reset, proxy.caused.unavailable),
    ).toBeGreaterThan(0);
    expect((await status(to)).deliveries).toMatchObject({ received: told.length, parked: 0 });
    const emails = await rows('emails', "startswith(subject,'Email: ') and statecode eq 1");
    expect(
      emails
        .map(({ subject, statuscode }) => `${subject} ${statuscode}`)
        .filter((text) => text.includes('Offer'))
        .sort(),
    ).toEqual(mine.map((_, index) => `Email: Offer ${index} 3`).sort());
    expect(
      await rows('emails', "startswith(al_sourceid,'10') and contains(al_sourceid,'-reply-') and statuscode eq 4"),
    ).toHaveLength(10);
    expect(
      await rows(
        'phonecalls',
        "subject eq 'Call: Connected' and statecode eq 1 and statuscode eq 2 and actualdurationminutes eq 1",
      ),
    ).toHaveLength(10);
    expect(
      await rows('appointments', "subject eq 'Meeting Booked: Demo' and statecode eq 3 and statuscode eq 5"),
    ).toHaveLength(10);
    expect(await rows('tasks', "subject eq 'Note' and statecode eq 1")).toHaveLength(10);
  });

  it('L-17, B-7 an appointment: known attendees are parties, the host owns it', async () => {
    const to = await start();
    await tell(to, 'meeting_booked', ann.meeting(3));
    const id = (await rows('appointments', "al_sourceid eq '100008'"))[0]?.['activityid'];
    const [row] = await rows(
      'appointments',
      `activityid eq ${id}`,
      '&$expand=appointment_activity_parties,owninguser_appointment($select=internalemailaddress)',
    );
    const masks = (row?.['appointment_activity_parties'] as Record<string, unknown>[]).map(
      (party) => party['participationtypemask'],
    );
    expect(masks.filter((mask) => mask === 5)).toHaveLength(2);
    expect(row).toMatchObject({
      description: 'Also invited: stranger@else.example',
      owninguser_appointment: { internalemailaddress: user.email },
    });
    await tell(to, 'meeting_updated', ann.meeting(9, { canceled_at: at(9) }));
    expect(await rows('appointments', `activityid eq ${id}`)).toMatchObject([{ statecode: 2, statuscode: 4 }]);
  });

  it('L-17 an appointment is Completed when its end has come, by itself', async () => {
    const to = await start();
    const other = payloadsOf(people[1]!, user);
    const [start_time, end_time] = ['2098-01-01T10:00:00.000000Z', '2098-01-01T11:00:00.000000Z'];
    await tell(to, 'meeting_updated', other.meeting(40, { start_time, end_time }));
    const stateOf = async (): Promise<unknown> =>
      (await rows('appointments', "al_sourceid eq '100108'"))[0]?.['statecode'];
    expect(await stateOf()).toBe(3);
    ahead = Date.parse(end_time) - Date.now() + 1000;
    await until(async () => (await stateOf()) === 1);
    expect((await status(to)).deliveries).toMatchObject({ received: 1, logged: 1 });
  });

  it('B-3 a late payload changes the closed row, an older one does not, the same again is not written', async () => {
    const to = await start();
    await tell(to, 'call_created', ann.call(3));
    await tell(to, 'call_updated', ann.call(9, { disposition: 'No Answer' }));
    const changed = await rows('phonecalls', "al_sourceid eq '100005'");
    expect(changed).toMatchObject([
      { subject: 'Call: No Answer', statecode: 1, statuscode: 2, al_sourceversion: at(9) },
    ]);
    await tell(to, 'call_updated', ann.call(6, { disposition: 'Busy' }));
    const { skippedBy } = await tell(to, 'call_updated', ann.call(12, { disposition: 'No Answer' }));
    expect(await rows('phonecalls', "al_sourceid eq '100005'")).toEqual(changed);
    expect(skippedBy).toEqual({});
  });

  it('B-3 another bridge with a queue of its own makes no second row and overwrites nothing newer', async () => {
    const to = await start();
    const { skippedBy } = await tell(to, 'call_updated', ann.call(6, { disposition: 'Busy' }));
    expect(skippedBy).toEqual({ 'older-than-row': 1 });
    expect(await rows('phonecalls', "al_sourceid eq '100005'")).toMatchObject([{ subject: 'Call: No Answer' }]);
  });

  it('L-9 after a change of target a later event updates the row in its old table, also without the old queue', async () => {
    const to = await start();
    await tell(to, 'email_updated', ann.email(3, { subject: 'Hello' }));
    await organisation.admin.write({
      method: 'PATCH',
      path: configuration,
      headers: { 'If-Match': '*' },
      body: { al_emailtarget: 727000000 },
    });
    await to.close();
    bridge = undefined;
    const other = await start();
    await tell(other, 'email_updated', ann.email(9, { subject: 'Hello again' }));
    expect(await rows('emails', "al_sourceid eq '100001'")).toMatchObject([
      { subject: 'Email: Hello again', statuscode: 3 },
    ]);
    expect(await rows('tasks', "al_sourceid eq '100001'")).toEqual([]);
    await organisation.admin.write({
      method: 'PATCH',
      path: configuration,
      headers: { 'If-Match': '*' },
      body: native,
    });
  });

  it('L-29 a row a user deleted stays deleted', async () => {
    const to = await start();
    await tell(to, 'note_created', ann.note(3, 'Likes tea'));
    const [row] = await rows('tasks', "al_sourceid eq '100007'");
    await organisation.admin.write({ method: 'DELETE', path: `tasks(${row?.['activityid']})` });
    const { skippedBy } = await tell(to, 'note_updated', ann.note(9, 'Likes coffee'));
    expect(skippedBy).toEqual({ 'deleted-in-crm': 1 });
    expect(await rows('tasks', "al_sourceid eq '100007'")).toEqual([]);
  });

  it('B-8 an unknown person is parked, and logged on replay once somebody carries the address', async () => {
    const folder = 'queue-unknown';
    const to = await start(folder);
    const stranger = payloadsOf(people[11]!, user);
    const parked = await tell(to, 'note_created', stranger.note(3, 'Who is it?'));
    expect(parked.parkedBy).toEqual({ 'person-unknown': 1 });
    await organisation.admin.write({
      method: 'POST',
      path: 'contacts',
      body: { lastname: 'Late', emailaddress1: people[11]!.email },
    });
    await to.close();
    bridge = undefined;
    const again = await start(folder);
    const body = JSON.stringify({ token: `address|${people[11]!.email}` });
    const answer = await fetch(`${again.adminUrl}/queue/replay`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(await answer.json()).toEqual({ replayed: 1 });
    await until(async () => (await status(again)).deliveries.logged === 1);
  });

  it('takes payloads while Dataverse is away, and logs them when it is back', async () => {
    const to = await start();
    proxy.setFault(() => 'reset');
    expect(
      (await post(to.url, 'note_created', payloadsOf(people[1]!, user).note(30, 'Written meanwhile'))).status,
    ).toBe(202);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await status(to)).deliveries.pending).toBe(1);
    proxy.setFault(() => 'none');
    await until(async () => (await status(to)).deliveries.logged === 1);
    expect(await rows('tasks', "description eq 'Written meanwhile'")).toHaveLength(1);
  });
});
