import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  ActivityKind,
  CallTarget,
  Disposition,
  EmailTarget,
  MeetingTarget,
} from '@activity-logging/activity-model/metadata';
import { at, payloadsOf } from '../../../plugins-bridge/src/test-support/salesloft.ts';
import { type BridgeLine, robin, type Row, salesloftUser, startBridgeLine } from '../../support/bridge-line.ts';

const ann = { id: 1000, email: 'ann@acme.example' };
const sold = payloadsOf(ann, salesloftUser);
/** Ids of Salesloft's items of {@link ann}. */
const ids = { email: '100001', call: '100005', note: '100007', meeting: '100008', step: '100009' };
const native = {
  al_emailtarget: EmailTarget.Email,
  al_calltarget: CallTarget.PhoneCall,
  al_meetingtarget: MeetingTarget.Appointment,
};
const happened = { occurredOn: '2026-01-22T10:00:00+01:00', people: [{ emails: [ann.email] }], user: robin };
/** A time of Salesloft as Dataverse gives it back. */
const utc = (minute: number): string => new Date(at(minute)).toISOString().replace(/\.\d+Z$/, 'Z');

describe('what each kind becomes', () => {
  let line: BridgeLine;
  let account: string;
  let contact: string;

  beforeAll(async () => {
    line = await startBridgeLine({ people: [ann] });
    account = await line.create('accounts', { name: 'Acme' });
    contact = await line.create('contacts', {
      firstname: 'Ann',
      lastname: 'Example',
      emailaddress1: ann.email,
      'parentcustomerid_account@odata.bind': `/accounts(${account})`,
    });
  }, 120_000);
  afterAll(() => line?.close());

  const from = (set: string, id: string): Promise<Row[]> => line.rows(set, `startswith(al_sourceid,'${id}')`);
  const everywhere = async (id: string): Promise<Row[]> =>
    (await line.activities()).filter((row) => String(row['al_sourceid']).startsWith(id));

  it('L-1, L-3 without any configuration every kind is logged as a task, replies, voicemails and meetings included', async () => {
    await line.send([
      { kind: 'email', id: 'd-email', ...happened, subject: 'Offer', to: [{ email: ann.email }] },
      { kind: 'reply', id: 'd-reply', ...happened, subject: 'Re: Offer', from: { email: ann.email } },
      { kind: 'call', id: 'd-call', ...happened, disposition: 'Connected' },
      { kind: 'voicemail', id: 'd-voicemail', ...happened },
      {
        kind: 'meeting',
        id: 'd-meeting',
        people: happened.people,
        user: robin,
        title: 'Demo',
        start: happened.occurredOn,
      },
      { kind: 'note', id: 'd-note', ...happened, body: 'Tea' },
      { kind: 'step', id: 'd-step', ...happened, stepName: 'Letter', body: 'Sent', completed: true },
      {
        kind: 'message',
        id: 'd-message',
        ...happened,
        texts: [{ id: '1', at: happened.occurredOn, direction: 'outgoing', text: 'Hi' }],
      },
      {
        kind: 'recording',
        id: 'd-recording',
        people: happened.people,
        user: robin,
        title: 'Review',
        start: happened.occurredOn,
        recordingUrl: 'https://rec.example/d',
        attendees: [{ email: ann.email }],
      },
    ]);
    const rows = await line.rows('tasks', "al_sourcesystem eq 'test'");
    expect(rows.map(({ al_kind }) => al_kind).sort()).toEqual(Object.values(ActivityKind));
    for (const row of rows) {
      expect(row).toMatchObject({
        statecode: 1,
        _regardingobjectid_value: contact,
        _al_contactid_value: contact,
        _al_accountid_value: account,
        _ownerid_value: line.robinId,
        al_occurredon: '2026-01-22T09:00:00Z',
      });
    }
    expect((await line.activities()).filter((row) => row['al_sourcesystem'] === 'test')).toHaveLength(9);
  });

  it('L-3 a reply follows the target of emails, a voicemail that of calls; an admin changes it at any time', async () => {
    await line.settings(native);
    await line.send([
      { kind: 'reply', id: 'n-reply', ...happened, subject: 'Re: Offer', from: { email: ann.email } },
      { kind: 'voicemail', id: 'n-voicemail', ...happened },
    ]);
    expect((await everywhere('n-')).map(({ activitytypecode }) => activitytypecode).sort()).toEqual([
      'email',
      'phonecall',
    ]);
  });

  it('L-12 an email with every sent status: subject, body, outgoing, Sent; one not sent yet is not logged', async () => {
    await line.salesloft('email_updated', sold.email(3, { status: 'sending', sent_at: null }));
    expect(await from('emails', ids.email)).toEqual([]);
    const statuses = ['sent', 'sent_from_gmail', 'sent_from_outlook'];
    for (const [index, status] of statuses.entries()) {
      const id = 900 + index;
      await line.salesloft(
        'email_updated',
        sold.email(5, { id, status, subject: 'Offer', body: '<p>Hello <b>Ann</b></p>' }),
      );
      const [row] = await from('emails', String(id));
      expect(row).toMatchObject({
        subject: 'Email: Offer',
        description: expect.stringContaining('Hello <b>Ann</b>'),
        directioncode: true,
        statecode: 1,
        statuscode: 3,
        actualend: utc(2),
        _regardingobjectid_value: contact,
        al_snippet: 'Hello Ann',
      });
      expect(await line.parties(row?.['activityid'])).toEqual([`from ${line.robinId}`, `to ${contact}`]);
    }
  });

  it('L-12 a counted reply is an activity of its own, incoming and Received, one a reply, and only while replies are logged', async () => {
    await line.salesloft('email_updated', sold.email(9, { id: 900, subject: 'Offer', counts: { replies: 2 } }));
    const replies = await from('emails', '900-reply-');
    expect(replies.map(({ al_sourceid }) => al_sourceid).sort()).toEqual(['900-reply-1', '900-reply-2']);
    for (const reply of replies) {
      expect(reply).toMatchObject({
        subject: 'Email: Re: Offer',
        description: null,
        directioncode: false,
        statecode: 1,
        statuscode: 4,
      });
      expect(await line.parties(reply['activityid'])).toEqual([`from ${contact}`, `to ${line.robinId}`]);
    }
    await line.settings({ ...native, al_logreplies: false });
    await line.salesloft('email_updated', sold.email(12, { id: 900, subject: 'Offer', counts: { replies: 3 } }));
    expect(await from('emails', '900-reply-')).toHaveLength(2);
    await line.settings(native);
  });

  it('L-13 a call: Disposition|Sentiment, notes, direction, duration, number, Made or Received', async () => {
    const call = { sentiment: 'Interested', note: { content: 'Wants a quote' } };
    await line.salesloft('call_created', sold.call(3, call));
    const [made] = await from('phonecalls', ids.call);
    expect(made).toMatchObject({
      subject: 'Call: Connected|Interested',
      description: 'Wants a quote',
      directioncode: true,
      phonenumber: '+12025550100',
      actualdurationminutes: 2,
      leftvoicemail: false,
      statecode: 1,
      statuscode: 2,
      al_disposition: Disposition.Connected,
      al_dispositiontext: 'Connected',
    });
    expect(await line.parties(made?.['activityid'])).toEqual([`from ${line.robinId}`, `to ${contact}`]);
    await line.send([
      {
        kind: 'call',
        id: 'c-in',
        ...happened,
        direction: 'incoming',
        phoneNumber: '+12025550100',
        durationSeconds: 10,
      },
      { kind: 'call', id: 'c-bare', ...happened, sentiment: 'Neutral' },
    ]);
    const [received] = await from('phonecalls', 'c-in');
    expect(received).toMatchObject({ subject: 'Call', directioncode: false, statuscode: 4, actualdurationminutes: 1 });
    expect(await line.parties(received?.['activityid'])).toEqual([`from ${contact}`, `to ${line.robinId}`]);
    expect(await from('phonecalls', 'c-bare')).toMatchObject([{ subject: 'Call: Neutral' }]);
  });

  it('L-13 a call left as a voicemail is a voicemail, and is not logged at all with voicemail logging off', async () => {
    await line.salesloft(
      'call_created',
      sold.call(3, { id: 700, disposition: 'Left Voicemail', sentiment: 'Neutral' }),
    );
    expect(await from('phonecalls', '700')).toMatchObject([
      { subject: 'Call: Voicemail|Neutral', leftvoicemail: true, statuscode: 2, al_kind: ActivityKind.Voicemail },
    ]);
    await line.settings({ ...native, al_logvoicemails: false });
    await line.salesloft('call_created', sold.call(3, { id: 701, disposition: 'Left Voicemail' }));
    await line.salesloft('call_created', sold.call(3, { id: 702 }));
    expect(await everywhere('701')).toEqual([]);
    expect(await from('phonecalls', '702')).toHaveLength(1);
    await line.settings(native);
  });

  it('L-14 any other step: Other and its name, notes; one that was only marked done is not logged', async () => {
    await line.salesloft('task_completed', sold.step(4));
    await line.salesloft('task_completed', sold.step(4, { id: 501, description: null }));
    expect(await from('tasks', ids.step)).toMatchObject([
      {
        subject: 'Other: Send the catalogue',
        description: 'By mail, with a card',
        statecode: 1,
        statuscode: 5,
        actualend: utc(3),
      },
    ]);
    expect(await everywhere('501')).toEqual([]);
  });

  it('L-15 a note on a contact rolls up to the account', async () => {
    await line.salesloft('note_created', sold.note(3, 'Likes tea'));
    expect(await from('tasks', ids.note)).toMatchObject([
      {
        subject: 'Note',
        description: 'Likes tea',
        statecode: 1,
        _regardingobjectid_value: contact,
        _al_accountid_value: account,
      },
    ]);
  });

  it('L-16 a meeting as task is closed, booked by the user or by the person, with Booked By and Meeting Type', async () => {
    await line.settings();
    await line.create('al_fieldmappings', mapping('category', 'meetingType'));
    await line.create('al_fieldmappings', mapping('subcategory', 'bookedBy.name'));
    await line.settings({ al_excludedaddresses: 'nobody@else.example' });
    await line.salesloft('meeting_booked', sold.meeting(3, { meeting_type: 'Demo call', title: 'Demo' }));
    await line.send([
      {
        kind: 'meeting',
        id: 'm-user',
        people: happened.people,
        user: robin,
        title: 'Kick-off',
        start: happened.occurredOn,
        meetingType: 'Invite',
        bookedBy: robin,
      },
    ]);
    expect(await from('tasks', ids.meeting)).toMatchObject([
      {
        subject: 'Meeting Booked: Demo',
        statecode: 1,
        statuscode: 5,
        category: 'Demo call',
        al_meetingtype: 'Demo call',
      },
    ]);
    expect(await from('tasks', 'm-user')).toMatchObject([
      { subject: 'Meeting Booked: Kick-off', statecode: 1, statuscode: 5, category: 'Invite', subcategory: robin.name },
    ]);
    expect(await line.rows('appointments', "subject eq 'Meeting Booked: Demo'")).toEqual([]);
  });
});

function mapping(column: string, path: string): Row {
  return {
    al_name: path,
    al_kind: ActivityKind.Meeting,
    al_targettable: 727000000,
    al_targetcolumn: column,
    al_sourcepath: path,
  };
}
