import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { kinds } from './kinds.ts';
import { subjectOf } from './subject.ts';
import { native, limits, build } from './test-support/build.ts';

const meeting = (title: string, prefixMeeting = true): string => subjectOf('meeting', { title }, { prefixMeeting });

describe('subjectOf', () => {
  it.each([
    'Meeting Booked: Demo',
    'Meeting Booked: Meeting Booked: Demo',
    'meeting booked:Demo',
    ' MEETING   BOOKED : meeting booked:  Demo ',
    'Demo',
  ])('L-19 the prefix stands once on %j', (title) => {
    expect(meeting(title)).toBe('Meeting Booked: Demo');
    expect(meeting(title, false)).toBe('Demo');
  });

  it('L-16 words that are no prefix stay', () => {
    expect(meeting('Meeting booked by Ann')).toBe('Meeting Booked: Meeting booked by Ann');
    expect(meeting('Re: Meeting Booked: Demo')).toBe('Meeting Booked: Re: Meeting Booked: Demo');
  });

  it('L-19 however often a subject comes back as a title, it is the same subject', () => {
    const prefix = fc.constantFrom('', 'Meeting Booked:', ' meeting  booked : ', 'Meeting Booked: Meeting Booked: ');
    fc.assert(
      fc.property(prefix, fc.string(), (before, title) => {
        const once = meeting(`${before}${title}`);
        expect(meeting(once)).toBe(once);
        expect(once.slice('Meeting Booked'.length)).not.toMatch(/^:\s*meeting booked:/i);
        // Without its prefix it is the same meeting, too.
        expect(meeting(meeting(once, false))).toBe(once === 'Meeting Booked' ? 'Meeting Booked: Meeting' : once);
      }),
      { numRuns: 1000 },
    );
  });

  it('is one line, never empty, and fits its column without a broken character', () => {
    const words = fc.string({ unit: 'grapheme', maxLength: 1200 });
    fc.assert(
      fc.property(fc.constantFrom(...kinds), words, words, (kind, first, second) => {
        const type = kind === 'voicemail' ? 'call' : kind;
        const { rows } = build(
          type,
          {
            ...{ subject: first, title: first, stepName: first, sentiment: second, sent: true, completed: true },
            ...{ disposition: kind === 'voicemail' ? 'voicemail' : first, start: '2026-11-20T10:00:00.000Z' },
            ...{
              recordingUrl: 'https://r.example/1',
              texts: [{ id: '1', at: '2026-11-20T10:00:00.000Z', direction: 'incoming', text: second }],
            },
          },
          { settings: native },
        );
        for (const { target, columns } of rows) {
          const subject = String(columns['subject']);
          expect(subject.length).toBeGreaterThan(0);
          expect(subject.length).toBeLessThanOrEqual(limits[target].subject);
          expect(subject).not.toMatch(/[\r\n]/);
          expect(subject.isWellFormed()).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
