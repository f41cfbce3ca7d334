// Generated from solution/model by `npm run generate`. Do not edit.
import type { AuditCategory, UserType } from './choices.ts';

/** Columns of al_auditdaily by logical name. */
export const auditDailyColumns = {
  al_auditdailyid: 'al_auditdailyid',
  createdon: 'createdon',
  modifiedon: 'modifiedon',
  statecode: 'statecode',
  statuscode: 'statuscode',
  al_name: 'al_name',
  al_dailykeytext: 'al_dailykeytext',
  al_day: 'al_day',
  al_tablename: 'al_tablename',
  al_operation: 'al_operation',
  al_auditcategory: 'al_auditcategory',
  al_usertype: 'al_usertype',
  al_count: 'al_count',
} as const;

/** Lookups: the property a row is read with and, per target table, the navigation property for `@odata.bind` and `$expand`. */
export const auditDailyLookups = {} as const;

/** Collection navigation properties. */
export const auditDailyCollections = {} as const;

/** Longest text of a column as shipped, UTF-16 code units; an organisation may have changed it. */
export const auditDailyMaxLengths = {
  al_name: 200,
  al_dailykeytext: 200,
  al_tablename: 128,
  al_operation: 128,
} as const;

/** Audit Daily Total: everything above in one object. */
export const auditDailyMetadata = {
  logicalName: 'al_auditdaily',
  entitySetName: 'al_auditdailies',
  primaryId: 'al_auditdailyid',
  primaryName: 'al_name',
  columns: auditDailyColumns,
  lookups: auditDailyLookups,
  collections: auditDailyCollections,
  maxLengths: auditDailyMaxLengths,
} as const;

/** A row of al_auditdaily as the Web API returns it: only selected columns are present. */
export interface AuditDailyRow {
  al_auditdailyid?: string;
  createdon?: string | null;
  modifiedon?: string | null;
  statecode?: number | null;
  statuscode?: number | null;
  /** Day, table and operation */
  al_name?: string | null;
  /** One row for one sort and day */
  al_dailykeytext?: string | null;
  /** Day in UTC */
  al_day?: string | null;
  /** Logical name of the table */
  al_tablename?: string | null;
  /** Message of the platform */
  al_operation?: string | null;
  /** What sort of access it was */
  al_auditcategory?: AuditCategory | null;
  /** Sort of user who did it */
  al_usertype?: UserType | null;
  /** Number of audit rows */
  al_count?: number | null;
}
