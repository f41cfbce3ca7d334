import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { eventsOf, toldBy } from '../../test-support/told.ts';
import { zoomRecording } from '../../test-support/zoom.ts';
import { cleanZoom } from './clean.ts';
import { parseZoom } from './parse.ts';

const parse = (more: object = {}, at = 1_772_449_999_627) =>
  parseZoom('recording.completed', cleanZoom({ ...zoomRecording(more), event_ts: at }));

describe('parse', () => {
  it('L-21 a finished recording: its page, its host as owner, its length', () => {
    const [event] = eventsOf(parse());
    expect(event).toMatchObject({
      source: 'zoom',
      type: 'recording',
      externalId: 'Zt5l/7qS+uGq==',
      version: '1772449999627',
      key: 'zoom|recording|Zt5l/7qS+uGq==',
      fields: {
        title: 'Rollout with Alder',
        start: '2026-03-02T10:00:00.000Z',
        durationSeconds: 2700,
        recordingUrl: 'https://zoom.us/rec/share/abc',
        user: { email: 'robin@northwind.example' },
        host: { email: 'robin@northwind.example' },
      },
      payload: { name: 'recording', body: { id: 87_565_330_005 } },
    });
    expect(JSON.stringify(event)).not.toMatch(/pass|token|pwd/i);
  });

  it('L-21 without its page it waits; it says nothing about invitees, whom an event of the own format can name', () => {
    const [event] = eventsOf(parse({ share_url: undefined, topic: null, host_email: undefined }));
    expect(event?.fields).toEqual({
      title: null,
      start: '2026-03-02T10:00:00.000Z',
      occurredOn: '2026-03-02T10:00:00.000Z',
      durationSeconds: 2700,
    });
  });

  it.each([
    ['recording.started', 'nothing-to-log'],
    ['recording.transcript_completed', 'nothing-to-log'],
    ['meeting.ended', 'nothing-to-log'],
    ['phone.callee_answered', 'unknown-event'],
  ])('%s: %s', (name, code) => expect(parseZoom(name, {})).toMatchObject({ reason: { code } }));

  it.each([
    ['payload.object.uuid', { uuid: 7 }],
    ['payload.object.start_time', { start_time: 'yesterday' }],
    ['payload.object.duration', { duration: -1 }],
    ['payload.object.share_url', { share_url: 'javascript:alert(1)' }],
  ])('B-5 names %s and the rule it breaks, and no value', (field, more) => {
    const parsed = parse(more);
    expect(parsed).toMatchObject({
      ok: false,
      reason: { code: 'wrong-shape', detail: expect.stringMatching(/: \w+$/) },
    });
    expect(parsed).toMatchObject({ reason: { detail: expect.stringContaining(`${field}: `) } });
    expect(JSON.stringify(parsed)).not.toMatch(/yesterday|alert/);
  });

  it('B-3 any order and any repetition tell the same', () => {
    const all = [
      parse(),
      parse({ topic: 'Renamed' }, 1_772_450_000_000),
      parse({ share_url: null }, 1_772_449_000_000),
    ];
    const events = all.flatMap(eventsOf);
    const expected = toldBy(events);
    expect(expected.get('recording|Zt5l/7qS+uGq==')?.fields).toMatchObject({ title: 'Renamed' });
    fc.assert(
      fc.property(fc.shuffledSubarray([...events, ...events], { minLength: 6 }), (order) => {
        expect(toldBy(order)).toEqual(expected);
      }),
    );
  });
});
