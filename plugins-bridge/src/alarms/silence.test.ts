import { describe, expect, it } from '@jest/globals';
import { secretEnds } from './secret-ends.ts';
import { silentFor, workingMs } from './silence.ts';

const at = (text: string): number => Date.parse(text);
const hour = 3_600_000;

describe('silence', () => {
  it.each([
    // 2026-11-20 is a Friday.
    ['within a day', '2026-11-18T08:00:00Z', '2026-11-18T20:00:00Z', 12],
    ['over a night', '2026-11-18T20:00:00Z', '2026-11-19T08:00:00Z', 12],
    ['over a weekend', '2026-11-20T18:00:00Z', '2026-11-23T09:00:00Z', 15],
    ['within a weekend', '2026-11-21T01:00:00Z', '2026-11-22T23:00:00Z', 0],
    ['backwards', '2026-11-19T01:00:00Z', '2026-11-18T23:00:00Z', 0],
  ])('B-9 counts hours of working days %s', (_what, from, to, hours) =>
    expect(workingMs(at(from), at(to)) / hour).toBe(hours),
  );

  it('B-9 a source is silent after its hours, and never when there are none', () => {
    const friday = at('2026-11-20T12:00:00Z');
    expect(silentFor(friday, at('2026-11-23T11:59:00Z'), 24)).toBeUndefined();
    expect(silentFor(friday, at('2026-11-23T12:00:00Z'), 24)).toBe(24);
    expect(silentFor(friday, at('2027-11-23T12:00:00Z'), 0)).toBeUndefined();
  });
});

describe('a secret that ends', () => {
  it.each([
    [undefined, []],
    ['2027-01-31', []],
    ['2026-12-20', ['it ends on 2026-12-20']],
    ['2026-11-01', ['it ended on 2026-11-01']],
  ])('B-9 %s', (ends, details) => {
    expect(secretEnds(ends, at('2026-11-22T12:00:00Z')).map(({ detail }) => detail)).toEqual(details);
  });
});
