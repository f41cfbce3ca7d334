// Generated from solution/model by `npm run generate`. Do not edit.
import type { RunStatus } from './choices.ts';

/** Columns of al_maillogrun by logical name. */
export const mailLogRunColumns = {
  al_maillogrunid: 'al_maillogrunid',
  createdon: 'createdon',
  modifiedon: 'modifiedon',
  statecode: 'statecode',
  statuscode: 'statuscode',
  al_name: 'al_name',
  al_mailboxsetupid: 'al_mailboxsetupid',
  al_runstatus: 'al_runstatus',
  al_startedon: 'al_startedon',
  al_endedon: 'al_endedon',
  al_dryrun: 'al_dryrun',
  al_total: 'al_total',
  al_logged: 'al_logged',
  al_duplicates: 'al_duplicates',
  al_sensitive: 'al_sensitive',
  al_unknown: 'al_unknown',
  al_toolong: 'al_toolong',
  al_failed: 'al_failed',
  al_message: 'al_message',
} as const;

/** Lookups: the property a row is read with and, per target table, the navigation property for `@odata.bind` and `$expand`. */
export const mailLogRunLookups = {
  al_mailboxsetupid: {
    property: '_al_mailboxsetupid_value',
    navigation: {
      al_mailboxsetup: 'al_mailboxsetupid',
    },
  },
} as const;

/** Collection navigation properties. */
export const mailLogRunCollections = {} as const;

/** Longest text of a column as shipped, UTF-16 code units; an organisation may have changed it. */
export const mailLogRunMaxLengths = {
  al_name: 200,
  al_message: 4000,
} as const;

/** Mail Log Run: everything above in one object. */
export const mailLogRunMetadata = {
  logicalName: 'al_maillogrun',
  entitySetName: 'al_maillogruns',
  primaryId: 'al_maillogrunid',
  primaryName: 'al_name',
  columns: mailLogRunColumns,
  lookups: mailLogRunLookups,
  collections: mailLogRunCollections,
  maxLengths: mailLogRunMaxLengths,
} as const;

/** A row of al_maillogrun as the Web API returns it: only selected columns are present. */
export interface MailLogRunRow {
  al_maillogrunid?: string;
  createdon?: string | null;
  modifiedon?: string | null;
  statecode?: number | null;
  statuscode?: number | null;
  /** Mailbox and start */
  al_name?: string | null;
  /** Mailbox of the run */
  _al_mailboxsetupid_value?: string | null;
  /** How the run stands */
  al_runstatus?: RunStatus | null;
  /** When the run began */
  al_startedon?: string | null;
  /** When the run ended */
  al_endedon?: string | null;
  /** The run only counted */
  al_dryrun?: boolean | null;
  /** Messages in the queue folder at the start */
  al_total?: number | null;
  /** Messages that were logged */
  al_logged?: number | null;
  /** Messages that were in storage already */
  al_duplicates?: number | null;
  /** Messages that were private, personal or confidential */
  al_sensitive?: number | null;
  /** Messages without a known salesperson and contact */
  al_unknown?: number | null;
  /** Messages with an address of more than 80 characters */
  al_toolong?: number | null;
  /** Messages that stay in the queue for another try */
  al_failed?: number | null;
  /** Why the run ended early */
  al_message?: string | null;
}
