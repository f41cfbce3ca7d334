// Generated from solution/model by `npm run generate`. Do not edit.

/** `statecode` of list. */
export const ListState = {
  Active: 0,
  Inactive: 1,
} as const;
export type ListState = (typeof ListState)[keyof typeof ListState];

/** Columns of list by logical name. */
export const listColumns = {
  listid: 'listid',
  listname: 'listname',
  statecode: 'statecode',
  createdon: 'createdon',
  modifiedon: 'modifiedon',
  overriddencreatedon: 'overriddencreatedon',
  ownerid: 'ownerid',
} as const;

/** Lookups: the property a row is read with and, per target table, the navigation property for `@odata.bind` and `$expand`. */
export const listLookups = {
  ownerid: {
    property: '_ownerid_value',
    navigation: {
      systemuser: 'ownerid',
      team: 'ownerid',
    },
  },
} as const;

/** Collection navigation properties. */
export const listCollections = {} as const;

/** Longest text of a column as shipped, UTF-16 code units; an organisation may have changed it. */
export const listMaxLengths = {
  listname: 128,
} as const;

/** Marketing List: everything above in one object. */
export const listMetadata = {
  logicalName: 'list',
  entitySetName: 'lists',
  primaryId: 'listid',
  primaryName: 'listname',
  columns: listColumns,
  lookups: listLookups,
  collections: listCollections,
  maxLengths: listMaxLengths,
} as const;

/** A row of list as the Web API returns it: only selected columns are present. */
export interface ListRow {
  listid?: string;
  listname?: string | null;
  statecode?: ListState | null;
  createdon?: string | null;
  modifiedon?: string | null;
  overriddencreatedon?: string | null;
  _ownerid_value?: string | null;
}
