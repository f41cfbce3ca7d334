import type { EventFields } from './event.ts';
import { durationOf, fieldsOf, type ItemState } from './merge.ts';
import { headerOf } from './privacy.ts';

/**
 * What the paths of mappings are read in (SPEC F-2): the merged fields under their own names, and each payload of the source
 * under its name, e.g. `data.custom.region`.
 *
 * The fields of a recording that rule L-21 names stand under these paths:
 * Meeting Name `title` · Meeting Date and Meeting Start Time `start` · Meeting Duration (seconds) `durationSeconds` ·
 * Meeting Assigned To `user.email` or `user.name` · Meeting Recording URL `recordingUrl`.
 * Of a meeting (L-16): Meeting Booked By `bookedBy.name` or `bookedBy.email` · Meeting Type `meetingType`.
 *
 * @param headerOnly leaves out what was written or said, and with it the payloads, which may quote it (SPEC L-30).
 */
export function mappingDocument(item: ItemState, headerOnly = false): Readonly<Record<string, unknown>> {
  const fields = withMeetingTimes(item, fieldsOf(item));
  if (headerOnly || fields.headerOnly) return { ...headerOf(fields) };
  return { ...payloadsOf(item), ...fields };
}

/** Payloads by name; those that came in parts are put together again. */
function payloadsOf({ payloads = {} }: ItemState): Record<string, unknown> {
  const whole: Record<string, unknown> = {};
  const parts = new Map<string, Record<string, unknown>>();
  for (const [path, { value }] of Object.entries(payloads)) {
    const [name = '', ...member] = path.split('.');
    if (member.length === 0) whole[name] = value;
    else parts.set(name, { ...parts.get(name), [member.join('.')]: value });
  }
  return { ...whole, ...Object.fromEntries(parts) };
}

/** Sources say when a recorded meeting was, and how long it took, in one way or the other. */
function withMeetingTimes({ type }: ItemState, fields: EventFields): EventFields {
  if (type !== 'recording' && type !== 'meeting') return fields;
  const start = fields.start ?? fields.occurredOn;
  const duration = durationOf({ ...fields, ...(start ? { start } : {}) });
  return { ...fields, ...(start ? { start } : {}), ...(duration === null ? {} : { durationSeconds: duration }) };
}
