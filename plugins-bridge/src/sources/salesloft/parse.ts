import type { EventFields, ItemType, LoggedEvent } from '@activity-logging/activity-model';
import type { z } from 'zod';
import { meetingKey } from '../ical.ts';
import type { Parsed } from '../types.ts';
import { nothing, unknownEvent, wrongShape } from '../values.ts';
import { callDataFields, callFields } from './calls.ts';
import { emailEvents } from './emails.ts';
import { meetingFields, noteFields, recordingFields, stepFields } from './others.ts';
import * as schemas from './schemas.ts';

type Reader = (body: unknown) => Parsed;

/**
 * Reads a Salesloft payload: the body is the bare resource, its kind is in the header alone (facts §5.1). Pure.
 *
 * @returns `ok: false` with the field's path when the body has another shape than its event.
 */
export function parseSalesloft(eventName: string, body: unknown): Parsed {
  const reader = readers[eventName];
  return reader ? reader(body) : unknownEvent(eventName);
}

const email: Reader = reader('email', schemas.emailSchema, (it) =>
  events(emailEvents(it, personKey(it.recipient) ?? `salesloft|email|${it.id}`)),
);
const call: Reader = reader('call', schemas.callSchema, (it) =>
  one('call', it.id, it.updated_at, personKey(it.called_person), callFields(it)),
);

const callDataRecord: Reader = reader('call_data_record', schemas.callDataRecordSchema, (it) => {
  if (!it.call) return nothing('a data record of a call that was not logged');
  // Other legs ring the user's own telephone or a listener's.
  if (it.call_type && it.call_type !== 'call') return nothing('another leg of the call');
  return one('call', it.call.id, it.updated_at, personKey(it.called_person), callDataFields(it));
});

const note = (deleted: boolean): Reader =>
  reader('note', schemas.noteSchema, (it) => {
    const fields = noteFields(it);
    const key = `salesloft|${it.associated_type}|${it.associated_with.id}`;
    // Notes taken in a call are the call's text (SPEC L-13), not an activity beside it.
    if (it.call) return one('call', it.call.id, it.updated_at, key, deleted ? { body: null } : bodyOf(fields));
    return one('note', it.id, it.updated_at, key, deleted ? { ...fields, deleted } : fields);
  });

const meeting: Reader = reader('meeting', schemas.meetingSchema, (it) => {
  if (it.status === 'failed') return nothing('a meeting that could not be booked');
  const fields = meetingFields(it);
  // Its echo from another source is in the same lane (SPEC L-19).
  return one('meeting', it.id, it.updated_at, meetingKey(fields.iCalUid) ?? personKey(it.person), fields);
});

const task = (deleted: boolean): Reader =>
  reader('task', schemas.taskSchema, (it) => {
    if (!it.cadence && !it.step && !it.multitouch_group_id) return nothing('a task outside a cadence');
    if (/^(call|phone|email)$/i.test(it.task_type ?? '')) return nothing('a step that is logged as its call or email');
    const fields = stepFields(it);
    return one('step', it.id, it.updated_at, personKey(it.person), deleted ? { ...fields, deleted } : fields);
  });

const recording: Reader = reader('recording', schemas.conversationRecordingSchema, (it) => {
  const fields = recordingFields(it);
  if (!it.call) return one('recording', it.id, it.updated_at, undefined, fields);
  // The recording of a dialer call belongs to the call's row (SPEC L-22).
  return fields.recordingUrl
    ? one('call', it.call.id, it.updated_at, `salesloft|call|${it.call.id}`, { recordingUrl: fields.recordingUrl })
    : nothing('a recording that is still being processed');
});

const never: Reader = () => nothing('an event of no logged kind');

const readers: Readonly<Record<string, Reader>> = {
  email_updated: email,
  email_with_body_and_subject_updated: email,
  call_created: call,
  call_updated: call,
  call_data_record_created: callDataRecord,
  call_data_record_updated: callDataRecord,
  note_created: note(false),
  note_updated: note(false),
  note_deleted: note(true),
  meeting_booked: meeting,
  meeting_updated: meeting,
  task_created: task(false),
  task_updated: task(false),
  task_completed: task(false),
  task_deleted: task(true),
  conversation_recording_created: recording,
  conversation_created: never,
  conversation_transcript_created: never,
  success_created: never,
};

/** @param resource what the body is; mappings reach its raw fields under this name (SPEC F-2). */
function reader<T>(resource: string, schema: z.ZodType<T>, read: (value: T) => Parsed): Reader {
  return (body) => {
    const parsed = schema.safeParse(body);
    return parsed.success ? withPayload(read(parsed.data), { name: resource, body }) : wrongShape(parsed.error);
  };
}

function withPayload(parsed: Parsed, payload: NonNullable<LoggedEvent['payload']>): Parsed {
  return parsed.ok === true ? events(parsed.events.map((event) => ({ ...event, payload }))) : parsed;
}

function personKey(ref: { readonly id: string } | null | undefined): string | undefined {
  return ref ? `salesloft|person|${ref.id}` : undefined;
}

function one(
  type: ItemType,
  externalId: string,
  version: string,
  key: string | undefined,
  fields: EventFields,
): Parsed {
  return events([
    { source: 'salesloft', type, externalId, version, key: key ?? `salesloft|${type}|${externalId}`, fields },
  ]);
}

function events(list: readonly LoggedEvent[]): Parsed {
  return { ok: true, events: list };
}

function bodyOf({ body }: EventFields): EventFields {
  return body === undefined ? {} : { body };
}
