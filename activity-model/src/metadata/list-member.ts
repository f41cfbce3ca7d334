// Generated from solution/model by `npm run generate`. Do not edit.

/** Columns of listmember by logical name. */
export const listMemberColumns = {
  listmemberid: 'listmemberid',
  entityid: 'entityid',
  listid: 'listid',
} as const;

/** Lookups: the property a row is read with and, per target table, the navigation property for `@odata.bind` and `$expand`. */
export const listMemberLookups = {
  entityid: {
    property: '_entityid_value',
    navigation: {
      contact: 'entityid_contact',
      lead: 'entityid_lead',
      account: 'entityid_account',
    },
  },
  listid: {
    property: '_listid_value',
    navigation: {
      list: 'listid',
    },
  },
} as const;

/** Collection navigation properties. */
export const listMemberCollections = {} as const;

/** Longest text of a column as shipped, UTF-16 code units; an organisation may have changed it. */
export const listMemberMaxLengths = {} as const;

/** Marketing List Member: everything above in one object. */
export const listMemberMetadata = {
  logicalName: 'listmember',
  entitySetName: 'listmembers',
  primaryId: 'listmemberid',
  primaryName: 'name',
  columns: listMemberColumns,
  lookups: listMemberLookups,
  collections: listMemberCollections,
  maxLengths: listMemberMaxLengths,
} as const;

/** A row of listmember as the Web API returns it: only selected columns are present. */
export interface ListMemberRow {
  listmemberid?: string;
  _entityid_value?: string | null;
  _listid_value?: string | null;
}
