/** Sums of amounts over a sliding window. Pure arithmetic: the time is always given. */

export interface SlidingWindow {
  /** Notes an amount at a moment; moments never go back (an earlier one counts as the latest). */
  add(at: number, amount: number): void;
  /** What was noted in the half-open window (now − length, now]. */
  total(now: number): number;
  /**
   * The first moment, now or later, at which the total is below the limit when nothing is added meanwhile.
   * @param limit above 0
   */
  below(limit: number, now: number): number;
}

interface Entry {
  readonly at: number;
  readonly amount: number;
}

/** Gone entries at the front before the list is cut; keeps removal cheap. */
const SLACK = 1024;

/** @param length of the window, in the unit of the moments */
export function createWindow(length: number): SlidingWindow {
  let entries: Entry[] = [];
  let first = 0;
  let sum = 0;

  const expire = (now: number): void => {
    for (let entry = entries[first]; entry !== undefined && entry.at + length <= now; entry = entries[first]) {
      sum -= entry.amount;
      first += 1;
    }
    if (first === entries.length) {
      entries = [];
      first = 0;
      sum = 0; // fractions leave no dust behind
    } else if (first > SLACK) {
      entries = entries.slice(first);
      first = 0;
    }
  };

  return {
    add(at, amount) {
      const moment = Math.max(at, entries.at(-1)?.at ?? at);
      entries.push({ at: moment, amount });
      sum += amount;
    },
    total(now) {
      expire(now);
      return sum;
    },
    below(limit, now) {
      expire(now);
      let left = sum;
      for (let index = first; left >= limit; index += 1) {
        const entry = entries[index];
        if (entry === undefined) return now;
        left -= entry.amount;
        if (left < limit) return entry.at + length;
      }
      return now;
    },
  };
}
