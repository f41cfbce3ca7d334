import { localeOf } from './texts';
import { formatPattern, type DateWords } from './datePattern';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * Times as the user set them in the platform, whatever the browser's own time zone is (SPEC T-11). Every function takes a
 * moment in milliseconds since 1970 UTC.
 */
export interface UserClock {
  /** `Tuesday, March 3, 2026 2:05 PM` */
  exact(at: number): string;
  /** `3/3/2026` */
  date(at: number): string;
  /** `2:05 PM` */
  time(at: number): string;
  /** Distance from `now` up to six days (`3h ago`, `yesterday`), the date beyond. */
  relative(at: number, now: number): string;
  /** Number of the user's calendar day; equal for moments of the same day. */
  dayNumber(at: number): number;
  /** `Tuesday, March 3` */
  dayName(at: number): string;
  /** `March 2026` */
  monthName(at: number): string;
}

type Settings = Pick<ComponentFramework.UserSettings, 'dateFormattingInfo' | 'languageId' | 'getTimeZoneOffsetMinutes'>;

/** The clock of the user whose settings these are. `getTimeZoneOffsetMinutes` is minutes *east* of UTC at that moment. */
export function userClock(settings: Settings): UserClock {
  const words: DateWords = settings.dateFormattingInfo;
  const relativeFormat = new Intl.RelativeTimeFormat(localeOf(settings.languageId), {
    numeric: 'auto',
    style: 'narrow',
  });
  /** A date whose UTC members are the user's wall clock. */
  const wall = (at: number): Date => new Date(at + settings.getTimeZoneOffsetMinutes(new Date(at)) * minute);
  const format = (at: number, pattern: string): string => formatPattern(wall(at), pattern, words);
  const dayNumber = (at: number): number => Math.floor(wall(at).getTime() / day);
  const date = (at: number): string => format(at, words.shortDatePattern);
  return {
    exact: (at) => format(at, `${words.longDatePattern} ${words.shortTimePattern}`),
    date,
    time: (at) => format(at, words.shortTimePattern),
    relative: (at, now) => relative(at, now, dayNumber(at) - dayNumber(now), relativeFormat) ?? date(at),
    dayNumber,
    dayName: (at) => format(at, `dddd, ${words.monthDayPattern}`),
    monthName: (at) => format(at, words.yearMonthPattern),
  };
}

function relative(at: number, now: number, days: number, format: Intl.RelativeTimeFormat): string | undefined {
  const distance = at - now;
  const size = Math.abs(distance);
  if (size < minute) return format.format(0, 'second');
  if (size < hour) return format.format(Math.trunc(distance / minute), 'minute');
  if (days === 0) return format.format(Math.trunc(distance / hour), 'hour');
  return Math.abs(days) < 7 ? format.format(days, 'day') : undefined;
}
