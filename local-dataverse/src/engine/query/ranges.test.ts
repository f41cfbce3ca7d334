import { describe, expect, it } from '@jest/globals';
import { countedSpan, daySpan, fixedSpan } from './ranges.ts';

/** A Wednesday. */
const NOW = Date.parse('2026-07-15T13:30:00Z');

describe('spans of time', () => {
  it.each([
    ['Today', '2026-07-15T00:00:00Z', '2026-07-16T00:00:00Z'],
    ['Yesterday', '2026-07-14T00:00:00Z', '2026-07-15T00:00:00Z'],
    ['ThisWeek', '2026-07-12T00:00:00Z', '2026-07-19T00:00:00Z'],
    ['LastWeek', '2026-07-05T00:00:00Z', '2026-07-12T00:00:00Z'],
    ['NextMonth', '2026-08-01T00:00:00Z', '2026-09-01T00:00:00Z'],
    ['ThisYear', '2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z'],
    ['Last7Days', '2026-07-08T00:00:00Z', '2026-07-15T13:30:01Z'],
  ])('%s', (name, from, to) => {
    expect(fixedSpan(name, NOW)).toEqual({ from, to });
  });

  it.each([
    ['LastXDays', 2, { from: '2026-07-13T00:00:00Z', to: '2026-07-15T13:30:01Z' }],
    ['NextXDays', 2, { from: '2026-07-15T13:30:00Z', to: '2026-07-18T00:00:00Z' }],
    ['LastXHours', 3, { from: '2026-07-15T10:30:00Z', to: '2026-07-15T13:30:01Z' }],
    ['NextXMonths', 1, { from: '2026-07-15T13:30:00Z', to: '2026-08-16T00:00:00Z' }],
    ['OlderThanXYears', 1, { to: '2025-07-15T13:30:00Z' }],
  ])('%s %d', (name, count, expected) => {
    expect(countedSpan(name, count, NOW)).toEqual(expected);
  });

  it('stays inside the calendar for numbers far beyond it', () => {
    expect(countedSpan('NextXYears', 999_999, NOW)?.to).toMatch(/^9999-/);
    expect(countedSpan('LastXYears', 999_999, NOW)?.from).toMatch(/^0001-/);
  });

  it('takes the day a moment lies in', () => {
    expect(daySpan('2026-07-15')).toEqual({ from: '2026-07-15T00:00:00Z', to: '2026-07-16T00:00:00Z' });
    expect(fixedSpan('Whenever', NOW)).toBeUndefined();
  });
});
