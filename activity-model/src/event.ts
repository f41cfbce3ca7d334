import type { ItemType } from './kinds.ts';

/** An e-mail address with the name written beside it. Addresses are lower case. */
export interface Address {
  readonly email: string;
  readonly name?: string;
}

/** A lead or contact as the source refers to it. At least one member is present. */
export interface PersonRef {
  /** Id of the person at the source; the source's API resolves it to addresses. */
  readonly sourceId?: string;
  readonly emails?: readonly string[];
  readonly phones?: readonly string[];
  readonly name?: string;
  /** Dataverse row the source says this person is. */
  readonly crmId?: string;
  readonly crmTable?: 'contact' | 'lead';
}

/** The deal as the source refers to it (SPEC L-23). */
export interface DealRef {
  readonly sourceId?: string;
  /** opportunityid, when the source knows it. */
  readonly crmId?: string;
}

/** The sales person who did it. */
export interface UserRef {
  readonly sourceId?: string;
  readonly email?: string;
  readonly name?: string;
  /** Object id of the user in Entra, `azureactivedirectoryobjectid` of a systemuser. */
  readonly entraId?: string;
  /** systemuserid, when the source knows it. */
  readonly crmId?: string;
}

export interface Attendee extends Address {
  readonly organizer?: boolean;
  readonly optional?: boolean;
  readonly noShow?: boolean;
  readonly status?: 'needsAction' | 'accepted' | 'tentative' | 'declined';
}

/** Text with its format; HTML is converted or sanitised before it reaches a row. */
export interface Body {
  readonly format: 'text' | 'html';
  readonly content: string;
}

/** One text of a message thread (SPEC L-20). */
export interface ThreadText {
  /** Unique within the conversation. */
  readonly id: string;
  readonly at: string;
  readonly direction: 'incoming' | 'outgoing';
  readonly text: string;
}

/** Something agreed to be done, from an AI note-taker or a summary by hand (SPEC L-26). */
export interface ActionItem {
  /** Unique within the note; names the task's row. */
  readonly id: string;
  readonly title: string;
  readonly dueOn?: string | null;
  readonly owner?: UserRef;
  readonly done?: boolean;
}

/**
 * What one payload says about an item. A field that is absent is one the payload does not carry; `null` says that the
 * source knows it to be empty. Times are UTC, ISO 8601 with milliseconds; durations are seconds.
 */
export interface EventFields {
  occurredOn?: string;
  people?: readonly PersonRef[];
  /** The account itself, for what is written on an account (a note). */
  accountRef?: { readonly sourceId?: string; readonly crmId?: string } | null;
  user?: UserRef | null;
  direction?: 'incoming' | 'outgoing';
  subject?: string | null;
  body?: Body | null;
  from?: Address | null;
  to?: readonly Address[];
  cc?: readonly Address[];
  bcc?: readonly Address[];
  messageId?: string | null;
  conversationId?: string | null;
  /** False while an email is only queued, failed or cancelled at the source, or a reply has not come: not logged (SPEC L-12). */
  sent?: boolean;
  phoneNumber?: string | null;
  durationSeconds?: number | null;
  disposition?: string | null;
  sentiment?: string | null;
  leftVoicemail?: boolean;
  recordingUrl?: string | null;
  title?: string | null;
  location?: string | null;
  start?: string | null;
  end?: string | null;
  allDay?: boolean;
  attendees?: readonly Attendee[];
  cancelled?: boolean;
  noShow?: boolean;
  meetingType?: string | null;
  bookedBy?: UserRef | null;
  host?: UserRef | null;
  iCalUid?: string | null;
  stepName?: string | null;
  /** A step that only asks to be marked done: not logged (SPEC L-14). */
  completeOnly?: boolean;
  completed?: boolean;
  deleted?: boolean;
  /** False while a source that sends only what changed has told nothing but changes of it: it waits for the item itself (SPEC B-3). */
  whole?: boolean;
  /** Texts of a message thread this payload tells of; texts of all payloads are kept, by id (SPEC L-20). */
  texts?: readonly ThreadText[];
  actionItems?: readonly ActionItem[];
  priority?: 'low' | 'normal' | 'high';
  dealRef?: DealRef | null;
  nextStep?: string | null;
  nextStepDue?: string | null;
  /** Instance of a recurring meeting, as the calendar names it; absent for a single meeting (SPEC L-19). */
  recurrenceId?: string | null;
  /** Sent by a machine: a bounce, an out-of-office answer, a newsletter (SPEC L-25). */
  automated?: boolean;
  /** Only who and when may be kept of it, by the source's own word (SPEC L-30). */
  headerOnly?: boolean;
  /** Told of long after it happened: a row that is made for it takes its own time as the date of its creation (SPEC B-9). */
  backfill?: boolean;
  /** Row that synchronisation made in Dataverse for this very thing; it is stamped, not created again (SPEC L-27, L-29). */
  crmActivity?: { readonly table: 'email' | 'appointment'; readonly id: string };
}
export type FieldName = keyof EventFields;

/** One payload of a source, parsed: what it says about one item. */
export interface LoggedEvent {
  /** Name of the source, e.g. `salesloft`. */
  readonly source: string;
  readonly type: ItemType;
  /** Id of the item as the source names it (never a CRM id, which can change by merge). */
  readonly externalId: string;
  /** The source's version of the item, exact text (for Salesloft `updated_at` with offset and microseconds). */
  readonly version: string;
  /** Events of one key (a person or a conversation) are applied in order (SPEC B-4). */
  readonly key: string;
  readonly fields: EventFields;
  /**
   * The payload as the source sent it, for mappings (SPEC F-2): `name` is the first step of a path, e.g. `call` of
   * `call.custom_fields.region`; for the canonical format it is `data`. `parts`: the body carries only what changed, so that the
   * newest of each of its members counts.
   */
  readonly payload?:
    | { readonly name: string; readonly body: unknown }
    | { readonly name: string; readonly parts: Readonly<Record<string, unknown>> };
}
