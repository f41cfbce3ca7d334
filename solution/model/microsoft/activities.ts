/**
 * The four activity tables: names, lengths and status values from Microsoft's reference pages for task, phonecall,
 * email and appointment; navigation names from a real `$metadata` document (facts/dataverse.md §1, §2).
 */
import { label } from '../labels.ts';
import type { Label, MicrosoftColumn, MicrosoftTable } from '../types.ts';
import { choice, common, dateTime, guid, integer, lookup, memo, text, yesNo } from './columns.ts';

interface ActivityNames {
  readonly name: string;
  readonly schemaName: string;
  readonly objectTypeCode: number;
  readonly setName: string;
  readonly label: Label;
  readonly columns: readonly MicrosoftColumn[];
}

const activity = ({
  name,
  schemaName,
  objectTypeCode,
  setName,
  label: title,
  columns,
}: ActivityNames): MicrosoftTable => ({
  kind: 'microsoft',
  name,
  schemaName,
  objectTypeCode,
  setName,
  label: title,
  primaryId: 'activityid',
  primaryName: 'subject',
  isActivity: true,
  uses: [
    guid('activityid'),
    { name: 'activitytypecode', type: 'entityname' },
    lookup('regardingobjectid', {
      contact: `regardingobjectid_contact_${name}`,
      account: `regardingobjectid_account_${name}`,
      lead: `regardingobjectid_lead_${name}`,
      opportunity: `regardingobjectid_opportunity_${name}`,
    }),
    dateTime('scheduledstart'),
    dateTime('scheduledend'),
    dateTime('actualstart'),
    dateTime('actualend'),
    integer('actualdurationminutes'),
    integer('scheduleddurationminutes'),
    dateTime('sortdate'),
    choice('prioritycode', `${schemaName}Priority`, { Low: 0, Normal: 1, High: 2 }),
    ...common,
    ...columns,
  ],
  collections: { parties: `${name}_activity_parties` },
});

export const task = activity({
  name: 'task',
  schemaName: 'Task',
  objectTypeCode: 4212,
  setName: 'tasks',
  label: label('Task', 'Aufgabe'),
  columns: [
    text('subject', 200),
    memo('description', 2000),
    text('category', 250),
    text('subcategory', 250),
    integer('percentcomplete'),
    choice('statecode', 'TaskState', { Open: 0, Completed: 1, Canceled: 2 }),
    choice('statuscode', 'TaskStatus', {
      NotStarted: 2,
      InProgress: 3,
      WaitingOnSomeoneElse: 4,
      Completed: 5,
      Canceled: 6,
      Deferred: 7,
    }),
  ],
});

export const email = activity({
  name: 'email',
  schemaName: 'Email',
  objectTypeCode: 4202,
  setName: 'emails',
  label: label('Email', 'E-Mail'),
  columns: [
    text('subject', 800),
    memo('description', 1_073_741_823),
    yesNo('directioncode'),
    text('messageid', 320),
    text('mimetype', 256),
    text('sender', 250),
    text('torecipients', 500),
    text('submittedby', 250),
    text('trackingtoken', 50),
    text('conversationindex', 2048),
    text('inreplyto'),
    dateTime('senton'),
    choice('statecode', 'EmailState', { Open: 0, Completed: 1, Canceled: 2 }),
    choice('statuscode', 'EmailStatus', {
      Draft: 1,
      Completed: 2,
      Sent: 3,
      Received: 4,
      Canceled: 5,
      PendingSend: 6,
      Sending: 7,
      Failed: 8,
    }),
  ],
});

export const phonecall = activity({
  name: 'phonecall',
  schemaName: 'PhoneCall',
  objectTypeCode: 4210,
  setName: 'phonecalls',
  label: label('Phone Call', 'Telefonanruf'),
  columns: [
    text('subject', 200),
    memo('description', 2000),
    yesNo('directioncode'),
    yesNo('leftvoicemail'),
    text('phonenumber', 200),
    text('category', 250),
    choice('statecode', 'PhoneCallState', { Open: 0, Completed: 1, Canceled: 2 }),
    choice('statuscode', 'PhoneCallStatus', { Open: 1, Made: 2, Canceled: 3, Received: 4 }),
  ],
});

export const appointment = activity({
  name: 'appointment',
  schemaName: 'Appointment',
  objectTypeCode: 4201,
  setName: 'appointments',
  label: label('Appointment', 'Termin'),
  columns: [
    text('subject', 200),
    memo('description', 1_048_576),
    text('location', 200),
    text('globalobjectid', 300),
    yesNo('isalldayevent'),
    choice('statecode', 'AppointmentState', { Open: 0, Completed: 1, Canceled: 2, Scheduled: 3 }),
    choice('statuscode', 'AppointmentStatus', {
      Free: 1,
      Tentative: 2,
      Completed: 3,
      Canceled: 4,
      Busy: 5,
      OutOfOffice: 6,
    }),
  ],
});

export const activityTables: readonly MicrosoftTable[] = [task, email, phonecall, appointment];

/** Parties of an activity: only reachable through an activity's collection (facts/dataverse.md §3). */
export const activityparty: MicrosoftTable = {
  kind: 'microsoft',
  name: 'activityparty',
  schemaName: 'ActivityParty',
  objectTypeCode: 135,
  setName: 'activityparties',
  label: label('Activity Party', 'Aktivitätspartei'),
  primaryId: 'activitypartyid',
  primaryName: 'partyidname',
  isActivity: false,
  uses: [
    guid('activitypartyid'),
    text('addressused', 320),
    text('unresolvedpartyname', 200),
    choice('participationtypemask', 'ParticipationType', {
      Sender: 1,
      To: 2,
      Cc: 3,
      Bcc: 4,
      RequiredAttendee: 5,
      OptionalAttendee: 6,
      Organizer: 7,
      Regarding: 8,
      Owner: 9,
    }),
    lookup('partyid', {
      contact: 'partyid_contact',
      account: 'partyid_account',
      lead: 'partyid_lead',
      systemuser: 'partyid_systemuser',
      queue: 'partyid_queue',
    }),
    lookup('activityid', {
      task: 'activityid_task',
      email: 'activityid_email',
      phonecall: 'activityid_phonecall',
      appointment: 'activityid_appointment',
    }),
  ],
};
