import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Line, type Row, tasks } from '../../support/rules-line.ts';
import {
  ann,
  end,
  expand,
  later,
  meeting,
  partiesOf,
  robin,
  start,
  type Meetings,
  startMeetings,
} from '../../support/rules-meetings.ts';

describe('echoes, and meetings that others make in Dataverse', () => {
  let bench: Meetings;
  let line: Line;
  let userId: string;
  let annId: string;
  let accountId: string;

  beforeAll(async () => {
    bench = await startMeetings();
    ({ line, userId, annId, accountId } = bench);
  }, 60_000);
  afterEach(() => bench.reset());
  afterAll(() => line?.close());

  const appointment = (id: string): Promise<Row> => bench.appointment(id);
  const appointments = (id: string): Promise<Row[]> => line.rows('appointments', `al_sourceid eq '${id}'`);
  const attendees = (row: Row, column?: string): Promise<Record<string, Row>> => bench.attendees(row, column);

  it('L-19 an echo from another source is skipped, changed title and repeated prefix or not', async () => {
    const event = meeting();
    await line.tell(event);
    const echo = {
      ...later(event, 9),
      source: 'outlook-feed',
      id: `echo-${event.id}`,
      title: 'Meeting Booked: Pilot (2)',
    };
    const { skippedBy } = await line.tell(echo);
    expect(skippedBy).toEqual(expect.objectContaining({ echo: 1 }));
    expect(await appointments(echo.id)).toEqual([]);
    expect(await appointment(event.id)).toMatchObject({ subject: 'Meeting Booked: Pilot' });
  });

  it('L-19 an echo that synchronisation makes in Dataverse is not logged again', async () => {
    const event = meeting();
    await line.tell(event);
    const { deliveries } = await line.status();
    const id = await line.create('appointments', {
      subject: 'Meeting Booked: Pilot',
      scheduledstart: start,
      scheduledend: end,
      globalobjectid: event.iCalUid,
      appointment_activity_parties: [{ 'partyid_contact@odata.bind': `/contacts(${annId})`, participationtypemask: 5 }],
    });
    await line.until(async () => {
      const now = await line.status();
      return now.deliveries.received > deliveries.received && now.deliveries.pending === 0;
    });
    expect(await line.row('appointments', `activityid eq ${id}`)).toMatchObject({
      al_sourcesystem: null,
      al_sourceid: null,
    });
    const same = await line.rows('appointments', `startswith(al_conversationid,'["${event.iCalUid}')`);
    expect(same.map((row) => row['al_sourceid'])).toEqual([event.id]);
  });

  it('L-19 the prefix is never twice; the setting leaves it off appointments, not off tasks', async () => {
    const twice = meeting({ title: 'Meeting booked:  Meeting Booked: Pilot' });
    await line.tell(twice);
    expect(await appointment(twice.id)).toMatchObject({ subject: 'Meeting Booked: Pilot' });
    await line.configure({ al_prefixappointments: false });
    const bare = meeting({ title: 'Meeting Booked: Pilot' });
    await line.tell(bare);
    expect(await appointment(bare.id)).toMatchObject({ subject: 'Pilot' });
    await line.configure(tasks);
    const task = meeting();
    await line.tell(task);
    expect(await line.row('tasks', `al_sourceid eq '${task.id}'`)).toMatchObject({ subject: 'Meeting Booked: Pilot' });
  });

  const fromOutlook = (more: object): object => ({
    subject: 'From Outlook',
    description: 'Agenda',
    scheduledstart: start,
    scheduledend: end,
    'ownerid@odata.bind': `/systemusers(${userId})`,
    ...more,
  });
  const party = (table: string, id: string, mask: number): object => ({
    [`partyid_${table}@odata.bind`]: `/${table}s(${id})`,
    participationtypemask: mask,
  });

  it('L-27 an appointment made in Dataverse with a known attendee is stamped, and keeps what is its own', async () => {
    const id = await line.create(
      'appointments',
      fromOutlook({ appointment_activity_parties: [party('contact', annId, 5), party('systemuser', userId, 7)] }),
    );
    await line.until(async () => (await line.row('appointments', `activityid eq ${id}`))['al_sourcesystem'] !== null);
    const row = await line.row('appointments', `activityid eq ${id}`, expand);
    expect(row).toMatchObject({
      subject: 'From Outlook',
      description: 'Agenda',
      al_sourcesystem: 'dataverse',
      al_sourceid: id,
      _al_contactid_value: annId,
      _al_accountid_value: accountId,
      _al_host_value: userId,
      _ownerid_value: userId,
      statecode: 0,
    });
    expect(partiesOf(row)).toEqual(expect.arrayContaining([`5 ${annId}`, `7 ${userId}`]));
    expect(Object.keys(await attendees(row)).sort()).toEqual([ann.email, robin.email]);
    // It follows its own changes, and is still one row.
    await line.patch(`appointments(${id})`, { scheduledend: '2099-03-01T12:00:00Z' });
    await line.until(
      async () => (await line.row('appointments', `activityid eq ${id}`))['al_durationseconds'] === 7200,
    );
    expect(await line.rows('appointments', `al_sourceid eq '${id}'`)).toHaveLength(1);
  });

  it('L-27 with meetings as tasks too it is the appointment that is stamped: a task beside it would show the meeting twice', async () => {
    await line.configure(tasks);
    const id = await line.create(
      'appointments',
      fromOutlook({ appointment_activity_parties: [party('contact', annId, 5)] }),
    );
    await line.until(async () => (await line.row('appointments', `activityid eq ${id}`))['al_sourcesystem'] !== null);
    expect(await line.row('appointments', `activityid eq ${id}`)).toMatchObject({
      subject: 'From Outlook',
      al_sourceid: id,
      _al_contactid_value: annId,
    });
    expect(await line.rows('tasks', `al_sourceid eq '${id}'`)).toEqual([]);
  });

  it('L-27 an appointment without a known attendee is left alone', async () => {
    const { deliveries } = await line.status();
    const id = await line.create(
      'appointments',
      fromOutlook({ appointment_activity_parties: [party('systemuser', userId, 5)] }),
    );
    const known = await line.create(
      'appointments',
      fromOutlook({ appointment_activity_parties: [party('contact', annId, 5)] }),
    );
    await line.until(
      async () => (await line.row('appointments', `activityid eq ${known}`))['al_sourcesystem'] !== null,
    );
    expect(await line.row('appointments', `activityid eq ${id}`)).toMatchObject({ al_sourcesystem: null });
    expect((await line.status()).deliveries.received - deliveries.received).toBeLessThanOrEqual(2);
  });
});
