import { describe, expect, it } from '@jest/globals';
import { decide } from './decide.ts';
import type { EventFields } from './event.ts';
import type { ItemType } from './kinds.ts';
import { mergeEvent } from './merge.ts';
import type { People } from './people.ts';
import type { ActivityRow, Limits } from './row.ts';
import { buildRows } from './rows.ts';
import { defaultSettings, type LoggingSettings } from './settings.ts';

const native: LoggingSettings = {
  ...defaultSettings,
  emailTarget: 'email',
  callTarget: 'phonecall',
  meetingTarget: 'appointment',
};
const limits: Limits = {
  task: { subject: 200, description: 2000 },
  email: { subject: 800, description: 1_000_000 },
  phonecall: { subject: 200, description: 2000 },
  appointment: { subject: 200, description: 1_048_576 },
};
const user = { table: 'systemuser', id: 'u1' };
const contact = { table: 'contact', id: 'c1' } as const;
const people: People = {
  persons: [{ ref: contact, key: 'ann@x.example', accountId: 'a1', name: 'Ann Example' }],
  ownerId: 'u1',
  userName: 'Robin',
  byAddress: { 'ann@x.example': contact, 'robin@us.example': user },
};
const html = {
  toText: (text: string) => text.replace(/<[^>]+>/g, ''),
  sanitize: (text: string) => text.replace(/<script.*<\/script>/g, ''),
};

function rows(type: ItemType, fields: EventFields, settings = native, who = people): ActivityRow[] {
  const item = mergeEvent(undefined, { source: 'salesloft', type, externalId: '7', version: 'v1', key: 'k', fields });
  const decision = decide({ type, fields }, settings);
  if (decision.do !== 'log') throw new Error(`not logged: ${decision.reason}`);
  return buildRows({ item, decision, people: who, settings, limits, html, now: new Date('2026-11-22T12:00:00Z') });
}
const row = (...args: Parameters<typeof rows>): ActivityRow => rows(...args)[0]!;
const at = '2026-11-20T10:00:00.000Z';

describe('buildRows', () => {
  it('L-12 a sent email: subject, body, sender and recipients, Sent', () => {
    const made = row('email', {
      sent: true,
      subject: 'Hello',
      body: { format: 'html', content: '<p>Hi</p><script>x</script>' },
      to: [{ email: 'ann@x.example' }],
      cc: [{ email: 'new@y.example' }],
      occurredOn: at,
    });
    expect(made).toMatchObject({
      target: 'email',
      columns: { subject: 'Email: Hello', description: '<p>Hi</p>', directioncode: true, al_snippet: 'Hix' },
      final: { statecode: 1, statuscode: 3 },
    });
    expect(made.parties).toEqual([
      { role: 'from', ref: user },
      { role: 'to', ref: contact, address: 'ann@x.example' },
      { role: 'cc', address: 'new@y.example' },
    ]);
  });

  it('L-12 a reply is incoming, from the person, Received', () => {
    const made = row('reply', { subject: 'Re: Hello', occurredOn: at });
    expect(made).toMatchObject({
      columns: { subject: 'Email: Re: Hello', directioncode: false },
      final: { statuscode: 4 },
    });
    expect(made.parties).toEqual([
      { role: 'from', ref: contact },
      { role: 'to', ref: user },
    ]);
  });

  it.each([
    [{ disposition: 'Connected', sentiment: 'Interested' }, 'Call: Connected|Interested'],
    [{ disposition: 'Connected', sentiment: null }, 'Call: Connected'],
    [{ disposition: null, sentiment: 'Interested' }, 'Call: Interested'],
    [{}, 'Call'],
    [{ disposition: 'Left Voicemail', sentiment: 'Neutral' }, 'Call: Voicemail|Neutral'],
  ])('L-13 the subject of a call %j is %s', (fields, subject) => {
    expect(row('call', fields).columns['subject']).toBe(subject);
  });

  it('L-13 a phone call: direction, number, duration, left voicemail, Made or Received', () => {
    const made = row('call', {
      direction: 'outgoing',
      phoneNumber: '+1202',
      durationSeconds: 61,
      disposition: 'Left Voicemail',
      occurredOn: at,
    });
    expect(made.columns).toMatchObject({
      directioncode: true,
      phonenumber: '+1202',
      actualdurationminutes: 2,
      leftvoicemail: true,
      al_disposition: 727000001,
      actualend: '2026-11-20T10:01:01.000Z',
    });
    expect(made.final).toEqual({ statecode: 1, statuscode: 2 });
    const received = row('call', { direction: 'incoming', occurredOn: at });
    expect(received.final).toEqual({ statecode: 1, statuscode: 4 });
    expect(received.parties).toEqual([
      { role: 'from', ref: contact },
      { role: 'to', ref: user },
    ]);
  });

  it('L-14, L-15 a step and a note are closed tasks', () => {
    expect(row('step', { completed: true, stepName: 'Send letter' })).toMatchObject({
      target: 'task',
      columns: { subject: 'Other: Send letter' },
      final: { statecode: 1, statuscode: 5 },
    });
    expect(row('note', { body: { format: 'text', content: 'Likes tea' } }).columns).toMatchObject({
      subject: 'Note',
      description: 'Likes tea',
      al_body: null,
    });
  });

  it('L-16, L-19 a meeting as task is closed and its prefix stands once', () => {
    const made = row('meeting', { title: 'Meeting Booked: Demo', start: at, end: at }, defaultSettings);
    expect(made).toMatchObject({
      target: 'task',
      columns: { subject: 'Meeting Booked: Demo' },
      final: { statecode: 1 },
    });
  });

  it('L-17 an appointment is Scheduled until its end, then Completed; known attendees are parties, others are named', () => {
    const fields: EventFields = {
      title: 'Demo',
      start: '2026-11-23T10:00:00.000Z',
      end: '2026-11-23T11:00:00.000Z',
      attendees: [
        { email: 'ann@x.example' },
        { email: 'stranger@y.example', name: 'Stranger' },
        { email: 'robin@us.example' },
      ],
    };
    const made = row('meeting', fields);
    expect(made).toMatchObject({
      target: 'appointment',
      final: { statecode: 3, statuscode: 5 },
      recheckAt: '2026-11-23T11:00:00.000Z',
    });
    expect(made.parties).toEqual([
      { role: 'required', ref: contact },
      { role: 'required', ref: user },
    ]);
    expect(made.columns['description']).toBe('Also invited: Stranger <stranger@y.example>');
    expect(row('meeting', { ...fields, start: at, end: at }).final).toEqual({ statecode: 1, statuscode: 3 });
    expect(row('meeting', { ...fields, cancelled: true }).final).toEqual({ statecode: 2, statuscode: 4 });
    expect(row('meeting', fields, { ...native, prefixAppointments: false }).columns['subject']).toBe('Demo');
  });

  it('L-21 a recording is logged for every invitee that is a known person, with its URL', () => {
    const two: People = {
      ...people,
      persons: [...people.persons, { ref: { table: 'lead', id: 'l1' }, key: 'bo@x.example' }],
    };
    const made = rows(
      'recording',
      { title: 'Review', recordingUrl: 'https://r.example/1', attendees: [{ email: 'ann@x.example' }] },
      native,
      two,
    );
    expect(made.map(({ identity, lookups }) => [identity.person, lookups['regardingobjectid']])).toEqual([
      ['ann@x.example', contact],
      ['bo@x.example', { table: 'lead', id: 'l1' }],
    ]);
    expect(made[0]!.columns['description']).toBe('Invitees: ann@x.example\n\nRecording: https://r.example/1');
  });

  it('L-23 regarding is the person, lookups carry contact and account', () => {
    expect(row('note', {}).lookups).toMatchObject({
      regardingobjectid: contact,
      al_contactid: contact,
      al_accountid: { table: 'account', id: 'a1' },
      al_leadid: null,
      ownerid: user,
    });
    const onAccount: People = { ...people, persons: [], account: { table: 'account', id: 'a9' } };
    expect(row('note', {}, native, onAccount).lookups['regardingobjectid']).toEqual({ table: 'account', id: 'a9' });
  });

  it('text longer than its column is cut and kept whole in al_body', () => {
    const long = 'word '.repeat(600).trim();
    const { columns } = row('note', { body: { format: 'text', content: long } });
    expect(String(columns['description']).length).toBeLessThanOrEqual(2000);
    expect(columns['description']).toMatch(/word…$/);
    expect(columns['al_body']).toBe(long);
  });
});
