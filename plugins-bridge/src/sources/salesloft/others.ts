import type { EventFields } from '@activity-logging/activity-model';
import { compact } from '../../compact.ts';
import { calendarId } from '../ical.ts';
import { filled, lower, utc, utcOrNull } from '../values.ts';
import type { ConversationRecording, Meeting, Note, Task } from './schemas.ts';
import { attendeesOf, personRef, userRef } from './values.ts';

export function noteFields(note: Note): EventFields {
  const isPerson = note.associated_type === 'person';
  return compact({
    occurredOn: utc(note.created_at),
    people: isPerson ? [{ sourceId: note.associated_with.id }] : undefined,
    accountRef: isPerson ? undefined : { sourceId: note.associated_with.id },
    user: userRef(note.user),
    body: filled(note.content) ? { format: 'text' as const, content: String(note.content) } : null,
  });
}

/** A meeting happens at its start; the person's calendar and the invite tell the same item. */
export function meetingFields(meeting: Meeting): EventFields {
  const person = personRef(meeting.person, meeting.recipient_email, meeting.recipient_name);
  const owner = filled(meeting.owned_by_meetings_settings?.email_address);
  const booker = filled(meeting.booked_by_meetings_settings?.email_address);
  const bookedBy =
    meeting.booked_by_user || booker
      ? compact({ sourceId: meeting.booked_by_user?.id, email: booker ? lower(booker) : undefined })
      : undefined;
  const attendees = meeting.attendees || meeting.guests ? attendeesOf(meeting.attendees, meeting.guests) : undefined;
  // The settings name an address only; the invite knows who that is, also when the user has left (SPEC L-28).
  const invited = owner ? attendees?.find(({ email }) => email === lower(owner)) : undefined;
  const host = owner ? compact({ email: lower(owner), name: invited?.name }) : bookedBy;
  return compact({
    people: person ? [person] : undefined,
    user: host,
    host,
    bookedBy,
    title: meeting.title,
    body: filled(meeting.description) ? { format: 'html' as const, content: String(meeting.description) } : undefined,
    location: meeting.location,
    start: utcOrNull(meeting.start_time),
    end: utcOrNull(meeting.end_time),
    allDay: meeting.all_day ?? undefined,
    attendees,
    cancelled: meeting.canceled_at === undefined ? undefined : meeting.canceled_at !== null,
    noShow: meeting.no_show ?? undefined,
    meetingType: meeting.meeting_type,
    ...calendarOf(meeting.i_cal_uid),
  });
}

function calendarOf(iCalUid: string | null | undefined): Pick<EventFields, 'iCalUid' | 'recurrenceId'> {
  if (!filled(iCalUid)) return compact({ iCalUid });
  const { uid, recurrenceId } = calendarId(String(iCalUid));
  return compact({ iCalUid: uid, recurrenceId });
}

/** A cadence step without a word about it is one that was only marked done (SPEC L-14). */
export function stepFields(task: Task): EventFields {
  const person = personRef(task.person);
  const completed = task.current_state === 'completed' || Boolean(task.completed_at);
  return compact({
    occurredOn: utcOrNull(task.completed_at) ?? undefined,
    people: person ? [person] : undefined,
    user: userRef(task.user),
    stepName: filled(task.step?.name) ?? filled(task.step?.display_name) ?? filled(task.subject),
    body: filled(task.description) ? { format: 'text' as const, content: String(task.description) } : undefined,
    completed,
    completeOnly: task.complete_only ?? !filled(task.description),
  });
}

/** States in which a recording can be listened to. */
const processed = /^(completed|complete|processed|ready|available|done)$/i;

export function recordingFields(recording: ConversationRecording): EventFields {
  const started = recording.call_created_at ?? recording.started_at;
  const attendees = recording.attendees ? attendeesOf(recording.attendees, null) : undefined;
  const { url, status } = recording.recording;
  return compact({
    occurredOn: utc(started ?? recording.created_at),
    title: recording.title,
    start: utcOrNull(started),
    durationSeconds: recording.duration ?? undefined,
    // Without a state the address alone says that it is there (SPEC L-21: once processing has finished).
    recordingUrl: !status || processed.test(status) ? filled(url) : undefined,
    attendees,
    people: attendees?.map(({ email, name }) => ({ emails: [email], ...(name ? { name } : {}) })),
    user: userRef(recording.user),
  });
}
