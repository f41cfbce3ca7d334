/** An organisation with the people that meetings are about, and a bridge that is told of both sides. */
import { type Line, native, type Row, startLine } from './rules-line.ts';

export const robin = { email: 'robin@northwind.example', name: 'Robin Castellan' };
export const ann = { email: 'ann@alder.example', name: 'Ann Berg' };
export const bo = { email: 'bo@alder.example' };
export const stranger = { email: 'stranger@else.example', name: 'Some Body' };
export const [start, end] = ['2099-03-01T10:00:00.000Z', '2099-03-01T11:30:00.000Z'];
export const response = { none: 727000000, accepted: 727000001, tentative: 727000002, declined: 727000003 };
export const hour = 3_600_000;

let count = 0;
export const meeting = (more: object = {}) => {
  count += 1;
  return {
    kind: 'meeting',
    id: `meeting-${count}`,
    version: '2026-01-01T00:00:01Z',
    source: 'calendar',
    title: 'Pilot',
    body: 'Goals and dates.',
    location: 'Room 7',
    start,
    end,
    attendees: [{ ...robin, organizer: true }, ann, { ...bo, optional: true }, stranger],
    iCalUid: `uid-${count}@calendar.example`,
    ...more,
  };
};
export const later = <T extends object>(event: T, second: number, more: object = {}) => ({
  ...event,
  version: `2026-01-01T00:00:${String(second).padStart(2, '0')}Z`,
  ...more,
});

export interface Meetings {
  readonly line: Line;
  readonly userId: string;
  readonly annId: string;
  readonly boId: string;
  readonly accountId: string;
  /** The settings that tests begin with. */
  reset(): Promise<void>;
  /** The only row of an item, with its parties. */
  appointment(id: string): Promise<Row>;
  /** Attendee rows by address. */
  attendees(row: Row, column?: string): Promise<Record<string, Row>>;
}

export const expand = '&$expand=appointment_activity_parties($select=participationtypemask,_partyid_value,addressused)';

/** Parties of an expanded appointment: mask and row or address. */
export const partiesOf = (row: Row): string[] =>
  (row['appointment_activity_parties'] as Row[])
    .map((party) => `${party['participationtypemask']} ${party['_partyid_value'] ?? party['addressused']}`)
    .sort();

export async function startMeetings(): Promise<Meetings> {
  const line = await startLine();
  const { BusinessUnitId: unit } = (await line.admin.read('WhoAmI()')) as { BusinessUnitId: string };
  const userId = await line.create('systemusers', {
    firstname: 'Robin',
    lastname: 'Castellan',
    internalemailaddress: robin.email,
    domainname: robin.email,
    'businessunitid@odata.bind': `/businessunits(${unit})`,
  });
  const accountId = await line.create('accounts', { name: 'Alder' });
  const company = { 'parentcustomerid_account@odata.bind': `/accounts(${accountId})` };
  const annId = await line.create('contacts', { lastname: 'Berg', emailaddress1: ann.email, ...company });
  const boId = await line.create('leads', {
    lastname: 'Bo',
    subject: 'Lead',
    companyname: 'Alder',
    emailaddress1: bo.email,
  });
  await line.configure(native);
  await line.start();
  await line.connect();

  return {
    line,
    userId,
    annId,
    boId,
    accountId,
    async reset() {
      line.setClock(0);
      await line.configure({ ...native, al_followmeetingchanges: true, al_prefixappointments: true });
    },
    appointment: (id) => line.row('appointments', `al_sourceid eq '${id}'`, expand),
    async attendees(row, column = 'al_appointmentid') {
      const all = await line.rows('al_meetingattendees', `_${column}_value eq ${row['activityid']}`);
      return Object.fromEntries(all.map((one) => [String(one['al_address']), one]));
    },
  };
}
