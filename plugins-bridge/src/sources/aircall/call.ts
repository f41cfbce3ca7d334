import type { EventFields, PersonRef, UserRef } from '@activity-logging/activity-model';
import { compact } from '../../compact.ts';
import { filled, lower } from '../values.ts';
import type { AircallCall } from './schemas.ts';

/** A call that has ended, as one payload tells it (SPEC L-13, L-22). */
export function callFields(call: AircallCall): EventFields {
  const number = otherNumber(call);
  const voicemail = filled(call.voicemail);
  const recording = filled(call.recording);
  return compact({
    occurredOn: seconds(call.started_at),
    direction: call.direction === 'inbound' ? ('incoming' as const) : ('outgoing' as const),
    phoneNumber: number,
    people: [personOf(call, number)],
    user: userOf(call),
    durationSeconds: talkSeconds(call),
    disposition: dispositionOf(call),
    // Said only when there is one: an event sent before it was there must not deny it.
    ...(voicemail ? { leftVoicemail: true } : {}),
    recordingUrl: voicemail || recording ? (filled(call.asset) ?? recording ?? voicemail) : undefined,
    body: commentsOf(call),
  });
}

/** The number outside: of the first participant who is no user of Aircall's, else as it was dialled. */
export function otherNumber({ participants, raw_digits }: AircallCall): string | undefined {
  const outside = (participants ?? []).find(({ type, phone_number }) => type === 'external' && filled(phone_number));
  // `anonymous` is what Aircall writes for a caller that hides the number.
  const digits = filled(outside?.phone_number) ?? filled(raw_digits);
  return digits && /\d/.test(digits) ? digits.trim() : undefined;
}

function personOf({ contact }: AircallCall, number: string | undefined): PersonRef {
  const values = (list: readonly { readonly value?: string | null | undefined }[] | null | undefined): string[] =>
    (list ?? []).flatMap(({ value }) => filled(value)?.trim() ?? []);
  const emails = values(contact?.emails).map(lower);
  const phones = [...new Set([...(number ? [number] : []), ...values(contact?.phone_numbers)])];
  const name = [contact?.first_name, contact?.last_name].flatMap((part) => filled(part) ?? []).join(' ');
  return compact({
    emails: emails.length > 0 ? emails : undefined,
    phones: phones.length > 0 ? phones : undefined,
    name: filled(name),
  });
}

function userOf({ user }: AircallCall): UserRef | undefined {
  const email = filled(user?.email);
  const ref = compact({ email: email && lower(email), name: filled(user?.name) });
  return Object.keys(ref).length > 0 ? ref : undefined;
}

/** Seconds spoken: `duration` counts the ringing too. A call nobody took has none. */
function talkSeconds({ answered_at, ended_at }: AircallCall): number {
  return typeof answered_at === 'number' && typeof ended_at === 'number' ? Math.max(0, ended_at - answered_at) : 0;
}

/** What users tagged the call with; else how it went. Aircall has no word for that of its own. */
function dispositionOf({ tags, answered_at, direction, missed_call_reason }: AircallCall): string {
  const names = (tags ?? []).flatMap(({ name }) => filled(name)?.trim() ?? []);
  if (names.length > 0) return names.join(', ');
  if (typeof answered_at === 'number') return 'Answered';
  if (direction === 'outbound') return 'No answer';
  const why = filled(missed_call_reason);
  return why ? `Missed (${why.replaceAll('_', ' ')})` : 'Missed';
}

function commentsOf({ comments }: AircallCall): EventFields['body'] {
  if (!comments) return undefined;
  const content = comments.flatMap((comment) => filled(comment.content)?.trim() ?? []).join('\n\n');
  return content === '' ? null : { format: 'text', content };
}

function seconds(time: number): string {
  return new Date(time * 1000).toISOString();
}
