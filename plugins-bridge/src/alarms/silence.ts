const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Milliseconds between two moments without Saturdays and Sundays (UTC): nobody sells then, and a quiet weekend is no fault. */
export function workingMs(from: number, to: number): number {
  let sum = 0;
  for (let start = from; start < to;) {
    const midnight = (Math.floor(start / dayMs) + 1) * dayMs;
    const end = Math.min(midnight, to);
    const weekday = new Date(start).getUTCDay();
    if (weekday !== 0 && weekday !== 6) sum += end - start;
    start = end;
  }
  return sum;
}

/** Hours a source has been silent for, when that is longer than `hours`; 0 hours: never. */
export function silentFor(heardAt: number, now: number, hours: number): number | undefined {
  const silent = workingMs(heardAt, now);
  return hours > 0 && silent >= hours * hourMs ? Math.floor(silent / hourMs) : undefined;
}
