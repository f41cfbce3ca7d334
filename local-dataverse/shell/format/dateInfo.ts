/** The platform's DateFormattingInfo (.NET patterns and names) of a locale, made from what the browser's Intl knows. */
import type { DateFormatModel } from '../../src/shell/model.ts';

export interface DateInfo {
  readonly amDesignator: string;
  readonly pmDesignator: string;
  readonly abbreviatedDayNames: string[];
  readonly abbreviatedMonthGenitiveNames: string[];
  readonly abbreviatedMonthNames: string[];
  readonly calendarWeekRule: number;
  readonly dateSeparator: string;
  readonly dayNames: string[];
  readonly firstDayOfWeek: number;
  readonly fullDateTimePattern: string;
  readonly longDatePattern: string;
  readonly longTimePattern: string;
  readonly monthDayPattern: string;
  readonly monthGenitiveNames: string[];
  readonly monthNames: string[];
  readonly shortDatePattern: string;
  readonly shortTimePattern: string;
  readonly shortestDayNames: string[];
  readonly sortableDateTimePattern: string;
  readonly timeSeparator: string;
  readonly universalSortableDateTimePattern: string;
  readonly yearMonthPattern: string;
}

type Options = Intl.DateTimeFormatOptions;
/** A day, month and hour of one digit each: a locale that writes two pads them. */
const SAMPLE = new Date(Date.UTC(2003, 1, 3, 4, 5, 9));
const names = new Map<string, DateInfo>();

/** Formatting information of a locale, with what the user chose in its place. */
export function dateInfo(locale: string, chosen: DateFormatModel = {}): DateInfo {
  let info = names.get(locale);
  if (!info) names.set(locale, (info = make(locale)));
  return { ...info, ...chosen };
}

function make(locale: string): DateInfo {
  const shortDate = pattern(locale, { dateStyle: 'short' });
  const longDate = pattern(locale, { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' });
  const shortTime = pattern(locale, { timeStyle: 'short' });
  const longTime = pattern(locale, { timeStyle: 'medium' });
  const days = (width: 'long' | 'short' | 'narrow') =>
    range(7).map((day) => text(locale, { weekday: width }, Date.UTC(2023, 0, 1 + day)));
  const months = (width: 'long' | 'short') => [
    ...range(12).map((month) => text(locale, { month: width }, Date.UTC(2023, month, 15))),
    '',
  ];
  // With a day beside it, some languages use another form of the month's name.
  const genitive = (width: 'long' | 'short') => [
    ...range(12).map((month) => part(locale, { day: 'numeric', month: width }, 'month', Date.UTC(2023, month, 15))),
    '',
  ];
  return {
    amDesignator: part(locale, { hour: 'numeric', hour12: true }, 'dayPeriod', Date.UTC(2023, 0, 1, 9)),
    pmDesignator: part(locale, { hour: 'numeric', hour12: true }, 'dayPeriod', Date.UTC(2023, 0, 1, 15)),
    abbreviatedDayNames: days('short'),
    abbreviatedMonthGenitiveNames: genitive('short'),
    abbreviatedMonthNames: months('short'),
    calendarWeekRule: locale === 'en-US' ? 0 : 2,
    dateSeparator: /[^\w\s']/.exec(shortDate)?.[0] ?? '/',
    dayNames: days('long'),
    firstDayOfWeek: firstDayOfWeek(locale),
    fullDateTimePattern: `${longDate} ${longTime}`,
    longDatePattern: longDate,
    longTimePattern: longTime,
    monthDayPattern: pattern(locale, { month: 'long', day: 'numeric' }),
    monthGenitiveNames: genitive('long'),
    monthNames: months('long'),
    shortDatePattern: shortDate,
    shortTimePattern: shortTime,
    shortestDayNames: days('narrow'),
    sortableDateTimePattern: "yyyy'-'MM'-'dd'T'HH':'mm':'ss",
    timeSeparator: /[^\w\s']/.exec(shortTime)?.[0] ?? ':',
    universalSortableDateTimePattern: "yyyy'-'MM'-'dd HH':'mm':'ss'Z'",
    yearMonthPattern: pattern(locale, { year: 'numeric', month: 'long' }),
  };
}

/** The .NET pattern in which the locale writes those parts. */
function pattern(locale: string, options: Options): string {
  const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  const is12 = format.resolvedOptions().hour12 === true;
  return format
    .formatToParts(SAMPLE)
    .map(({ type, value }) => {
      switch (type) {
        case 'year':
          return 'yyyy';
        case 'month':
          return /^\d/.test(value) ? 'M'.repeat(value.length) : 'MMMM';
        case 'day':
          return 'd'.repeat(value.length);
        case 'weekday':
          return 'dddd';
        case 'hour':
          return (is12 ? 'h' : 'H').repeat(value.length);
        case 'minute':
          return 'mm';
        case 'second':
          return 'ss';
        case 'dayPeriod':
          return 'tt';
        default:
          // Narrow spaces of newer Intl data would only make texts compare unequal.
          return literal(value.replace(/[\u202f\u00a0]/g, ' '));
      }
    })
    .join('');
}

function literal(value: string): string {
  return /[a-zA-Z]/.test(value) ? value.replace(/[^\s,.]+/g, (word) => `'${word}'`) : value;
}

function part(locale: string, options: Options, type: Intl.DateTimeFormatPartTypes, at: number): string {
  const parts = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).formatToParts(new Date(at));
  return parts.find((one) => one.type === type)?.value ?? '';
}

function text(locale: string, options: Options, at: number): string {
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(new Date(at));
}

function firstDayOfWeek(locale: string): number {
  const info = new Intl.Locale(locale);
  const week: unknown = Reflect.get(info, 'weekInfo') ?? callWeekInfo(info);
  const first: unknown = typeof week === 'object' && week !== null ? Reflect.get(week, 'firstDay') : undefined;
  return typeof first === 'number' ? first % 7 : 0;
}

function callWeekInfo(info: Intl.Locale): unknown {
  const get: unknown = Reflect.get(info, 'getWeekInfo');
  return typeof get === 'function' ? Reflect.apply(get, info, []) : undefined;
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}
