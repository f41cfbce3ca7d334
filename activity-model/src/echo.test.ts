import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EventFields } from './event.ts';
import { echoKey, isEcho } from './echo.ts';
import { type ItemState, mergeEvent } from './merge.ts';

const meeting = (externalId: string, fields: EventFields, source = 'salesloft'): ItemState =>
  mergeEvent(undefined, { source, type: 'meeting', externalId, version: '1', key: 'k', fields });
const start = '2026-11-20T10:00:00.000Z';
const later = '2026-11-27T10:00:00.000Z';
const uid = { iCalUid: 'UID-1@calendar.example' };

describe('echoKey', () => {
  it('L-19 is the iCalUid and the instance of a series, in any notation', () => {
    expect(echoKey(uid)).toBe(echoKey({ iCalUid: ' uid-1@CALENDAR.example ' }));
    expect(echoKey({ ...uid, recurrenceId: start })).toBe(
      echoKey({ ...uid, recurrenceId: '2026-11-20T11:00:00+01:00' }),
    );
    expect(echoKey({ ...uid, recurrenceId: start })).not.toBe(echoKey({ ...uid, recurrenceId: later }));
    expect(echoKey({ ...uid, recurrenceId: null })).toBe(echoKey(uid));
    expect(echoKey({})).toBeUndefined();
    expect(echoKey({ iCalUid: ' ' })).toBeUndefined();
  });
});

describe('isEcho', () => {
  it('L-19 the event that comes back with another title, from a calendar or as a second one of its source', () => {
    const logged = { source: 'salesloft', externalId: '1', start };
    const back = { ...uid, title: 'Meeting Booked: Meeting Booked: Demo', start };
    expect(isEcho(meeting('cal-1', back, 'calendar'), logged)).toBe(true);
    expect(isEcho(meeting('2', back), logged)).toBe(true);
  });

  it('L-19 a single meeting that was moved in one calendar is still the same', () => {
    expect(
      isEcho(meeting('cal-1', { ...uid, start: later }, 'calendar'), { source: 'salesloft', externalId: '1', start }),
    ).toBe(true);
  });

  it('L-19 an item is no echo of itself', () => {
    expect(isEcho(meeting('1', { ...uid, start }), { source: 'salesloft', externalId: '1', start })).toBe(false);
  });

  it('L-19 instances of a series of one source are no echoes', () => {
    const logged = { source: 'salesloft', externalId: '1', start };
    expect(isEcho(meeting('2', { ...uid, start: later }), logged)).toBe(false);
    const instance = { ...uid, start: later, recurrenceId: later };
    expect(isEcho(meeting('2', instance), { ...logged, recurrenceId: start })).toBe(false);
  });

  it('L-19 an instance is known by where it stood before it was moved', () => {
    const moved = meeting('cal-1', { ...uid, start: later, recurrenceId: start }, 'calendar');
    expect(isEcho(moved, { source: 'salesloft', externalId: '1', start })).toBe(true);
    expect(isEcho(moved, { source: 'salesloft', externalId: '1', start: '2026-12-04T10:00:00.000Z' })).toBe(false);
    expect(isEcho(moved, { source: 'salesloft', externalId: '1', start: later, recurrenceId: start })).toBe(true);
  });

  it('L-19 a row of ours that synchronisation touched', () => {
    const crmActivity = { table: 'appointment', id: 'ROW-1' } as const;
    const item = meeting('row-1', { crmActivity, start }, 'dataverse');
    expect(isEcho(item, { source: 'salesloft', externalId: '1', activityId: 'row-1' })).toBe(true);
    expect(isEcho(item, { source: 'salesloft', externalId: '1', activityId: 'row-2' })).toBe(false);
    expect(isEcho(item, { source: 'salesloft', externalId: '1' })).toBe(true);
  });

  it('L-19 without an iCalUid nothing is an echo', () => {
    expect(isEcho(meeting('2', { start }), { source: 'salesloft', externalId: '1', start })).toBe(false);
  });

  const moment = fc.nat({ max: 3 }).map((week) => new Date(Date.parse(start) + week * 604_800_000).toISOString());
  const event = fc.record({
    source: fc.constantFrom('salesloft', 'calendar'),
    externalId: fc.constantFrom('1', '2', '3'),
    start: moment,
    recurrenceId: fc.option(moment, { nil: undefined }),
    title: fc.string(),
  });

  it('L-19 what is an echo does not depend on the title, nor on which of the two came first', () => {
    fc.assert(
      fc.property(event, event, fc.string(), (a, b, title) => {
        const item = ({ source, externalId, start: at, recurrenceId }: typeof a, name: string): ItemState =>
          meeting(externalId, { ...uid, start: at, title: name, ...(recurrenceId ? { recurrenceId } : {}) }, source);
        const other = ({ recurrenceId, ...rest }: typeof a) => ({ ...rest, ...(recurrenceId ? { recurrenceId } : {}) });
        const verdict = isEcho(item(a, a.title), other(b));
        expect(isEcho(item(a, title), other(b))).toBe(verdict);
        if (a.source === b.source && a.externalId === b.externalId) expect(verdict).toBe(false);
        else if (a.recurrenceId && b.recurrenceId) {
          expect(verdict).toBe(a.recurrenceId === b.recurrenceId);
          expect(isEcho(item(b, b.title), other(a))).toBe(verdict);
        } else if (a.start === b.start) expect(verdict).toBe(true);
        else if (a.source === b.source) expect(verdict).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });
});
