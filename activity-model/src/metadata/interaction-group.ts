// Generated from solution/model by `npm run generate`. Do not edit.

/** Columns of al_interactiongroup by logical name. */
export const interactionGroupColumns = {
  al_interactiongroupid: 'al_interactiongroupid',
  createdon: 'createdon',
  modifiedon: 'modifiedon',
  statecode: 'statecode',
  statuscode: 'statuscode',
  al_code: 'al_code',
  al_description: 'al_description',
} as const;

/** Lookups: the property a row is read with and, per target table, the navigation property for `@odata.bind` and `$expand`. */
export const interactionGroupLookups = {} as const;

/** Collection navigation properties. */
export const interactionGroupCollections = {
  al_interactiongroup_interactiontemplate_groupid: 'al_interactiongroup_interactiontemplate_groupid',
  al_interactiongroup_interactionlogentry_groupid: 'al_interactiongroup_interactionlogentry_groupid',
} as const;

/** Longest text of a column as shipped, UTF-16 code units; an organisation may have changed it. */
export const interactionGroupMaxLengths = {
  al_code: 20,
  al_description: 200,
} as const;

/** Interaction Group: everything above in one object. */
export const interactionGroupMetadata = {
  logicalName: 'al_interactiongroup',
  entitySetName: 'al_interactiongroups',
  primaryId: 'al_interactiongroupid',
  primaryName: 'al_code',
  columns: interactionGroupColumns,
  lookups: interactionGroupLookups,
  collections: interactionGroupCollections,
  maxLengths: interactionGroupMaxLengths,
} as const;

/** A row of al_interactiongroup as the Web API returns it: only selected columns are present. */
export interface InteractionGroupRow {
  al_interactiongroupid?: string;
  createdon?: string | null;
  modifiedon?: string | null;
  statecode?: number | null;
  statuscode?: number | null;
  /** Short name, e.g. SYSTEM */
  al_code?: string | null;
  /** What the group is for */
  al_description?: string | null;
}
