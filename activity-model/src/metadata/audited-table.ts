// Generated from solution/model by `npm run generate`. Do not edit.

/** Columns of al_auditedtable by logical name. */
export const auditedTableColumns = {
  al_auditedtableid: 'al_auditedtableid',
  createdon: 'createdon',
  modifiedon: 'modifiedon',
  statecode: 'statecode',
  statuscode: 'statuscode',
  al_tablename: 'al_tablename',
  al_auditing: 'al_auditing',
  al_singlerecord: 'al_singlerecord',
  al_multiplerecord: 'al_multiplerecord',
  al_problem: 'al_problem',
} as const;

/** Lookups: the property a row is read with and, per target table, the navigation property for `@odata.bind` and `$expand`. */
export const auditedTableLookups = {} as const;

/** Collection navigation properties. */
export const auditedTableCollections = {} as const;

/** Longest text of a column as shipped, UTF-16 code units; an organisation may have changed it. */
export const auditedTableMaxLengths = {
  al_tablename: 128,
  al_problem: 2000,
} as const;

/** Audited Table: everything above in one object. */
export const auditedTableMetadata = {
  logicalName: 'al_auditedtable',
  entitySetName: 'al_auditedtables',
  primaryId: 'al_auditedtableid',
  primaryName: 'al_tablename',
  columns: auditedTableColumns,
  lookups: auditedTableLookups,
  collections: auditedTableCollections,
  maxLengths: auditedTableMaxLengths,
} as const;

/** A row of al_auditedtable as the Web API returns it: only selected columns are present. */
export interface AuditedTableRow {
  al_auditedtableid?: string;
  createdon?: string | null;
  modifiedon?: string | null;
  statecode?: number | null;
  statuscode?: number | null;
  /** Logical name of the table */
  al_tablename?: string | null;
  /** Create, update, delete and the like are kept */
  al_auditing?: boolean | null;
  /** Opening a record is kept */
  al_singlerecord?: boolean | null;
  /** All records of an opened page are kept */
  al_multiplerecord?: boolean | null;
  /** Why the table is not audited as asked */
  al_problem?: string | null;
}
