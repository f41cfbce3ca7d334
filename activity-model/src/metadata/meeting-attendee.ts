// Generated from solution/model by `npm run generate`. Do not edit.
import type { Attendance, ResponseStatus } from './choices.ts';

/** Columns of al_meetingattendee by logical name. */
export const meetingAttendeeColumns = {
  al_meetingattendeeid: 'al_meetingattendeeid',
  createdon: 'createdon',
  modifiedon: 'modifiedon',
  statecode: 'statecode',
  statuscode: 'statuscode',
  ownerid: 'ownerid',
  al_name: 'al_name',
  al_attendeekeytext: 'al_attendeekeytext',
  al_appointmentid: 'al_appointmentid',
  al_taskid: 'al_taskid',
  al_address: 'al_address',
  al_contactid: 'al_contactid',
  al_userid: 'al_userid',
  al_responsestatus: 'al_responsestatus',
  al_attendance: 'al_attendance',
  al_noshow: 'al_noshow',
} as const;

/** Lookups: the property a row is read with and, per target table, the navigation property for `@odata.bind` and `$expand`. */
export const meetingAttendeeLookups = {
  ownerid: {
    property: '_ownerid_value',
    navigation: {
      systemuser: 'ownerid',
      team: 'ownerid',
    },
  },
  al_appointmentid: {
    property: '_al_appointmentid_value',
    navigation: {
      appointment: 'al_appointmentid',
    },
  },
  al_taskid: {
    property: '_al_taskid_value',
    navigation: {
      task: 'al_taskid',
    },
  },
  al_contactid: {
    property: '_al_contactid_value',
    navigation: {
      contact: 'al_contactid',
    },
  },
  al_userid: {
    property: '_al_userid_value',
    navigation: {
      systemuser: 'al_userid',
    },
  },
} as const;

/** Collection navigation properties. */
export const meetingAttendeeCollections = {} as const;

/** Longest text of a column as shipped, UTF-16 code units; an organisation may have changed it. */
export const meetingAttendeeMaxLengths = {
  al_name: 320,
  al_attendeekeytext: 100,
  al_address: 320,
} as const;

/** Meeting Attendee: everything above in one object. */
export const meetingAttendeeMetadata = {
  logicalName: 'al_meetingattendee',
  entitySetName: 'al_meetingattendees',
  primaryId: 'al_meetingattendeeid',
  primaryName: 'al_name',
  columns: meetingAttendeeColumns,
  lookups: meetingAttendeeLookups,
  collections: meetingAttendeeCollections,
  maxLengths: meetingAttendeeMaxLengths,
} as const;

/** A row of al_meetingattendee as the Web API returns it: only selected columns are present. */
export interface MeetingAttendeeRow {
  al_meetingattendeeid?: string;
  createdon?: string | null;
  modifiedon?: string | null;
  statecode?: number | null;
  statuscode?: number | null;
  _ownerid_value?: string | null;
  /** Name of the attendee */
  al_name?: string | null;
  /** One row for one attendee of one meeting */
  al_attendeekeytext?: string | null;
  /** Meeting that was logged as an appointment */
  _al_appointmentid_value?: string | null;
  /** Meeting that was logged as a task */
  _al_taskid_value?: string | null;
  /** Address the invitation went to */
  al_address?: string | null;
  /** Contact with this address */
  _al_contactid_value?: string | null;
  /** User with this address */
  _al_userid_value?: string | null;
  /** What the attendee answered */
  al_responsestatus?: ResponseStatus | null;
  /** Whether the attendee is needed */
  al_attendance?: Attendance | null;
  /** The attendee did not come */
  al_noshow?: boolean | null;
}
