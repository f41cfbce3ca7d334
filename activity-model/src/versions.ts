const isoTime = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:?\d\d)$/;

/**
 * Compares two versions as a source writes them: ISO 8601 times (any offset, up to nanoseconds), whole numbers, else text by
 * code unit. Times sort before text of another shape, so that the order is total.
 *
 * @returns negative when `a` is older, 0 when they are the same moment, positive when `a` is newer (SPEC B-3).
 */
export function compareVersions(a: string, b: string): number {
  const left = comparable(a);
  const right = comparable(b);
  if (left.rank !== right.rank) return left.rank - right.rank;
  return left.key < right.key ? -1 : left.key > right.key ? 1 : 0;
}

interface Comparable {
  readonly rank: number;
  readonly key: string;
}

function comparable(version: string): Comparable {
  const time = isoTime.exec(version);
  if (time) {
    const [, day, clock, fraction = '', offset = 'Z'] = time;
    // Whole seconds by Date, the fraction as text: microseconds do not fit a Date.
    const seconds = Date.parse(
      `${day}T${clock}${offset.length === 5 ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset}`,
    );
    if (!Number.isNaN(seconds)) {
      return { rank: 1, key: `${String(seconds + 1e15).padStart(17, '0')}.${fraction.padEnd(9, '0')}` };
    }
  }
  if (/^\d{1,40}$/.test(version)) return { rank: 0, key: version.padStart(40, '0') };
  return { rank: 2, key: version };
}
