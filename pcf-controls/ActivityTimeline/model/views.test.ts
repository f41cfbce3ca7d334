import { describe, expect, it } from '@jest/globals';
import { userClock } from '../../shared/clock';
import { mockContext } from '../../test-support/mockContext';
import type { Activity } from './activity';
import { countsOf, isEverything, select } from './filter';
import { groupOf } from './group';
import { outcomeOf } from './outcome';

const clock = userClock(mockContext({ parameters: {}, texts: new Map() }).userSettings);
const now = Date.parse('2026-03-10T12:00:00Z');
const activity = (more: Partial<Activity>): Activity => ({
  id: '1',
  table: 'task',
  kind: 'note',
  subject: '',
  snippet: '',
  at: now,
  state: 'done',
  noShow: false,
  who: '',
  ...more,
});

describe('groupOf', () => {
  const names = { upcoming: 'Upcoming', today: 'Today', yesterday: 'Yesterday' };
  it.each([
    ['2026-03-11T00:00:00Z', 'Upcoming'],
    ['2026-03-10T23:59:00Z', 'Today'],
    ['2026-03-09T23:59:00Z', 'Yesterday'],
    ['2026-03-04T00:00:00Z', 'Wednesday, March 4 · 6d ago'],
    ['2026-03-03T23:59:00Z', 'March 2026'],
    ['2025-12-31T00:00:00Z', 'December 2025'],
  ])('T-4 %s stands under %s', (at, heading) => {
    expect(groupOf(Date.parse(at), now, clock, names)).toBe(heading);
  });
});

describe('select', () => {
  const rows = [
    activity({ id: 'reply', kind: 'reply', subject: 'Email: Re: Pricing', who: 'Ada' }),
    activity({ id: 'call', kind: 'voicemail', sentiment: 'Positive', snippet: 'wants PRICING' }),
    activity({ id: 'note' }),
  ];
  const ids = (search: string, filter?: 'emails' | 'calls'): string[] =>
    select(rows, { filter, search }).map(({ id }) => id);
  it('T-4 finds all words in any of the texts, whatever their case', () => {
    expect(ids('pricing')).toEqual(['reply', 'call']);
    expect(ids('pricing ada')).toEqual(['reply']);
    expect(ids(' ')).toEqual(['reply', 'call', 'note']);
    expect(isEverything({ filter: undefined, search: ' ' })).toBe(true);
  });
  it('T-4 a reply is an email and a voicemail is a call to who filters', () => {
    expect(ids('', 'emails')).toEqual(['reply']);
    expect(ids('', 'calls')).toEqual(['call']);
    expect([...countsOf(rows)]).toEqual([
      ['emails', 1],
      ['calls', 1],
      ['notes', 1],
    ]);
  });
});

describe('outcomeOf', () => {
  const names = { canceled: 'Canceled', noShow: 'No-show', scheduled: 'Scheduled', open: 'Open', overdue: 'Overdue' };
  const text = (more: Partial<Activity>): string | undefined => outcomeOf(activity(more), now, names)?.text;
  it('L-13 shows disposition and sentiment, a part that is empty is left out', () => {
    expect(text({ kind: 'call', dispositionText: 'Connected', sentiment: 'Positive' })).toBe('Connected · Positive');
    expect(text({ kind: 'call', sentiment: 'Positive' })).toBe('Positive');
    expect(text({ kind: 'voicemail', dispositionText: 'Voicemail' })).toBeUndefined();
    expect(text({})).toBeUndefined();
  });
  it('a state that changes the meaning comes first', () => {
    expect(text({ noShow: true, dispositionText: 'Connected' })).toBe('No-show');
    expect(text({ state: 'canceled' })).toBe('Canceled');
    expect(text({ state: 'open', due: now - 1 })).toBe('Overdue');
    expect(text({ state: 'open', due: now + 1 })).toBe('Open');
    expect(text({ state: 'scheduled', at: now + 1 })).toBe('Scheduled');
    expect(text({ state: 'scheduled', at: now - 1 })).toBeUndefined();
  });
});
