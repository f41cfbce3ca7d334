import type { Parsed } from '../types.ts';
import { nothing, unknownEvent, wrongShape } from '../values.ts';
import { callFields, otherNumber } from './call.ts';
import { type AircallEvent, callSchema } from './schemas.ts';

/** Each carries the call as it stands: what came before its end is told again at the end. */
const logged = new Set([
  'call.ended',
  'call.comm_assets_generated',
  'call.voicemail_left',
  'call.assigned',
  'call.archived',
  'call.tagged',
  'call.untagged',
  'call.commented',
]);
const before = new Set([
  'call.created',
  'call.ringing_on_agent',
  'call.agent_declined',
  'call.answered',
  'call.transferred',
  'call.external_transferred',
  'call.unsuccessful_transfer',
  'call.hold',
  'call.unhold',
  'call.ivr_option_selected',
  'call.hungup',
]);

/**
 * Reads an Aircall payload (facts §5.3); pure.
 *
 * @returns `ok: false` with the field's path when the body has another shape than its event.
 */
export function parseAircall(eventName: string, body: unknown): Parsed {
  if (before.has(eventName)) return nothing('a call that has not ended');
  if (/^(user|number|contact|message|integration)\./.test(eventName)) return nothing('an event of no logged kind');
  if (!logged.has(eventName)) return unknownEvent(eventName);
  const parsed = callSchema.safeParse(body);
  if (!parsed.success) return wrongShape(parsed.error);
  const { data: call } = parsed.data;
  if (typeof call.ended_at !== 'number') return nothing('a call that has not ended');
  const digits = otherNumber(call)?.replaceAll(/\D/g, '');
  return {
    ok: true,
    events: [
      {
        source: 'aircall',
        type: 'call',
        externalId: call.id,
        version: versionOf(parsed.data),
        key: digits ? `aircall|number|${digits}` : `aircall|call|${call.id}`,
        fields: callFields(call),
        payload: { name: 'call', body: dataOf(body) },
      },
    ],
  };
}

/**
 * The moment of the event, whole seconds. Of two events of one second the one with more comments and tags is the later: that
 * count stands as milliseconds.
 */
function versionOf({ timestamp, data }: AircallEvent): string {
  const said = Math.min(999, (data.comments ?? []).length + (data.tags ?? []).length);
  return new Date(timestamp * 1000 + said).toISOString();
}

/** The call as Aircall describes it, for mappings. */
function dataOf(body: unknown): unknown {
  return (body as { data: unknown }).data;
}
