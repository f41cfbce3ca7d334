import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestServer, USER_ID } from './testing/server.ts';
import type { Answer, TestServer } from './testing/server.ts';

let server: TestServer;
let contact: string;
beforeAll(async () => {
  server = await startTestServer();
  contact = await server.create('contacts', { lastname: 'Person', emailaddress1: 'person@example.com' });
});
afterAll(() => server.close());

const send = (id: string, body: object): Promise<Answer> =>
  server.send('POST', `emails(${id})/Microsoft.Dynamics.CRM.SendEmail`, body);

describe('SendEmail', () => {
  it('with IssueSend true leaves the e-mail Pending Send; nothing is sent', async () => {
    const id = await server.create('emails', {
      subject: 'Hello',
      email_activity_parties: [
        { 'partyid_systemuser@odata.bind': `/systemusers(${USER_ID})`, participationtypemask: 1 },
        { 'partyid_contact@odata.bind': `/contacts(${contact})`, participationtypemask: 2 },
      ],
    });
    const answer = await send(id, { IssueSend: true, TrackingToken: 'CRM:1' });
    expect([answer.status, answer.json['Subject']]).toEqual([200, 'Hello']);
    expect((await server.get(`emails(${id})`)).json).toMatchObject({
      statecode: 1,
      statuscode: 6,
      trackingtoken: 'CRM:1',
    });
    expect((await send(id, { IssueSend: true })).status).toBe(400);
  });

  it('needs a sender and a recipient to issue, and IssueSend itself', async () => {
    const id = await server.create('emails', { subject: 'Hello' });
    expect((await send(id, { IssueSend: true })).json['error'].message).toContain('sender');
    const party = { 'partyid_systemuser@odata.bind': `/systemusers(${USER_ID})`, participationtypemask: 1 };
    await server.send('POST', `emails(${id})/email_activity_parties`, party);
    expect((await send(id, { IssueSend: true })).json['error'].message).toContain('recipient');
    expect((await send(id, {})).status).toBe(400);
    expect((await server.get(`emails(${id})`)).json['statecode']).toBe(0);
  });
});

describe('DeliverPromoteEmail', () => {
  const MAIL = {
    MessageId: '<1@example.com>',
    Subject: 'Promoted',
    From: 'admin@example.com',
    To: 'Person <PERSON@example.com>; stranger@example.com',
    Cc: '',
    Bcc: '',
    ReceivedOn: '2026-01-02T03:04:05Z',
    SubmittedBy: 'admin@example.com',
    Importance: 'high',
    Body: 'Text',
    Attachments: [],
  };
  const promote = (id: string, body: object): Promise<Answer> =>
    server.send('POST', `emails(${id})/Microsoft.Dynamics.CRM.DeliverPromoteEmail`, body);

  it('resolves addresses to parties; what a user sent is Sent', async () => {
    const id = 'd0000000-0000-4000-8000-000000000001';
    const answer = await promote(id, MAIL);
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      activityid: id,
      subject: 'Promoted',
      description: 'Text',
      messageid: '<1@example.com>',
      statecode: 1,
      statuscode: 3,
      directioncode: true,
      prioritycode: 2,
    });
    const { json } = await server.get(
      `emails(${id})/email_activity_parties?$filter=participationtypemask lt 5&$orderby=participationtypemask,addressused`,
    );
    expect(
      json['value'].map((row: Record<string, unknown>) => [row['participationtypemask'], row['_partyid_value']]),
    ).toEqual([
      [1, USER_ID],
      [2, contact],
      [2, null],
    ]);
  });

  it('promotes a draft; what came from outside is Received', async () => {
    const id = await server.create('emails', { subject: 'Draft' });
    expect((await promote(id, { ...MAIL, From: 'person@example.com', To: 'admin@example.com' })).status).toBe(200);
    expect((await server.get(`emails(${id})`)).json).toMatchObject({
      subject: 'Promoted',
      statuscode: 4,
      directioncode: false,
    });
    expect((await promote(id, MAIL)).status).toBe(400);
  });

  it('refuses what it does not carry out, and bodies that lack parameters', async () => {
    const id = 'd0000000-0000-4000-8000-000000000002';
    expect((await promote(id, { ...MAIL, Attachments: [{ filename: 'a.txt' }] })).status).toBe(501);
    expect((await promote(id, { ...MAIL, ExtraProperties: {} })).status).toBe(501);
    expect((await promote(id, { ...MAIL, From: undefined })).status).toBe(400);
    expect((await promote(id, { ...MAIL, From: '' })).status).toBe(400);
    expect((await promote(id, { ...MAIL, ReceivedOn: 'soon' })).status).toBe(400);
    expect((await server.get(`emails(${id})`)).status).toBe(404);
  });
});
