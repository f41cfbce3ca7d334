// Generated from solution/model by `npm run generate`. Do not edit.
import type { CallTarget, EmailTarget, MeetingTarget } from './choices.ts';

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
  /** Owns what a user did who is unknown or has left; empty: the user of the bridge */
  _al_defaultownerid_value?: string | null;
}
