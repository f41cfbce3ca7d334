import type { EventFields, ItemType, LoggedEvent } from '@activity-logging/activity-model';
import { z } from 'zod';
import { reason } from '../../reasons.ts';
import type { Parsed } from '../types.ts';
import { nothing, unknownEvent, wrongShape } from '../values.ts';
import { callFields, recordingFields, stepFields } from './kinds.ts';
import { emailFields, replyFields } from './mailing.ts';
import { type Resource, resourceOf } from './resource.ts';
import { callSchema, kaiaRecordingSchema, mailingSchema, payloadSchema, type Task, taskSchema } from './schemas.ts';

/** What a resource tells of. */
interface Told {
  readonly type: ItemType;
  readonly externalId: string;
  readonly fields: EventFields;
}
/** @returns why nothing is logged, where that is so. */
type Reader = (attributes: unknown, resource: Resource) => readonly Told[] | Exclude<Parsed, { ok: true }>;

const actions = /^(created|updated|destroyed|bounced|delivered|opened|clicked|replied|completed|finished|advanced)$/;
const neverLogged =
  /^(account|contact|emailAddress|import|opportunity|opportunityProspectRole|prospect|sequence|sequenceState|user)$/;

/**
 * Reads an Outreach payload (facts §5.2); pure. An update carries only what changed: its fields are merged with what came before and
 * after it (DESIGN decision on merged items), and an item waits until a payload has said whom it is about.
 *
 * @param eventName `resource.action`, as `meta.eventName` has it.
 * @returns `ok: false` with the field's path when the body has another shape than its event.
 */
export function parseOutreach(eventName: string, body: unknown): Parsed {
  const [name = '', action = '', ...more] = eventName.split('.');
  if (more.length > 0 || !actions.test(action)) return unknownEvent(eventName);
  if (neverLogged.test(name)) return nothing('an event of no logged kind');
  const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
  if (!reader) return unknownEvent(eventName);
  const parsed = payloadSchema.safeParse(body);
  if (!parsed.success) return wrongShape(parsed.error);
  const resource = resourceOf(parsed.data, action === 'destroyed');
  if (!resource) return { ok: false, reason: reason('wrong-shape', 'meta.deliveredAt: needed without updatedAt') };
  const attributes = parsed.data.data.attributes ?? {};
  const told = reader(attributes, resource);
  if ('ok' in told) return told;
  return { ok: true, events: told.map((one) => eventOf(one, name, attributes, resource)) };
}

const readers: Readonly<Record<string, Reader>> = {
  call: reader(callSchema, (call, resource) => [
    { type: 'call', externalId: resource.id, fields: callFields(call, resource) },
  ]),
  mailing: reader(mailingSchema, (mailing, resource) => {
    const reply = replyFields(mailing, resource);
    return [
      { type: 'email', externalId: resource.id, fields: emailFields(mailing, resource) },
      ...(reply ? [{ type: 'reply' as const, externalId: `${resource.id}-reply`, fields: reply }] : []),
    ];
  }),
  task: reader(
    taskSchema,
    (task, resource) =>
      notAStep(task) ?? [{ type: 'step', externalId: resource.id, fields: stepFields(task, resource) }],
  ),
  kaiaRecording: reader(kaiaRecordingSchema, (recording, resource) => [
    { type: 'recording', externalId: resource.id, fields: recordingFields(recording, resource) },
  ]),
};

/** Why a task is no step that is logged; `undefined` also when the payload does not say what it is. */
function notAStep({ taskType, action }: Task): ReturnType<typeof nothing> | undefined {
  const kind = taskType ?? '';
  if (/_(call|email)$/.test(kind) || /^(call|email)$/.test(action ?? ''))
    return nothing('a step that is logged as its call or email');
  return kind !== '' && !kind.startsWith('sequence_step_') ? nothing('a task outside a sequence') : undefined;
}

/** Paths of problems are those of the payload. */
function reader<T>(schema: z.ZodType<T>, read: (attributes: T, resource: Resource) => ReturnType<Reader>): Reader {
  const inPlace = z.object({ data: z.object({ attributes: schema }) });
  return (attributes, resource) => {
    const parsed = inPlace.safeParse({ data: { attributes } });
    return parsed.success ? read(parsed.data.data.attributes, resource) : wrongShape(parsed.error);
  };
}

function eventOf(
  { type, externalId, fields }: Told,
  name: string,
  attributes: Readonly<Record<string, unknown>>,
  { version, key, id, deleted }: Resource,
): LoggedEvent {
  return {
    source: 'outreach',
    type,
    externalId,
    version,
    key: key ?? `outreach|${name}|${id}`,
    fields: deleted ? { ...fields, deleted } : fields,
    payload: { name, parts: attributes },
  };
}
