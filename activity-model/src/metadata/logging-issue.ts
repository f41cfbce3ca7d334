// Generated from solution/model by `npm run generate`. Do not edit.
import type { ActivityKind, Severity } from './choices.ts';

/** Columns of al_loggingissue by logical name. */
export const loggingIssueColumns = {
  al_loggingissueid: 'al_loggingissueid',
  createdon: 'createdon',
  modifiedon: 'modifiedon',
  statecode: 'statecode',
  statuscode: 'statuscode',
  ownerid: 'ownerid',
  al_name: 'al_name',
  al_issuekeytext: 'al_issuekeytext',
  al_severity: 'al_severity',
  al_code: 'al_code',
  al_reason: 'al_reason',
  al_fixhint: 'al_fixhint',
  al_kind: 'al_kind',
  al_sourcesystem: 'al_sourcesystem',
  al_sourceid: 'al_sourceid',
  al_eventid: 'al_eventid',
  al_occurredon: 'al_occurredon',
  al_field: 'al_field',
  al_value: 'al_value',
  al_targetcolumn: 'al_targetcolumn',
  al_contactid: 'al_contactid',
  al_accountid: 'al_accountid',
  al_fieldmappingid: 'al_fieldmappingid',
  al_attempts: 'al_attempts',
  al_lasttriedon: 'al_lasttriedon',
} as const;

/** Lookups: the property a row is read with and, per target table, the navigation property for `@odata.bind` and `$expand`. */
export const loggingIssueLookups = {
  ownerid: {
    property: '_ownerid_value',
    navigation: {
      systemuser: 'ownerid',
      team: 'ownerid',
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
  al_fieldmappingid: {
    property: '_al_fieldmappingid_value',
    navigation: {
      al_fieldmapping: 'al_fieldmappingid',
    },
  },
} as const;

/** Collection navigation properties. */
export const loggingIssueCollections = {
  al_loggingissue_bridgerequest_loggingissueid: 'al_loggingissue_bridgerequest_loggingissueid',
} as const;

/** Longest text of a column as shipped, UTF-16 code units; an organisation may have changed it. */
export const loggingIssueMaxLengths = {
  al_name: 200,
  al_issuekeytext: 100,
  al_code: 50,
  al_reason: 4000,
  al_fixhint: 4000,
  al_sourcesystem: 50,
  al_sourceid: 200,
  al_eventid: 200,
  al_field: 200,
  al_value: 2000,
  al_targetcolumn: 100,
} as const;

/** Logging Issue: everything above in one object. */
export const loggingIssueMetadata = {
  logicalName: 'al_loggingissue',
  entitySetName: 'al_loggingissues',
  primaryId: 'al_loggingissueid',
  primaryName: 'al_name',
  columns: loggingIssueColumns,
  lookups: loggingIssueLookups,
  collections: loggingIssueCollections,
  maxLengths: loggingIssueMaxLengths,
} as const;

/** A row of al_loggingissue as the Web API returns it: only selected columns are present. */
export interface LoggingIssueRow {
  al_loggingissueid?: string;
  createdon?: string | null;
  modifiedon?: string | null;
  statecode?: number | null;
  statuscode?: number | null;
  _ownerid_value?: string | null;
  /** What happened, in one line */
  al_name?: string | null;
  /** One row for one problem of one event */
  al_issuekeytext?: string | null;
  /** How much it matters */
  al_severity?: Severity | null;
  /** Code of the reason in the error catalogue */
  al_code?: string | null;
  /** Why it was not logged */
  al_reason?: string | null;
  /** What makes it go away */
  al_fixhint?: string | null;
  /** Kind of the activity */
  al_kind?: ActivityKind | null;
  /** System that reported it */
  al_sourcesystem?: string | null;
  /** Id of the activity in the source system */
  al_sourceid?: string | null;
  /** Names the stored event in the queue of the bridge */
  al_eventid?: string | null;
  /** When the activity happened */
  al_occurredon?: string | null;
  /** Field of the payload */
  al_field?: string | null;
  /** Value that could not be used */
  al_value?: string | null;
  /** Column that was left out */
  al_targetcolumn?: string | null;
  /** Contact it is about */
  _al_contactid_value?: string | null;
  /** Account it is about */
  _al_accountid_value?: string | null;
  /** Mapping that could not be applied */
  _al_fieldmappingid_value?: string | null;
  /** How often it was tried */
  al_attempts?: number | null;
  /** When it was tried last */
  al_lasttriedon?: string | null;
}
