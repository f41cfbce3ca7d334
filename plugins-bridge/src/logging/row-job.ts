import type { ActivityRow, AttendeeRow } from '@activity-logging/activity-model';
import type { Reason, WrittenRow } from '../queue/types.ts';
import type { RowHash } from './row-id.ts';

/** An attendee with the key of the row. */
export interface Attendee {
  readonly id: string;
  readonly row: AttendeeRow;
}

export interface RowJob {
  readonly id: string;
  readonly row: ActivityRow;
  readonly hash: RowHash;
  /** The source's version, exact text. */
  readonly version: string;
  /** What was written before, as far as the queue knows. */
  readonly known?: WrittenRow;
  readonly attendees?: readonly Attendee[];
  /** Ids of rows that parts of the item may have had before this row took them over (SPEC L-20). */
  readonly absorbed?: readonly string[];
}

export type RowOutcome =
  /** The row stands as it should; `changed` is false when the queue knew that it did. `removed` are rows it took over. */
  | {
      readonly do: 'written';
      readonly written: WrittenRow;
      readonly changed: boolean;
      readonly removed?: readonly string[];
    }
  /** A newer version was there already (another bridge). */
  | { readonly do: 'older'; readonly written: WrittenRow }
  | { readonly do: 'gone'; readonly written: WrittenRow }
  /** The row is in another table, from before a setting changed: it must be built anew for that table (SPEC L-9). */
  | { readonly do: 'elsewhere'; readonly table: string }
  | { readonly do: 'park'; readonly reason: Reason }
  /** `stale`: a row that was looked up is gone; what is cached must be asked for again. */
  | { readonly do: 'retry'; readonly reason: Reason; readonly stale?: boolean };
