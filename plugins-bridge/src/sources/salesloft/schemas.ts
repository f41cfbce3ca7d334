/**
 * Salesloft's payloads: bare resources, named by the header alone. Only what is used is described; other keys are normal
 * (facts §5.1). Ids come as numbers, some as text.
 */
import { z } from 'zod';

const id = z.union([z.number().int(), z.string().min(1)]).transform(String);
/** Local offset and microseconds are usual. */
const time = z.iso.datetime({ offset: true });
const maybe = <T extends z.ZodType>(type: T) => type.nullish();
const text = maybe(z.string());
const ref = maybe(z.object({ id }));
const recording = maybe(z.object({ url: text, status: text, recording_status: text }));
const base = { id, created_at: time, updated_at: time };

export const emailSchema = z.object({
  ...base,
  recipient_email_address: z.string().min(1),
  status: z.string(),
  subject: text,
  body: text,
  sent_at: maybe(time),
  headers: maybe(z.object({ cc: text, bcc: text })),
  counts: maybe(z.object({ replies: maybe(z.number().int().nonnegative()) })),
  user: ref,
  recipient: ref,
});

export const callSchema = z.object({
  ...base,
  to: text,
  duration: maybe(z.number().nonnegative()),
  sentiment: text,
  disposition: text,
  recordings: maybe(z.array(recording)),
  user: ref,
  called_person: ref,
  /** A reference, or the note itself. */
  note: maybe(z.object({ content: text })),
});

export const callDataRecordSchema = z.object({
  ...base,
  to: text,
  from: text,
  duration: maybe(z.number().nonnegative()),
  direction: maybe(z.enum(['inbound', 'outbound'])),
  call_type: text,
  recording,
  call: ref,
  called_person: ref,
  user: ref,
});

export const noteSchema = z.object({
  ...base,
  content: text,
  associated_type: z.enum(['person', 'account']),
  associated_with: z.object({ id }),
  call: ref,
  user: ref,
});

export const attendeeSchema = z.object({
  email: z.string().min(1),
  name: text,
  organizer: maybe(z.boolean()),
  status: maybe(z.string()),
  deleted_at: text,
});

const mailbox = maybe(z.object({ email_address: text }));

export const meetingSchema = z.object({
  ...base,
  title: text,
  start_time: maybe(time),
  end_time: maybe(time),
  meeting_type: text,
  recipient_name: text,
  recipient_email: text,
  location: text,
  description: text,
  i_cal_uid: text,
  guests: maybe(z.array(z.string())),
  attendees: maybe(z.array(attendeeSchema)),
  canceled_at: text,
  all_day: maybe(z.boolean()),
  no_show: maybe(z.boolean()),
  status: text,
  person: ref,
  booked_by_user: ref,
  owned_by_meetings_settings: mailbox,
  booked_by_meetings_settings: mailbox,
});

export const taskSchema = z.object({
  ...base,
  current_state: z.string(),
  task_type: text,
  subject: text,
  description: text,
  completed_at: maybe(time),
  complete_only: maybe(z.boolean()),
  person: ref,
  user: ref,
  cadence: ref,
  step: maybe(z.object({ id, name: text, display_name: text })),
  multitouch_group_id: maybe(id),
});

/**
 * The shape of this webhook is not public. Assumed: the documented POST model (`call_created_at`, `duration`, `recording`) with
 * a title, the invitees and a reference to the dialer call it recorded.
 */
export const conversationRecordingSchema = z.object({
  id,
  created_at: time,
  updated_at: time,
  title: text,
  call_created_at: maybe(time),
  started_at: maybe(time),
  duration: maybe(z.number().nonnegative()),
  recording: z.object({ url: text, status: text }),
  attendees: maybe(z.array(attendeeSchema)),
  user: ref,
  call: ref,
});

export type Email = z.infer<typeof emailSchema>;
export type Call = z.infer<typeof callSchema>;
export type CallDataRecord = z.infer<typeof callDataRecordSchema>;
export type Note = z.infer<typeof noteSchema>;
export type Meeting = z.infer<typeof meetingSchema>;
export type Task = z.infer<typeof taskSchema>;
export type ConversationRecording = z.infer<typeof conversationRecordingSchema>;
export type PayloadAttendee = z.infer<typeof attendeeSchema>;
