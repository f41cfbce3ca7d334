/** Parts of dates that FetchXML groups by: what they are called, in which order they come, which days they span. Pure. */
import type { ChartGroup } from '../../src/shell/model.ts';
import type { Formatter } from '../format/formatter.ts';
import type { Texts } from '../texts.ts';
import { monthAlias, yearAlias } from './query.ts';

export interface DateSpan {
  readonly label: string;
  /** First and last day, `2026-03-01`. */
  readonly from: string;
  readonly to: string;
}

type Row = Readonly<Record<string, unknown>>;

/** The span of a row's group; undefined when the row has no date. */
export function dateSpan(
  group: ChartGroup,
  row: Row,
  formatter: Formatter,
  texts: Texts['charts'],
): DateSpan | undefined {
  const value = row[group.alias];
  if (typeof value !== 'number') return undefined;
  const yearValue = group.dateGrouping === 'year' ? value : row[yearAlias(group)];
  if (typeof yearValue !== 'number') return undefined;
  const year = yearValue;
  const month = formatter.dates.abbreviatedMonthNames;
  switch (group.dateGrouping) {
    case 'year':
      return { label: String(year), ...span(day(year, 0, 1), day(year, 11, 31)) };
    case 'quarter':
      return { label: texts.quarter(value, year), ...span(day(year, value * 3 - 3, 1), day(year, value * 3, 0)) };
    case 'month':
      return { label: `${month[value - 1] ?? value} ${year}`, ...span(day(year, value - 1, 1), day(year, value, 0)) };
    case 'week':
      return { label: texts.week(value, year), ...weekSpan(value, year) };
    default: {
      const monthValue = row[monthAlias(group)];
      if (typeof monthValue !== 'number') return undefined;
      const at = day(year, monthValue - 1, value);
      return { label: formatter.day(new Date(year, monthValue - 1, value)), ...span(at, at) };
    }
  }
}

/** Weeks begin on Sunday; January 1 lies in week 1 ([DOC] fetchxml/aggregate-data.md). The first and last are cut at the year. */
function weekSpan(week: number, year: number): { from: string; to: string } {
  const first = day(year, 0, 1);
  const sunday = new Date(first);
  sunday.setUTCDate(1 - first.getUTCDay() + (week - 1) * 7);
  const saturday = new Date(sunday);
  saturday.setUTCDate(sunday.getUTCDate() + 6);
  const last = day(year, 11, 31);
  return span(sunday < first ? first : sunday, saturday > last ? last : saturday);
}

function day(year: number, month: number, date: number): Date {
  return new Date(Date.UTC(year, month, date));
}

function span(from: Date, to: Date): { from: string; to: string } {
  return { from: from.toISOString().slice(0, 10), to: to.toISOString().slice(0, 10) };
}
