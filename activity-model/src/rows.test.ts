import { describe, expect, it } from '@jest/globals';
import type { EventFields } from './event.ts';
import type { People } from './people.ts';
import { defaultSettings } from './settings.ts';
import { contact, native, people, row, user } from './test-support/build.ts';

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

  it('B-9 only a backfilled row takes its time as the date of its creation, and never one to come', () => {
    const backfilled: EventFields = { subject: 'Hello', sent: true, backfill: true, occurredOn: at };
    expect(row('email', backfilled).createdOn).toBe(at);
    expect(row('email', { ...backfilled, backfill: false })).not.toHaveProperty('createdOn');
    const start = '2026-12-01T10:00:00.000Z';
    expect(row('meeting', { backfill: true, title: 'Demo', start })).not.toHaveProperty('createdOn');
    expect(row('meeting', { backfill: true, title: 'Demo', start: at }).createdOn).toBe(at);
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
    const made = row('meeting', { title: 'Meeting Booked: Demo', start: at, end: at }, { settings: defaultSettings });
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
    expect(row('meeting', fields, { settings: { ...native, prefixAppointments: false } }).columns['subject']).toBe(
      'Demo',
    );
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
    expect(row('note', {}, { people: onAccount }).lookups['regardingobjectid']).toEqual({ table: 'account', id: 'a9' });
  });

  it('L-23 the opportunity the item counts for', () => {
    const opportunity = { table: 'opportunity', id: 'o1' };
    expect(row('note', {}, { people: { ...people, opportunity } }).lookups['al_opportunityid']).toEqual(opportunity);
    expect(row('note', {}).lookups['al_opportunityid']).toBeNull();
  });

  it('L-28 what a user who left did is owned by the default owner and keeps their name', () => {
    const left = row('note', {}, { people: { ...people, ownerId: 'default-owner', userName: 'Kim Gone' } });
    expect(left.lookups['ownerid']).toEqual({ table: 'systemuser', id: 'default-owner' });
    expect(left.columns['al_sourceuser']).toBe('Kim Gone');
  });

  it('priority, next step and its date; a source that says nothing of priority leaves the column alone', () => {
    const { columns } = row('call', { priority: 'high', nextStep: 'x'.repeat(300), nextStepDue: at });
    expect(columns).toMatchObject({ prioritycode: 2, al_nextstepdue: at });
    expect(String(columns['al_nextstep'])).toHaveLength(200);
    expect(row('call', { priority: 'normal' }).columns['prioritycode']).toBe(1);
    expect(row('email', { priority: 'low' }).columns['prioritycode']).toBe(0);
    expect(row('call', {}).columns).not.toHaveProperty('prioritycode');
  });

  it('an e-mail that came as plain text is never read as markup', () => {
    const made = row('email', { body: { format: 'text', content: 'a < b\n<img src=x onerror=alert(1)>' } });
    expect(made.columns['description']).toBe('a &lt; b<br>&lt;img src=x onerror=alert(1)&gt;');
  });

  it('text longer than its column is cut and kept whole in al_body; the snippet is one line of 400', () => {
    const long = 'word '.repeat(600).trim();
    const { columns } = row('note', { body: { format: 'text', content: long } });
    expect(String(columns['description']).length).toBeLessThanOrEqual(2000);
    expect(columns['description']).toMatch(/word…$/);
    expect(columns['al_body']).toBe(long);
    expect(String(columns['al_snippet']).length).toBeLessThanOrEqual(400);
    expect(columns['al_snippet']).toMatch(/^word word .*word…$/);
  });

  it('a subject longer than its column is cut and kept whole above the text', () => {
    const subject = 'word '.repeat(60).trim();
    const { columns } = row(
      'email',
      { subject, body: { format: 'text', content: 'Hi' } },
      { settings: defaultSettings },
    );
    expect(columns['subject']).toMatch(/^Email: word .*word…$/);
    expect(columns['al_body']).toBe(`Email: ${subject}\n\nHi`);
    expect(columns['description']).toBe('Hi');
    expect(row('email', { subject }).columns).toMatchObject({ subject: `Email: ${subject}`, al_body: null });
  });
});
