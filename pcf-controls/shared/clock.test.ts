import { describe, expect, it } from '@jest/globals';
import { englishDates, germanDates, mockContext } from '../test-support/mockContext';
import { userClock } from './clock';
import { formatPattern } from './datePattern';

const settings = (languageId: 1033 | 1031, offsetMinutes: number): ComponentFramework.UserSettings =>
  mockContext({ parameters: {}, texts: new Map(), languageId, offsetMinutes }).userSettings;
const at = Date.parse('2026-03-03T19:05:00Z');

describe('userClock', () => {
  it("T-11 writes times in the user's zone and format, whatever the browser's are", () => {
    const newYork = userClock(settings(1033, -300));
    expect(newYork.exact(at)).toBe('Tuesday, March 3, 2026 2:05 PM');
    expect(newYork.date(at)).toBe('3/3/2026');
    expect(newYork.time(at)).toBe('2:05 PM');
    const berlin = userClock(settings(1031, 60));
    expect(berlin.exact(at)).toBe('Dienstag, 3. März 2026 20:05');
    expect(berlin.date(at)).toBe('03.03.2026');
  });

  it("T-11 counts days as the user's calendar does", () => {
    const clock = userClock(settings(1033, -300));
    expect(clock.dayNumber(Date.parse('2026-03-04T04:59:00Z'))).toBe(clock.dayNumber(at));
    expect(clock.dayNumber(Date.parse('2026-03-04T05:00:00Z'))).toBe(clock.dayNumber(at) + 1);
  });

  it('T-11 takes the offset of the moment, not of today (daylight saving time)', () => {
    const berlin = userClock({
      languageId: 1031,
      dateFormattingInfo: germanDates as unknown as ComponentFramework.UserSettingApi.DateFormattingInfo,
      getTimeZoneOffsetMinutes: (date = new Date()) => (date.getTime() < Date.parse('2026-03-29T01:00:00Z') ? 60 : 120),
    });
    expect(berlin.time(Date.parse('2026-03-29T00:59:00Z'))).toBe('01:59');
    expect(berlin.time(Date.parse('2026-03-29T01:00:00Z'))).toBe('03:00');
  });

  it.each([
    ['2026-03-03T19:05:30Z', 'now'],
    ['2026-03-03T19:17:00Z', '12m ago'],
    ['2026-03-03T22:05:00Z', '3h ago'],
    ['2026-03-04T19:00:00Z', 'yesterday'],
    ['2026-03-09T19:00:00Z', '6d ago'],
    ['2026-03-10T19:00:00Z', '3/3/2026'],
    ['2026-03-02T12:00:00Z', 'tomorrow'],
  ])('seen at %s it is %s', (now, text) => {
    expect(userClock(settings(1033, 0)).relative(at, Date.parse(now))).toBe(text);
  });
});

describe('formatPattern', () => {
  const wall = new Date('2026-03-03T00:07:09Z');
  it.each([
    ['h:mm tt', '12:07 AM'],
    ['HH:mm:ss', '00:07:09'],
    ["d 'de' MMMM yy", '3 de March 26'],
    ['ddd dd\\d', 'Tue 03d'],
    ['M/d', '3/3'],
    ['t', 'A'],
  ])('%s', (pattern, text) => {
    expect(formatPattern(wall, pattern, englishDates)).toBe(text);
  });
});
