// Generated from solution/model by `npm run generate`. Do not edit.

/** Columns of systemuser by logical name. */
export const systemUserColumns = {
  systemuserid: 'systemuserid',
  fullname: 'fullname',
  firstname: 'firstname',
  lastname: 'lastname',
  internalemailaddress: 'internalemailaddress',
  domainname: 'domainname',
  azureactivedirectoryobjectid: 'azureactivedirectoryobjectid',
  applicationid: 'applicationid',
  isdisabled: 'isdisabled',
  modifiedon: 'modifiedon',
} as const;

/** Lookups: the property a row is read with and, per target table, the navigation property for `@odata.bind` and `$expand`. */
export const systemUserLookups = {} as const;

/** Collection navigation properties. */
export const systemUserCollections = {
  al_systemuser_task_host: 'al_systemuser_task_host',
  al_systemuser_email_host: 'al_systemuser_email_host',
  al_systemuser_phonecall_host: 'al_systemuser_phonecall_host',
  al_systemuser_appointment_host: 'al_systemuser_appointment_host',
  al_systemuser_loggingconfiguration_defaultownerid: 'al_systemuser_loggingconfiguration_defaultownerid',
  al_systemuser_meetingattendee_userid: 'al_systemuser_meetingattendee_userid',
  al_systemuser_interactionlogentry_salespersonid: 'al_systemuser_interactionlogentry_salespersonid',
} as const;

/** Longest text of a column as shipped, UTF-16 code units; an organisation may have changed it. */
export const systemUserMaxLengths = {
  fullname: 200,
  firstname: 256,
  lastname: 256,
  internalemailaddress: 100,
  domainname: 1024,
} as const;

/** User: everything above in one object. */
export const systemUserMetadata = {
  logicalName: 'systemuser',
  entitySetName: 'systemusers',
  primaryId: 'systemuserid',
  primaryName: 'fullname',
  columns: systemUserColumns,
  lookups: systemUserLookups,
  collections: systemUserCollections,
  maxLengths: systemUserMaxLengths,
} as const;

/** A row of systemuser as the Web API returns it: only selected columns are present. */
export interface SystemUserRow {
  systemuserid?: string;
  fullname?: string | null;
  firstname?: string | null;
  lastname?: string | null;
  internalemailaddress?: string | null;
  domainname?: string | null;
  azureactivedirectoryobjectid?: string | null;
  applicationid?: string | null;
  isdisabled?: boolean | null;
  modifiedon?: string | null;
}
