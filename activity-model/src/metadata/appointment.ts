// Generated from solution/model by `npm run generate`. Do not edit.
import type { ActivityKind, Disposition } from './choices.ts';

/** `prioritycode` of appointment. */
export const AppointmentPriority = {
  Low: 0,
  Normal: 1,
  High: 2,
} as const;
export type AppointmentPriority = (typeof AppointmentPriority)[keyof typeof AppointmentPriority];

/** `statecode` of appointment. */
export const AppointmentState = {
  Open: 0,
  Completed: 1,
  Canceled: 2,
  Scheduled: 3,
} as const;
export type AppointmentState = (typeof AppointmentState)[keyof typeof AppointmentState];

/** `statuscode` of appointment. */
export const AppointmentStatus = {
  Free: 1,
  Tentative: 2,
  Completed: 3,
  Canceled: 4,
  Busy: 5,
  OutOfOffice: 6,
} as const;
export type AppointmentStatus = (typeof AppointmentStatus)[keyof typeof AppointmentStatus];

/** Columns of appointment by logical name. */
export const appointmentColumns = {
  activityid: 'activityid',
  activitytypecode: 'activitytypecode',
  regardingobjectid: 'regardingobjectid',
  scheduledstart: 'scheduledstart',
  scheduledend: 'scheduledend',
  actualstart: 'actualstart',
  actualend: 'actualend',
  actualdurationminutes: 'actualdurationminutes',
  scheduleddurationminutes: 'scheduleddurationminutes',
  sortdate: 'sortdate',
  prioritycode: 'prioritycode',
  createdon: 'createdon',
  modifiedon: 'modifiedon',
  overriddencreatedon: 'overriddencreatedon',
  ownerid: 'ownerid',
  subject: 'subject',
  description: 'description',
  location: 'location',
  globalobjectid: 'globalobjectid',
  isalldayevent: 'isalldayevent',
  statecode: 'statecode',
  statuscode: 'statuscode',
  al_sourcesystem: 'al_sourcesystem',
  al_sourceid: 'al_sourceid',
  al_sourceversion: 'al_sourceversion',
  al_rowhash: 'al_rowhash',
  al_kind: 'al_kind',
  al_occurredon: 'al_occurredon',
  al_body: 'al_body',
  al_snippet: 'al_snippet',
  al_contactid: 'al_contactid',
  al_accountid: 'al_accountid',
  al_disposition: 'al_disposition',
  al_dispositiontext: 'al_dispositiontext',
  al_sentiment: 'al_sentiment',
  al_sourceuser: 'al_sourceuser',
  al_conversationid: 'al_conversationid',
  al_lastmessageon: 'al_lastmessageon',
  al_nextstep: 'al_nextstep',
  al_nextstepdue: 'al_nextstepdue',
  al_recordingurl: 'al_recordingurl',
  al_meetingtype: 'al_meetingtype',
  al_meetingbookedby: 'al_meetingbookedby',
  al_host: 'al_host',
  al_noshow: 'al_noshow',
  al_durationseconds: 'al_durationseconds',
  al_leadid: 'al_leadid',
  al_opportunityid: 'al_opportunityid',
} as const;

/** Lookups: the property a row is read with and, per target table, the navigation property for `@odata.bind` and `$expand`. */
export const appointmentLookups = {
  regardingobjectid: {
    property: '_regardingobjectid_value',
    navigation: {
      contact: 'regardingobjectid_contact_appointment',
      account: 'regardingobjectid_account_appointment',
      lead: 'regardingobjectid_lead_appointment',
      opportunity: 'regardingobjectid_opportunity_appointment',
    },
  },
  ownerid: {
    property: '_ownerid_value',
    navigation: {
      systemuser: 'ownerid',
      team: 'ownerid',
    },
  },
  al_contactid: {
    property: '_al_contactid_value',
    navigation: {
      contact: 'al_contactid_appointment',
    },
  },
  al_accountid: {
    property: '_al_accountid_value',
    navigation: {
      account: 'al_accountid_appointment',
    },
  },
  al_host: {
    property: '_al_host_value',
    navigation: {
      systemuser: 'al_host_appointment',
    },
  },
  al_leadid: {
    property: '_al_leadid_value',
    navigation: {
      lead: 'al_leadid_appointment',
    },
  },
  al_opportunityid: {
    property: '_al_opportunityid_value',
    navigation: {
      opportunity: 'al_opportunityid_appointment',
    },
  },
} as const;

/** Collection navigation properties. */
export const appointmentCollections = {
  parties: 'appointment_activity_parties',
  al_appointment_meetingattendee_appointmentid: 'al_appointment_meetingattendee_appointmentid',
} as const;

/** Longest text of a column as shipped, UTF-16 code units; an organisation may have changed it. */
export const appointmentMaxLengths = {
  subject: 200,
  description: 1048576,
  location: 200,
  globalobjectid: 300,
  al_sourcesystem: 50,
  al_sourceid: 200,
  al_sourceversion: 100,
  al_rowhash: 64,
  al_body: 1048576,
  al_snippet: 400,
  al_dispositiontext: 100,
  al_sentiment: 100,
  al_sourceuser: 200,
  al_conversationid: 200,
  al_nextstep: 200,
  al_recordingurl: 2000,
  al_meetingtype: 100,
  al_meetingbookedby: 200,
} as const;

/** Appointment: everything above in one object. */
export const appointmentMetadata = {
  logicalName: 'appointment',
  entitySetName: 'appointments',
  primaryId: 'activityid',
  primaryName: 'subject',
  columns: appointmentColumns,
  lookups: appointmentLookups,
  collections: appointmentCollections,
  maxLengths: appointmentMaxLengths,
} as const;

/** A row of appointment as the Web API returns it: only selected columns are present. */
export interface AppointmentRow {
  activityid?: string;
  activitytypecode?: string | null;
  _regardingobjectid_value?: string | null;
  scheduledstart?: string | null;
  scheduledend?: string | null;
  actualstart?: string | null;
  actualend?: string | null;
  actualdurationminutes?: number | null;
  scheduleddurationminutes?: number | null;
  sortdate?: string | null;
  prioritycode?: AppointmentPriority | null;
  createdon?: string | null;
  modifiedon?: string | null;
  overriddencreatedon?: string | null;
  _ownerid_value?: string | null;
  subject?: string | null;
  description?: string | null;
  location?: string | null;
  globalobjectid?: string | null;
  isalldayevent?: boolean | null;
  statecode?: AppointmentState | null;
  statuscode?: AppointmentStatus | null;
  /** System that reported the activity */
  al_sourcesystem?: string | null;
  /** Id of the activity in the source system */
  al_sourceid?: string | null;
  /** Version of the activity in the source system, exactly as it was sent; an older one never overwrites a newer one */
  al_sourceversion?: string | null;
  /** Hash of the logged values; an unchanged row is not written again */
  al_rowhash?: string | null;
  /** What happened: the kind the logging rules are made for */
  al_kind?: ActivityKind | null;
  /** When it happened, whenever it was logged */
  al_occurredon?: string | null;
  /** Whole text where the description is too short for it */
  al_body?: string | null;
  /** Beginning of the text, for search and timeline */
  al_snippet?: string | null;
  /** Contact the activity was with */
  _al_contactid_value?: string | null;
  /** Account the activity counts for */
  _al_accountid_value?: string | null;
  /** How a call ended */
  al_disposition?: Disposition | null;
  /** Disposition in the words of the source system */
  al_dispositiontext?: string | null;
  /** Sentiment in the words of the source system */
  al_sentiment?: string | null;
  /** Who did it, as the source system names them */
  al_sourceuser?: string | null;
  /** Joins the activities of one conversation */
  al_conversationid?: string | null;
  /** Time of the last text of a message thread */
  al_lastmessageon?: string | null;
  /** What was agreed to do next */
  al_nextstep?: string | null;
  /** When the next step is due */
  al_nextstepdue?: string | null;
  /** Address of the recording */
  al_recordingurl?: string | null;
  /** Type of meeting in the words of the source system */
  al_meetingtype?: string | null;
  /** Who booked the meeting */
  al_meetingbookedby?: string | null;
  /** User who hosts the meeting */
  _al_host_value?: string | null;
  /** The person did not come to the meeting */
  al_noshow?: boolean | null;
  /** Exact duration of a call or meeting */
  al_durationseconds?: number | null;
  /** Lead the activity was with */
  _al_leadid_value?: string | null;
  /** Opportunity the activity counts for */
  _al_opportunityid_value?: string | null;
}
