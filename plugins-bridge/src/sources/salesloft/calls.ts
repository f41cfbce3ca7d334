import type { EventFields } from '@activity-logging/activity-model';
import { compact } from '../../compact.ts';
import { filled, utc } from '../values.ts';
import type { Call, CallDataRecord } from './schemas.ts';
import { personRef, userRef } from './values.ts';

export function callFields(call: Call): EventFields {
  const person = personRef(call.called_person);
  return compact({
    occurredOn: utc(call.created_at),
    people: person ? [person] : undefined,
    user: userRef(call.user),
    phoneNumber: filled(call.to),
    durationSeconds: call.duration ?? undefined,
    disposition: call.disposition,
    sentiment: call.sentiment,
    body: filled(call.note?.content) ? { format: 'text' as const, content: String(call.note?.content) } : undefined,
    recordingUrl: call.recordings?.map((recording) => filled(recording?.url)).find(Boolean),
  });
}

/** What the telephone system knows of a logged call: direction, the other party's number, duration, recording (SPEC L-13, L-22). */
export function callDataFields(record: CallDataRecord): EventFields {
  const person = personRef(record.called_person);
  const incoming = record.direction === 'inbound';
  return compact({
    occurredOn: utc(record.created_at),
    people: person ? [person] : undefined,
    user: userRef(record.user),
    direction: record.direction ? (incoming ? ('incoming' as const) : ('outgoing' as const)) : undefined,
    phoneNumber: filled(incoming ? record.from : record.to),
    durationSeconds: record.duration ?? undefined,
    recordingUrl: filled(record.recording?.url),
  });
}
