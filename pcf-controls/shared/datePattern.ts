/** The members of the platform's `DateFormattingInfo` that dates are written with. */
export type DateWords = Pick<
  ComponentFramework.UserSettingApi.DateFormattingInfo,
  | 'amDesignator'
  | 'pmDesignator'
  | 'dayNames'
  | 'abbreviatedDayNames'
  | 'monthNames'
  | 'abbreviatedMonthNames'
  | 'dateSeparator'
  | 'timeSeparator'
  | 'shortDatePattern'
  | 'longDatePattern'
  | 'shortTimePattern'
  | 'monthDayPattern'
  | 'yearMonthPattern'
>;

/** Quoted text, an escaped character, or a run of one letter. */
const token = /'([^']*)'|"([^"]*)"|\\(.)|d{1,4}|M{1,4}|y{1,5}|h{1,2}|H{1,2}|m{1,2}|s{1,2}|t{1,2}|[/:]/g;

/**
 * Writes a date by a .NET custom pattern (`dddd, MMMM d, yyyy`), which is what the platform's user settings hold.
 *
 * @param wall date whose *UTC* members are the time to write.
 */
export function formatPattern(wall: Date, pattern: string, words: DateWords): string {
  return pattern.replace(
    token,
    (match, single: string | undefined, double: string | undefined, escaped: string | undefined) =>
      single ?? double ?? escaped ?? part(wall, match, words),
  );
}

function part(wall: Date, match: string, words: DateWords): string {
  const hours = wall.getUTCHours();
  switch (match[0]) {
    case 'd':
      if (match.length < 3) return pad(wall.getUTCDate(), match.length);
      return (match.length === 3 ? words.abbreviatedDayNames : words.dayNames)[wall.getUTCDay()] ?? '';
    case 'M':
      if (match.length < 3) return pad(wall.getUTCMonth() + 1, match.length);
      return (match.length === 3 ? words.abbreviatedMonthNames : words.monthNames)[wall.getUTCMonth()] ?? '';
    case 'y':
      return match.length < 3 ? pad(wall.getUTCFullYear() % 100, match.length) : String(wall.getUTCFullYear());
    case 'h':
      return pad(hours % 12 || 12, match.length);
    case 'H':
      return pad(hours, match.length);
    case 'm':
      return pad(wall.getUTCMinutes(), match.length);
    case 's':
      return pad(wall.getUTCSeconds(), match.length);
    case 't':
      return (hours < 12 ? words.amDesignator : words.pmDesignator).slice(0, match.length === 1 ? 1 : undefined);
    case '/':
      return words.dateSeparator;
    default:
      return words.timeSeparator;
  }
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0');
}
