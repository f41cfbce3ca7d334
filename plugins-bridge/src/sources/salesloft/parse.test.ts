import { describe, expect, it } from '@jest/globals';
import { fieldsOf, mergeEvent } from '@activity-logging/activity-model';
import { at, base, call, email, person, record, user } from '../../test-support/payloads.ts';
import { parseSalesloft } from './parse.ts';

function events(name: string, body: unknown) {
  const parsed = parseSalesloft(name, body);
  if (parsed.ok !== true) throw new Error(JSON.stringify(parsed));
  return parsed.events;
}
const one = (name: string, body: unknown) => {
  const [event, ...rest] = events(name, body);
  if (!event || rest.length > 0) throw new Error('one event expected');
  return event;
};

describe('parse', () => {
  it('L-12 an email: recipient, copies, sender, sent state, version as written', () => {
    const sent = { ...email, subject: 'Hello', body: '<p>Hi</p>' };
    expect(one('email_with_body_and_subject_updated', sent)).toEqual({
      source: 'salesloft',
      type: 'email',
      externalId: '1',
      version: at(22),
      key: 'salesloft|person|436',
      fields: {
        people: [{ sourceId: '436', emails: ['ann@x.example'] }],
        user: { sourceId: '49067' },
        conversationId: 'salesloft-email-1',
        direction: 'outgoing',
        occurredOn: '2026-01-22T06:02:45.587Z',
        sent: true,
        subject: 'Hello',
        body: { format: 'html', content: '<p>Hi</p>' },
        to: [{ email: 'ann@x.example' }],
        cc: [{ email: 'bo@y.example', name: 'Bo, B.' }, { email: 'c@z.example' }],
      },
      payload: { name: 'email', body: sent },
    });
  });

  it.each([
    ['sent', true],
    ['sent_from_gmail', true],
    ['sent_from_external', true],
    ['sending', false],
    ['scheduled', false],
    ['failed', false],
  ])('L-12 status %s: sent %s', (status, sent) =>
    expect(one('email_updated', { ...email, status }).fields.sent).toBe(sent),
  );

  it('L-12 a reply is an event of its own; the earliest payload that counts it is its time', () => {
    const later = events('email_updated', { ...email, updated_at: at(40), subject: 'Hello', counts: { replies: 2 } });
    expect(later.map(({ type, externalId }) => [type, externalId])).toEqual([
      ['email', '1'],
      ['reply', '1-reply-1'],
      ['reply', '1-reply-2'],
    ]);
    const earlier = events('email_updated', { ...email, updated_at: at(30), counts: { replies: 1 } });
    const [first, second] = [later[1], earlier[1]];
    if (!first || !second) throw new Error('replies expected');
    const fields = fieldsOf(mergeEvent(mergeEvent(undefined, first), second));
    expect(fields).toMatchObject({
      occurredOn: '2026-01-22T06:30:45.587Z',
      direction: 'incoming',
      subject: 'Re: Hello',
      from: { email: 'ann@x.example' },
    });
  });

  it('L-13 a call and its data record are one item', () => {
    const made = one('call_created', call);
    const data = one('call_data_record_created', record);
    expect([data.type, data.externalId, data.key]).toEqual([made.type, made.externalId, made.key]);
    expect(fieldsOf(mergeEvent(mergeEvent(undefined, data), made))).toMatchObject({
      direction: 'outgoing',
      phoneNumber: '+12025550100',
      durationSeconds: 60,
      disposition: 'Connected',
      sentiment: null,
      recordingUrl: 'https://r.example/5',
    });
  });

  it('L-13 an inbound call shows the number that called', () => {
    expect(one('call_data_record_created', { ...record, direction: 'inbound', from: '+1777' }).fields).toMatchObject({
      direction: 'incoming',
      phoneNumber: '+1777',
    });
  });

  it('L-13 a note taken in a call is the text of the call', () => {
    const note = {
      ...base(7),
      content: 'Likes tea',
      associated_type: 'person',
      associated_with: person,
      call: { id: 5 },
    };
    expect(one('note_created', note)).toMatchObject({
      type: 'call',
      externalId: '5',
      fields: { body: { format: 'text', content: 'Likes tea' } },
    });
    expect(one('note_deleted', note).fields).toEqual({ body: null });
  });

  it('L-15, L-24 notes of a person and of an account', () => {
    const note = { ...base(8), content: 'Likes tea', associated_type: 'person', associated_with: person, call: null };
    expect(one('note_created', note)).toMatchObject({
      type: 'note',
      key: 'salesloft|person|436',
      fields: { people: [{ sourceId: '436' }] },
    });
    const onAccount = one('note_deleted', { ...note, associated_type: 'account', associated_with: { id: 9 } });
    expect(onAccount).toMatchObject({
      key: 'salesloft|account|9',
      fields: { accountRef: { sourceId: '9' }, deleted: true },
    });
  });

  it('L-16, L-17 a meeting: time, host, who booked it, attendees and guests once each', () => {
    const meeting = {
      ...base(9),
      user: undefined,
      title: 'Demo',
      start_time: '2022-09-17T17:00:00.000000Z',
      end_time: '2022-09-17T18:00:00.000000Z',
      recipient_email: 'Ann@x.example',
      recipient_name: 'Ann',
      description: '<p>Agenda</p>',
      i_cal_uid: 'u@c',
      account_id: 7,
      task_id: '8',
      guests: ['ann@x.example', 'guest@x.example'],
      canceled_at: null,
      no_show: false,
      status: 'booked',
      person,
      attendees: [
        { email: 'ANN@x.example', name: 'Ann', organizer: false, status: 'needsAction', deleted_at: null },
        { email: 'left@x.example', deleted_at: at(2) },
      ],
      booked_by_user: user,
      owned_by_meetings_settings: { email_address: 'Host@us.example' },
      booked_by_meetings_settings: null,
    };
    expect(one('meeting_booked', meeting)).toMatchObject({
      type: 'meeting',
      key: 'ical|u@c',
      fields: {
        title: 'Demo',
        start: '2022-09-17T17:00:00.000Z',
        end: '2022-09-17T18:00:00.000Z',
        iCalUid: 'u@c',
        cancelled: false,
        noShow: false,
        people: [{ sourceId: '436', emails: ['ann@x.example'], name: 'Ann' }],
        host: { email: 'host@us.example' },
        bookedBy: { sourceId: '49067' },
        attendees: [
          { email: 'ann@x.example', name: 'Ann', organizer: false, status: 'needsAction' },
          { email: 'guest@x.example' },
        ],
      },
    });
    expect(one('meeting_updated', { ...meeting, canceled_at: at(3) }).fields.cancelled).toBe(true);
    expect(parseSalesloft('meeting_booked', { ...meeting, status: 'failed' })).toMatchObject({ ok: 'nothing' });
  });

  it('L-14 steps: only tasks of a cadence, and not those that are logged as their call or email', () => {
    const task = {
      ...base(11),
      current_state: 'completed',
      completed_at: at(20),
      task_type: 'general',
      subject: 'Send letter',
      description: 'Sent.',
      person,
      multitouch_group_id: 5,
    };
    expect(one('task_completed', task)).toMatchObject({
      type: 'step',
      fields: { completed: true, completeOnly: false, stepName: 'Send letter', occurredOn: '2026-01-22T06:20:45.587Z' },
    });
    expect(one('task_completed', { ...task, description: null }).fields.completeOnly).toBe(true);
    expect(one('task_updated', { ...task, current_state: 'scheduled', completed_at: null }).fields.completed).toBe(
      false,
    );
    expect(parseSalesloft('task_completed', { ...task, task_type: 'call' })).toMatchObject({ ok: 'nothing' });
    expect(parseSalesloft('task_completed', { ...task, multitouch_group_id: null })).toMatchObject({ ok: 'nothing' });
  });

  it('L-21, L-22 a recording is one once it is processed; that of a dialer call belongs to the call', () => {
    const recording = {
      ...base(13),
      title: 'Review',
      started_at: at(1),
      duration: 60,
      recording: { url: 'https://r.example/13', status: 'processed' },
      attendees: [{ email: 'ann@x.example', name: 'Ann' }],
      call: null,
    };
    expect(one('conversation_recording_created', recording)).toMatchObject({
      type: 'recording',
      key: 'salesloft|recording|13',
      fields: { recordingUrl: 'https://r.example/13', people: [{ emails: ['ann@x.example'], name: 'Ann' }] },
    });
    expect(
      one('conversation_recording_created', {
        ...recording,
        recording: { url: 'https://r.example/13', status: 'processing' },
      }).fields.recordingUrl,
    ).toBeUndefined();
    expect(one('conversation_recording_created', { ...recording, call: { id: 5 } })).toMatchObject({
      type: 'call',
      externalId: '5',
      fields: { recordingUrl: 'https://r.example/13' },
    });
  });

  it('B-5 what cannot be read names the field and quotes no value', () => {
    expect(parseSalesloft('call_completed', {})).toEqual({
      ok: false,
      reason: { code: 'unknown-event', detail: 'call_completed' },
    });
    const wrong = parseSalesloft('call_created', { ...call, called_person: { id: { secret: 'ann@x.example' } } });
    expect(wrong).toEqual({ ok: false, reason: { code: 'wrong-shape', detail: 'called_person.id: invalid_union' } });
    expect(parseSalesloft('call_created', [])).toMatchObject({ ok: false, reason: { detail: 'body: invalid_type' } });
  });

  it('F-2 every event carries the resource as it came, replies and notes of a call too', () => {
    const named = (name: string, body: unknown) => events(name, body).map(({ payload }) => payload);
    const replied = { ...email, counts: { replies: 1 }, custom: { region: 'north' } };
    expect(named('email_updated', replied)).toEqual([
      { name: 'email', body: replied },
      { name: 'email', body: replied },
    ]);
    const note = { ...base(7), content: 'x', associated_type: 'person', associated_with: person, call: { id: 5 } };
    const task = { ...base(8), current_state: 'completed', person, cadence: { id: 1 } };
    const recording = { ...base(9), recording: { url: 'https://r.example/9' } };
    expect(
      [
        named('call_created', call),
        named('call_data_record_created', record),
        named('note_created', note),
        named('task_completed', task),
        named('conversation_recording_created', recording),
        named('meeting_booked', { ...base(10) }),
      ].map(([payload]) => payload?.name),
    ).toEqual(['call', 'call_data_record', 'note', 'task', 'recording', 'meeting']);
  });

  it('L-19 a meeting that Outlook names has the name its calendar gave it, and its instance', () => {
    const uid = Buffer.from('vCal-Uid\x01\0\0\0u@c\0', 'latin1').toString('hex');
    const outlook = `040000008200E00074C5B7101A82E00807EA0B17${'00'.repeat(16)}10000000${uid}`;
    expect(one('meeting_booked', { ...base(10), i_cal_uid: outlook })).toMatchObject({
      key: 'ical|u@c',
      fields: { iCalUid: 'u@c', recurrenceId: '2026-11-23' },
    });
    expect(one('meeting_booked', { ...base(10), person, i_cal_uid: null })).toMatchObject({
      key: 'salesloft|person|436',
      fields: { iCalUid: null },
    });
  });
});
