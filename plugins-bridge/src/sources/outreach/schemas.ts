/**
 * Outreach's payloads: a JSON:API resource of which an update carries only the attributes that changed, and the event's name in
 * `meta`. Only what is used is described; other keys are normal (facts §5.2). Ids come as numbers or as text.
 */
import { z } from 'zod';

const id = z.union([z.number().int(), z.string().min(1)]).transform(String);
const maybe = <T extends z.ZodType>(type: T) => type.nullish();
const text = maybe(z.string());
const time = maybe(z.iso.datetime({ offset: true }));
const base = { createdAt: time, updatedAt: time };

export const envelopeSchema = z.object({ meta: z.object({ eventName: z.string().min(1) }) });

const resource = z.object({ type: text, id });
/** Written as JSON:API does, or without its `data`; a list where there can be several. */
const relationship = z.union([
  z.object({ data: z.union([resource, z.array(resource)]).nullable() }).transform(({ data }) => data),
  resource,
  z.null(),
  // Links alone: it is there, and the payload does not say what it is.
  z.object({}).transform(() => undefined),
]);

export const payloadSchema = z.object({
  data: z.object({
    id,
    attributes: maybe(z.record(z.string(), z.unknown())),
    relationships: maybe(z.record(z.string(), relationship)),
  }),
  meta: z.object({ deliveredAt: time }),
});
export type OutreachPayload = z.infer<typeof payloadSchema>;

export const callSchema = z.object({
  ...base,
  answeredAt: time,
  completedAt: time,
  dialedAt: time,
  direction: maybe(z.enum(['inbound', 'outbound'])),
  from: text,
  to: text,
  note: text,
  outcome: text,
  recordingUrl: text,
  voicemailRecordingUrl: text,
});

export const mailingSchema = z.object({
  ...base,
  state: text,
  subject: text,
  bodyHtml: text,
  bodyText: text,
  mailboxAddress: text,
  messageId: text,
  deliveredAt: time,
  openedAt: time,
  clickedAt: time,
  repliedAt: time,
  bouncedAt: time,
});

export const taskSchema = z.object({
  ...base,
  action: text,
  taskType: text,
  subject: text,
  note: text,
  state: text,
  completed: maybe(z.boolean()),
  completedAt: time,
});

/** The shape of people in a recording is not public: taken as an address, or as an object that has one. */
const someone = z.union([z.string(), z.object({ email: text, name: text })]);

export const kaiaRecordingSchema = z.object({
  ...base,
  title: text,
  startTime: time,
  endTime: time,
  recordingUrl: text,
  mediaDurationSeconds: maybe(z.number().nonnegative()),
  host: maybe(someone),
  participants: maybe(z.array(someone)),
});

export type Call = z.infer<typeof callSchema>;
export type Mailing = z.infer<typeof mailingSchema>;
export type Task = z.infer<typeof taskSchema>;
export type KaiaRecording = z.infer<typeof kaiaRecordingSchema>;
