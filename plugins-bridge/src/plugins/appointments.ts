import type { Attendee, EventFields, LoggedEvent, PersonRef, UserRef } from '@activity-logging/activity-model';
import { z } from 'zod';
import { compact } from '../compact.ts';
import { calendarId, meetingKey } from '../sources/ical.ts';

const text = z.string().nullish();
const moment = z.iso.datetime({ offset: true }).nullish();

/** An appointment with its parties as the Web API gives it; other columns are of no interest. */
export const appointmentRow = z.object({
  activityid: z.guid().toLowerCase(),
  subject: text,
  description: text,
  location: text,
  scheduledstart: moment,
  scheduledend: moment,
  isalldayevent: z.boolean().nullish(),
  globalobjectid: text,
  statecode: z.number().nullish(),
  modifiedon: z.iso.datetime({ offset: true }),
  al_sourcesystem: text,
  _ownerid_value: text,
  appointment_activity_parties: z.array(
    z.object({
      participationtypemask: z.number().nullish(),
      addressused: text,
      _partyid_value: text,
      '_partyid_value@Microsoft.Dynamics.CRM.lookuplogicalname': text,
    }),
  ),
});
export type AppointmentRow = z.output<typeof appointmentRow>;

/** A contact, lead or user who is a party of an appointment, or its owner. */
export interface PartyRow {
  readonly table: string;
  /** Lower case. */
  readonly id: string;
  readonly name?: string;
  /** Lower case, the one to write to first. */
  readonly emails: readonly string[];
}

/** Name of the platform as a source. */
const source = 'dataverse';
/** `participationtypemask` and `statecode` of appointment. */
const masks = { required: 5, optional: 6, organizer: 7 } as const;
const canceled = 2;

/**
 * A meeting that calendar synchronisation (or a user) made in Dataverse, as an event of the source `dataverse` (SPEC L-27).
 *
 * @param rows the parties and the owner, by id in lower case.
 * @returns nothing when no attendee is a lead or contact, and nothing for a row the bridge wrote for another source: that would be
 *   its echo (SPEC L-19). A row that was stamped as a meeting of `dataverse` itself is told again, so that it follows its changes.
 */
export function appointmentEvent(row: AppointmentRow, rows: ReadonlyMap<string, PartyRow>): LoggedEvent | undefined {
  if (row.al_sourcesystem && row.al_sourcesystem !== source) return undefined;
  const attending = partiesOf(row, rows);
  const people = attending.flatMap(({ row: party }) => personRef(party) ?? []);
  if (people.length === 0) return undefined;
  const calendar = row.globalobjectid?.trim() ? calendarId(row.globalobjectid) : undefined;
  const externalId = row.activityid;
  return {
    source,
    type: 'meeting',
    externalId,
    version: row.modifiedon,
    key: meetingKey(calendar?.uid) ?? `${source}|meeting|${externalId}`,
    fields: fieldsOf(row, rows, attending, people, calendar),
  };
}

interface Attending {
  readonly mask: number;
  readonly row: PartyRow | undefined;
  readonly email: string | undefined;
}

/** Who is invited: the parties an appointment can have, the owner's and regarding's own rows left out. */
function partiesOf(row: AppointmentRow, rows: ReadonlyMap<string, PartyRow>): Attending[] {
  const invited: readonly number[] = Object.values(masks);
  return row.appointment_activity_parties.flatMap((party): Attending[] => {
    const mask = party.participationtypemask ?? 0;
    if (!invited.includes(mask)) return [];
    const known = party._partyid_value ? rows.get(party._partyid_value.toLowerCase()) : undefined;
    const email = party.addressused?.includes('@') ? party.addressused.trim().toLowerCase() : known?.emails[0];
    return [{ mask, row: known, email }];
  });
}

function fieldsOf(
  row: AppointmentRow,
  rows: ReadonlyMap<string, PartyRow>,
  attending: readonly Attending[],
  people: readonly PersonRef[],
  calendar: ReturnType<typeof calendarId> | undefined,
): EventFields {
  const organizer = attending.find(({ mask }) => mask === masks.organizer)?.row;
  const owner = row._ownerid_value ? rows.get(row._ownerid_value.toLowerCase()) : undefined;
  const user = userRef(owner);
  return compact({
    people,
    user,
    host: userRef(organizer) ?? user,
    title: row.subject ?? null,
    body: row.description ? { format: formatOf(row.description), content: row.description } : null,
    location: row.location ?? null,
    start: utc(row.scheduledstart),
    end: utc(row.scheduledend),
    allDay: row.isalldayevent ?? false,
    cancelled: row.statecode === canceled,
    attendees: attendeesOf(attending),
    iCalUid: calendar?.uid,
    recurrenceId: calendar?.recurrenceId,
    crmActivity: { table: 'appointment' as const, id: row.activityid },
  });
}

/** Each address once; a person without one is among the people alone. */
function attendeesOf(attending: readonly Attending[]): Attendee[] {
  const found = new Map<string, Attendee>();
  for (const { mask, row, email } of attending) {
    if (!email) continue;
    found.set(email, {
      ...found.get(email),
      email,
      ...compact({ name: row?.name }),
      ...(mask === masks.optional ? { optional: true } : {}),
      ...(mask === masks.organizer ? { organizer: true } : {}),
    });
  }
  return [...found.values()];
}

function personRef(row: PartyRow | undefined): PersonRef | undefined {
  if (row?.table !== 'contact' && row?.table !== 'lead') return undefined;
  const { table: crmTable, id: crmId, emails, name } = row;
  return { crmTable, crmId, ...(emails.length > 0 ? { emails } : {}), ...compact({ name }) };
}

function userRef(row: PartyRow | undefined): UserRef | undefined {
  if (row?.table !== 'systemuser') return undefined;
  return { crmId: row.id, ...compact({ email: row.emails[0], name: row.name }) };
}

/** The organisation's rich text editor writes HTML into the same column (facts: AppointmentRichEditorExperience). */
function formatOf(description: string): 'html' | 'text' {
  return /<(?:p|div|br|span|html|body|table|ul|ol|a)\b[^>]*>/i.test(description) ? 'html' : 'text';
}

function utc(time: string | null | undefined): string | null {
  return time ? new Date(time).toISOString() : null;
}
