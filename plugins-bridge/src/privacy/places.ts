/** A table of ours in which a person can stand. */
export interface Place {
  readonly table: string;
  /** Columns of text that may name the person. */
  readonly texts: readonly string[];
  /** Lookup to the contact the row is about. */
  readonly contact?: string;
}

/** Where `forget` looks (SPEC L-30). A table that the organisation does not have is passed over. */
export const places: readonly Place[] = [
  { table: 'al_loggingsample', texts: ['al_name', 'al_payload'] },
  {
    table: 'al_loggingissue',
    texts: ['al_name', 'al_reason', 'al_value', 'al_sourceid'],
    contact: 'al_contactid',
  },
  { table: 'al_meetingattendee', texts: ['al_name', 'al_address'], contact: 'al_contactid' },
  {
    table: 'al_interactionlogentry',
    texts: ['al_subject', 'al_authenticationresults'],
    contact: 'al_contactid',
  },
];
