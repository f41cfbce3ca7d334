/** Minutes as milliseconds. */
export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/**
 * A moment as Salesloft writes it: local offset and microseconds, e.g. `2026-01-22T01:22:45.587713-05:00`.
 *
 * @param micros digits four to six of the fraction.
 */
export function salesloftTime(milliseconds: number, micros = 713, offsetHours = -5): string {
  const local = new Date(milliseconds + offsetHours * hour).toISOString().slice(0, -1);
  const sign = offsetHours < 0 ? '-' : '+';
  return `${local}${String(micros).padStart(3, '0')}${sign}${String(Math.abs(offsetHours)).padStart(2, '0')}:00`;
}
