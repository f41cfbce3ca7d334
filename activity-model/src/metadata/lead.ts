// Generated from solution/model by `npm run generate`. Do not edit.

/** `statecode` of lead. */
export const LeadState = {
  Open: 0,
  Qualified: 1,
  Disqualified: 2,
} as const;
export type LeadState = (typeof LeadState)[keyof typeof LeadState];

/** Columns of lead by logical name. */
export const leadColumns = {
  leadid: 'leadid',
  fullname: 'fullname',
  firstname: 'firstname',
  lastname: 'lastname',
  subject: 'subject',
  companyname: 'companyname',
  jobtitle: 'jobtitle',
  emailaddress1: 'emailaddress1',
  emailaddress2: 'emailaddress2',
  emailaddress3: 'emailaddress3',
  telephone1: 'telephone1',
  mobilephone: 'mobilephone',
  parentcontactid: 'parentcontactid',
  parentaccountid: 'parentaccountid',
  qualifyingopportunityid: 'qualifyingopportunityid',
  statecode: 'statecode',
  createdon: 'createdon',
  modifiedon: 'modifiedon',
  overriddencreatedon: 'overriddencreatedon',
  ownerid: 'ownerid',
} as const;

/** Lookups: the property a row is read with and, per target table, the navigation property for `@odata.bind` and `$expand`. */
export const leadLookups = {
  parentcontactid: {
    property: '_parentcontactid_value',
    navigation: {
      contact: 'parentcontactid',
    },
  },
  parentaccountid: {
    property: '_parentaccountid_value',
    navigation: {
      account: 'parentaccountid',
    },
  },
  qualifyingopportunityid: {
    property: '_qualifyingopportunityid_value',
    navigation: {
      opportunity: 'qualifyingopportunityid',
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
export const leadCollections = {
  tasks: 'Lead_Tasks',
  emails: 'Lead_Emails',
  phonecalls: 'Lead_Phonecalls',
  appointments: 'Lead_Appointments',
  al_lead_task_leadid: 'al_lead_task_leadid',
  al_lead_email_leadid: 'al_lead_email_leadid',
  al_lead_phonecall_leadid: 'al_lead_phonecall_leadid',
  al_lead_appointment_leadid: 'al_lead_appointment_leadid',
} as const;

/** Longest text of a column as shipped, UTF-16 code units; an organisation may have changed it. */
export const leadMaxLengths = {
  fullname: 160,
  firstname: 50,
  lastname: 50,
  subject: 300,
  companyname: 100,
  jobtitle: 100,
  emailaddress1: 100,
  emailaddress2: 100,
  emailaddress3: 100,
  telephone1: 50,
  mobilephone: 50,
} as const;

/** Lead: everything above in one object. */
export const leadMetadata = {
  logicalName: 'lead',
  entitySetName: 'leads',
  primaryId: 'leadid',
  primaryName: 'fullname',
  columns: leadColumns,
  lookups: leadLookups,
  collections: leadCollections,
  maxLengths: leadMaxLengths,
} as const;

/** A row of lead as the Web API returns it: only selected columns are present. */
export interface LeadRow {
  leadid?: string;
  fullname?: string | null;
  firstname?: string | null;
  lastname?: string | null;
  subject?: string | null;
  companyname?: string | null;
  jobtitle?: string | null;
  emailaddress1?: string | null;
  emailaddress2?: string | null;
  emailaddress3?: string | null;
  telephone1?: string | null;
  mobilephone?: string | null;
  _parentcontactid_value?: string | null;
  _parentaccountid_value?: string | null;
  _qualifyingopportunityid_value?: string | null;
  statecode?: LeadState | null;
  createdon?: string | null;
  modifiedon?: string | null;
  overriddencreatedon?: string | null;
  _ownerid_value?: string | null;
}
