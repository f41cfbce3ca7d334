/** What the rest of the local Dataverse (import, webhooks, tokens, shell) sees of the row engine. */
import type { MetadataRegistry } from '../metadata/types.ts';
import type { Security } from './security/security.ts';

/** Who makes a request. */
export interface Caller {
  /** systemuserid whose rights apply. */
  readonly userId: string;
  /** systemuserid that signed in, when it acts for `userId` (CallerObjectId, MSCRMCallerID). */
  readonly initiatingUserId: string;
}

/** A reference to a row. */
export interface RowRef {
  readonly table: string;
  readonly id: string;
}

/** Column values by logical name: lookups as RowRef, date-times as ISO UTC text, multi-select as number[]. */
export type ColumnValue = string | number | boolean | null | RowRef | readonly number[];
export type Values = Readonly<Record<string, ColumnValue>>;

/** One SDK message that was carried out, as event handlers (webhooks, audit) see it. */
export interface MessageContext {
  readonly message: string; // Create, Update, Delete, Retrieve, RetrieveMultiple, Assign, SetState, Associate, PublishXml …
  readonly table: string | undefined;
  readonly id: string | undefined;
  readonly caller: Caller;
  /** Columns the caller sent (Create, Update). */
  readonly target: Values | undefined;
  readonly pre: Values | undefined;
  readonly post: Values | undefined;
  /** Messages of the single rows when this is CreateMultiple or UpdateMultiple. */
  readonly parts?: readonly MessageContext[] | undefined;
  /** True for a Create or Update that is one row of a CreateMultiple or UpdateMultiple, which follows it. */
  readonly isPart?: boolean | undefined;
  /** Further input and output parameters of the message, plain JSON. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly output: Readonly<Record<string, unknown>>;
  readonly correlationId: string;
  readonly requestId: string;
  readonly operationId: string;
  readonly depth: number;
  /** ISO UTC. */
  readonly createdOn: string;
}

export interface MessageListener {
  /** False: the listener does nothing at all with this message, so it need not be made. Absent: it wants every message. */
  wants?(message: string, table: string | undefined): boolean;
  /** True when `inTransaction` must be awaited for this message before commit (a synchronous step is registered). */
  wantsTransaction(message: string, table: string | undefined): boolean;
  /** Runs inside the transaction; what it throws rolls the change back. */
  inTransaction(context: MessageContext): Promise<void>;
  /** Runs after commit, not awaited by the request. */
  afterCommit(context: MessageContext): void;
}

export interface Engine {
  readonly metadata: MetadataRegistry;
  /** Rights of users; `requirePrivilege` of `security/` asks it. */
  readonly security: Security;
  /** Makes storage follow the metadata: new tables, new columns, new keys. Idempotent; called after every declaration batch. */
  syncSchema(): void;
  /**
   * Drops what storage holds of a table, of one of its columns or keys, or (`intersect`) of a many-to-many relationship.
   * Called before the declaration goes.
   */
  drop(
    what: { readonly table: string; readonly column?: string; readonly key?: string } | { readonly intersect: string },
  ): void;
  /** Direct row access for the platform's own parts: no privileges, no messages, no read-only rules. */
  readonly system: {
    insert(table: string, values: Values): string;
    update(table: string, id: string, values: Values): void;
    remove(table: string, id: string): void;
    /** Removes a row with its links and cascades; references to it become empty. Without an id: all rows of the table. */
    erase(table: string, id?: string): void;
    get(table: string, id: string): Values | undefined;
    /** Rows whose columns equal all of `where`, in order of creation; with `columns` only these are read, which is much cheaper. */
    find(table: string, where: Values, columns?: readonly string[]): Values[];
    /** All-or-nothing; nested calls join the outer transaction. */
    transaction<T>(work: () => T): T;
  };
  listen(listener: MessageListener): void;
  /** Announces a message that a platform part carried out itself (PublishXml, ImportSolution, sign-in …). */
  announce(context: MessageContext): Promise<void>;
  close(): void;
}
