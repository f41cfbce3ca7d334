import type { EventFields } from './event.ts';
import { fieldsOf, type ItemState } from './merge.ts';
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
  const payloads = Object.entries(item.payloads ?? {}).map(([name, { value }]) => [name, value]);
  return { ...Object.fromEntries(payloads), ...fields };
}

/** Sources say when a recorded meeting was, and how long it took, in one way or the other. */
function withMeetingTimes({ type }: ItemState, fields: EventFields): EventFields {
  if (type !== 'recording' && type !== 'meeting') return fields;
  const start = fields.start ?? fields.occurredOn;
  const duration = durationOf({ ...fields, ...(start ? { start } : {}) });
  return { ...fields, ...(start ? { start } : {}), ...(duration === null ? {} : { durationSeconds: duration }) };
}

/** Seconds that a meeting took or is to take; `null` when the source does not say. */
export function durationOf({ durationSeconds, start, end }: EventFields): number | null {
  if (durationSeconds !== null && durationSeconds !== undefined) return durationSeconds;
  const seconds = start && end ? Math.round((Date.parse(end) - Date.parse(start)) / 1000) : NaN;
  return seconds >= 0 ? seconds : null;
}
