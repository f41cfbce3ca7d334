// Generated from solution/model by `npm run generate`. Do not edit.
import type { UnknownMail } from './choices.ts';

/** Columns of al_mailboxsetup by logical name. */
export const mailboxSetupColumns = {
  al_mailboxsetupid: 'al_mailboxsetupid',
  createdon: 'createdon',
  modifiedon: 'modifiedon',
  statecode: 'statecode',
  statuscode: 'statuscode',
  al_name: 'al_name',
  al_connection: 'al_connection',
  al_mailbox: 'al_mailbox',
  al_queuefolder: 'al_queuefolder',
  al_storagefolder: 'al_storagefolder',
  al_unknownmail: 'al_unknownmail',
  al_notloggedfolder: 'al_notloggedfolder',
  al_includecc: 'al_includecc',
  al_includeleads: 'al_includeleads',
  al_inheritcommunication: 'al_inheritcommunication',
  al_anyfolder: 'al_anyfolder',
  al_dryrun: 'al_dryrun',
  al_enabled: 'al_enabled',
  al_category: 'al_category',
  al_everyminutes: 'al_everyminutes',
  al_templateid: 'al_templateid',
  al_validation: 'al_validation',
} as const;

/** Lookups: the property a row is read with and, per target table, the navigation property for `@odata.bind` and `$expand`. */
export const mailboxSetupLookups = {
  al_templateid: {
    property: '_al_templateid_value',
    navigation: {
      al_interactiontemplate: 'al_templateid',
    },
  },
} as const;

/** Collection navigation properties. */
export const mailboxSetupCollections = {
  al_mailboxsetup_interactionlogentry_mailboxsetupid: 'al_mailboxsetup_interactionlogentry_mailboxsetupid',
  al_mailboxsetup_maillogrun_mailboxsetupid: 'al_mailboxsetup_maillogrun_mailboxsetupid',
  al_mailboxsetup_bridgerequest_mailboxsetupid: 'al_mailboxsetup_bridgerequest_mailboxsetupid',
} as const;

/** Longest text of a column as shipped, UTF-16 code units; an organisation may have changed it. */
export const mailboxSetupMaxLengths = {
  al_name: 100,
  al_connection: 100,
  al_mailbox: 320,
  al_queuefolder: 400,
  al_storagefolder: 400,
  al_notloggedfolder: 400,
  al_category: 50,
  al_validation: 4000,
} as const;

/** Mailbox Setup: everything above in one object. */
export const mailboxSetupMetadata = {
  logicalName: 'al_mailboxsetup',
  entitySetName: 'al_mailboxsetups',
  primaryId: 'al_mailboxsetupid',
  primaryName: 'al_name',
  columns: mailboxSetupColumns,
  lookups: mailboxSetupLookups,
  collections: mailboxSetupCollections,
  maxLengths: mailboxSetupMaxLengths,
} as const;

/** A row of al_mailboxsetup as the Web API returns it: only selected columns are present. */
export interface MailboxSetupRow {
  al_mailboxsetupid?: string;
  createdon?: string | null;
  modifiedon?: string | null;
  statecode?: number | null;
  statuscode?: number | null;
  /** What the mailbox is called */
  al_name?: string | null;
  /** Name of a mail connection in the configuration of the bridge */
  al_connection?: string | null;
  /** Address of a shared mailbox; empty: the mailbox of the connection */
  al_mailbox?: string | null;
  /** Folder that messages are taken from */
  al_queuefolder?: string | null;
  /** Folder that logged messages are kept in */
  al_storagefolder?: string | null;
  /** What happens to mail that is not logged */
  al_unknownmail?: UnknownMail | null;
  /** Where mail without a known pair is moved */
  al_notloggedfolder?: string | null;
  /** Recipients on the Cc line count too */
  al_includecc?: boolean | null;
  /** Addresses of leads count too */
  al_includeleads?: boolean | null;
  /** A new contact without an address takes over that of its company */
  al_inheritcommunication?: boolean | null;
  /** The queue folder may be an inbox, sent or archive folder */
  al_anyfolder?: boolean | null;
  /** Counts only; nothing is moved or logged until this is off */
  al_dryrun?: boolean | null;
  /** The mailbox is logged by schedule */
  al_enabled?: boolean | null;
  /** Bridge instances with this category run it */
  al_category?: string | null;
  /** Minutes between two runs; empty: as soon as mail arrives */
  al_everyminutes?: number | null;
  /** Template entries are made under */
  _al_templateid_value?: string | null;
  /** What the last validation found */
  al_validation?: string | null;
}
