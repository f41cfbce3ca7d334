import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareVersions } from './versions.ts';

describe('compareVersions', () => {
  it('B-3 compares moments, not texts: offsets and microseconds count', () => {
    expect(compareVersions('2026-01-22T01:22:45.587713-05:00', '2026-01-22T06:22:45.587713Z')).toBe(0);
    expect(compareVersions('2026-01-22T01:22:45.587713-05:00', '2026-01-22T06:22:45.587714Z')).toBeLessThan(0);
    expect(compareVersions('2026-01-22T09:00:00+09:00', '2026-01-22T00:00:00.000001Z')).toBeLessThan(0);
    expect(compareVersions('2026-01-22T01:22:45+0100', '2026-01-22T00:22:45Z')).toBe(0);
  });

  it('compares whole numbers by value, whatever their length', () => {
    expect(compareVersions('9', '10')).toBeLessThan(0);
    expect(compareVersions('5599000000000000001', '5599000000000000002')).toBeLessThan(0);
  });

  it('is a total order', () => {
    const version = fc.oneof(
      fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }).map((date) => date.toISOString()),
      fc.nat().map(String),
      fc.string(),
    );
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        expect(Math.sign(compareVersions(a, b))).toBe(-Math.sign(compareVersions(b, a)) + 0);
        if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0)
          expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 1000 },
    );
  });
});
