/** Values as the user wants to read them: language, number format and zone of the user, not of the browser. */
import type { ColumnModel, UserSettingsModel } from '../../src/shell/model.ts';
import { dateInfo } from './dateInfo.ts';
import type { DateInfo } from './dateInfo.ts';
import { writePattern } from './pattern.ts';
import { browserZone, toWall } from './zone.ts';

export interface Formatter {
  readonly locale: string;
  readonly timeZone: string;
  readonly dates: DateInfo;
  date(at: Date): string;
  dateTime(at: Date): string;
  time(at: Date): string;
  longDate(at: Date): string;
  /** A date by its local members: days without a zone, and wall clocks. */
  day(wall: Date): string;
  clock(wall: Date): string;
  number(value: number, fractionDigits: number): string;
  /** A column's value as a form or grid shows it, without help of the server. */
  value(column: ColumnModel, value: unknown): string;
  /** Reads a number written in the user's format; undefined when it is none. */
  parseNumber(text: string): number | undefined;
}

export function createFormatter(
  settings: Pick<UserSettingsModel, 'locale' | 'timeZone'> & Partial<UserSettingsModel>,
): Formatter {
  const { locale } = settings;
  const timeZone = settings.timeZone ?? browserZone();
  const dates = dateInfo(locale, settings.dateFormat);
  const write = (pattern: string) => (wall: Date) => writePattern(wall, pattern, dates);
  const zoned = (pattern: string) => (at: Date) => writePattern(toWall(at, timeZone), pattern, dates);
  const date = zoned(dates.shortDatePattern);
  const dateTime = zoned(`${dates.shortDatePattern} ${dates.shortTimePattern}`);
  const number = (value: number, digits: number): string =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);

  const formatter: Formatter = {
    locale,
    timeZone,
    dates,
    date,
    dateTime,
    time: zoned(dates.shortTimePattern),
    longDate: zoned(dates.longDatePattern),
    day: write(dates.shortDatePattern),
    clock: write(dates.shortTimePattern),
    number,
    parseNumber: (text) => parseNumber(text, locale),
    value(column, value) {
      if (value === null || value === undefined || value === '') return '';
      if (value instanceof Date) {
        // Date-only values carry their day in local members (see form/values), in no zone.
        if (isDateOnly(column)) return formatter.day(value);
        return column.format === 'DateOnly' ? date(value) : dateTime(value);
      }
      if (typeof value === 'number') {
        const option = column.options?.find((one) => one.value === value);
        return option ? option.label : number(value, fractionDigits(column));
      }
      if (typeof value === 'boolean') {
        return column.options?.find((one) => one.value === Number(value))?.label ?? (value ? 'Yes' : 'No');
      }
      if (Array.isArray(value)) {
        return value.map((one: unknown) => (isNamed(one) ? one.name : formatter.value(column, one))).join('; ');
      }
      return String(value);
    },
  };
  return formatter;
}

/** Whether a date-time column holds a day without a zone. */
export function isDateOnly(column: ColumnModel): boolean {
  return column.dateBehavior === 'DateOnly';
}

export function fractionDigits(column: ColumnModel): number {
  return column.type === 'Integer' || column.type === 'BigInt' ? 0 : (column.precision ?? 2);
}

function isNamed(value: unknown): value is { name: string } {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'name') === 'string';
}

function parseNumber(text: string, locale: string): number | undefined {
  const parts = new Intl.NumberFormat(locale).formatToParts(-12345.6);
  const find = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  const plain = text
    .trim()
    .split(find('group'))
    .join('')
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace(find('decimal'), '.')
    .replace(/^\u2212/, '-');
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : undefined;
}
