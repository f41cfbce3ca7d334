// Generated from solution/model by `npm run generate`. Do not edit.

/** `statecode` of activitypointer. */
export const ActivityPointerState = {
  Open: 0,
  Completed: 1,
  Canceled: 2,
  Scheduled: 3,
} as const;
export type ActivityPointerState = (typeof ActivityPointerState)[keyof typeof ActivityPointerState];

/** Columns of activitypointer by logical name. */
export const activityPointerColumns = {
  activityid: 'activityid',
  subject: 'subject',
  description: 'description',
  activitytypecode: 'activitytypecode',
  regardingobjectid: 'regardingobjectid',
  scheduledstart: 'scheduledstart',
  scheduledend: 'scheduledend',
  actualstart: 'actualstart',
  actualend: 'actualend',
  sortdate: 'sortdate',
  statecode: 'statecode',
  createdon: 'createdon',
  modifiedon: 'modifiedon',
  overriddencreatedon: 'overriddencreatedon',
  ownerid: 'ownerid',
} as const;

/** Lookups: the property a row is read with and, per target table, the navigation property for `@odata.bind` and `$expand`. */
export const activityPointerLookups = {
  regardingobjectid: {
    property: '_regardingobjectid_value',
    navigation: {
      contact: 'regardingobjectid_contact',
      account: 'regardingobjectid_account',
      lead: 'regardingobjectid_lead',
      opportunity: 'regardingobjectid_opportunity',
    },
  },
  ownerid: {
    property: '_ownerid_value',
    navigation: {
      systemuser: 'ownerid',
      team: 'ownerid',
    },
  },
} as const;

/** Collection navigation properties. */
export const activityPointerCollections = {} as const;

/** Longest text of a column as shipped, UTF-16 code units; an organisation may have changed it. */
export const activityPointerMaxLengths = {
  subject: 800,
} as const;

/** Activity: everything above in one object. */
export const activityPointerMetadata = {
  logicalName: 'activitypointer',
  entitySetName: 'activitypointers',
  primaryId: 'activityid',
  primaryName: 'subject',
  columns: activityPointerColumns,
  lookups: activityPointerLookups,
  collections: activityPointerCollections,
  maxLengths: activityPointerMaxLengths,
} as const;

/** A row of activitypointer as the Web API returns it: only selected columns are present. */
export interface ActivityPointerRow {
  activityid?: string;
  subject?: string | null;
  description?: string | null;
  activitytypecode?: string | null;
  _regardingobjectid_value?: string | null;
  scheduledstart?: string | null;
  scheduledend?: string | null;
  actualstart?: string | null;
  actualend?: string | null;
  sortdate?: string | null;
  statecode?: ActivityPointerState | null;
  createdon?: string | null;
  modifiedon?: string | null;
  overriddencreatedon?: string | null;
  _ownerid_value?: string | null;
}
