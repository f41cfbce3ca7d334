// Generated from solution/model by `npm run generate`. Do not edit.
import type { ActivityKind, TargetTable, WhenEmpty } from './choices.ts';

/** Columns of al_fieldmapping by logical name. */
export const fieldMappingColumns = {
  al_fieldmappingid: 'al_fieldmappingid',
  createdon: 'createdon',
  modifiedon: 'modifiedon',
  statecode: 'statecode',
  statuscode: 'statuscode',
  al_name: 'al_name',
  al_kind: 'al_kind',
  al_targettable: 'al_targettable',
  al_sourcesystem: 'al_sourcesystem',
  al_sourcepath: 'al_sourcepath',
  al_targetcolumn: 'al_targetcolumn',
  al_constantvalue: 'al_constantvalue',
  al_whenempty: 'al_whenempty',
  al_defaultvalue: 'al_defaultvalue',
  al_valuemap: 'al_valuemap',
  al_placeholder: 'al_placeholder',
  al_lookupby: 'al_lookupby',
  al_enabled: 'al_enabled',
  al_problem: 'al_problem',
} as const;

/** Lookups: the property a row is read with and, per target table, the navigation property for `@odata.bind` and `$expand`. */
export const fieldMappingLookups = {} as const;

/** Collection navigation properties. */
export const fieldMappingCollections = {
  al_fieldmapping_loggingissue_fieldmappingid: 'al_fieldmapping_loggingissue_fieldmappingid',
} as const;

/** Longest text of a column as shipped, UTF-16 code units; an organisation may have changed it. */
export const fieldMappingMaxLengths = {
  al_name: 200,
  al_sourcesystem: 50,
  al_sourcepath: 400,
  al_targetcolumn: 100,
  al_constantvalue: 2000,
  al_defaultvalue: 2000,
  al_valuemap: 100000,
  al_placeholder: 200,
  al_lookupby: 200,
  al_problem: 2000,
} as const;

/** Field Mapping: everything above in one object. */
export const fieldMappingMetadata = {
  logicalName: 'al_fieldmapping',
  entitySetName: 'al_fieldmappings',
  primaryId: 'al_fieldmappingid',
  primaryName: 'al_name',
  columns: fieldMappingColumns,
  lookups: fieldMappingLookups,
  collections: fieldMappingCollections,
  maxLengths: fieldMappingMaxLengths,
} as const;

/** A row of al_fieldmapping as the Web API returns it: only selected columns are present. */
export interface FieldMappingRow {
  al_fieldmappingid?: string;
  createdon?: string | null;
  modifiedon?: string | null;
  statecode?: number | null;
  statuscode?: number | null;
  /** What the mapping is for */
  al_name?: string | null;
  /** Kind of activity it applies to */
  al_kind?: ActivityKind | null;
  /** The mapping applies only while the kind is logged to this table */
  al_targettable?: TargetTable | null;
  /** Empty: every source */
  al_sourcesystem?: string | null;
  /** Where the value stands in the payload, e.g. data.custom.region */
  al_sourcepath?: string | null;
  /** Logical name of the column that takes the value */
  al_targetcolumn?: string | null;
  /** Written whatever the payload says */
  al_constantvalue?: string | null;
  /** What happens when the payload has no value */
  al_whenempty?: WhenEmpty | null;
  /** Written when the payload has no value */
  al_defaultvalue?: string | null;
  /** JSON object: value of the source to label or number of the option */
  al_valuemap?: string | null;
  /** Written to a required column when there is nothing else */
  al_placeholder?: string | null;
  /** Lookup columns: column of an alternate key that finds the row, e.g. accountnumber; empty: e-mail address */
  al_lookupby?: string | null;
  /** Off: the mapping is kept and not used */
  al_enabled?: boolean | null;
  /** Why the bridge does not use the mapping; empty when it does */
  al_problem?: string | null;
}
