import type { LoggedEvent, PersonRef, UserRef } from '@activity-logging/activity-model';
import type { Reason } from '../queue/types.ts';

/** What a payload came to. */
export type Parsed =
  | { readonly ok: true; readonly events: readonly LoggedEvent[] }
  /** Understood, and nothing of it is ever logged. */
  | { readonly ok: 'nothing'; readonly reason: Reason }
  /** Kept and parked: an unknown event name, or a known one of another shape. */
  | { readonly ok: false; readonly reason: Reason };

export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A system that sends payloads: how to read them, and whom to ask for the people they name. */
export interface Source {
  readonly name: string;
  /** Pure. */
  parse(eventName: string, body: unknown): Parsed;
  readonly directory?: SourceDirectory;
}

/** A request as it was received. */
export interface Received {
  readonly raw: Uint8Array;
  readonly headers: Headers;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A source with webhooks of its own: verify → clean → parse, all pure. */
export interface WebhookSource extends Source {
  /** Checks who sent it over the bytes as received, in constant time, and when, where the source says that. */
  verify(received: Received): boolean;
  /** The source's name of the event; `undefined` when the request names none. */
  eventName(headers: Headers, body: unknown): string | undefined;
  /** The body without what is never kept (tokens, passcodes): this is stored, and read. Absent: the bytes as they came. */
  clean?(body: unknown): unknown;
  /** Answer to a verified request that only asks who is there; nothing of it is stored. */
  handshake?(received: Received, body: unknown): object | undefined;
  /**
   * What becomes of a request that is not stored. `destroy`: the source takes every answer for a receipt, so that only a broken
   * connection makes it send again. Default `answer`.
   */
  readonly whenNotStored?: 'answer' | 'destroy';
  /** Largest payload this source can have, bytes; never more than the configured one. */
  readonly maxBodyBytes?: number;
}

/** A sales person as the source knows them. */
export interface SourceUser extends UserRef {
  /** False when the user was removed or disabled at the source (SPEC L-28). */
  readonly active: boolean;
}

export interface SourceAccount {
  readonly crmId?: string;
}

/** Who the source's ids stand for. What the source does not know is absent from the answer. */
export interface SourceDirectory {
  people(ids: readonly string[]): Promise<ReadonlyMap<string, PersonRef>>;
  users(ids: readonly string[]): Promise<ReadonlyMap<string, SourceUser>>;
  accounts(ids: readonly string[]): Promise<ReadonlyMap<string, SourceAccount>>;
}
