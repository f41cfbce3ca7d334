/** What Microsoft's main forms and default views show, in a minimal selection of our own. */
import { CONTACT_MAIN_FORM_ID } from '../wellknown.ts';

export interface Section {
  readonly label: string;
  readonly columns: readonly string[];
}

export interface StandardTable {
  readonly table: string;
  /** Id of Microsoft's form where it is known; else ours. */
  readonly formId?: string;
  readonly formName: string;
  readonly header: readonly string[];
  readonly sections: readonly Section[];
  /** Columns of the default view, with widths. */
  readonly view: readonly (readonly [column: string, width: number])[];
  readonly viewId?: string;
  readonly viewName: string;
  /** Sort of the view; a leading `-` is descending. */
  readonly order: string;
  /** Columns a quick search looks into. */
  readonly find: readonly string[];
}

const activity = (
  table: string,
  formName: string,
  viewName: string,
  general: readonly string[],
  details: readonly string[],
): StandardTable => ({
  table,
  formName,
  header: ['prioritycode', 'statecode', 'ownerid'],
  sections: [
    { label: 'General', columns: general },
    { label: 'Details', columns: details },
  ],
  view: [
    ['subject', 300],
    ['regardingobjectid', 180],
    ['prioritycode', 100],
    ['scheduledend', 140],
    ['statuscode', 110],
    ['ownerid', 150],
  ],
  viewName,
  order: '-modifiedon',
  find: ['subject'],
});

export const STANDARD_TABLES: readonly StandardTable[] = [
  {
    table: 'contact',
    formId: CONTACT_MAIN_FORM_ID,
    formName: 'Contact',
    header: ['ownerid', 'statecode'],
    sections: [
      {
        label: 'Contact Information',
        columns: [
          'firstname',
          'lastname',
          'jobtitle',
          'parentcustomerid',
          'emailaddress1',
          'telephone1',
          'mobilephone',
          'preferredcontactmethodcode',
        ],
      },
      { label: 'Address', columns: ['address1_line1', 'address1_postalcode', 'address1_city', 'address1_country'] },
      { label: 'Details', columns: ['birthdate', 'gendercode', 'description'] },
    ],
    view: [
      ['fullname', 200],
      ['emailaddress1', 200],
      ['parentcustomerid', 180],
      ['telephone1', 130],
      ['jobtitle', 150],
    ],
    viewId: '00000000-0000-0000-00aa-000010001004',
    viewName: 'Active Contacts',
    order: 'fullname',
    find: ['fullname', 'emailaddress1', 'telephone1'],
  },
  {
    table: 'account',
    formId: '8448b78f-8f42-454e-8e2a-f8196b0419af',
    formName: 'Account',
    header: ['revenue', 'numberofemployees', 'ownerid'],
    sections: [
      {
        label: 'Account Information',
        columns: [
          'name',
          'telephone1',
          'emailaddress1',
          'websiteurl',
          'parentaccountid',
          'primarycontactid',
          'industrycode',
        ],
      },
      { label: 'Address', columns: ['address1_line1', 'address1_postalcode', 'address1_city', 'address1_country'] },
      { label: 'Details', columns: ['customertypecode', 'description'] },
    ],
    view: [
      ['name', 250],
      ['telephone1', 130],
      ['address1_city', 130],
      ['primarycontactid', 180],
      ['emailaddress1', 200],
    ],
    viewId: '00000000-0000-0000-00aa-000010001002',
    viewName: 'Active Accounts',
    order: 'name',
    find: ['name', 'emailaddress1', 'telephone1'],
  },
  {
    table: 'lead',
    formName: 'Lead',
    header: ['leadsourcecode', 'leadqualitycode', 'statuscode', 'ownerid'],
    sections: [
      {
        label: 'Contact',
        columns: ['subject', 'firstname', 'lastname', 'jobtitle', 'emailaddress1', 'telephone1', 'mobilephone'],
      },
      {
        label: 'Company',
        columns: [
          'companyname',
          'websiteurl',
          'industrycode',
          'numberofemployees',
          'address1_city',
          'address1_country',
        ],
      },
      { label: 'Details', columns: ['parentcontactid', 'parentaccountid', 'description'] },
    ],
    view: [
      ['fullname', 200],
      ['subject', 220],
      ['companyname', 180],
      ['emailaddress1', 200],
      ['statuscode', 110],
    ],
    viewName: 'Open Leads',
    order: '-createdon',
    find: ['fullname', 'subject', 'companyname', 'emailaddress1'],
  },
  {
    table: 'opportunity',
    formName: 'Opportunity',
    header: ['estimatedclosedate', 'estimatedvalue', 'statuscode', 'ownerid'],
    sections: [
      {
        label: 'Summary',
        columns: [
          'name',
          'parentcontactid',
          'parentaccountid',
          'estimatedvalue',
          'closeprobability',
          'opportunityratingcode',
        ],
      },
      { label: 'Details', columns: ['currentsituation', 'customerneed', 'proposedsolution', 'description'] },
    ],
    view: [
      ['name', 250],
      ['parentaccountid', 180],
      ['parentcontactid', 180],
      ['estimatedvalue', 120],
      ['estimatedclosedate', 130],
      ['statuscode', 110],
    ],
    viewName: 'Open Opportunities',
    order: '-createdon',
    find: ['name'],
  },
  activity(
    'task',
    'Task',
    'All Tasks',
    ['subject', 'regardingobjectid', 'description'],
    ['scheduledend', 'actualdurationminutes', 'percentcomplete', 'category'],
  ),
  activity(
    'phonecall',
    'Phone Call',
    'All Phone Calls',
    ['subject', 'from', 'to', 'phonenumber', 'directioncode', 'description'],
    ['regardingobjectid', 'scheduledend', 'actualdurationminutes', 'leftvoicemail'],
  ),
  activity(
    'email',
    'Email',
    'All Emails',
    ['from', 'to', 'cc', 'subject', 'description'],
    ['regardingobjectid', 'directioncode', 'scheduledend'],
  ),
  activity(
    'appointment',
    'Appointment',
    'All Appointments',
    ['subject', 'requiredattendees', 'optionalattendees', 'location', 'description'],
    ['regardingobjectid', 'scheduledstart', 'scheduledend', 'isalldayevent'],
  ),
];
