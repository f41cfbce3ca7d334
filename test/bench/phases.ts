/** Rates of what comes in bursts, whatever moment of a burst the clock starts at. */
import { setTimeout as delay } from 'node:timers/promises';

/** What was counted until a moment. */
export interface Look {
  /** Milliseconds of a clock that nobody sets. */
  readonly at: number;
  readonly count: number;
}

/** Looks once a second: `seconds` + 1 times. */
export async function everySecond<T>(seconds: number, look: () => Promise<T>): Promise<T[]> {
  const begun = performance.now();
  const looks: T[] = [];
  for (let second = 0; second <= seconds; second += 1) {
    await delay(Math.max(0, begun + second * 1000 - performance.now()));
    looks.push(await look());
  }
  return looks;
}

/**
 * The mean rate of all spans of `seconds` in looks that lie a second apart. A window's budget is used up in a burst, and one span holds a wave of
 * requests more or less than the next: with looks over a span and a window each moment of a burst is as often the first as the last.
 *
 * @returns per second @throws Error when there are too few looks for a span
 */
export function meanPerSecond(looks: readonly Look[], seconds: number): number {
  const rates = looks.slice(seconds).map((end, index) => {
    const start = looks[index]!;
    return (end.count - start.count) / ((end.at - start.at) / 1000);
  });
  if (rates.length === 0) throw new Error(`${looks.length} looks hold no span of ${seconds} s`);
  return rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
}
