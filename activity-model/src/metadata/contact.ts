// Generated from solution/model by `npm run generate`. Do not edit.

/** `statecode` of contact. */
export const ContactState = {
  Active: 0,
  Inactive: 1,
} as const;
export type ContactState = (typeof ContactState)[keyof typeof ContactState];

/** Columns of contact by logical name. */
export const contactColumns = {
  contactid: 'contactid',
  fullname: 'fullname',
  firstname: 'firstname',
  lastname: 'lastname',
  jobtitle: 'jobtitle',
  emailaddress1: 'emailaddress1',
  emailaddress2: 'emailaddress2',
  emailaddress3: 'emailaddress3',
  telephone1: 'telephone1',
  telephone2: 'telephone2',
  mobilephone: 'mobilephone',
  description: 'description',
  parentcustomerid: 'parentcustomerid',
  statecode: 'statecode',
  createdon: 'createdon',
  modifiedon: 'modifiedon',
  overriddencreatedon: 'overriddencreatedon',
  ownerid: 'ownerid',
  al_contactno: 'al_contactno',
} as const;

/** Lookups: the property a row is read with and, per target table, the navigation property for `@odata.bind` and `$expand`. */
export const contactLookups = {
  parentcustomerid: {
    property: '_parentcustomerid_value',
    navigation: {
      account: 'parentcustomerid_account',
      contact: 'parentcustomerid_contact',
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
export const contactCollections = {
  tasks: 'Contact_Tasks',
  emails: 'Contact_Emails',
  phonecalls: 'Contact_Phonecalls',
  appointments: 'Contact_Appointments',
  al_contact_task_contactid: 'al_contact_task_contactid',
  al_contact_email_contactid: 'al_contact_email_contactid',
  al_contact_phonecall_contactid: 'al_contact_phonecall_contactid',
  al_contact_appointment_contactid: 'al_contact_appointment_contactid',
  al_contact_loggingissue_contactid: 'al_contact_loggingissue_contactid',
  al_contact_meetingattendee_contactid: 'al_contact_meetingattendee_contactid',
  al_contact_interactionlogentry_contactid: 'al_contact_interactionlogentry_contactid',
} as const;

/** Longest text of a column as shipped, UTF-16 code units; an organisation may have changed it. */
export const contactMaxLengths = {
  fullname: 160,
  firstname: 50,
  lastname: 50,
  jobtitle: 100,
  emailaddress1: 100,
  emailaddress2: 100,
  emailaddress3: 100,
  telephone1: 50,
  telephone2: 50,
  mobilephone: 50,
  al_contactno: 100,
} as const;

/** Contact: everything above in one object. */
export const contactMetadata = {
  logicalName: 'contact',
  entitySetName: 'contacts',
  primaryId: 'contactid',
  primaryName: 'fullname',
  columns: contactColumns,
  lookups: contactLookups,
  collections: contactCollections,
  maxLengths: contactMaxLengths,
} as const;

/** A row of contact as the Web API returns it: only selected columns are present. */
export interface ContactRow {
  contactid?: string;
  fullname?: string | null;
  firstname?: string | null;
  lastname?: string | null;
  jobtitle?: string | null;
  emailaddress1?: string | null;
  emailaddress2?: string | null;
  emailaddress3?: string | null;
  telephone1?: string | null;
  telephone2?: string | null;
  mobilephone?: string | null;
  description?: string | null;
  _parentcustomerid_value?: string | null;
  statecode?: ContactState | null;
  createdon?: string | null;
  modifiedon?: string | null;
  overriddencreatedon?: string | null;
  _ownerid_value?: string | null;
  /** Number of the contact */
  al_contactno?: string | null;
}
