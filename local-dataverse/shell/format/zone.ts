/** Instants ↔ the wall clock of an IANA zone, whatever zone the browser runs in. */

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** Minutes east of UTC that the zone is at a moment (120 in Berlin in summer). */
export function offsetMinutes(at: Date, timeZone: string): number {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map((part) => [part.type, Number(part.value)]),
  );
  const wall = Date.UTC(
    parts['year'] ?? 0,
    (parts['month'] ?? 1) - 1,
    parts['day'] ?? 1,
    parts['hour'] ?? 0,
    parts['minute'] ?? 0,
    parts['second'] ?? 0,
  );
  return Math.round((wall - Math.floor(at.getTime() / 1000) * 1000) / 60_000);
}

/** A date whose *local* members (getHours …) read what a clock in the zone shows; for pickers, which only know local members. */
export function toWall(at: Date, timeZone: string): Date {
  const shifted = new Date(at.getTime() + offsetMinutes(at, timeZone) * 60_000);
  return new Date(
    shifted.getUTCFullYear(),
    shifted.getUTCMonth(),
    shifted.getUTCDate(),
    shifted.getUTCHours(),
    shifted.getUTCMinutes(),
    shifted.getUTCSeconds(),
  );
}

/** The moment at which a clock in the zone shows the date's local members; of two (autumn) the first. */
export function fromWall(wall: Date, timeZone: string): Date {
  const asUtc = Date.UTC(
    wall.getFullYear(),
    wall.getMonth(),
    wall.getDate(),
    wall.getHours(),
    wall.getMinutes(),
    wall.getSeconds(),
  );
  // Two rounds: the offset is asked at the guess, which can lie on the other side of a change of clocks.
  const before = asUtc - offsetMinutes(new Date(asUtc - 86_400_000), timeZone) * 60_000;
  const after = asUtc - offsetMinutes(new Date(asUtc + 86_400_000), timeZone) * 60_000;
  const fits = [before, after].filter((at) => at + offsetMinutes(new Date(at), timeZone) * 60_000 === asUtc);
  return new Date(fits.length ? Math.min(...fits) : before);
}

/** Zone the browser runs in, for users without a setting. */
export function browserZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
