import type { ColumnDefinition, Converted } from './types.ts';

/** Clock and calendar as written, and how far it is from UTC when that is said. */
interface Written {
  readonly day: string;
  /** hh:mm:ss.mmm; absent when only a day is written. */
  readonly clock?: string;
  readonly offsetMinutes?: number;
}

const iso =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)? ?(?:([Zz])|([+-])(\d\d):?(\d\d)?)?)?$/;
/** First and last moment a datetime column holds (DateTimeAttributeMetadata.MinSupportedValue, MaxSupportedValue). */
const earliest = Date.UTC(1753, 0, 1);
const latest = Date.UTC(9999, 11, 30, 23, 59, 59, 999);

/**
 * A moment or day for a datetime column (SPEC F-3). Texts are ISO 8601. Numbers, and texts of digits, of 10 digits are seconds
 * since 1970 and of 13 digits milliseconds. What the column keeps decides: a moment, the clock as written, or the day as written.
 */
export function toDatetime(value: string | number | boolean, column: ColumnDefinition): Converted {
  if (typeof value === 'boolean') return refused('takes a date, and yes or no is none');
  const written =
    typeof value === 'number' ? fromEpoch(String(value)) : (fromEpoch(value.trim()) ?? readIso(value.trim()));
  if (!written) {
    return refused(
      typeof value === 'number'
        ? 'takes a number only as seconds (10 digits) or milliseconds (13 digits) since 1970'
        : 'takes dates as ISO 8601 writes them, e.g. 2026-01-31T09:30:00+01:00',
    );
  }
  switch (column.dateBehavior ?? 'userLocal') {
    case 'date':
      return inRange(Date.parse(`${written.day}T00:00:00.000Z`), () => written.day);
    case 'timeZoneIndependent':
      return inRange(Date.parse(`${written.day}T${written.clock ?? '00:00:00.000'}Z`), toIso);
    case 'userLocal':
      return toInstant(written);
  }
}

function toInstant({ day, clock, offsetMinutes }: Written): Converted {
  // Noon in UTC is that very day nearly everywhere (from −12:00 to +11:59); midnight would be the day before in America.
  if (clock === undefined) return inRange(Date.parse(`${day}T12:00:00.000Z`), toIso);
  if (offsetMinutes === undefined) {
    return refused('keeps a moment, and a time without an offset (such as Z or +01:00) does not say which one');
  }
  return inRange(Date.parse(`${day}T${clock}Z`) - offsetMinutes * 60_000, toIso);
}

function inRange(moment: number, write: (moment: number) => string): Converted {
  if (!(moment >= earliest && moment <= latest)) return refused('takes dates from 1753-01-01 to 9999-12-30 only');
  return { as: 'value', value: write(moment) };
}

function fromEpoch(digits: string): Written | undefined {
  if (!/^[1-9](\d{9}|\d{12})$/.test(digits)) return undefined;
  const [day = '', clock = ''] = toIso(Number(digits) * (digits.length === 10 ? 1000 : 1)).split('T');
  return { day, clock: clock.slice(0, -1), offsetMinutes: 0 };
}

/** Undefined for what the calendar or the clock does not have, such as 30 February. */
function readIso(text: string): Written | undefined {
  const match = iso.exec(text);
  if (!match) return undefined;
  const [
    ,
    year = '',
    month = '',
    dayOfMonth = '',
    hour,
    minute = '',
    second = '00',
    fraction = '',
    zulu,
    sign,
    hours,
    minutes,
  ] = match;
  const day = `${year}-${month}-${dayOfMonth}`;
  // Date moves 30 February to March: then it is no day.
  const midnight = Date.parse(`${day}T00:00:00.000Z`);
  if (Number.isNaN(midnight) || toIso(midnight).slice(0, 10) !== day) return undefined;
  if (hour === undefined) return { day };
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const clock = `${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}`;
  if (zulu) return { day, clock, offsetMinutes: 0 };
  if (!sign) return { day, clock };
  if (Number(hours) > 14 || Number(minutes ?? 0) > 59) return undefined;
  return { day, clock, offsetMinutes: (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes ?? 0)) };
}

function toIso(moment: number): string {
  return new Date(moment).toISOString();
}

function refused(reason: string): Converted {
  return { as: 'refused', reason };
}
