/** Writes dates by .NET custom patterns (`dddd, MMMM d, yyyy`), which is what users choose in the platform's settings. Pure. */
import type { DateInfo } from './dateInfo.ts';

/** Quoted text, an escaped character, or a run of one letter; separators stand for the user's own. */
const TOKEN = /'([^']*)'|"([^"]*)"|\\(.)|d{1,4}|M{1,4}|y{1,5}|h{1,2}|H{1,2}|m{1,2}|s{1,2}|t{1,2}|[/:]/g;

/** @param wall date whose local members are to be written */
export function writePattern(wall: Date, pattern: string, info: DateInfo): string {
  // With a day beside it, some languages use another form of the month's name.
  const months = /(^|[^d])d{1,2}([^d]|$)/.test(pattern) ? info.monthGenitiveNames : info.monthNames;
  return pattern.replace(TOKEN, (token: string, single?: string, double?: string, escaped?: string) => {
    if (single !== undefined || double !== undefined || escaped !== undefined) return single ?? double ?? escaped ?? '';
    return partOf(wall, token, info, months);
  });
}

function partOf(wall: Date, token: string, info: DateInfo, months: readonly string[]): string {
  const two = (value: number): string => String(value).padStart(token.length > 1 ? 2 : 1, '0');
  switch (token[0]) {
    case 'd':
      if (token.length < 3) return two(wall.getDate());
      return (token.length === 3 ? info.abbreviatedDayNames : info.dayNames)[wall.getDay()] ?? '';
    case 'M':
      if (token.length < 3) return two(wall.getMonth() + 1);
      return (token.length === 3 ? info.abbreviatedMonthNames : months)[wall.getMonth()] ?? '';
    case 'y':
      return token.length < 3 ? two(wall.getFullYear() % 100) : String(wall.getFullYear());
    case 'h':
      return two(wall.getHours() % 12 || 12);
    case 'H':
      return two(wall.getHours());
    case 'm':
      return two(wall.getMinutes());
    case 's':
      return two(wall.getSeconds());
    case 't': {
      const name = wall.getHours() < 12 ? info.amDesignator : info.pmDesignator;
      return token.length === 1 ? name.slice(0, 1) : name;
    }
    case '/':
      return info.dateSeparator;
    default:
      return info.timeSeparator;
  }
}
