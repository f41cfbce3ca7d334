// Generated from solution/model by `npm run generate`. Do not edit.

/** `statecode` of opportunity. */
export const OpportunityState = {
  Open: 0,
  Won: 1,
  Lost: 2,
} as const;
export type OpportunityState = (typeof OpportunityState)[keyof typeof OpportunityState];

/** Columns of opportunity by logical name. */
export const opportunityColumns = {
  opportunityid: 'opportunityid',
  name: 'name',
  customerid: 'customerid',
  parentaccountid: 'parentaccountid',
  parentcontactid: 'parentcontactid',
  originatingleadid: 'originatingleadid',
  estimatedvalue: 'estimatedvalue',
  estimatedclosedate: 'estimatedclosedate',
  statecode: 'statecode',
  createdon: 'createdon',
  modifiedon: 'modifiedon',
  overriddencreatedon: 'overriddencreatedon',
  ownerid: 'ownerid',
} as const;

/** Lookups: the property a row is read with and, per target table, the navigation property for `@odata.bind` and `$expand`. */
export const opportunityLookups = {
  customerid: {
    property: '_customerid_value',
    navigation: {
      account: 'customerid_account',
      contact: 'customerid_contact',
    },
  },
  parentaccountid: {
    property: '_parentaccountid_value',
    navigation: {
      account: 'parentaccountid',
    },
  },
  parentcontactid: {
    property: '_parentcontactid_value',
    navigation: {
      contact: 'parentcontactid',
    },
  },
  originatingleadid: {
    property: '_originatingleadid_value',
    navigation: {
      lead: 'originatingleadid',
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
export const opportunityCollections = {
  tasks: 'Opportunity_Tasks',
  emails: 'Opportunity_Emails',
  phonecalls: 'Opportunity_Phonecalls',
  appointments: 'Opportunity_Appointments',
  al_opportunity_task_opportunityid: 'al_opportunity_task_opportunityid',
  al_opportunity_email_opportunityid: 'al_opportunity_email_opportunityid',
  al_opportunity_phonecall_opportunityid: 'al_opportunity_phonecall_opportunityid',
  al_opportunity_appointment_opportunityid: 'al_opportunity_appointment_opportunityid',
} as const;

/** Longest text of a column as shipped, UTF-16 code units; an organisation may have changed it. */
export const opportunityMaxLengths = {
  name: 300,
} as const;

/** Opportunity: everything above in one object. */
export const opportunityMetadata = {
  logicalName: 'opportunity',
  entitySetName: 'opportunities',
  primaryId: 'opportunityid',
  primaryName: 'name',
  columns: opportunityColumns,
  lookups: opportunityLookups,
  collections: opportunityCollections,
  maxLengths: opportunityMaxLengths,
} as const;

/** A row of opportunity as the Web API returns it: only selected columns are present. */
export interface OpportunityRow {
  opportunityid?: string;
  name?: string | null;
  _customerid_value?: string | null;
  _parentaccountid_value?: string | null;
  _parentcontactid_value?: string | null;
  _originatingleadid_value?: string | null;
  estimatedvalue?: number | null;
  estimatedclosedate?: string | null;
  statecode?: OpportunityState | null;
  createdon?: string | null;
  modifiedon?: string | null;
  overriddencreatedon?: string | null;
  _ownerid_value?: string | null;
}
