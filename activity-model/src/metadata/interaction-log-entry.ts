// Generated from solution/model by `npm run generate`. Do not edit.
import type { Direction, InitiatedBy, SenderCheck } from './choices.ts';

/** Columns of al_interactionlogentry by logical name. */
export const interactionLogEntryColumns = {
  al_interactionlogentryid: 'al_interactionlogentryid',
  createdon: 'createdon',
  modifiedon: 'modifiedon',
  statecode: 'statecode',
  statuscode: 'statuscode',
  ownerid: 'ownerid',
  al_entryno: 'al_entryno',
  al_entrykeytext: 'al_entrykeytext',
  al_occurredon: 'al_occurredon',
  al_templateid: 'al_templateid',
  al_groupid: 'al_groupid',
  al_contactid: 'al_contactid',
  al_accountid: 'al_accountid',
  al_salespersonid: 'al_salespersonid',
  al_direction: 'al_direction',
  al_initiatedby: 'al_initiatedby',
  al_subject: 'al_subject',
  al_messageid: 'al_messageid',
  al_inreplyto: 'al_inreplyto',
  al_storagelocation: 'al_storagelocation',
  al_mailboxsetupid: 'al_mailboxsetupid',
  al_emailid: 'al_emailid',
  al_sendercheck: 'al_sendercheck',
  al_authenticationresults: 'al_authenticationresults',
  al_reviewed: 'al_reviewed',
  al_postponed: 'al_postponed',
} as const;

/** Lookups: the property a row is read with and, per target table, the navigation property for `@odata.bind` and `$expand`. */
export const interactionLogEntryLookups = {
  ownerid: {
    property: '_ownerid_value',
    navigation: {
      systemuser: 'ownerid',
      team: 'ownerid',
    },
  },
  al_templateid: {
    property: '_al_templateid_value',
    navigation: {
      al_interactiontemplate: 'al_templateid',
    },
  },
  al_groupid: {
    property: '_al_groupid_value',
    navigation: {
      al_interactiongroup: 'al_groupid',
    },
  },
  al_contactid: {
    property: '_al_contactid_value',
    navigation: {
      contact: 'al_contactid',
    },
  },
  al_accountid: {
    property: '_al_accountid_value',
    navigation: {
      account: 'al_accountid',
    },
  },
  al_salespersonid: {
    property: '_al_salespersonid_value',
    navigation: {
      systemuser: 'al_salespersonid',
    },
  },
  al_mailboxsetupid: {
    property: '_al_mailboxsetupid_value',
    navigation: {
      al_mailboxsetup: 'al_mailboxsetupid',
    },
  },
  al_emailid: {
    property: '_al_emailid_value',
    navigation: {
      email: 'al_emailid',
    },
  },
} as const;

/** Collection navigation properties. */
export const interactionLogEntryCollections = {
  al_interactionlogentry_bridgerequest_interactionlogentryid:
    'al_interactionlogentry_bridgerequest_interactionlogentryid',
} as const;

/** Longest text of a column as shipped, UTF-16 code units; an organisation may have changed it. */
export const interactionLogEntryMaxLengths = {
  al_entryno: 100,
  al_entrykeytext: 100,
  al_subject: 800,
  al_messageid: 1000,
  al_inreplyto: 1000,
  al_storagelocation: 1000,
  al_authenticationresults: 10000,
} as const;

/** Interaction Log Entry: everything above in one object. */
export const interactionLogEntryMetadata = {
  logicalName: 'al_interactionlogentry',
  entitySetName: 'al_interactionlogentries',
  primaryId: 'al_interactionlogentryid',
  primaryName: 'al_entryno',
  columns: interactionLogEntryColumns,
  lookups: interactionLogEntryLookups,
  collections: interactionLogEntryCollections,
  maxLengths: interactionLogEntryMaxLengths,
} as const;

/** A row of al_interactionlogentry as the Web API returns it: only selected columns are present. */
export interface InteractionLogEntryRow {
  al_interactionlogentryid?: string;
  createdon?: string | null;
  modifiedon?: string | null;
  statecode?: number | null;
  statuscode?: number | null;
  _ownerid_value?: string | null;
  /** Number of the entry */
  al_entryno?: string | null;
  /** One entry for one message and contact */
  al_entrykeytext?: string | null;
  /** When the interaction took place */
  al_occurredon?: string | null;
  /** Template it is entered under */
  _al_templateid_value?: string | null;
  /** Group of the template */
  _al_groupid_value?: string | null;
  /** Contact the interaction was with */
  _al_contactid_value?: string | null;
  /** Company of the contact */
  _al_accountid_value?: string | null;
  /** User on our side */
  _al_salespersonid_value?: string | null;
  /** Who wrote to whom */
  al_direction?: Direction | null;
  /** Who began the conversation */
  al_initiatedby?: InitiatedBy | null;
  /** Subject of the message */
  al_subject?: string | null;
  /** Message-ID of the message */
  al_messageid?: string | null;
  /** Message-ID of the message it answers */
  al_inreplyto?: string | null;
  /** Folder and number of the stored message */
  al_storagelocation?: string | null;
  /** Mailbox the message came from */
  _al_mailboxsetupid_value?: string | null;
  /** Native email row of the message */
  _al_emailid_value?: string | null;
  /** What the receiving server found about the sender address */
  al_sendercheck?: SenderCheck | null;
  /** SPF, DKIM and DMARC as the receiving server wrote them */
  al_authenticationresults?: string | null;
  /** Somebody looked at the sender warning */
  al_reviewed?: boolean | null;
  /** Begun and not concluded; not counted as an interaction */
  al_postponed?: boolean | null;
}
