// Generated from solution/model by `npm run generate`. Do not edit.

/** `participationtypemask` of activityparty. */
export const ParticipationType = {
  Sender: 1,
  To: 2,
  Cc: 3,
  Bcc: 4,
  RequiredAttendee: 5,
  OptionalAttendee: 6,
  Organizer: 7,
  Regarding: 8,
  Owner: 9,
} as const;
export type ParticipationType = (typeof ParticipationType)[keyof typeof ParticipationType];

/** Columns of activityparty by logical name. */
export const activityPartyColumns = {
  activitypartyid: 'activitypartyid',
  addressused: 'addressused',
  unresolvedpartyname: 'unresolvedpartyname',
  participationtypemask: 'participationtypemask',
  partyid: 'partyid',
  activityid: 'activityid',
} as const;

/** Lookups: the property a row is read with and, per target table, the navigation property for `@odata.bind` and `$expand`. */
export const activityPartyLookups = {
  partyid: {
    property: '_partyid_value',
    navigation: {
      contact: 'partyid_contact',
      account: 'partyid_account',
      lead: 'partyid_lead',
      systemuser: 'partyid_systemuser',
      queue: 'partyid_queue',
    },
  },
  activityid: {
    property: '_activityid_value',
    navigation: {
      task: 'activityid_task',
      email: 'activityid_email',
      phonecall: 'activityid_phonecall',
      appointment: 'activityid_appointment',
    },
  },
} as const;

/** Collection navigation properties. */
export const activityPartyCollections = {} as const;

/** Longest text of a column as shipped, UTF-16 code units; an organisation may have changed it. */
export const activityPartyMaxLengths = {
  addressused: 320,
  unresolvedpartyname: 200,
} as const;

/** Activity Party: everything above in one object. */
export const activityPartyMetadata = {
  logicalName: 'activityparty',
  entitySetName: 'activityparties',
  primaryId: 'activitypartyid',
  primaryName: 'partyidname',
  columns: activityPartyColumns,
  lookups: activityPartyLookups,
  collections: activityPartyCollections,
  maxLengths: activityPartyMaxLengths,
} as const;

/** A row of activityparty as the Web API returns it: only selected columns are present. */
export interface ActivityPartyRow {
  activitypartyid?: string;
  addressused?: string | null;
  unresolvedpartyname?: string | null;
  participationtypemask?: ParticipationType | null;
  _partyid_value?: string | null;
  _activityid_value?: string | null;
}
