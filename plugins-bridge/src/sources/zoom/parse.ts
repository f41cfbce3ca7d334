import type { EventFields } from '@activity-logging/activity-model';
import { compact } from '../../compact.ts';
import type { Parsed } from '../types.ts';
import { filled, lower, nothing, unknownEvent, utc, wrongShape } from '../values.ts';
import { recordingSchema, type ZoomRecording } from './schemas.ts';

/**
 * Reads a Zoom payload; pure. The version is `event_ts`, milliseconds, as it stands.
 *
 * @returns `ok: false` with the field's path when the body has another shape than its event.
 */
export function parseZoom(eventName: string, body: unknown): Parsed {
  if (eventName !== 'recording.completed') {
    return /^(recording|meeting|webinar|user|account)\./.test(eventName)
      ? nothing('an event of no logged kind')
      : unknownEvent(eventName);
  }
  const parsed = recordingSchema.safeParse(body);
  if (!parsed.success) return wrongShape(parsed.error);
  const { event_ts: at, payload } = parsed.data;
  const { uuid } = payload.object;
  return {
    ok: true,
    events: [
      {
        source: 'zoom',
        type: 'recording',
        externalId: uuid,
        version: String(at),
        key: `zoom|recording|${uuid}`,
        fields: recordingFields(payload.object),
        payload: { name: 'recording', body: objectOf(body) },
      },
    ],
  };
}

/** Zoom names the host and nobody else; an event of the own format can name the invitees (SPEC L-21, docs/operator/sources.md). */
function recordingFields(recording: ZoomRecording['payload']['object']): EventFields {
  const host = filled(recording.host_email);
  const start = recording.start_time ? utc(recording.start_time) : undefined;
  return compact({
    title: recording.topic,
    start,
    occurredOn: start,
    durationSeconds: typeof recording.duration === 'number' ? recording.duration * 60 : undefined,
    recordingUrl: filled(recording.share_url),
    user: host ? { email: lower(host) } : undefined,
    host: host ? { email: lower(host) } : undefined,
  });
}

/** The recording as Zoom describes it, for mappings. */
function objectOf(body: unknown): unknown {
  const { payload } = body as { payload: { object: unknown } };
  return payload.object;
}
