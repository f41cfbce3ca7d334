// Generated from solution/model by `npm run generate`. Do not edit.

/** `statecode` of account. */
export const AccountState = {
  Active: 0,
  Inactive: 1,
} as const;
export type AccountState = (typeof AccountState)[keyof typeof AccountState];

/** Columns of account by logical name. */
export const accountColumns = {
  accountid: 'accountid',
  name: 'name',
  accountnumber: 'accountnumber',
  emailaddress1: 'emailaddress1',
  telephone1: 'telephone1',
  websiteurl: 'websiteurl',
  address1_city: 'address1_city',
  description: 'description',
  primarycontactid: 'primarycontactid',
  parentaccountid: 'parentaccountid',
  statecode: 'statecode',
  createdon: 'createdon',
  modifiedon: 'modifiedon',
  overriddencreatedon: 'overriddencreatedon',
  ownerid: 'ownerid',
  al_emaildomains: 'al_emaildomains',
} as const;

/** Lookups: the property a row is read with and, per target table, the navigation property for `@odata.bind` and `$expand`. */
export const accountLookups = {
  primarycontactid: {
    property: '_primarycontactid_value',
    navigation: {
      contact: 'primarycontactid',
    },
  },
  parentaccountid: {
    property: '_parentaccountid_value',
    navigation: {
      account: 'parentaccountid',
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
export const accountCollections = {
  tasks: 'Account_Tasks',
  emails: 'Account_Emails',
  phonecalls: 'Account_Phonecalls',
  appointments: 'Account_Appointments',
  al_account_task_accountid: 'al_account_task_accountid',
  al_account_email_accountid: 'al_account_email_accountid',
  al_account_phonecall_accountid: 'al_account_phonecall_accountid',
  al_account_appointment_accountid: 'al_account_appointment_accountid',
  al_account_loggingissue_accountid: 'al_account_loggingissue_accountid',
  al_account_interactionlogentry_accountid: 'al_account_interactionlogentry_accountid',
} as const;

/** Longest text of a column as shipped, UTF-16 code units; an organisation may have changed it. */
export const accountMaxLengths = {
  name: 160,
  accountnumber: 20,
  emailaddress1: 100,
  telephone1: 50,
  websiteurl: 200,
  address1_city: 80,
  al_emaildomains: 2000,
} as const;

/** Account: everything above in one object. */
export const accountMetadata = {
  logicalName: 'account',
  entitySetName: 'accounts',
  primaryId: 'accountid',
  primaryName: 'name',
  columns: accountColumns,
  lookups: accountLookups,
  collections: accountCollections,
  maxLengths: accountMaxLengths,
} as const;

/** A row of account as the Web API returns it: only selected columns are present. */
export interface AccountRow {
  accountid?: string;
  name?: string | null;
  accountnumber?: string | null;
  emailaddress1?: string | null;
  telephone1?: string | null;
  websiteurl?: string | null;
  address1_city?: string | null;
  description?: string | null;
  _primarycontactid_value?: string | null;
  _parentaccountid_value?: string | null;
  statecode?: AccountState | null;
  createdon?: string | null;
  modifiedon?: string | null;
  overriddencreatedon?: string | null;
  _ownerid_value?: string | null;
  /** Activities with unknown people of these domains are logged to this account; separated by commas */
  al_emaildomains?: string | null;
}
