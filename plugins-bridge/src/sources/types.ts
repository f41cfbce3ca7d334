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

/** A source with webhooks of its own: verify → parse, both pure. */
export interface WebhookSource extends Source {
  /** Checks the signature over the bytes as received, in constant time. */
  verify(raw: Uint8Array, headers: Headers): boolean;
  /** The source's name of the event; `undefined` when the request names none. */
  eventName(headers: Headers): string | undefined;
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
