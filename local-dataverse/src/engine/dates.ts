/** Date-times as the engine keeps them: `YYYY-MM-DDTHH:MM:SSZ`, UTC, whole seconds, so that text order is time order. */

const DATE_TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,12})?)?(Z|[+-]\d{2}:\d{2})$/i;
/** 9999-12-31T23:59:59Z: later ones would not sort as text. */
const LATEST = 253402300799999;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Date-time with a zone → UTC text in whole seconds; undefined when it is none (a zone is required, as by the platform). */
export function readDateTime(text: string): string | undefined {
  const parts = DATE_TIME.exec(text);
  if (parts === null || !isDay(parts[1], parts[2], parts[3])) return undefined;
  if (Number(parts[4]) > 23 || Number(parts[5]) > 59 || Number(parts[6] ?? 0) > 59) return undefined;
  const time = Date.parse(text.toUpperCase());
  return Number.isNaN(time) || time > LATEST ? undefined : formatMoment(time);
}

/** A calendar day `YYYY-MM-DD`. */
export function readDate(text: string): string | undefined {
  const parts = DATE.exec(text);
  return parts !== null && isDay(parts[1], parts[2], parts[3]) ? text : undefined;
}

/** Milliseconds since 1970 → stored text. Fractions of a second are cut, as the platform does. */
export function formatMoment(milliseconds: number): string {
  const text = new Date(Math.floor(milliseconds / 1000) * 1000).toISOString();
  return `${text.slice(0, 19)}Z`;
}

function isDay(year: string | undefined, month: string | undefined, day: string | undefined): boolean {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return Number(year) > 0 && date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}
