// Generated from solution/model by `npm run generate`. Do not edit.
import type { AuditPredicate } from './choices.ts';

/** Columns of al_auditreport by logical name. */
export const auditReportColumns = {
  al_auditreportid: 'al_auditreportid',
  createdon: 'createdon',
  modifiedon: 'modifiedon',
  statecode: 'statecode',
  statuscode: 'statuscode',
  al_name: 'al_name',
  al_description: 'al_description',
  al_auditpredicate: 'al_auditpredicate',
  al_filter: 'al_filter',
} as const;

/** Lookups: the property a row is read with and, per target table, the navigation property for `@odata.bind` and `$expand`. */
export const auditReportLookups = {} as const;

/** Collection navigation properties. */
export const auditReportCollections = {} as const;

/** Longest text of a column as shipped, UTF-16 code units; an organisation may have changed it. */
export const auditReportMaxLengths = {
  al_name: 100,
  al_description: 500,
  al_filter: 20000,
} as const;

/** Audit Report: everything above in one object. */
export const auditReportMetadata = {
  logicalName: 'al_auditreport',
  entitySetName: 'al_auditreports',
  primaryId: 'al_auditreportid',
  primaryName: 'al_name',
  columns: auditReportColumns,
  lookups: auditReportLookups,
  collections: auditReportCollections,
  maxLengths: auditReportMaxLengths,
} as const;

/** A row of al_auditreport as the Web API returns it: only selected columns are present. */
export interface AuditReportRow {
  al_auditreportid?: string;
  createdon?: string | null;
  modifiedon?: string | null;
  statecode?: number | null;
  statuscode?: number | null;
  /** Name of the report */
  al_name?: string | null;
  /** What the report shows */
  al_description?: string | null;
  /** Rows it selects; empty for a report of your own */
  al_auditpredicate?: AuditPredicate | null;
  /** JSON with dates, users, operations, tables and text to search for */
  al_filter?: string | null;
}
