import { describe, expect, it } from '@jest/globals';
import { kindOf } from '@activity-logging/activity-model';
import fc from 'fast-check';
import { aircall, aircallBase, recordingReady } from '../../test-support/aircall.ts';
import { eventsOf, toldBy } from '../../test-support/told.ts';
import { parseAircall } from './parse.ts';

const parse = (event: string, more: object = {}, at = 75) => parseAircall(event, aircall(event, at, more));
const fields = (more: object = {}) => eventsOf(parse('call.ended', more))[0]!.fields;

describe('parse', () => {
  it('L-13 an ended call: number outside, user by address, seconds spoken, times of unix seconds', () => {
    expect(eventsOf(parse('call.ended'))).toMatchObject([
      {
        source: 'aircall',
        type: 'call',
        externalId: '123',
        version: '2026-03-02T10:01:15.000Z',
        key: 'aircall|number|12025550100',
        fields: {
          occurredOn: '2026-03-02T10:00:00.000Z',
          direction: 'outgoing',
          phoneNumber: '+12025550100',
          people: [{ phones: ['+12025550100'] }],
          user: { email: 'robin@northwind.example', name: 'Robin Example' },
          durationSeconds: 60,
          disposition: 'Answered',
          body: null,
        },
        payload: { name: 'call', body: { direct_link: 'https://api.aircall.io/v1/calls/123' } },
      },
    ]);
    expect(Object.keys(fields())).not.toContain('recordingUrl');
  });

  it('the contact that Aircall knows is found by address as well', () => {
    const contact = {
      first_name: 'Ann',
      last_name: 'Alder',
      emails: [{ label: 'Work', value: 'Ann@Alder.example' }],
      phone_numbers: [{ label: 'Work', value: '+12025550100' }, { value: '+12025550111' }],
    };
    expect(fields({ contact }).people).toEqual([
      { name: 'Ann Alder', emails: ['ann@alder.example'], phones: ['+12025550100', '+12025550111'] },
    ]);
  });

  it('without participants the number is the dialled one; a hidden number is none', () => {
    expect(fields({ participants: undefined })).toMatchObject({ phoneNumber: '+1 202-555-0100' });
    const hidden = eventsOf(parse('call.ended', { participants: [], raw_digits: 'anonymous' }))[0]!;
    expect(hidden).toMatchObject({ key: 'aircall|call|123', fields: { people: [{}] } });
    expect(hidden.fields.phoneNumber).toBeUndefined();
  });

  it.each([
    ['answered', {}, 'Answered'],
    ['tagged', { tags: [{ name: 'Demo' }, { name: ' Interested ' }] }, 'Demo, Interested'],
    ['nobody there', { answered_at: null }, 'No answer'],
    [
      'missed',
      { direction: 'inbound', answered_at: null, missed_call_reason: 'out_of_opening_hours' },
      'Missed (out of opening hours)',
    ],
    ['missed, no reason', { direction: 'inbound', answered_at: null }, 'Missed'],
  ])('L-13 disposition: %s', (_what, more, disposition) => {
    expect(fields(more)).toMatchObject({ disposition, durationSeconds: 'answered_at' in more ? 0 : 60 });
  });

  it('L-13 a voicemail makes the call one of kind voicemail; its page is the recording', () => {
    const left = fields({ direction: 'inbound', answered_at: null, voicemail: 'https://media.example/v.mp3' });
    expect(left).toMatchObject({
      leftVoicemail: true,
      recordingUrl: 'https://media.example/v.mp3',
      direction: 'incoming',
    });
    expect(kindOf('call', left)).toBe('voicemail');
    expect(kindOf('call', fields({ tags: [{ name: 'Left voicemail' }] }))).toBe('voicemail');
  });

  it('L-22 the recording belongs to the call; of two addresses the page is taken, the other soon ends', () => {
    const [event] = eventsOf(parse('call.comm_assets_generated', recordingReady, 90));
    expect(event).toMatchObject({
      externalId: '123',
      fields: { recordingUrl: 'https://assets.example/calls/123/recording' },
    });
    expect(fields({ recording: 'https://media.example/1.mp3' }).recordingUrl).toBe('https://media.example/1.mp3');
  });

  it('comments are the text of the call', () => {
    expect(
      fields({ comments: [{ id: 1, content: 'Likes tea' }, { content: ' ' }, { content: 'Call in May' }] }).body,
    ).toEqual({
      format: 'text',
      content: 'Likes tea\n\nCall in May',
    });
  });

  it.each([
    ['call.created', {}, 'nothing-to-log'],
    ['call.hungup', {}, 'nothing-to-log'],
    // Written while the call goes on: `call.ended` tells it again.
    ['call.commented', { ended_at: null }, 'nothing-to-log'],
    ['contact.updated', {}, 'nothing-to-log'],
    ['call.teleported', {}, 'unknown-event'],
    ['', {}, 'unknown-event'],
  ])('%s: %s', (name, more, code) => expect(parse(name, more)).toMatchObject({ reason: { code } }));

  it.each([
    ['data.id', { id: null }],
    ['data.direction', { direction: 'sideways' }],
    ['data.started_at', { started_at: '2026-03-02T10:00:00Z' }],
    ['data.ended_at', { ended_at: 9e15 }],
    ['data.comments', { comments: 'Likes tea' }],
  ])('B-5 names %s and the rule it breaks, and no value', (field, more) => {
    const parsed = parse('call.ended', more);
    expect(parsed).toMatchObject({
      ok: false,
      reason: { code: 'wrong-shape', detail: expect.stringMatching(/^[\w.]+: \w+$/) },
    });
    expect(parsed).toMatchObject({ reason: { detail: expect.stringContaining(`${field}: `) } });
    expect(JSON.stringify(parsed)).not.toMatch(/sideways|tea|9e15/);
  });

  it('B-3 any order and any repetition of the events of a call tell the same', () => {
    const comments = [{ content: 'One' }];
    const tags = [{ name: 'Demo' }];
    const all: [string, number, object][] = [
      ['call.ended', 70, {}],
      ['call.comm_assets_generated', 90, recordingReady],
      ['call.commented', 90, { comments }],
      // In the same second as the comment before it.
      ['call.commented', 90, { comments: [...comments, { content: 'Two' }] }],
      ['call.tagged', 95, { comments: [...comments, { content: 'Two' }], tags, ...recordingReady }],
      ['call.archived', 99, { comments: [...comments, { content: 'Two' }], tags, ...recordingReady }],
    ];
    const events = all.flatMap(([name, at, more]) => eventsOf(parse(name, more, at)));
    const expected = toldBy(events);
    expect([...expected.keys()]).toEqual(['call|123']);
    expect(expected.get('call|123')?.fields).toMatchObject({
      disposition: 'Demo',
      body: { content: 'One\n\nTwo' },
      recordingUrl: 'https://assets.example/calls/123/recording',
      occurredOn: new Date(aircallBase * 1000).toISOString(),
    });
    // The last events lost: what came within one second is still told in its order.
    const early = eventsOf(parse('call.commented', { comments: [...comments, { content: 'Two' }] }, 90));
    const known = [...early, ...eventsOf(parse('call.commented', { comments }, 90))];
    expect(toldBy(known).get('call|123')?.fields.body).toMatchObject({ content: 'One\n\nTwo' });
    const again = fc.array(fc.constantFrom(...events), { maxLength: 6 });
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: events.length }), again, (order, repeated) => {
        expect(toldBy([...order, ...repeated])).toEqual(expected);
        expect(toldBy([...repeated, ...order])).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });
});
