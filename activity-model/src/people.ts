/** A reference to a Dataverse row. */
export interface Ref {
  /** Logical name of the table. */
  readonly table: string;
  readonly id: string;
}

/** A person the event is about, found in Dataverse. */
export interface ResolvedPerson {
  readonly ref: Ref & { readonly table: 'contact' | 'lead' };
  /** Names the person as the source does (lower-case address, else the source's id); part of the row's identity. */
  readonly key: string;
  /** Parent account of a contact. */
  readonly accountId?: string;
  readonly name?: string;
}

/** Everybody an item mentions, looked up before its rows are built. */
export interface People {
  /** Persons found, the primary one first. */
  readonly persons: readonly ResolvedPerson[];
  /** The account itself, when the item is about an account and no person. */
  readonly account?: Ref;
  /** The opportunity the item counts for (SPEC L-23). */
  readonly opportunity?: Ref;
  /** systemuserid that owns the row: the acting user, else the configured default owner. */
  readonly ownerId: string;
  /** Name of the acting user at the source, kept also when they left (SPEC L-28). */
  readonly userName?: string;
  /** systemuserid of the meeting's host. */
  readonly hostId?: string;
  /** Rows by lower-case address: contact, lead or systemuser. */
  readonly byAddress: Readonly<Record<string, Ref>>;
}
