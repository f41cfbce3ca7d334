import type { Kind } from '@activity-logging/activity-model';
import { z } from 'zod';
import {
  actionItem,
  address,
  attendee,
  body,
  crmRef,
  dateOrTime,
  id,
  person,
  rules,
  threadText,
  time,
  url,
  user,
  version,
} from './values.ts';

const text = z.string();
const flag = z.boolean().exactOptional();
const seconds = z.number().min(0).max(2_147_483_647);
/** `null` says that it is known to be empty; an absent field says nothing. */
const emptiable = <T extends z.ZodType>(type: T) => type.nullable().exactOptional();

const identity = {
  id: id.describe('Id of the item in the sending system; the same id is the same row.'),
  version: version.describe(
    'Version of the item: a time, a whole number or text. What is newer wins, whatever arrives first.',
  ),
  source: text
    .regex(/^[a-z0-9-]{1,50}$/, rules.source)
    .refine((name) => name !== 'dataverse', 'must not be dataverse: that name is the platform’s own')
    .describe('Name of the sending system.'),
};

const about = {
  people: z.array(person).exactOptional().describe('Leads or contacts it is about, the main one first.'),
  account: emptiable(crmRef('accountid')).describe('The account itself, for what is about an account and no person.'),
  deal: emptiable(crmRef('opportunityid')).describe('The opportunity it counts for.'),
  user: emptiable(user).describe('The user who did it; owner of the row.'),
  priority: z.enum(['low', 'normal', 'high']).exactOptional(),
  nextStep: emptiable(text),
  nextStepDue: emptiable(dateOrTime),
  headerOnly: flag.describe('Keep only who and when: neither subject nor text.'),
  backfill: flag.describe('Told of long after it happened: a new row takes its time as the date of its creation.'),
  deleted: flag.describe('The item was deleted in the sending system.'),
  custom: z
    .record(text, z.unknown())
    .exactOptional()
    .describe('Anything else; reached by field mappings as data.custom.…'),
};

const occurredOn = time.exactOptional().describe('When it happened.');
const direction = z.enum(['incoming', 'outgoing']).exactOptional();
const iCalUid = emptiable(text.min(1).max(1000)).describe('iCalUId of the calendar; recognises echoes.');

const mail = {
  occurredOn,
  subject: emptiable(text),
  body: emptiable(body),
  from: emptiable(address),
  to: z.array(address).exactOptional(),
  cc: z.array(address).exactOptional(),
  bcc: z.array(address).exactOptional(),
  messageId: emptiable(text).describe('Message-ID header.'),
  conversationId: emptiable(text).describe('What an email and its replies have in common.'),
  automated: flag.describe('Sent by a machine: a bounce, an out-of-office answer, a newsletter.'),
};

const telephone = {
  occurredOn,
  direction,
  phoneNumber: emptiable(text).describe('The other party’s number.'),
  durationSeconds: emptiable(seconds),
  disposition: emptiable(text),
  sentiment: emptiable(text),
  body: emptiable(body).describe('Notes of the call.'),
  recordingUrl: emptiable(url),
};

const meeting = {
  title: emptiable(text),
  body: emptiable(body),
  location: emptiable(text),
  start: emptiable(time),
  end: emptiable(time),
  allDay: flag,
  attendees: z.array(attendee).exactOptional(),
  cancelled: flag,
  noShow: flag,
  meetingType: emptiable(text),
  bookedBy: emptiable(user),
  host: emptiable(user).describe('Else the attendee marked as organizer, else the user.'),
  iCalUid,
  recurrenceId: emptiable(text.min(1).max(200)).describe('Instance of a recurring meeting.'),
};

/** One schema a kind: what a sender may say of it, with the names of EventFields (SPEC B-1, L-12 … L-26). */
export const schemas = {
  email: z.strictObject({
    kind: z.literal('email'),
    ...identity,
    ...about,
    ...mail,
    direction: direction.describe('Outgoing unless it says otherwise.'),
    sent: flag.describe('false while it is only queued, failed or cancelled: not logged.'),
  }),
  reply: z.strictObject({ kind: z.literal('reply'), ...identity, ...about, ...mail }),
  call: z.strictObject({ kind: z.literal('call'), ...identity, ...about, ...telephone, leftVoicemail: flag }),
  voicemail: z.strictObject({ kind: z.literal('voicemail'), ...identity, ...about, ...telephone }),
  meeting: z.strictObject({ kind: z.literal('meeting'), ...identity, ...about, ...meeting }),
  note: z.strictObject({
    kind: z.literal('note'),
    ...identity,
    ...about,
    occurredOn,
    body: emptiable(body),
    actionItems: z.array(actionItem).exactOptional().describe('Each becomes an open task.'),
  }),
  step: z.strictObject({
    kind: z.literal('step'),
    ...identity,
    ...about,
    occurredOn,
    stepName: emptiable(text),
    body: emptiable(body),
    completed: flag.describe('false while it is still to be done: not logged yet.'),
    completeOnly: flag.describe('Only asks to be marked done: not logged.'),
  }),
  message: z.strictObject({
    kind: z.literal('message'),
    ...identity,
    ...about,
    occurredOn,
    conversationId: emptiable(text),
    texts: z
      .array(threadText)
      .exactOptional()
      .describe('Texts sent and received; those of all events are kept, by id.'),
  }),
  recording: z.strictObject({
    kind: z.literal('recording'),
    ...identity,
    ...about,
    title: emptiable(text),
    body: emptiable(body),
    start: emptiable(time),
    durationSeconds: emptiable(seconds),
    recordingUrl: emptiable(url).describe(
      'Absent or null while the recording is still being processed: not logged yet.',
    ),
    attendees: z.array(attendee).exactOptional(),
  }),
} as const satisfies Record<Kind, z.ZodType>;

export type CanonicalEvent = z.output<(typeof schemas)[Kind]>;

export const descriptions: Readonly<Record<Kind, string>> = {
  email: 'An e-mail that one of your users sent, or received without its being a reply.',
  reply: 'A person’s answer to an e-mail.',
  call: 'A telephone call.',
  voicemail: 'A call that ended in a voicemail: the same item as the call of this id.',
  meeting: 'A meeting: booked, moved, cancelled, held.',
  note: 'A note on a person or an account, or an AI note-taker’s summary with its action items.',
  step: 'Any other step of a cadence.',
  message: 'Texts of a chat or SMS conversation.',
  recording: 'A recorded conversation that was no dialer call.',
};

/** Version of the format; the last part of a CloudEvent’s type and of a schema’s address. */
export const formatVersion = 'v1';
export const cloudEventPrefix = 'com.activity-logging.';
