import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ColumnModel } from '../../src/shell/model.ts';
import { dateInfo } from './dateInfo.ts';
import { createFormatter } from './formatter.ts';
import { writePattern } from './pattern.ts';
import { fromWall, offsetMinutes, toWall } from './zone.ts';

describe('zone', () => {
  it('T-11 knows the offset of a zone at a moment, summer time included', () => {
    expect(offsetMinutes(new Date('2026-01-15T12:00:00Z'), 'Europe/Berlin')).toBe(60);
    expect(offsetMinutes(new Date('2026-07-15T12:00:00Z'), 'Europe/Berlin')).toBe(120);
    expect(offsetMinutes(new Date('2026-07-15T12:00:00Z'), 'America/Los_Angeles')).toBe(-420);
    expect(offsetMinutes(new Date('2026-07-15T12:00:00Z'), 'Asia/Kathmandu')).toBe(345);
  });

  it('shows the wall clock of the zone in local members', () => {
    const wall = toWall(new Date('2026-03-03T23:30:00Z'), 'Asia/Tokyo');
    expect([wall.getDate(), wall.getHours(), wall.getMinutes()]).toEqual([4, 8, 30]);
  });

  it('comes back to the same moment, whatever the zone (property)', () => {
    const zones = fc.constantFrom(
      'UTC',
      'Europe/Berlin',
      'America/New_York',
      'Asia/Kolkata',
      'Australia/Adelaide',
      'Pacific/Auckland',
    );
    const moments = fc.integer({ min: Date.UTC(2015, 0, 1) / 1000, max: Date.UTC(2035, 0, 1) / 1000 });
    fc.assert(
      fc.property(moments, zones, (seconds, zone) => {
        const at = new Date(seconds * 1000);
        const wall = toWall(at, zone);
        const back = fromWall(wall, zone);
        // In the hour that is counted twice in autumn the first moment is meant.
        expect([0, -3600_000]).toContain(back.getTime() - at.getTime());
        expect(toWall(back, zone).getTime()).toBe(wall.getTime());
      }),
      { numRuns: 300 },
    );
  });
});

describe('dateInfo', () => {
  it('makes the patterns and names of the platform for English', () => {
    const info = dateInfo('en-US');
    expect(info).toMatchObject({
      shortDatePattern: 'M/d/yyyy',
      longDatePattern: 'dddd, MMMM d, yyyy',
      shortTimePattern: 'h:mm tt',
      dateSeparator: '/',
      timeSeparator: ':',
      amDesignator: 'AM',
      pmDesignator: 'PM',
      firstDayOfWeek: 0,
      yearMonthPattern: 'MMMM yyyy',
    });
    expect(info.monthNames).toHaveLength(13);
    expect(info.dayNames[0]).toBe('Sunday');
  });

  it('makes them for German', () => {
    expect(dateInfo('de-DE')).toMatchObject({
      shortDatePattern: 'dd.MM.yyyy',
      shortTimePattern: 'HH:mm',
      dateSeparator: '.',
      firstDayOfWeek: 1,
    });
    expect(dateInfo('de-DE').longDatePattern).toBe('dddd, d. MMMM yyyy');
    expect(dateInfo('de-DE').monthNames[2]).toBe('März');
  });
});

describe('createFormatter', () => {
  const column = (type: string, more: object = {}): ColumnModel =>
    ({
      name: 'x',
      schemaName: 'X',
      type,
      label: 'X',
      description: '',
      required: 'None',
      creatable: true,
      updatable: true,
      ...more,
    }) as ColumnModel;
  const berlin = createFormatter({ locale: 'de-DE', timeZone: 'Europe/Berlin' });
  const seattle = createFormatter({ locale: 'en-US', timeZone: 'America/Los_Angeles' });

  it("T-11 writes times in the user's zone and format", () => {
    const at = new Date('2026-03-03T22:05:00Z');
    expect(berlin.value(column('DateTime'), at)).toBe('03.03.2026 23:05');
    expect(seattle.value(column('DateTime'), at)).toBe('3/3/2026 2:05 PM');
    expect(seattle.value(column('DateTime', { format: 'DateOnly' }), at)).toBe('3/3/2026');
    expect(seattle.value(column('DateTime', { dateBehavior: 'DateOnly' }), new Date(2026, 2, 4))).toBe('3/4/2026');
  });

  it('T-11 follows the patterns and separators the user chose', () => {
    const chosen = createFormatter({
      locale: 'en-US',
      timeZone: 'UTC',
      dateFormat: { shortDatePattern: 'dd/MM/yyyy', dateSeparator: '-', shortTimePattern: "HH:mm 'h'" },
    });
    expect(chosen.dateTime(new Date('2026-03-03T22:05:00Z'))).toBe('03-03-2026 22:05 h');
  });

  it('writes names of days and months as patterns ask', () => {
    const info = dateInfo('en-US');
    const write = (pattern: string): string => writePattern(new Date(2026, 2, 3, 0, 5, 9), pattern, info);
    expect(write('dddd, MMMM d, yyyy')).toBe('Tuesday, March 3, 2026');
    expect(write('ddd MMM dd yy hh:mm:ss tt t')).toBe('Tue Mar 03 26 12:05:09 AM A');
    expect(writePattern(new Date(2026, 2, 3), 'd MMMM', dateInfo('pl-PL'))).toBe('3 marca');
    expect(writePattern(new Date(2026, 2, 3), 'MMMM yyyy', dateInfo('pl-PL'))).toBe('marzec 2026');
  });

  it('writes choices, yes/no, lookups and numbers', () => {
    const options = [
      { value: 0, label: 'Nein' },
      { value: 1, label: 'Ja' },
    ];
    expect(berlin.value(column('Picklist', { options }), 1)).toBe('Ja');
    expect(berlin.value(column('Boolean', { options }), false)).toBe('Nein');
    expect(berlin.value(column('Lookup'), [{ id: '1', name: 'Zoe', entityType: 'contact' }])).toBe('Zoe');
    expect(berlin.value(column('Decimal'), 1234.5)).toBe('1.234,50');
    expect(berlin.value(column('Integer'), null)).toBe('');
  });

  it('reads numbers as people write them', () => {
    expect(berlin.parseNumber('1.234,5')).toBe(1234.5);
    expect(seattle.parseNumber(' -1,234.50 ')).toBe(-1234.5);
    expect(seattle.parseNumber('twelve')).toBeUndefined();
  });
});
