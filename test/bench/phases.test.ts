import { describe, expect, it } from '@jest/globals';
import { everySecond, type Look, meanPerSecond } from './phases.ts';

/** Six waves of 240 come at once at the beginning of every 30.2 seconds, three seconds apart. */
const bursts = (from: number, seconds: number): Look[] =>
  Array.from({ length: seconds + 1 }, (_, second) => {
    const at = from + second;
    const whole = Math.floor(at / 30.2);
    return { at: at * 1000, count: 240 * (whole * 6 + Math.min(6, 1 + Math.floor((at - whole * 30.2) / 3))) };
  });

describe('rates of bursts', () => {
  it('are the same from whatever moment one begins to measure, as those of one span are not', () => {
    const starts = Array.from({ length: 60 }, (_, half) => 60 + half / 2);
    const swing = (rates: readonly number[]): number => Math.max(...rates) / Math.min(...rates);
    const mean = (6 * 240) / 30.2;
    const whole = starts.map((from) => meanPerSecond(bursts(from, 149), 120));
    expect(swing(whole)).toBeLessThan(1.01);
    for (const rate of whole) expect(Math.abs(rate / mean - 1)).toBeLessThan(0.01);
    expect(swing(starts.map((from) => meanPerSecond(bursts(from, 120), 120)))).toBeGreaterThan(1.03);
  });

  it('need a span of looks', () => {
    expect(meanPerSecond(bursts(0, 1), 1)).toBe(0);
    expect(() => meanPerSecond(bursts(0, 1), 2)).toThrow('2 looks hold no span of 2 s');
  });

  it('are looked for once a second, also when a look takes its time', async () => {
    const begun = performance.now();
    const looks = await everySecond(2, async () => performance.now() - begun);
    expect(looks).toHaveLength(3);
    for (const [second, at] of looks.entries()) expect(at).toBeGreaterThanOrEqual(second * 1000 - 1);
  });
});
