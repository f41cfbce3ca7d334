import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EventFields } from './event.ts';
import { meetingTimes } from './meetings.ts';
import type { People } from './people.ts';
import { defaultSettings } from './settings.ts';
import { contact, native, people, row, user } from './test-support/build.ts';

const start = '2026-11-23T10:00:00.000Z';
const end = '2026-11-23T11:00:00.000Z';
const fields: EventFields = {
  ...{ title: 'Demo', start, end, occurredOn: start },
  attendees: [
    { email: 'ann@x.example', name: 'Ann', status: 'accepted' },
    { email: 'Robin@us.example', organizer: true },
    { email: 'stranger@y.example', status: 'needsAction', optional: true },
  ],
};

describe('meetings', () => {
  it.each(['task', 'appointment'] as const)(
    'L-17 every attendee has a row with the answer, on a %s too',
    (meetingTarget) => {
      expect(row('meeting', fields, { settings: { ...native, meetingTarget } }).attendees).toEqual([
        {
          ...{ address: 'ann@x.example', name: 'Ann', ref: contact },
          ...{ response: 'accepted', attendance: 'required', noShow: false },
        },
        {
          ...{ address: 'robin@us.example', name: 'robin@us.example', ref: user },
          ...{ response: 'hasntResponded', attendance: 'required', noShow: false },
        },
        {
          ...{ address: 'stranger@y.example', name: 'stranger@y.example' },
          ...{ response: 'hasntResponded', attendance: 'optional', noShow: false },
        },
      ]);
    },
  );

  it('L-17 each answer of a calendar is one of ours', () => {
    const answer = (status: 'needsAction' | 'accepted' | 'tentative' | 'declined') =>
      row('meeting', { ...fields, attendees: [{ email: 'ann@x.example', status }] }).attendees?.map(
        ({ response }) => response,
      );
    expect([answer('needsAction'), answer('accepted'), answer('tentative'), answer('declined')]).toEqual([
      ...[['hasntResponded'], ['accepted'], ['tentative'], ['declined']],
    ]);
  });

  it('L-17 the person the meeting is with is an attendee though the invite does not say so; an address stands once', () => {
    const bare = row('meeting', { start, end });
    expect(bare.attendees).toMatchObject([{ address: 'ann@x.example', ref: contact, response: 'hasntResponded' }]);
    const twice = [{ email: 'ann@x.example' }, { email: 'ANN@x.example', status: 'declined' as const }];
    expect(row('meeting', { ...fields, attendees: twice }).attendees).toMatchObject([{ response: 'declined' }]);
  });

  it('L-17 required and optional parties; one row is one party; the host is never Organizer', () => {
    const second: People = { ...people, byAddress: { ...people.byAddress, 'ann@home.example': contact } };
    const attendees = [
      { email: 'ann@home.example', optional: true },
      { email: 'ann@x.example' },
      { email: 'robin@us.example', optional: true, organizer: true },
      { email: 'robin@us.example', optional: true },
    ];
    expect(row('meeting', { ...fields, attendees }, { people: second }).parties).toEqual([
      { role: 'required', ref: contact },
      { role: 'optional', ref: user },
    ]);
    const optional = row('meeting', { ...fields, attendees: [{ email: 'ann@x.example', optional: true }] });
    expect(optional.parties).toEqual([{ role: 'optional', ref: contact }]);
  });

  it('L-17 the host is owner and al_host', () => {
    const hosted = row('meeting', fields, { people: { ...people, hostId: 'host-1' } });
    const host = { table: 'systemuser', id: 'host-1' };
    expect(hosted.lookups).toMatchObject({ ownerid: host, al_host: host });
    expect(row('meeting', fields).lookups).toMatchObject({ ownerid: user, al_host: null });
  });

  it('L-17 strangers are named in the description, on both targets', () => {
    for (const settings of [native, defaultSettings])
      expect(row('meeting', fields, { settings }).columns['description']).toBe('Also invited: stranger@y.example');
  });

  it('L-17 Scheduled until its end, then Completed with its own times', () => {
    const scheduled = row('meeting', fields);
    expect(scheduled).toMatchObject({
      ...{ final: { statecode: 3, statuscode: 5 }, recheckAt: end },
      columns: { scheduledstart: start, scheduledend: end, actualstart: null, actualend: null, isalldayevent: false },
    });
    const over = row('meeting', fields, { now: end });
    expect(over).toMatchObject({
      final: { statecode: 1, statuscode: 3 },
      columns: { actualstart: start, actualend: end, al_durationseconds: 3600 },
    });
    expect(over).not.toHaveProperty('recheckAt');
  });

  it('L-18 a reschedule and a cancellation change the same row', () => {
    const before = row('meeting', fields);
    const moved = row('meeting', { ...fields, start: '2026-11-24T10:00:00.000Z', end: '2026-11-24T11:00:00.000Z' });
    expect(moved.identity).toEqual(before.identity);
    expect(moved.recheckAt).toBe('2026-11-24T11:00:00.000Z');
    const cancelled = row('meeting', { ...fields, cancelled: true });
    expect(cancelled).toMatchObject({ identity: before.identity, final: { statecode: 2, statuscode: 4 } });
    expect(cancelled).not.toHaveProperty('recheckAt');
    const task = row('meeting', { ...fields, cancelled: true }, { settings: defaultSettings });
    expect(task.final).toEqual({ statecode: 2, statuscode: 6 });
  });

  it('L-17, L-18 changes are not followed: the first version stays and only ends', () => {
    const settings = { ...native, followMeetingChanges: false };
    expect(row('meeting', { ...fields, title: 'Changed' }, { settings, written: 'appointment', due: true })).toEqual({
      ...{
        identity: { source: 'salesloft', type: 'meeting', externalId: '7' },
        target: 'appointment',
        kind: 'meeting',
      },
      columns: { al_sourcesystem: 'salesloft', al_sourceid: '7' },
      ...{ lookups: {}, parties: [], final: { statecode: 1, statuscode: 3 }, partial: true },
    });
  });

  it('L-16 no-show: marked on the meeting and on the people who were waited for', () => {
    const made = row('meeting', { ...fields, noShow: true, meetingType: 'Demo call', bookedBy: { name: 'Kim' } });
    expect(made.columns).toMatchObject({ al_noshow: true, al_meetingtype: 'Demo call', al_meetingbookedby: 'Kim' });
    expect(made.attendees?.map(({ noShow }) => noShow)).toEqual([true, false, false]);
    const own = row('meeting', { ...fields, attendees: [{ email: 'robin@us.example', noShow: true }] });
    expect(own.attendees?.[0]?.noShow).toBe(true);
  });

  it('L-27 a meeting from a calendar is captured through whichever attendee is known', () => {
    const synced = row('meeting', { ...fields, crmActivity: { table: 'appointment', id: 'row-1' } });
    expect(synced).toMatchObject({ adopts: { table: 'appointment', id: 'row-1' }, partial: true, final: null });
    expect(synced.attendees).toHaveLength(3);
  });
});

describe('meetingTimes', () => {
  it('L-17 an all-day meeting stands from midnight to the midnight after its last day', () => {
    const whole = (from: string, to?: string) =>
      meetingTimes({ allDay: true, start: from, ...(to ? { end: to } : {}) });
    const oneDay = { start: '2026-11-23T00:00:00.000Z', end: '2026-11-24T00:00:00.000Z' };
    expect(whole('2026-11-23T00:00:00.000Z', '2026-11-24T00:00:00.000Z')).toEqual(oneDay);
    expect(whole('2026-11-23T00:00:00.000Z')).toEqual(oneDay);
    expect(whole('2026-11-23T00:00:00.000Z', '2026-11-23T00:00:00.000Z')).toEqual(oneDay);
    expect(whole('2026-11-23T00:00:00.000Z', '2026-11-23T23:59:59.000Z')).toEqual(oneDay);
    expect(whole('2026-11-23T00:00:00.000Z', '2026-11-25T00:00:00.000Z').end).toBe('2026-11-25T00:00:00.000Z');
  });

  it('L-17 the date is the one that was meant, whatever the offset and whatever daylight saving does', () => {
    const offsets = fc.integer({ min: -10 * 60, max: 13 * 60 });
    const dates = fc
      .integer({ min: 0, max: 3000 })
      .map((days) => Date.parse('2024-01-01T00:00:00Z') + days * 86_400_000);
    fc.assert(
      fc.property(
        dates,
        offsets,
        fc.constantFrom(-60, 0, 60),
        fc.integer({ min: 1, max: 5 }),
        (date, offset, saving, days) => {
          const until = Math.max(-10 * 60, Math.min(13 * 60, offset + saving));
          const iso = (time: number): string => new Date(time).toISOString();
          expect(
            meetingTimes({
              allDay: true,
              start: iso(date - offset * 60_000),
              end: iso(date + days * 86_400_000 - until * 60_000),
            }),
          ).toEqual({ start: iso(date), end: iso(date + days * 86_400_000) });
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('a meeting without an end ends when it starts', () => {
    expect(meetingTimes({ start })).toEqual({ start, end: start });
    expect(meetingTimes({})).toEqual({ start: null, end: null });
  });
});
