import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Line, type Row, tasks } from '../../support/rules-line.ts';
import {
  ann,
  bo,
  end,
  hour,
  later,
  meeting,
  partiesOf,
  response,
  robin,
  start,
  stranger,
  type Meetings,
  startMeetings,
} from '../../support/rules-meetings.ts';

describe('meetings', () => {
  let bench: Meetings;
  let line: Line;
  let userId: string;
  let annId: string;
  let boId: string;
  let accountId: string;

  beforeAll(async () => {
    bench = await startMeetings();
    ({ line, userId, annId, boId, accountId } = bench);
  }, 60_000);
  afterEach(() => bench.reset());
  afterAll(() => line?.close());

  const appointment = (id: string): Promise<Row> => bench.appointment(id);
  const attendees = (row: Row, column?: string): Promise<Record<string, Row>> => bench.attendees(row, column);

  it('L-17 an appointment: standard columns, host as owner, known attendees as parties, all of them as attendee rows', async () => {
    const event = meeting({ bookedBy: { name: 'Vera Vance', email: 'vera@northwind.example' }, meetingType: 'Demo' });
    expect((await line.tell(event)).parkedBy).toEqual({});
    const row = await appointment(event.id);
    expect(row).toMatchObject({
      subject: 'Meeting Booked: Pilot',
      description: 'Goals and dates.\n\nAlso invited: Some Body <stranger@else.example>',
      location: 'Room 7',
      scheduledstart: '2099-03-01T10:00:00Z',
      scheduledend: '2099-03-01T11:30:00Z',
      isalldayevent: false,
      statecode: 3,
      statuscode: 5,
      al_meetingtype: 'Demo',
      al_meetingbookedby: 'Vera Vance',
      al_durationseconds: 5400,
      _ownerid_value: userId,
      _al_host_value: userId,
      _regardingobjectid_value: annId,
      _al_contactid_value: annId,
      _al_accountid_value: accountId,
    });
    expect(partiesOf(row).filter((party) => /^[567] /.test(party))).toEqual(
      [`5 ${annId}`, `5 ${userId}`, `6 ${boId}`].sort(),
    );
    expect(await attendees(row)).toMatchObject({
      [robin.email]: { al_name: robin.name, al_responsestatus: response.none, _al_userid_value: userId },
      [ann.email]: {
        al_name: ann.name,
        al_responsestatus: response.none,
        _al_contactid_value: annId,
        al_noshow: false,
      },
      [bo.email]: { al_responsestatus: response.none, al_attendance: 727000001 },
      [stranger.email]: { al_responsestatus: response.none, _al_contactid_value: null, _al_userid_value: null },
    });
    expect(Object.keys(await attendees(row))).toHaveLength(4);
  });

  it('L-17 an appointment is Completed by a delayed job when its end has come; one in the past at once', async () => {
    const soon = new Date(Date.now() + hour).toISOString();
    const event = meeting({ start: new Date().toISOString(), end: soon });
    await line.tell(event);
    expect(await appointment(event.id)).toMatchObject({ statecode: 3, statuscode: 5 });
    line.setClock(hour + 1000);
    await line.until(async () => (await appointment(event.id))['statecode'] === 1);
    const done = await appointment(event.id);
    expect(done).toMatchObject({ statecode: 1, statuscode: 3 });
    expect(Date.parse(String(done['actualend']))).toBe(Math.floor(Date.parse(soon) / 1000) * 1000);
    line.setClock(0);
    const past = meeting({ start: '2026-01-05T10:00:00Z', end: '2026-01-05T11:00:00Z' });
    await line.tell(past);
    expect(await appointment(past.id)).toMatchObject({ statecode: 1, statuscode: 3 });
  });

  it('L-17 a meeting as a task has attendee rows too, and no parties', async () => {
    await line.configure(tasks);
    const event = meeting();
    await line.tell(event);
    const row = await line.row('tasks', `al_sourceid eq '${event.id}'`);
    expect(row).toMatchObject({ subject: 'Meeting Booked: Pilot', statecode: 1, statuscode: 5 });
    expect(Object.keys(await attendees(row, 'al_taskid')).sort()).toEqual(
      [ann.email, bo.email, robin.email, stranger.email].sort(),
    );
  });

  it('L-17 all-day: midnight to midnight, whatever place on earth the calendar stood in', async () => {
    const event = meeting({ allDay: true, start: '2099-05-04T00:00:00+13:00', end: '2099-05-05T00:00:00+13:00' });
    await line.tell(event);
    expect(await appointment(event.id)).toMatchObject({
      isalldayevent: true,
      scheduledstart: '2099-05-04T00:00:00Z',
      scheduledend: '2099-05-05T00:00:00Z',
    });
  });

  it('L-17 L-18 instances of a series are rows of their own; one that is moved is the same row', async () => {
    const uid = 'series@calendar.example';
    const days = ['2099-06-01', '2099-06-08', '2099-06-15'];
    const series = days.map((day) =>
      meeting({
        iCalUid: uid,
        recurrenceId: `${day}T10:00:00Z`,
        start: `${day}T10:00:00Z`,
        end: `${day}T11:00:00Z`,
      }),
    );
    await line.tell(series);
    const moved = later(series[1]!, 2, { start: '2099-06-09T12:00:00Z', end: '2099-06-09T13:00:00Z' });
    await line.tell([moved, later(series[2]!, 2, { cancelled: true })]);
    const rows = await line.rows(
      'appointments',
      `startswith(al_conversationid,'["${uid}')`,
      '&$orderby=scheduledstart',
    );
    expect(rows.map((row) => [row['scheduledstart'], row['statecode']])).toEqual([
      ['2099-06-01T10:00:00Z', 3],
      ['2099-06-09T12:00:00Z', 3],
      ['2099-06-15T10:00:00Z', 2],
    ]);
  });

  it('L-18 followed: reschedule, answers, a new and a removed attendee, cancel, all on one row', async () => {
    const event = meeting();
    await line.tell(event);
    const { activityid } = await appointment(event.id);
    const moved = later(event, 2, {
      start: '2099-03-02T15:00:00+01:00',
      end: '2099-03-02T16:00:00+01:00',
      title: 'Pilot, moved',
      attendees: [
        { ...robin, organizer: true },
        { ...ann, status: 'accepted' },
        { ...stranger, status: 'declined' },
        { email: 'new@else.example', status: 'tentative' },
      ],
    });
    await line.tell(moved);
    const row = await appointment(event.id);
    expect(row).toMatchObject({
      activityid,
      subject: 'Meeting Booked: Pilot, moved',
      scheduledstart: '2099-03-02T14:00:00Z',
      scheduledend: '2099-03-02T15:00:00Z',
      statecode: 3,
    });
    expect(partiesOf(row).filter((party) => /^[567] /.test(party))).toEqual([`5 ${annId}`, `5 ${userId}`].sort());
    expect(
      Object.entries(await attendees(row))
        .map(([address, one]) => [address, one['al_responsestatus']])
        .sort(),
    ).toEqual(
      [
        [ann.email, response.accepted],
        ['new@else.example', response.tentative],
        [robin.email, response.none],
        [stranger.email, response.declined],
      ].sort(),
    );
    await line.tell(later(moved, 3, { cancelled: true }));
    expect(await appointment(event.id)).toMatchObject({ activityid, statecode: 2, statuscode: 4 });
    // Taken back: the calendar says it takes place after all.
    await line.tell(later(moved, 4, { cancelled: false }));
    expect(await appointment(event.id)).toMatchObject({ activityid, statecode: 3, statuscode: 5 });
    await line.tell(later(event, 2, { title: 'older than what stands' }));
    expect(await appointment(event.id)).toMatchObject({ subject: 'Meeting Booked: Pilot, moved' });
  });

  it('L-18 a no-show is written down on the row and on the attendees who were missed', async () => {
    const event = meeting({ start: '2026-01-05T10:00:00Z', end: '2026-01-05T11:00:00Z' });
    await line.tell(event);
    await line.tell(later(event, 2, { noShow: true }));
    const row = await appointment(event.id);
    expect(row).toMatchObject({ al_noshow: true, statecode: 1 });
    const all = await attendees(row);
    expect([ann, bo, robin, stranger].map(({ email }) => all[email]?.['al_noshow'])).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('L-18 not followed: the first version stays, and is Completed when its own end has come', async () => {
    await line.configure({ al_followmeetingchanges: false });
    const soon = new Date(Date.now() + hour).toISOString();
    const event = meeting({ start: new Date().toISOString(), end: soon });
    await line.tell(event);
    const before = await appointment(event.id);
    const moved = { title: 'Moved', start, end, attendees: [{ ...ann, status: 'declined' }] };
    const { skippedBy } = await line.tell([later(event, 2, moved), later(event, 3, { cancelled: true })]);
    expect(skippedBy).toMatchObject({ 'by-rule': expect.any(Number) });
    expect(await appointment(event.id)).toEqual(before);
    expect((await attendees(before))[ann.email]).toMatchObject({ al_responsestatus: response.none });
    line.setClock(hour + 1000);
    await line.until(async () => (await appointment(event.id))['statecode'] === 1);
    expect(await appointment(event.id)).toMatchObject({ subject: 'Meeting Booked: Pilot', statuscode: 3 });
  });
});
