// Generated from solution/model by `npm run generate`. Do not edit.
import type { ActivityKind } from './choices.ts';

/** Columns of al_loggingsample by logical name. */
export const loggingSampleColumns = {
  al_loggingsampleid: 'al_loggingsampleid',
  createdon: 'createdon',
  modifiedon: 'modifiedon',
  statecode: 'statecode',
  statuscode: 'statuscode',
  al_name: 'al_name',
  al_sourcesystem: 'al_sourcesystem',
  al_kind: 'al_kind',
  al_receivedon: 'al_receivedon',
  al_payload: 'al_payload',
} as const;

/** Lookups: the property a row is read with and, per target table, the navigation property for `@odata.bind` and `$expand`. */
export const loggingSampleLookups = {} as const;

/** Collection navigation properties. */
export const loggingSampleCollections = {} as const;

/** Longest text of a column as shipped, UTF-16 code units; an organisation may have changed it. */
export const loggingSampleMaxLengths = {
  al_name: 200,
  al_sourcesystem: 50,
  al_payload: 1048576,
} as const;

/** Logging Sample: everything above in one object. */
export const loggingSampleMetadata = {
  logicalName: 'al_loggingsample',
  entitySetName: 'al_loggingsamples',
  primaryId: 'al_loggingsampleid',
  primaryName: 'al_name',
  columns: loggingSampleColumns,
  lookups: loggingSampleLookups,
  collections: loggingSampleCollections,
  maxLengths: loggingSampleMaxLengths,
} as const;

/** A row of al_loggingsample as the Web API returns it: only selected columns are present. */
export interface LoggingSampleRow {
  al_loggingsampleid?: string;
  createdon?: string | null;
  modifiedon?: string | null;
  statecode?: number | null;
  statuscode?: number | null;
  /** What the sample shows */
  al_name?: string | null;
  /** System that sent it */
  al_sourcesystem?: string | null;
  /** Kind of the activity */
  al_kind?: ActivityKind | null;
  /** When it was received */
  al_receivedon?: string | null;
  /** The JSON that was received */
  al_payload?: string | null;
}
