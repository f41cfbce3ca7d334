/**
 * Spans of the organisation's fiscal calendar, which organization.fiscalcalendarstart and fiscalperiodtype set ([DOC] organization table).
 * A fiscal year is named by the calendar year it starts in (fiscalyeardisplaycode "start date").
 */
import { formatMoment } from '../dates.ts';
import type { Core } from '../core.ts';
import type { Span } from './ranges.ts';

/** When years start and how they are divided. */
export interface FiscalCalendar {
  /** 0–11. */
  readonly month: number;
  readonly day: number;
  readonly type: number;
}

/** fiscalperiodtype */
const MONTHS_OF: Readonly<Record<number, number>> = { 2000: 12, 2001: 6, 2002: 3, 2003: 1 };
const FOUR_WEEKS = 2004;
const QUARTERLY = 2002;
const DAY = 86_400_000;

/** Without settings: quarters from 1 January, as in a new organisation. */
export function fiscalCalendar(core: Core): FiscalCalendar {
  const row = core.db.row(
    'SELECT "fiscalcalendarstart" AS start, "fiscalperiodtype" AS type FROM "organization" LIMIT 1',
    [],
  );
  const start = typeof row?.['start'] === 'string' ? new Date(row['start']) : new Date(0);
  const type = typeof row?.['type'] === 'number' ? row['type'] : QUARTERLY;
  return { month: start.getUTCMonth(), day: start.getUTCDate(), type };
}

/** Names without a value: `ThisFiscalYear`, `NextFiscalPeriod` … Undefined for others. */
export function fiscalSpan(name: string, calendar: FiscalCalendar, now: number): Span | undefined {
  const parts = /^(This|Last|Next)Fiscal(Year|Period)$/.exec(name);
  if (parts === null) return undefined;
  const offset = parts[1] === 'This' ? 0 : parts[1] === 'Last' ? -1 : 1;
  const year = yearOf(calendar, now);
  if (parts[2] === 'Year') return spanOf(yearStart(calendar, year + offset), yearStart(calendar, year + offset + 1));
  const starts = [-1, 0, 1].flatMap((each) => periodStarts(calendar, year + each));
  const at = starts.findLastIndex((start) => start <= now) + offset;
  return spanOf(starts[at] ?? now, starts[at + 1] ?? now);
}

/**
 * Names with a year, or a period and a year: `InFiscalYear`, `InFiscalPeriodAndYear`, `InOrAfterFiscalPeriodAndYear`,
 * `InOrBeforeFiscalPeriodAndYear`. Undefined for other names, and for a period the year does not have.
 * @param values the year; or period (from 1) and year
 */
export function fiscalSpanOf(name: string, values: readonly number[], calendar: FiscalCalendar): Span | undefined {
  if (name === 'InFiscalYear') {
    const [year = 0] = values;
    return spanOf(yearStart(calendar, year), yearStart(calendar, year + 1));
  }
  const parts = /^In(OrAfter|OrBefore)?FiscalPeriodAndYear$/.exec(name);
  if (parts === null) return undefined;
  const [period = 0, year = 0] = values;
  const starts = [...periodStarts(calendar, year), yearStart(calendar, year + 1)];
  const [from, to] = [starts[period - 1], starts[period]];
  if (from === undefined || to === undefined) return undefined;
  if (parts[1] === 'OrAfter') return { from: formatMoment(from) };
  return parts[1] === 'OrBefore' ? { to: formatMoment(to) } : spanOf(from, to);
}

function spanOf(from: number, to: number): Span {
  return { from: formatMoment(from), to: formatMoment(to) };
}

function yearStart({ month, day }: FiscalCalendar, year: number): number {
  return Date.UTC(year, month, day);
}

function yearOf(calendar: FiscalCalendar, now: number): number {
  const year = new Date(now).getUTCFullYear();
  return now < yearStart(calendar, year) ? year - 1 : year;
}

function periodStarts(calendar: FiscalCalendar, year: number): number[] {
  const start = yearStart(calendar, year);
  // Thirteen times four weeks; the days left over belong to the last.
  if (calendar.type === FOUR_WEEKS) return Array.from({ length: 13 }, (_each, at) => start + at * 28 * DAY);
  const months = MONTHS_OF[calendar.type] ?? 3;
  return Array.from({ length: 12 / months }, (_each, at) => Date.UTC(year, calendar.month + at * months, calendar.day));
}
