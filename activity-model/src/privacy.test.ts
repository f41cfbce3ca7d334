import { describe, expect, it } from '@jest/globals';
import type { EventFields } from './event.ts';
import type { ItemType } from './kinds.ts';
import { defaultSettings } from './settings.ts';
import { build, native } from './test-support/build.ts';

const secret = 'Secret words';
const at = '2026-11-20T10:00:00.000Z';
const fields: EventFields = {
  ...{ occurredOn: at, start: at, end: at, sent: true, completed: true, recordingUrl: 'https://r.example/1' },
  ...{ subject: secret, title: secret, stepName: secret, location: secret, nextStep: secret, nextStepDue: at },
  body: { format: 'text', content: secret.repeat(400) },
  ...{ disposition: 'Connected', sentiment: 'Interested', meetingType: 'Demo' },
  to: [{ email: 'ann@x.example' }],
  attendees: [{ email: 'ann@x.example' }, { email: 'stranger@y.example' }],
  texts: [
    { id: '1', at, direction: 'incoming', text: secret },
    { id: '2', at: '2026-11-20T12:00:00.000Z', direction: 'outgoing', text: secret },
  ],
  actionItems: [{ id: '1', title: secret }],
};

describe('header-only capture', () => {
  it.each<[ItemType, string, number]>([
    ['email', 'Email', 1],
    ['reply', 'Email', 1],
    ['call', 'Call: Connected|Interested', 1],
    ['meeting', 'Meeting Booked', 1],
    ['note', 'Note', 1],
    ['step', 'Other', 1],
    ['message', 'Message: Ann Example', 2],
    ['recording', 'Recording', 1],
  ])('L-30 %s keeps who and when, and nothing that was written', (type, subject, count) => {
    for (const settings of [defaultSettings, native]) {
      for (const { rows, problems } of [
        build(type, fields, { settings: { ...settings, headerOnly: true } }),
        build(type, { ...fields, headerOnly: true }, { settings }),
      ]) {
        expect(rows).toHaveLength(count);
        for (const { columns } of rows)
          expect(columns).toMatchObject({
            subject,
            description: null,
            al_body: null,
            al_snippet: null,
            al_nextstep: null,
          });
        expect(JSON.stringify([rows, problems])).not.toContain('Secret');
        expect(rows[0]!.columns['al_occurredon']).toBe(at);
        expect(problems).toEqual([]);
      }
      expect(JSON.stringify(build(type, fields, { settings }).rows)).toContain(type === 'reply' ? 'Email' : 'Secret');
    }
  });
});
