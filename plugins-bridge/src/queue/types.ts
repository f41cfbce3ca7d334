/**
 * The event queue's port.
 *
 * Glossary
 * - *delivery*: one payload as a source sent it, kept with its bytes until the retention time is over.
 * - *entry*: one thing to do that came of a delivery: an event of it, or the delivery itself when it could not be read.
 * - *key*: entries of one key (a person, a conversation) are worked off in the order of their arrival (SPEC B-4).
 * - *claim*: entries of one key handed to one worker. A key has at most one open claim; a claim whose process died returns.
 * - *settle*: to say what became of a claim's entries. Settling and what is known of their items change in one transaction.
 * - *item*: all that a source has said about one thing so far, and the activity rows written for it.
 * - *parked*: needs a person's decision or something that is not there yet; *replay* puts it back.
 */
import type { ItemState, LoggedEvent } from '@activity-logging/activity-model';

/** Why an entry was skipped, parked or put off. `code` is one of the catalogue; `detail` carries no personal data. */
export interface Reason {
  readonly code: string;
  readonly detail?: string;
}

export type Work =
  | { readonly what: 'event'; readonly event: LoggedEvent }
  /** The delivery could not be read; its bytes are kept and read again on replay. */
  | { readonly what: 'unread' }
  /** Look at an item again although nothing new was said about it (a meeting has ended). */
  | { readonly what: 'recheck'; readonly item: string };

export interface Delivery {
  /** Same id, same delivery: accepted once. */
  readonly id: string;
  readonly source: string;
  /** The source's name of the event, e.g. `call_created`. */
  readonly name: string;
  readonly raw: Uint8Array;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
}

export interface NewEntry {
  /** Names it in its delivery, where no other has this name. */
  readonly name: string;
  readonly key: string;
  readonly work: Work;
  /** Settled on arrival: nothing to log, or not readable. */
  readonly settled?: { readonly state: 'skipped' | 'parked'; readonly reason: Reason };
}

export interface Entry {
  /** As `entryId` makes it. */
  readonly id: string;
  readonly key: string;
  readonly delivery: string;
  readonly work: Work;
  /** How often it was put off before. */
  readonly attempts: number;
}

export interface Claim {
  readonly id: string;
  readonly key: string;
  /** In order of arrival. */
  readonly entries: readonly Entry[];
}

/** An activity row written for an item. */
export interface WrittenRow {
  readonly activityId: string;
  readonly table: string;
  /** Hash of all that was written, as in `al_rowhash`. */
  readonly hash: string;
  /** Hash of the parties alone: they cost a step of their own to change. */
  readonly parties: string;
  /** The source's version that was written, exact text. */
  readonly version: string;
  /** A user deleted the row in the CRM: it stays deleted (SPEC L-29). */
  readonly gone?: boolean;
  /** The row was there before and is only stamped (SPEC L-27, L-29). */
  readonly adopted?: boolean;
}

export interface Item {
  /** `source|type|externalId` */
  readonly id: string;
  /** Grows with every change; a settlement that has seen an older one is refused. 0: not stored yet. */
  readonly revision: number;
  readonly state: ItemState;
  readonly rows: readonly WrittenRow[];
  /** Ids of rows of `al_loggingissue` that are open for it. */
  readonly issues: readonly string[];
}

export type Outcome =
  | { readonly do: 'done' }
  | { readonly do: 'skip'; readonly reason: Reason }
  | {
      readonly do: 'park';
      readonly reason: Reason;
      /** Tokens that wake it when `replay({ token })` names one, e.g. `address|someone@example.com`. */
      readonly awaits?: readonly string[];
    }
  /** Other entries of the settlement stand in its place. */
  | { readonly do: 'replace' }
  /** `at` in milliseconds since 1970. Later entries of the key wait behind it. */
  | { readonly do: 'retry'; readonly at: number; readonly reason: Reason };

/**
 * Work of one take-up, characters of JSON: when so much is taken the rest waits, so that large payloads do not fill the memory.
 * A single entry may be larger.
 */
export const workAtOnce = 1_048_576;

export interface Settlement {
  readonly claim: Claim;
  /** By entry id; an entry without one waits as before. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly items: readonly Item[];
  /** A timer of the same id is replaced. */
  readonly timers?: readonly Timer[];
  /** Entries to be put in place of those that are settled, e.g. of a delivery that could be read on replay. */
  readonly entries?: readonly (NewEntry & { readonly delivery: string })[];
}

export interface Statistics {
  readonly deliveries: {
    readonly received: number;
    /** By what became of them; one that gave several entries counts as the first that fits of pending, parked, logged, skipped. */
    readonly logged: number;
    readonly skipped: number;
    readonly parked: number;
    readonly pending: number;
  };
  /** Deliveries that came a second time since the process started; nothing was stored. */
  readonly repeated: number;
  readonly entries: {
    readonly logged: number;
    readonly skipped: number;
    readonly parked: number;
    readonly pending: number;
  };
  /** Live rows by table. */
  readonly rows: Readonly<Record<string, number>>;
  readonly parkedBy: Readonly<Record<string, number>>;
  readonly skippedBy: Readonly<Record<string, number>>;
  /** Milliseconds since 1970 at which the oldest pending delivery came in. */
  readonly oldestPending?: number;
}

export interface ListedEntry {
  readonly id: string;
  readonly delivery: string;
  readonly source: string;
  readonly name: string;
  readonly receivedAt: number;
  readonly state: 'pending' | 'logged' | 'skipped' | 'parked';
  readonly attempts: number;
  readonly reason?: Reason;
}

export type ReplayFilter =
  { readonly entry: string } | { readonly token: string } | { readonly code: string } | { readonly all: true };

/** What a forgotten person left behind (SPEC L-30). */
export interface Forgotten {
  /** Deliveries whose bytes were removed. */
  readonly deliveries: number;
  /** Entries whose work was removed; those that waited are settled as skipped with code `forgotten`. */
  readonly entries: number;
  /** Items that keep nothing but their id, their version and their rows. */
  readonly items: number;
  /** Activity rows those items were written to. */
  readonly rows: readonly { readonly table: string; readonly activityId: string }[];
  /** Open rows of `al_loggingissue` of those items. */
  readonly issues: readonly string[];
}

/** An entry with all that is kept of it. */
export interface StoredEntry {
  readonly name: string;
  readonly key: string;
  /** Empty for the entry of a timer. */
  readonly delivery: string;
  /** Absent when it was forgotten. */
  readonly work?: Work;
  readonly state: ListedEntry['state'];
  readonly attempts: number;
  readonly reason?: Reason;
  /** Milliseconds since 1970. */
  readonly settledAt?: number;
  /** Tokens it waits for. */
  readonly awaits: readonly string[];
  /** Its key was put off until then, milliseconds since 1970. */
  readonly due?: number;
}

/** Work to be taken up later. `at` in milliseconds since 1970. */
export interface Timer {
  readonly id: string;
  readonly at: number;
  readonly key: string;
  readonly work: Work;
}

/** One record of a queue on its way to another one. Entries come in order of arrival. */
export type QueueRecord =
  | { readonly what: 'delivery'; readonly delivery: Delivery }
  | { readonly what: 'entry'; readonly entry: StoredEntry }
  | { readonly what: 'item'; readonly item: Item; readonly touchedAt: number }
  | { readonly what: 'timer'; readonly timer: Timer };

export interface EventQueue {
  /** Resolves once the delivery is on disk (SPEC B-2). A delivery that is already there changes nothing. */
  accept(delivery: Delivery, entries: readonly NewEntry[]): Promise<{ readonly repeated: boolean }>;
  /** Up to `limit` entries of keys without an open claim, the key that waits longest first. */
  claim(limit: number): Promise<readonly Claim[]>;
  items(ids: readonly string[]): Promise<ReadonlyMap<string, Item>>;
  delivery(id: string): Promise<Delivery | undefined>;
  /**
   * Closes the claim. `conflict`: an item has changed since it was read, an entry was forgotten, or the claim was given to another
   * bridge; nothing was stored and what is still pending waits again.
   */
  settle(settlement: Settlement): Promise<{ readonly conflict: boolean }>;
  /** Puts parked entries back, and a single entry whatever became of it. Resolves to their number. */
  replay(filter: ReplayFilter): Promise<number>;
  list(filter: { readonly state?: ListedEntry['state']; readonly limit: number }): Promise<readonly ListedEntry[]>;
  statistics(): Promise<Statistics>;
  /**
   * Removes deliveries that were settled before `before` (milliseconds since 1970), and what items keep of payloads since then; the
   * items stay. Resolves to the number of deliveries (SPEC L-30).
   */
  forgetBefore(before: number): Promise<number>;
  /** Called when there may be something to claim. */
  onReady(listener: () => void): void;
  /** When the next entry that was put off or timed falls due, in milliseconds since 1970. */
  nextDue(): Promise<number | undefined>;
  /**
   * For when the clock was set back: entries that were put off are due at once, because they would wait for as much longer. Timers
   * stay.
   */
  hasten(): Promise<void>;
  close(): Promise<void>;
}

/** What operators do with a queue; both adapters have it. */
export interface ManagedQueue extends EventQueue {
  /** One entry with its delivery's id; `undefined` when there is none. */
  find(id: string): Promise<ListedEntry | undefined>;
  /** Settles parked entries as skipped with code `dropped`: an operator decided that they are never logged. Resolves to their number. */
  drop(filter: ReplayFilter): Promise<number>;
  /**
   * Removes what is kept of a person: bytes, work and item fields that hold one of `needles` (addresses, numbers; compared without
   * case), and the tokens that name them. Ids, versions and rows stay, so that nothing is logged a second time (SPEC L-30).
   */
  forget(needles: readonly string[]): Promise<Forgotten>;
  /** All that is kept, in an order that `load` of another queue can take it in; nothing may be under claim. */
  dump(): AsyncIterable<QueueRecord>;
  /** Takes over another queue's records; a record that is there already changes nothing, so it can be started again. */
  load(records: AsyncIterable<QueueRecord>): Promise<number>;
}

/** Nothing was stored: the disk is short. Asked again later it may be (SPEC B-2). */
export class QueueFull extends Error {
  /** Seconds after which to ask again. */
  readonly retryAfter: number;
  constructor(retryAfter: number) {
    super('The queue has no room left on its disk.');
    this.name = 'QueueFull';
    this.retryAfter = retryAfter;
  }
}
