// Generated from solution/model by `npm run generate`. Do not edit.
import type { AmbiguityPolicy, CallTarget, EmailTarget, MeetingTarget, OpportunityPolicy } from './choices.ts';

/** Columns of al_loggingconfiguration by logical name. */
export const loggingConfigurationColumns = {
  al_loggingconfigurationid: 'al_loggingconfigurationid',
  createdon: 'createdon',
  modifiedon: 'modifiedon',
  statecode: 'statecode',
  statuscode: 'statuscode',
  al_name: 'al_name',
  al_logemails: 'al_logemails',
  al_logreplies: 'al_logreplies',
  al_emailtarget: 'al_emailtarget',
  al_logcalls: 'al_logcalls',
  al_logvoicemails: 'al_logvoicemails',
  al_calltarget: 'al_calltarget',
  al_logmeetings: 'al_logmeetings',
  al_meetingtarget: 'al_meetingtarget',
  al_followmeetingchanges: 'al_followmeetingchanges',
  al_prefixappointments: 'al_prefixappointments',
  al_lognotes: 'al_lognotes',
  al_logsteps: 'al_logsteps',
  al_logmessages: 'al_logmessages',
  al_logrecordings: 'al_logrecordings',
  al_ambiguitypolicy: 'al_ambiguitypolicy',
  al_opportunitypolicy: 'al_opportunitypolicy',
  al_mirrordeletions: 'al_mirrordeletions',
  al_skipautomated: 'al_skipautomated',
  al_owndomains: 'al_owndomains',
  al_excludedaddresses: 'al_excludedaddresses',
  al_headeronly: 'al_headeronly',
  al_optedoutusers: 'al_optedoutusers',
  al_appliedsettings: 'al_appliedsettings',
  al_defaultownerid: 'al_defaultownerid',
} as const;

/** Lookups: the property a row is read with and, per target table, the navigation property for `@odata.bind` and `$expand`. */
export const loggingConfigurationLookups = {
  al_defaultownerid: {
    property: '_al_defaultownerid_value',
    navigation: {
      systemuser: 'al_defaultownerid',
    },
  },
} as const;

/** Collection navigation properties. */
export const loggingConfigurationCollections = {} as const;

/** Longest text of a column as shipped, UTF-16 code units; an organisation may have changed it. */
export const loggingConfigurationMaxLengths = {
  al_name: 100,
  al_owndomains: 20000,
  al_excludedaddresses: 20000,
  al_optedoutusers: 20000,
  al_appliedsettings: 20000,
} as const;

/** Logging Configuration: everything above in one object. */
export const loggingConfigurationMetadata = {
  logicalName: 'al_loggingconfiguration',
  entitySetName: 'al_loggingconfigurations',
  primaryId: 'al_loggingconfigurationid',
  primaryName: 'al_name',
  columns: loggingConfigurationColumns,
  lookups: loggingConfigurationLookups,
  collections: loggingConfigurationCollections,
  maxLengths: loggingConfigurationMaxLengths,
} as const;

/** Id of the only row of al_loggingconfiguration. */
export const loggingConfigurationRowId = 'a1a1a1a1-0000-4000-8000-000000000001';

/** A row of al_loggingconfiguration as the Web API returns it: only selected columns are present. */
export interface LoggingConfigurationRow {
  al_loggingconfigurationid?: string;
  createdon?: string | null;
  modifiedon?: string | null;
  statecode?: number | null;
  statuscode?: number | null;
  /** Name of the configuration */
  al_name?: string | null;
  /** Emails that were sent are logged */
  al_logemails?: boolean | null;
  /** Replies are logged; off while emails are off */
  al_logreplies?: boolean | null;
  /** Table that emails and replies are logged to */
  al_emailtarget?: EmailTarget | null;
  /** Calls are logged */
  al_logcalls?: boolean | null;
  /** Voicemails are logged; off while calls are off */
  al_logvoicemails?: boolean | null;
  /** Table that calls and voicemails are logged to */
  al_calltarget?: CallTarget | null;
  /** Meetings are logged */
  al_logmeetings?: boolean | null;
  /** Table that meetings are logged to */
  al_meetingtarget?: MeetingTarget | null;
  /** A rescheduled or canceled meeting updates its row */
  al_followmeetingchanges?: boolean | null;
  /** Appointments carry the prefix Meeting Booked */
  al_prefixappointments?: boolean | null;
  /** Notes are logged */
  al_lognotes?: boolean | null;
  /** Other cadence steps are logged */
  al_logsteps?: boolean | null;
  /** Chat and text messages are logged */
  al_logmessages?: boolean | null;
  /** Meeting recordings are logged */
  al_logrecordings?: boolean | null;
  /** Who an activity is logged to when several contacts or leads carry the address */
  al_ambiguitypolicy?: AmbiguityPolicy | null;
  /** Which one an activity counts for when the source names none and several are open */
  al_opportunitypolicy?: OpportunityPolicy | null;
  /** What is deleted at the source is canceled here */
  al_mirrordeletions?: boolean | null;
  /** Bounces, out-of-office answers and newsletters are not logged */
  al_skipautomated?: boolean | null;
  /** One a line; what is only among them is not logged */
  al_owndomains?: string | null;
  /** Addresses or domains, one a line, never logged */
  al_excludedaddresses?: string | null;
  /** Neither subject nor text is kept */
  al_headeronly?: boolean | null;
  /** Addresses of users who opted out, one a line */
  al_optedoutusers?: string | null;
  /** Settings the bridge last applied; written by the bridge */
  al_appliedsettings?: string | null;
  /** Owns what a user did who is unknown or has left; empty: the user of the bridge */
  _al_defaultownerid_value?: string | null;
}
