import type { Attendee, EventFields } from '@activity-logging/activity-model';
import { compact } from '../../compact.ts';
import { filled, lower, utc, utcOrNull } from '../values.ts';
import { type Resource, shared } from './resource.ts';
import type { Call, KaiaRecording, Task } from './schemas.ts';

/** Text of a note; `null` when the payload says that there is none. */
export function noteBody(note: string | null | undefined): EventFields['body'] {
  if (note === undefined) return undefined;
  return filled(note) ? { format: 'text', content: String(note) } : null;
}

const directions = { inbound: 'incoming', outbound: 'outgoing' } as const;

/** A call (SPEC L-13, L-22); its length follows from its ends, which may come apart. */
export function callFields(call: Call, resource: Resource): EventFields {
  const number = filled(call.direction === 'inbound' ? call.from : call.to);
  const happened = filled(call.dialedAt) ?? filled(call.answeredAt) ?? filled(call.createdAt);
  const voicemail = filled(call.voicemailRecordingUrl);
  return compact({
    ...shared(resource),
    whole: resource.complete || resource.people !== undefined,
    occurredOn: happened === undefined ? undefined : utc(happened),
    start: utcOrNull(call.answeredAt),
    end: utcOrNull(call.completedAt),
    direction: call.direction ? directions[call.direction] : undefined,
    // Whose number it is only the direction tells.
    phoneNumber: call.direction ? number : undefined,
    disposition: call.outcome,
    body: noteBody(call.note),
    recordingUrl: filled(call.recordingUrl) ?? voicemail,
    ...(voicemail ? { leftVoicemail: true } : {}),
  });
}

/** A step of a sequence that is neither a call nor an email (SPEC L-14). */
export function stepFields(task: Task, resource: Resource): EventFields {
  const noteSaid = task.note !== undefined || resource.complete;
  return compact({
    ...shared(resource),
    whole: task.taskType !== undefined && (resource.complete || resource.people !== undefined),
    occurredOn: filled(task.completedAt) ? utc(String(task.completedAt)) : undefined,
    stepName: filled(task.subject) ?? stepName(task),
    body: noteBody(task.note),
    completed: task.completed === true || Boolean(task.completedAt) || /^completed?$/i.test(task.state ?? ''),
    completeOnly: noteSaid ? !filled(task.note) : undefined,
  });
}

/** `sequence_step_linkedin_view_profile` → `Linkedin view profile`; a general one is named by what is to be done. */
function stepName({ taskType, action }: Task): string | undefined {
  const kind = filled(taskType)?.replace(/^sequence_step_/, '');
  const words = (kind === 'task' ? (filled(action) ?? kind) : kind)?.replaceAll('_', ' ').trim();
  return words ? words.charAt(0).toUpperCase() + words.slice(1) : undefined;
}

/** A recording of Outreach's assistant (SPEC L-21). */
export function recordingFields(recording: KaiaRecording, resource: Resource): EventFields {
  const host = recording.host ? attendeeOf(recording.host) : undefined;
  const others = recording.participants?.flatMap((someone) => attendeeOf(someone) ?? []);
  const attendees = others && host ? [{ ...host, organizer: true }, ...others.filter(isNot(host))] : others;
  const { user, people } = shared(resource);
  const start = utcOrNull(recording.startTime);
  return compact({
    whole: resource.complete || attendees !== undefined,
    user: user ?? (host && compact({ email: host.email, name: host.name })),
    people: people && people.length > 0 ? people : undefined,
    title: recording.title,
    start,
    occurredOn: start ?? undefined,
    end: utcOrNull(recording.endTime),
    durationSeconds: recording.mediaDurationSeconds ?? undefined,
    recordingUrl: filled(recording.recordingUrl),
    attendees,
  });
}

type Someone = NonNullable<KaiaRecording['host']>;

/** `undefined` for who is named without an address: nobody can be found by that. */
function attendeeOf(someone: Someone): Attendee | undefined {
  const { email, name } = typeof someone === 'string' ? { email: someone, name: undefined } : someone;
  const address = filled(email);
  if (!address?.includes('@')) return undefined;
  return { email: lower(address), ...compact({ name: filled(name) }) };
}

function isNot({ email }: Attendee): (other: Attendee) => boolean {
  return (other) => other.email !== email;
}
