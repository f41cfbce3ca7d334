import type { EventFields } from './event.ts';
import type { Kind } from './kinds.ts';

const meetingPrefix = 'Meeting Booked:';
/** The prefix as it may come back from a calendar: in any case and spacing, and more than once. */
const prefixed = /^(\s*meeting\s+booked\s*(:|$))+\s*/i;

/**
 * The subject of a kind's activity, whole (SPEC L-12 … L-21). Empty parts leave out their separator: `Call: Connected`, `Call`.
 *
 * @param prefixMeeting whether a meeting carries `Meeting Booked:`; it is never put twice (SPEC L-19).
 * @param personName name of the person a message thread is with.
 */
export function subjectOf(
  kind: Kind,
  fields: EventFields,
  options: { prefixMeeting: boolean; personName?: string },
): string {
  switch (kind) {
    case 'email':
    case 'reply':
      return labelled('Email', fields.subject);
    case 'call':
      return labelled('Call', join(fields.disposition, fields.sentiment));
    case 'voicemail':
      return labelled('Call', join('Voicemail', fields.sentiment));
    case 'meeting':
      return meetingSubject(clean(fields.title), options.prefixMeeting);
    case 'note':
      return 'Note';
    case 'step':
      return labelled('Other', fields.stepName);
    case 'message':
      return labelled('Message', options.personName);
    case 'recording':
      return labelled('Recording', fields.title);
  }
}

function meetingSubject(title: string, prefix: boolean): string {
  const bare = title.replace(prefixed, '');
  if (prefix) return bare ? `${meetingPrefix} ${bare}` : 'Meeting Booked';
  return bare || 'Meeting';
}

function labelled(label: string, text: string | null | undefined): string {
  const part = clean(text);
  return part ? `${label}: ${part}` : label;
}

/** Disposition and sentiment with a plain bar between them (SPEC L-13). */
function join(disposition: string | null | undefined, sentiment: string | null | undefined): string {
  return [clean(disposition), clean(sentiment)].filter(Boolean).join('|');
}

/** Subjects are one line. */
function clean(text: string | null | undefined): string {
  return (text ?? '').replace(/\s+/g, ' ').trim();
}
