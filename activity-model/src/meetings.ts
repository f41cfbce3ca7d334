import type { Attendee, EventFields } from './event.ts';
import { durationOf } from './merge.ts';
import type { People, Ref } from './people.ts';
import { refByAddress } from './known-address.ts';
import type { AttendeeRow, ColumnValue, RowContext } from './row.ts';
import { cutOrNull } from './text.ts';

const hour = 3_600_000;
const day = 24 * hour;

/**
 * Start and end as the platform wants them, UTC. An all-day meeting starts at midnight and ends at the midnight after its last
 * day (SPEC L-17).
 */
export function meetingTimes({ start, end, allDay }: EventFields): { start: string | null; end: string | null } {
  if (!allDay || !start) return { start: start ?? null, end: end ?? start ?? null };
  const first = midnight(start);
  const last = end ? midnight(end) : first;
  return { start: iso(first), end: iso(Math.max(last, first + day)) };
}

/**
 * Midnight UTC of the date that was meant. Sources write the midnight of some place on earth, and no zone with it: from Hawaii
 * (10:00 UTC of that date) eastwards to New Zealand in summer (11:00 UTC of the day before) the date is this one.
 */
function midnight(time: string): number {
  return Math.ceil((Date.parse(time) - 10 * hour) / day) * day;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

/** Columns that only meetings have (SPEC L-16, L-17). */
export function meetingColumns(fields: EventFields): Record<string, ColumnValue> {
  return {
    al_meetingtype: cutOrNull(fields.meetingType, 100),
    al_meetingbookedby: cutOrNull(fields.bookedBy?.name ?? fields.bookedBy?.email, 200),
    al_noshow: fields.noShow ?? false,
    al_durationseconds: durationOf(fields),
  };
}

/** Each address that was invited, once; of one that stands twice the answer counts more than none. */
export function inviteesOf({ attendees }: EventFields): Attendee[] {
  const found = new Map<string, Attendee>();
  for (const attendee of attendees ?? []) {
    const email = attendee.email.trim().toLowerCase();
    const before = found.get(email);
    if (!before || (answerOf(before) === 'hasntResponded' && answerOf(attendee) !== 'hasntResponded'))
      found.set(email, { ...attendee, email });
  }
  return [...found.values()];
}

/** Attendees that match nobody: the description names them (SPEC L-17). */
export function strangersOf(fields: EventFields, people: People): Attendee[] {
  return inviteesOf(fields).filter(({ email }) => refByAddress(people, email) === undefined);
}

/**
 * One row an attendee, known or not, with the answer, which Dataverse has no column for (SPEC L-17). The person the meeting is
 * with is among them even when the invite does not name them.
 */
export function attendeeRows({ fields, people, person }: RowContext): readonly AttendeeRow[] {
  const rows = inviteesOf(fields).map((attendee) =>
    attendeeRow(attendee, refByAddress(people, attendee.email), fields),
  );
  const key = person?.key.includes('@') ? person.key : undefined;
  if (!person || key === undefined || rows.some(({ ref }) => ref?.id === person.ref.id)) return rows;
  return [...rows, attendeeRow({ email: key, ...(person.name ? { name: person.name } : {}) }, person.ref, fields)];
}

/** A meeting that nobody came to was missed by the people it was with, not by the users who waited. */
function attendeeRow(attendee: Attendee, ref: Ref | undefined, { noShow }: EventFields): AttendeeRow {
  const { email, name } = attendee;
  const missed = noShow === true && (ref?.table === 'contact' || ref?.table === 'lead');
  return {
    address: email,
    name: name?.trim() || email,
    ...(ref ? { ref } : {}),
    response: answerOf(attendee),
    attendance: attendee.optional ? 'optional' : 'required',
    noShow: attendee.noShow ?? missed,
  };
}

function answerOf({ status }: Attendee): AttendeeRow['response'] {
  return status === undefined || status === 'needsAction' ? 'hasntResponded' : status;
}
