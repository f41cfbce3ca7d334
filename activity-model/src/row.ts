import type { Decision } from './decide.ts';
import type { EventFields } from './event.ts';
import type { Kind, Target } from './kinds.ts';
import type { ItemState } from './merge.ts';
import type { People, Ref, ResolvedPerson } from './people.ts';
import type { LoggingSettings } from './settings.ts';

export type ColumnValue = string | number | boolean | null;

/** One party of an activity: a row, or an address that no row has. */
export interface Party {
  readonly role: 'from' | 'to' | 'cc' | 'bcc' | 'required' | 'optional';
  readonly ref?: Ref;
  readonly address?: string;
}

/** A native activity row, complete, as it should stand in Dataverse. */
export interface ActivityRow {
  /** What the row's id is derived from; `person` is present where one item makes a row a person (DESIGN decision 1). */
  readonly identity: {
    readonly source: string;
    readonly type: string;
    readonly externalId: string;
    readonly person?: string;
    /** Where one item makes several rows of its own: the first text of a thread's part, an action item. */
    readonly part?: string;
  };
  readonly target: Target;
  readonly kind: Kind;
  /** Values by logical column name. */
  readonly columns: Readonly<Record<string, ColumnValue>>;
  /** Lookups by logical column name, `regardingobjectid` and `ownerid` among them. */
  readonly lookups: Readonly<Record<string, Ref | null>>;
  readonly parties: readonly Party[];
  /** State the row ends in; `null` leaves it open. */
  readonly final: { readonly statecode: number; readonly statuscode: number } | null;
  /** Moment at which the row changes by itself: a meeting is Scheduled until its end (SPEC L-17). ISO, UTC. */
  readonly recheckAt?: string;
  /** Attendees of a meeting, rows of `al_meetingattendee` that stand with it (SPEC L-17). */
  readonly attendees?: readonly AttendeeRow[];
  /** Parts of the item that this row has taken over; their rows go in the same change set (SPEC L-20). */
  readonly absorbs?: readonly string[];
  /** Row that is there already and is stamped instead of made (SPEC L-27, L-29). */
  readonly adopts?: Ref;
  /** Date of creation the row takes when it is made, `overriddencreatedon`; ISO, UTC (SPEC B-9). */
  readonly createdOn?: string;
  /** Only what is named here is written; other columns and lookups, the parties and an open state stay as they are. */
  readonly partial?: true;
}

/** One attendee with the answer, for which Dataverse has no column (SPEC L-17). */
export interface AttendeeRow {
  /** Lower case; names the attendee within the meeting. */
  readonly address: string;
  readonly name: string;
  readonly ref?: Ref;
  readonly response: 'hasntResponded' | 'accepted' | 'tentative' | 'declined';
  readonly attendance: 'required' | 'optional';
  readonly noShow: boolean;
}

/**
 * Something about an item that could not be logged as it should, for a row of `al_loggingissue` (SPEC F-3, L-21, B-5).
 * `code` is one of the catalogue of reasons.
 */
export interface Problem {
  readonly code: string;
  /** What is particular to this case; names fields, columns and rules. */
  readonly detail?: string;
  /** Path in the payload. */
  readonly field?: string;
  /** The value, cut to 200 characters. */
  readonly value?: string;
  readonly column?: string;
  readonly mappingId?: string;
}

/** MaxLength of the columns that texts are cut to, read from metadata. */
export type Limits = Readonly<Record<Target, { readonly subject: number; readonly description: number }>>;

/** HTML is cleaned by a library outside; this room has no I/O and no DOM. */
export interface HtmlTools {
  toText(html: string): string;
  sanitize(html: string): string;
}

export interface BuildInput {
  readonly item: ItemState;
  readonly decision: Extract<Decision, { do: 'log' }>;
  readonly people: People;
  readonly settings: LoggingSettings;
  readonly limits: Limits;
  readonly html: HtmlTools;
  readonly now: Date;
  /** Row that synchronisation made for this item (same message id, same calendar event); not given once the item has a row of its own (SPEC L-29). */
  readonly tracked?: Ref;
}

/** What the builders of each target share. */
export interface RowContext extends BuildInput {
  /** Merged fields; without content when only the header is kept. */
  readonly fields: EventFields;
  readonly person: ResolvedPerson | undefined;
  /** Neither subject nor text is kept (SPEC L-30). */
  readonly headerOnly: boolean;
}
