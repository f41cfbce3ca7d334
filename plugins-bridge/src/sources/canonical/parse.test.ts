import { describe, expect, it } from '@jest/globals';
import { kinds, type LoggedEvent } from '@activity-logging/activity-model';
import { canonicalExamples } from './examples.ts';
import { readEvent } from './parse.ts';

const base = { id: 'x-1', version: '1', source: 'notes-app' };
const read = (document: unknown): LoggedEvent => {
  const result = readEvent(document);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.event;
};
const robin = { email: 'robin@northwind.example', name: 'Robin Castellan' };
const ann = { emails: ['ann.berg@alder.example'], name: 'Ann Berg' };

describe('each kind', () => {
  it('F-2 every kind is read; the item keeps its names, the payload is the event as it was sent', () => {
    for (const kind of kinds) {
      const example = canonicalExamples[kind];
      expect(read(example)).toMatchObject({
        source: 'notes-app',
        type: kind === 'voicemail' ? 'call' : kind,
        externalId: example.id,
        version: '2026-11-20T14:05:00.123456-05:00',
        payload: { name: 'data', body: example },
      });
    }
  });

  it('L-12 an email is outgoing and about whom it was sent to, a reply incoming and about its sender', () => {
    expect(read(canonicalExamples.email)).toMatchObject({
      key: 'notes-app|conversation|thread-7',
      fields: {
        occurredOn: '2026-11-20T19:05:00.000Z',
        direction: 'outgoing',
        body: { format: 'html', content: '<p>Shall we start on Monday?</p>' },
        people: [ann],
        cc: [{ email: 'bo@alder.example' }],
        messageId: '<20261120.1@northwind.example>',
      },
    });
    expect(read(canonicalExamples.reply).fields).toMatchObject({
      direction: 'incoming',
      body: { format: 'text', content: 'Monday is fine.' },
      people: [ann],
    });
    expect(read({ kind: 'email', ...base, to: [{ email: 'Ann@Alder.Example' }] })).toMatchObject({
      key: 'person|ann@alder.example',
      fields: { people: [{ emails: ['ann@alder.example'] }], to: [{ email: 'ann@alder.example' }] },
    });
    const named = { kind: 'email', ...base, direction: 'incoming', from: { email: 'c@d.example' }, people: [ann] };
    expect(read(named).fields.people).toEqual([ann]);
    expect(read({ kind: 'reply', ...base }).fields).toEqual({ direction: 'incoming' });
  });

  it('L-13 a call; a voicemail is the same item with leftVoicemail; without a person it is about the number', () => {
    expect(read(canonicalExamples.call)).toMatchObject({
      key: 'person|ann.berg@alder.example',
      fields: { durationSeconds: 312, disposition: 'Connected', sentiment: 'Interested', direction: 'outgoing' },
    });
    expect(read(canonicalExamples.voicemail)).toMatchObject({ type: 'call', fields: { leftVoicemail: true } });
    expect(read({ kind: 'call', ...base, phoneNumber: '+12025550100' })).toMatchObject({
      key: 'notes-app|call|x-1',
      fields: { people: [{ phones: ['+12025550100'] }] },
    });
  });

  it('L-17, L-19 a meeting: the organizer is host and owner, its lane is its calendar id', () => {
    expect(read(canonicalExamples.meeting)).toMatchObject({
      key: 'ical|kick-off-1@calendar.example',
      fields: { start: '2026-11-23T15:00:00.000Z', end: '2026-11-23T15:45:00.000Z', host: robin, user: robin },
    });
    const other = { email: 'sofia@northwind.example' };
    expect(read({ ...canonicalExamples.meeting, host: other, iCalUid: null })).toMatchObject({
      key: 'notes-app|meeting|meeting-1',
      fields: { host: other, user: other, iCalUid: null },
    });
    expect(read({ kind: 'meeting', ...base, user: other, people: [ann] })).toMatchObject({
      key: 'person|ann.berg@alder.example',
      fields: { host: other, user: other },
    });
    const outlook = `040000008200e00074c5b7101a82e00807ea0b17${'00'.repeat(16)}10000000${'ab'.repeat(16)}`;
    const uid = `040000008200E00074C5B7101A82E00800000000${'00'.repeat(16)}10000000${'AB'.repeat(16)}`;
    expect(read({ kind: 'meeting', ...base, iCalUid: outlook })).toMatchObject({
      key: `ical|${uid}`,
      fields: { iCalUid: uid, recurrenceId: '2026-11-23' },
    });
  });

  it('L-26 a note with action items; a day is its noon', () => {
    expect(read(canonicalExamples.note).fields.actionItems).toEqual([
      { id: '1', title: 'Send the price list', dueOn: '2026-11-24T12:00:00.000Z', owner: robin },
      { id: '2', title: 'Order test devices', dueOn: null, done: true },
    ]);
    const about = { account: { crmId: 'AAAAAAAA-0000-4000-8000-000000000001' }, deal: { sourceId: 7 } };
    expect(read({ kind: 'note', ...base, ...about }).fields).toEqual({
      accountRef: { crmId: 'aaaaaaaa-0000-4000-8000-000000000001' },
      dealRef: { sourceId: '7' },
    });
  });

  it('L-14, L-20, L-21 a step, a message thread and a recording', () => {
    expect(read(canonicalExamples.step).fields).toMatchObject({
      stepName: 'Send a LinkedIn invitation',
      completed: true,
    });
    expect(read(canonicalExamples.message)).toMatchObject({
      key: 'notes-app|conversation|chat-1',
      fields: { texts: [{ id: '1', at: '2026-11-20T17:00:00.000Z', direction: 'outgoing' }, { id: '2' }] },
    });
    expect(read(canonicalExamples.recording).fields).toMatchObject({
      recordingUrl: 'https://recordings.example/1',
      start: '2026-11-23T15:00:00.000Z',
      attendees: [robin, { email: 'ann.berg@alder.example' }],
    });
  });

  it('numbers as id and version are the text they are written with; null and absence differ', () => {
    const note = read({ kind: 'note', id: 12, version: 3, source: 'a', user: null, deleted: true, custom: { a: [1] } });
    expect(note).toMatchObject({ externalId: '12', version: '3', fields: { user: null, deleted: true } });
    expect(Object.keys(note.fields).sort()).toEqual(['deleted', 'user']);
  });
});
