import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestServer, USER_ID } from './testing/server.ts';
import type { TestServer } from './testing/server.ts';

let server: TestServer;
let contact: string;
beforeAll(async () => {
  server = await startTestServer();
  contact = await server.create('contacts', { lastname: 'Person', emailaddress1: 'person@example.com' });
});
afterAll(() => server.close());

const closed = { statecode: 1, statuscode: 5 };

async function parties(set: string, nav: string, id: string): Promise<[number, string | null, string | null][]> {
  const { json } = await server.get(
    `${set}(${id})/${nav}?$select=participationtypemask,_partyid_value,addressused&$orderby=participationtypemask`,
  );
  return json['value'].map((row: Record<string, unknown>) => [
    row['participationtypemask'],
    row['_partyid_value'],
    row['addressused'],
  ]);
}

describe('states of activities', () => {
  it('B-7 an activity is made open, whatever statecode says, and closed by PATCH of the pair', async () => {
    const id = await server.create('tasks', { subject: 't', statecode: 1 });
    expect((await server.get(`tasks(${id})`)).json).toMatchObject({ statecode: 0, statuscode: 2, actualend: null });
    expect((await server.send('PATCH', `tasks(${id})`, closed)).status).toBe(204);
    const { json } = await server.get(`tasks(${id})`);
    expect(json).toMatchObject(closed);
    expect(json['actualend']).not.toBeNull();
    expect((await server.get(`activitypointers(${id})`)).json).toMatchObject({ ...closed, activitytypecode: 'task' });
  });

  it.each([
    ['tasks', 5, 'TaskState.Open on task'],
    ['phonecalls', 2, 'PhoneCallState.Open on phonecall'],
    ['emails', 3, 'EmailState.Open on email'],
    ['appointments', 5, 'AppointmentState.Open on appointment'],
  ])('refuses %s made with a status reason of another state: 0x80048408', async (set, statuscode, text) => {
    const times =
      set === 'appointments' ? { scheduledstart: '2026-01-01T09:00:00Z', scheduledend: '2026-01-01T10:00:00Z' } : {};
    const answer = await server.send('POST', set, { subject: 's', statecode: 1, statuscode, ...times });
    expect(answer.json['error'].code).toBe('0x80048408');
    expect(answer.json['error'].message).toContain(
      `${statuscode} is not a valid status code for state code ${text} with Id `,
    );
  });

  it('takes only pairs that belong together', async () => {
    const id = await server.create('tasks', { subject: 't' });
    for (const body of [{ statecode: 1, statuscode: 2 }, { statuscode: 5 }]) {
      expect((await server.send('PATCH', `tasks(${id})`, body)).json['error'].code).toBe('0x80048408');
    }
    expect((await server.send('PATCH', `tasks(${id})`, { statecode: 7 })).json['error'].code).toBe('0x8004431a');
    await server.send('PATCH', `tasks(${id})`, { statuscode: 3 });
    expect((await server.get(`tasks(${id})`)).json).toMatchObject({ statecode: 0, statuscode: 3 });
  });

  it('closed rows are read-only until they are opened again', async () => {
    const id = await server.create('tasks', { subject: 't' });
    await server.send('PATCH', `tasks(${id})`, { ...closed, subject: 'last words' });
    const refused = await server.send('PATCH', `tasks(${id})`, { subject: 'too late' });
    expect([refused.status, refused.json['error'].message]).toEqual([
      400,
      'Cannot update Closed or Cancelled Activity',
    ]);
    expect((await server.send('PATCH', `tasks(${id})`, { statecode: 0, statuscode: 2 })).status).toBe(204);
    expect((await server.send('PATCH', `tasks(${id})`, { subject: 'again' })).status).toBe(204);
  });

  it('an appointment goes from Open to Scheduled and on, and is no closed row then', async () => {
    const id = await server.create('appointments', {
      subject: 'm',
      scheduledstart: '2026-01-01T09:00:00Z',
      scheduledend: '2026-01-01T09:45:00Z',
    });
    expect((await server.get(`appointments(${id})`)).json['scheduleddurationminutes']).toBe(45);
    await server.send('PATCH', `appointments(${id})`, { statecode: 3, statuscode: 5 });
    expect((await server.send('PATCH', `appointments(${id})`, { location: 'Room 1' })).status).toBe(204);
    expect((await server.send('PATCH', `appointments(${id})`, { statecode: 1, statuscode: 3 })).status).toBe(204);
  });

  it('IsValidStateTransition answers for a row', async () => {
    const id = await server.create('tasks', { subject: 't' });
    const ask = (state: string, status: number): string =>
      `IsValidStateTransition(Entity=@p1,NewState=@p2,NewStatus=@p3)?@p1={'@odata.id':'tasks(${id})'}&@p2='${state}'&@p3=${status}`;
    expect((await server.get(ask('Completed', 5))).json['IsValid']).toBe(true);
    expect((await server.get(ask('Completed', 6))).json['IsValid']).toBe(false);
    expect((await server.get(ask('Canceled', 6))).json['IsValid']).toBe(true);
    expect((await server.get(ask('Scheduled', 5))).json['IsValid']).toBe(false);
    await server.send('PATCH', `tasks(${id})`, closed);
    expect((await server.get(ask('Open', 3))).json['IsValid']).toBe(true);
    const missing = await server.get(ask('Open', 3).replace(id, 'c0000000-0000-4000-8000-0000000000ff'));
    expect(missing.status).toBe(404);
    expect((await server.get("IsValidStateTransition(NewState='Open',NewStatus=2)")).status).toBe(400);
  });

  it('SendEmail records a draft as sent when it shall not be issued', async () => {
    const id = await server.create('emails', { subject: 'Hello' });
    const answer = await server.send('POST', `emails(${id})/Microsoft.Dynamics.CRM.SendEmail`, { IssueSend: false });
    expect(answer.json['Subject']).toBe('Hello');
    expect((await server.get(`emails(${id})`)).json).toMatchObject({ statecode: 1, statuscode: 3 });
  });
});

describe('switches', () => {
  it('closedOnCreate, reopenEmails, closedActivitiesReadOnly work both ways', async () => {
    const other = await startTestServer({
      behaviour: { closedOnCreate: true, reopenEmails: false, closedActivitiesReadOnly: false },
    });
    try {
      const id = await other.create('emails', { subject: 'e', statecode: 1, statuscode: 3 });
      expect((await other.get(`emails(${id})`)).json).toMatchObject({ statecode: 1, statuscode: 3 });
      expect((await other.send('PATCH', `emails(${id})`, { subject: 'edited' })).status).toBe(204);
      expect((await other.send('PATCH', `emails(${id})`, { statecode: 0, statuscode: 1 })).json['error'].code).toBe(
        '0x80048408',
      );
    } finally {
      await other.close();
    }
    const id = await server.create('emails', { subject: 'e' });
    await server.send('PATCH', `emails(${id})`, { statecode: 1, statuscode: 4 });
    expect((await server.send('PATCH', `emails(${id})`, { statecode: 0, statuscode: 1 })).status).toBe(204);
  });
});

describe('one key space', () => {
  it('an id taken by any activity is taken for all: 412 0x80040237', async () => {
    const activityid = 'c0000000-0000-4000-8000-000000000001';
    await server.create('tasks', { activityid, subject: 't' });
    for (const set of ['tasks', 'phonecalls']) {
      expect((await server.send('POST', set, { activityid, subject: 's' })).json['error'].code).toBe('0x80040237');
    }
    expect((await server.send('PATCH', `phonecalls(${activityid})`, { subject: 's' })).json['error'].code).toBe(
      '0x80040237',
    );
    expect(
      (await server.send('PATCH', `phonecalls(${activityid})`, { subject: 's' }, { 'if-match': '*' })).status,
    ).toBe(404);
    expect((await server.send('POST', 'activitypointers', { subject: 's' })).status).toBe(400);
    expect((await server.send('POST', 'activityparties', { participationtypemask: 1 })).json['error'].message).toBe(
      "The 'Create' method does not support entities of type 'activityparty'.",
    );
  });
});

describe('parties', () => {
  const call = (extra: Record<string, unknown> = {}): Record<string, unknown> => ({
    subject: 'c',
    'regardingobjectid_contact_phonecall@odata.bind': `/contacts(${contact})`,
    phonecall_activity_parties: [
      { 'partyid_systemuser@odata.bind': `/systemusers(${USER_ID})`, participationtypemask: 1 },
      { 'partyid_contact@odata.bind': `/contacts(${contact})`, participationtypemask: 2 },
      { addressused: 'stranger@example.com', participationtypemask: 2 },
    ],
    ...extra,
  });

  it('come with the POST; the server adds owner and regarding', async () => {
    const id = await server.create('phonecalls', call());
    expect(await parties('phonecalls', 'phonecall_activity_parties', id)).toEqual(
      expect.arrayContaining([
        [1, USER_ID, null],
        [2, contact, null],
        [2, null, 'stranger@example.com'],
        [8, contact, null],
        [9, USER_ID, null],
      ]),
    );
  });

  it('of an e-mail take the address of their row', async () => {
    const id = await server.create('emails', {
      subject: 'e',
      email_activity_parties: [{ 'partyid_contact@odata.bind': `/contacts(${contact})`, participationtypemask: 1 }],
    });
    expect(await parties('emails', 'email_activity_parties', id)).toContainEqual([1, contact, 'person@example.com']);
  });

  it.each([
    ['phonecall', 5],
    ['phonecall', 9],
    ['email', 7],
    ['appointment', 1],
    ['task', 1],
  ])('of a %s do not take mask %d', async (table, participationtypemask) => {
    const times =
      table === 'appointment' ? { scheduledstart: '2026-01-01T09:00:00Z', scheduledend: '2026-01-01T10:00:00Z' } : {};
    const body = {
      subject: 's',
      ...times,
      [`${table}_activity_parties`]: [{ addressused: 'a@example.com', participationtypemask }],
    };
    const answer = await server.send('POST', `${table}s`, body);
    expect([answer.status, answer.json['error'].code]).toEqual([400, '0x80043506']);
  });

  it('never come by PATCH, not even to a new row: 0x80060888', async () => {
    const id = await server.create('phonecalls', call());
    for (const path of [`phonecalls(${id})`, 'phonecalls(c0000000-0000-4000-8000-000000000002)']) {
      const answer = await server.send('PATCH', path, call());
      expect(answer.json['error']).toEqual({
        code: '0x80060888',
        message: 'Deep update of navigation properties is not allowed.',
      });
    }
  });

  it('are replaced by PUT and added to by POST; the server’s own stay', async () => {
    const id = await server.create('phonecalls', call());
    const one = { addressused: 'only@example.com', participationtypemask: 2 };
    expect((await server.send('PUT', `phonecalls(${id})/phonecall_activity_parties`, { value: [one] })).status).toBe(
      204,
    );
    expect(
      (
        await server.send('POST', `phonecalls(${id})/phonecall_activity_parties`, {
          addressused: 'more@example.com',
          participationtypemask: 1,
        })
      ).status,
    ).toBe(204);
    expect(await parties('phonecalls', 'phonecall_activity_parties', id)).toEqual([
      [1, null, 'more@example.com'],
      [2, null, 'only@example.com'],
      [8, contact, null],
      [9, USER_ID, null],
    ]);
  });

  it('are found through any and all', async () => {
    const id = await server.create('phonecalls', call({ subject: 'needle' }));
    const find = async (filter: string): Promise<string[]> =>
      (await server.get(`phonecalls?$select=subject&$filter=subject eq 'needle' and ${filter}`)).json['value'].map(
        (row: Record<string, unknown>) => row['activityid'],
      );
    expect(
      await find(`phonecall_activity_parties/any(p:p/_partyid_value eq ${contact} and p/participationtypemask eq 2)`),
    ).toEqual([id]);
    expect(await find(`phonecall_activity_parties/any(p:p/partyid_contact/lastname eq 'person')`)).toEqual([id]);
    expect(await find('phonecall_activity_parties/all(p:p/participationtypemask lt 3)')).toEqual([]);
    expect(await find('phonecall_activity_parties/any()')).toEqual([id]);
  });
});
