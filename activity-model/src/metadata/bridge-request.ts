// Generated from solution/model by `npm run generate`. Do not edit.
import type { RequestStatus, RequestType } from './choices.ts';

/** Columns of al_bridgerequest by logical name. */
export const bridgeRequestColumns = {
  al_bridgerequestid: 'al_bridgerequestid',
  createdon: 'createdon',
  modifiedon: 'modifiedon',
  statecode: 'statecode',
  statuscode: 'statuscode',
  ownerid: 'ownerid',
  al_name: 'al_name',
  al_requesttype: 'al_requesttype',
  al_requeststatus: 'al_requeststatus',
  al_loggingissueid: 'al_loggingissueid',
  al_interactionlogentryid: 'al_interactionlogentryid',
  al_mailboxsetupid: 'al_mailboxsetupid',
  al_parameters: 'al_parameters',
  al_result: 'al_result',
  al_answeredon: 'al_answeredon',
} as const;

/** Lookups: the property a row is read with and, per target table, the navigation property for `@odata.bind` and `$expand`. */
export const bridgeRequestLookups = {
  ownerid: {
    property: '_ownerid_value',
    navigation: {
      systemuser: 'ownerid',
      team: 'ownerid',
    },
  },
  al_loggingissueid: {
    property: '_al_loggingissueid_value',
    navigation: {
      al_loggingissue: 'al_loggingissueid',
    },
  },
  al_interactionlogentryid: {
    property: '_al_interactionlogentryid_value',
    navigation: {
      al_interactionlogentry: 'al_interactionlogentryid',
    },
  },
  al_mailboxsetupid: {
    property: '_al_mailboxsetupid_value',
    navigation: {
      al_mailboxsetup: 'al_mailboxsetupid',
    },
  },
} as const;

/** Collection navigation properties. */
export const bridgeRequestCollections = {} as const;

/** Longest text of a column as shipped, UTF-16 code units; an organisation may have changed it. */
export const bridgeRequestMaxLengths = {
  al_name: 200,
  al_parameters: 100000,
  al_result: 1048576,
} as const;

/** Bridge Request: everything above in one object. */
export const bridgeRequestMetadata = {
  logicalName: 'al_bridgerequest',
  entitySetName: 'al_bridgerequests',
  primaryId: 'al_bridgerequestid',
  primaryName: 'al_name',
  columns: bridgeRequestColumns,
  lookups: bridgeRequestLookups,
  collections: bridgeRequestCollections,
  maxLengths: bridgeRequestMaxLengths,
} as const;

/** A row of al_bridgerequest as the Web API returns it: only selected columns are present. */
export interface BridgeRequestRow {
  al_bridgerequestid?: string;
  createdon?: string | null;
  modifiedon?: string | null;
  statecode?: number | null;
  statuscode?: number | null;
  _ownerid_value?: string | null;
  /** What is asked */
  al_name?: string | null;
  /** What the bridge is asked to do */
  al_requesttype?: RequestType | null;
  /** How the request stands */
  al_requeststatus?: RequestStatus | null;
  /** Issue to try again */
  _al_loggingissueid_value?: string | null;
  /** Entry to show */
  _al_interactionlogentryid_value?: string | null;
  /** Mailbox to run or validate */
  _al_mailboxsetupid_value?: string | null;
  /** JSON with what else the request needs */
  al_parameters?: string | null;
  /** Answer of the bridge */
  al_result?: string | null;
  /** When the bridge answered */
  al_answeredon?: string | null;
}
