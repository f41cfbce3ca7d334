import { describe, expect, it } from '@jest/globals';
import type { DataverseClient } from '../dataverse/client.ts';
import { DataverseError } from '../dataverse/errors.ts';
import type { Metadata } from '../dataverse/metadata.ts';
import { tableInfo } from '../test-support/tables.ts';
import { appointmentEvent, appointmentRow, type PartyRow } from './appointments.ts';
import { readAppointmentEvent } from './read-appointment.ts';

const guid = (number: number): string => `aaaaaaaa-0000-4000-8000-${String(number).padStart(12, '0')}`;
const lookup = '@Microsoft.Dynamics.CRM.lookuplogicalname';
const people: readonly PartyRow[] = [
  { table: 'contact', id: guid(1), name: 'Ann Berg', emails: ['ann@alder.example', 'ann@home.example'] },
  { table: 'lead', id: guid(2), emails: [] },
  { table: 'systemuser', id: guid(3), name: 'Robin', emails: ['robin@us.example'] },
  { table: 'systemuser', id: guid(4), name: 'Sofia', emails: ['sofia@us.example'] },
];
const rows = new Map(people.map((row) => [row.id, row]));
const party = (mask: number, id?: number, addressused?: string) => ({
  participationtypemask: mask,
  addressused: addressused ?? null,
  _partyid_value: id === undefined ? null : guid(id).toUpperCase(),
  [`_partyid_value${lookup}`]: id === undefined ? null : people[id - 1]?.table,
});
const raw = {
  activityid: guid(9).toUpperCase(),
  subject: 'Pilot kick-off',
  description: null,
  location: 'Room 7',
  scheduledstart: '2026-11-23T15:00:00Z',
  scheduledend: '2026-11-23T15:45:00Z',
  isalldayevent: false,
  globalobjectid: null,
  statecode: 3,
  modifiedon: '2026-11-20T14:05:00Z',
  al_sourcesystem: null,
  _ownerid_value: guid(4),
  appointment_activity_parties: [
    party(7, 3),
    party(9, 4),
    party(8, 1),
    party(5, 1),
    party(6, 2),
    party(5, undefined, 'Bo@Else.example'),
    party(6, 3),
  ],
};
const event = (more: object = {}) => appointmentEvent(appointmentRow.parse({ ...raw, ...more }), rows);

describe('an appointment in Dataverse', () => {
  it('L-27 is a meeting of the source dataverse with its attendees, and names the row to stamp', () => {
    expect(event()).toEqual({
      source: 'dataverse',
      type: 'meeting',
      externalId: guid(9),
      version: '2026-11-20T14:05:00Z',
      key: `dataverse|meeting|${guid(9)}`,
      fields: {
        people: [
          { crmTable: 'contact', crmId: guid(1), name: 'Ann Berg', emails: ['ann@alder.example', 'ann@home.example'] },
          { crmTable: 'lead', crmId: guid(2) },
        ],
        user: { crmId: guid(4), email: 'sofia@us.example', name: 'Sofia' },
        host: { crmId: guid(3), email: 'robin@us.example', name: 'Robin' },
        title: 'Pilot kick-off',
        body: null,
        location: 'Room 7',
        start: '2026-11-23T15:00:00.000Z',
        end: '2026-11-23T15:45:00.000Z',
        allDay: false,
        cancelled: false,
        attendees: [
          { email: 'robin@us.example', name: 'Robin', organizer: true, optional: true },
          { email: 'ann@alder.example', name: 'Ann Berg' },
          { email: 'bo@else.example' },
        ],
        crmActivity: { table: 'appointment', id: guid(9) },
      },
    });
  });

  it('L-19 has the name its calendar gave it, whatever the platform wraps it in', () => {
    const inner = Buffer.from('vCal-Uid\x01\0\0\0kick-off-1@calendar.example\0', 'latin1').toString('hex');
    const wrapped = `040000008200E00074C5B7101A82E00807EA0B17${'00'.repeat(16)}27000000${inner}`;
    expect(event({ globalobjectid: wrapped })).toMatchObject({
      key: 'ical|kick-off-1@calendar.example',
      fields: { iCalUid: 'kick-off-1@calendar.example', recurrenceId: '2026-11-23' },
    });
    const own = `040000008200e00074c5b7101a82e00800000000${'00'.repeat(16)}10000000${'ab'.repeat(16)}`;
    expect(event({ globalobjectid: own })?.fields).toMatchObject({ iCalUid: own.toUpperCase() });
    expect(event({ globalobjectid: own })?.fields).not.toHaveProperty('recurrenceId');
    expect(event({ globalobjectid: 'plain@calendar.example' })?.key).toBe('ical|plain@calendar.example');
  });

  it('L-19 a row that we wrote for another source is never a new event; one that we stamped is followed', () => {
    expect(event({ al_sourcesystem: 'salesloft' })).toBeUndefined();
    expect(event({ al_sourcesystem: 'dataverse', statecode: 2 })?.fields.cancelled).toBe(true);
  });

  it('L-27 counts only with a known lead or contact among the attendees', () => {
    const strangers = [party(7, 3), party(5, 4), party(5, undefined, 'bo@else.example'), party(8, 1)];
    expect(event({ appointment_activity_parties: strangers })).toBeUndefined();
    expect(event({ appointment_activity_parties: [party(6, 2)] })?.fields.attendees).toEqual([]);
  });

  it('tells HTML from text', () => {
    expect(event({ description: '<p>Goals</p>' })?.fields.body).toEqual({ format: 'html', content: '<p>Goals</p>' });
    expect(event({ description: 'a < b, see <https://x.example>' })?.fields.body).toMatchObject({ format: 'text' });
  });
});

describe('reading it', () => {
  const metadata: Metadata = {
    refresh: () => undefined,
    table: (name) =>
      Promise.resolve(
        name === 'lead' ? undefined : { ...tableInfo(name, ['emailaddress1', 'emailaddress2']), set: `${name}s` },
      ),
  };
  const clientOf = (answer: (path: string) => unknown) => {
    const paths: string[] = [];
    const read = (path: string): Promise<unknown> => {
      paths.push(decodeURIComponent(path));
      return Promise.resolve().then(() => answer(path));
    };
    return { paths, client: { read } as unknown as DataverseClient };
  };

  it('B-10 asks for the row and its people; an organisation without leads is asked for none', async () => {
    const { client, paths } = clientOf((path) =>
      path.startsWith('appointments(')
        ? raw
        : {
            value: path.startsWith('contacts?')
              ? [
                  {
                    contactid: guid(1).toUpperCase(),
                    fullname: 'Ann',
                    emailaddress1: 'Ann@Alder.example',
                    emailaddress2: null,
                  },
                ]
              : [],
          },
    );
    const found = await readAppointmentEvent(guid(9), { client, metadata });
    expect(found?.fields.people).toEqual([
      { crmTable: 'contact', crmId: guid(1), name: 'Ann', emails: ['ann@alder.example'] },
    ]);
    expect(paths).toHaveLength(3);
    expect(paths.find((path) => path.startsWith('systemusers?'))).toContain(`["${guid(3)}","${guid(4)}"]`);
  });

  it('is nothing for a row that is gone or an id that is none, and fails when the platform does', async () => {
    const failing = (status: number) =>
      clientOf(() => {
        throw new DataverseError({ status, code: '0x80040217', message: 'x', failure: 'final' }, 'GET appointments');
      }).client;
    expect(await readAppointmentEvent(guid(9), { client: failing(404), metadata })).toBeUndefined();
    await expect(readAppointmentEvent(guid(9), { client: failing(403), metadata })).rejects.toThrow(DataverseError);
    const { client, paths } = clientOf(() => raw);
    expect(await readAppointmentEvent('1)/x', { client, metadata })).toBeUndefined();
    expect(paths).toEqual([]);
  });
});
