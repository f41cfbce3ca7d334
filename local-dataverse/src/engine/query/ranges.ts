/** Spans of time that the platform's date operators mean. Pure; weeks begin on Sunday, days in UTC. */
import { formatMoment } from '../dates.ts';

/** Stored texts; `from` included, `to` excluded. */
export interface Span {
  readonly from?: string;
  readonly to?: string;
}

type UnitName = 'Minutes' | 'Hours' | 'Days' | 'Weeks' | 'Months' | 'Years';

const FIXED = new Set([
  'Today',
  'Yesterday',
  'Tomorrow',
  'ThisWeek',
  'LastWeek',
  'NextWeek',
  'ThisMonth',
  'LastMonth',
  'NextMonth',
  'ThisYear',
  'LastYear',
  'NextYear',
  'Last7Days',
  'Next7Days',
]);

/** Operators without a value: `Today`, `LastWeek` … Undefined for other names. */
export function fixedSpan(name: string, now: number): Span | undefined {
  if (!FIXED.has(name)) return undefined;
  const today = startOfDay(now);
  if (name === 'Last7Days') return { from: formatMoment(shift(today, -7, 'Days')), to: formatMoment(now + 1000) };
  if (name === 'Next7Days') return { from: formatMoment(now), to: formatMoment(shift(today, 8, 'Days')) };
  if (name === 'Today') return days(today, 0);
  if (name === 'Yesterday') return days(today, -1);
  if (name === 'Tomorrow') return days(today, 1);
  const offset = name.startsWith('This') ? 0 : name.startsWith('Last') ? -1 : 1;
  const unit: UnitName = name.endsWith('Week') ? 'Weeks' : name.endsWith('Month') ? 'Months' : 'Years';
  const start = shift(startOf(today, unit), offset, unit);
  return { from: formatMoment(start), to: formatMoment(shift(start, 1, unit)) };
}

const COUNTED = /^(Last|Next|OlderThan)X(Minutes|Hours|Days|Weeks|Months|Years)$/;

/** Operators with a number: `LastXDays`, `NextXMonths`, `OlderThanXHours` … Undefined for other names. */
export function countedSpan(name: string, count: number, now: number): Span | undefined {
  const parts = COUNTED.exec(name);
  if (parts === null) return undefined;
  const unit = parts[2] as UnitName; // the pattern allows no other
  const calendar = unit !== 'Minutes' && unit !== 'Hours';
  const base = calendar ? startOfDay(now) : now;
  if (parts[1] === 'OlderThan') return { to: formatMoment(shift(now, -count, unit)) };
  if (parts[1] === 'Last') return { from: formatMoment(shift(base, -count, unit)), to: formatMoment(now + 1000) };
  // A number of whole days ahead ends with the last of them.
  const end = calendar ? shift(startOfDay(shift(now, count, unit)), 1, 'Days') : shift(now, count, unit);
  return { from: formatMoment(now), to: formatMoment(end) };
}

/** The day a stored or written moment lies in. */
export function daySpan(moment: string): { from: string; to: string } {
  const start = startOfDay(Date.parse(moment.length === 10 ? `${moment}T00:00:00Z` : moment));
  return { from: formatMoment(start), to: formatMoment(shift(start, 1, 'Days')) };
}

function days(today: number, offset: number): Span {
  const start = shift(today, offset, 'Days');
  return { from: formatMoment(start), to: formatMoment(shift(start, 1, 'Days')) };
}

function startOfDay(time: number): number {
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
}

function startOf(today: number, unit: UnitName): number {
  const date = new Date(today);
  if (unit === 'Weeks') return shift(today, -date.getUTCDay(), 'Days');
  return Date.UTC(date.getUTCFullYear(), unit === 'Years' ? 0 : date.getUTCMonth(), 1);
}

/** 0001-01-01 and 9999-12-31. */
const EARLIEST = -62135596800000;
const LATEST = 253402300799000;

function shift(time: number, count: number, unit: UnitName): number {
  const date = new Date(time);
  if (unit === 'Minutes') date.setUTCMinutes(date.getUTCMinutes() + count);
  else if (unit === 'Hours') date.setUTCHours(date.getUTCHours() + count);
  else if (unit === 'Days') date.setUTCDate(date.getUTCDate() + count);
  else if (unit === 'Weeks') date.setUTCDate(date.getUTCDate() + 7 * count);
  else if (unit === 'Months') date.setUTCMonth(date.getUTCMonth() + count);
  else date.setUTCFullYear(date.getUTCFullYear() + count);
  const result = date.getTime();
  // Far beyond the calendar: the ends of what the platform can store.
  if (Number.isNaN(result)) return count < 0 ? EARLIEST : LATEST;
  return Math.min(Math.max(result, EARLIEST), LATEST);
}
