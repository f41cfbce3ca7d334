/** context.formatting: dates in the user's zone and format, numbers in the user's format. */
import type { Formatter } from '../format/formatter.ts';
import { writePattern } from '../format/pattern.ts';
import { toWall } from '../format/zone.ts';

/** DateTimeFieldBehavior: the value's own wall clock counts, no zone. */
const ZONE_INDEPENDENT = 3;

export function createFormatting(formatter: Formatter): ComponentFramework.Formatting {
  const { timeZone } = formatter;
  const { dates } = formatter;
  const zoned = (pattern: string) => (at: Date) => writePattern(toWall(at, timeZone), pattern, dates);
  return {
    formatCurrency: (value, precision = 2, symbol = '$') => `${symbol}${formatter.number(value, precision)}`,
    formatDecimal: (value, precision = 2) => formatter.number(value, precision),
    formatInteger: (value) => formatter.number(value, 0),
    formatLanguage: (value) => String(value),
    formatDateAsFilterStringInUTC: (value, includeTime) =>
      includeTime ? `${value.toISOString().slice(0, 19)}Z` : value.toISOString().slice(0, 10),
    formatDateLong: zoned(dates.longDatePattern),
    formatDateLongAbbreviated: zoned(dates.longDatePattern.replace(/d{4}/, 'ddd').replace(/M{4}/, 'MMM')),
    formatDateShort: (value, includeTime) => (includeTime ? formatter.dateTime(value) : formatter.date(value)),
    formatDateYearMonth: zoned(dates.yearMonthPattern),
    formatTime: (value, behavior) =>
      Number(behavior) === ZONE_INDEPENDENT ? formatter.clock(toWall(value, 'UTC')) : formatter.time(value),
    getWeekOfYear: (value) => weekOfYear(toWall(value, timeZone), dates.firstDayOfWeek),
  };
}

/** ISO week where weeks start on Monday; else weeks counted from the one with January 1st. */
function weekOfYear(day: Date, firstDay: number): number {
  const dayMs = 86_400_000;
  const at = Date.UTC(day.getFullYear(), day.getMonth(), day.getDate());
  if (firstDay === 1) {
    const thursday = at + (4 - (new Date(at).getUTCDay() || 7)) * dayMs;
    return Math.floor((thursday - Date.UTC(new Date(thursday).getUTCFullYear(), 0, 1)) / dayMs / 7) + 1;
  }
  const january = Date.UTC(day.getFullYear(), 0, 1);
  const lead = (new Date(january).getUTCDay() - firstDay + 7) % 7;
  return Math.floor(((at - january) / dayMs + lead) / 7) + 1;
}
