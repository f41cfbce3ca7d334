/** Additional main forms of ours on the activity tables: Microsoft's columns, what logging adds, and the attendees (SPEC L-17). */
import { label } from '../labels.ts';
import type { Cell, Form, MicrosoftTable, Section, SectionCell } from '../types.ts';

const subject: Cell = { column: 'subject', label: label('Subject', 'Betreff') };
const regarding: Cell = { column: 'regardingobjectid', label: label('Regarding', 'Bezug') };
const owner: Cell = { column: 'ownerid', label: label('Owner', 'Besitzer') };
const description: Cell = {
  column: 'description',
  label: label('Description', 'Beschreibung'),
  rowspan: 6,
  colspan: 2,
};
const due: Cell = { column: 'scheduledend', label: label('Due', 'Fällig') };
const ended: Cell = { column: 'actualend', label: label('Ended', 'Beendet') };
const priority: Cell = { column: 'prioritycode', label: label('Priority', 'Priorität') };
const outgoing: Cell = { column: 'directioncode', label: label('Direction', 'Richtung') };

/** Microsoft's columns by table, two in a row. */
const own: Readonly<Record<string, readonly Cell[]>> = {
  task: [subject, regarding, due, ended, priority, owner, description],
  email: [
    subject,
    regarding,
    outgoing,
    { column: 'senton', label: label('Sent On', 'Gesendet am') },
    { column: 'torecipients', label: label('To', 'An') },
    owner,
    description,
  ],
  phonecall: [
    subject,
    regarding,
    outgoing,
    { column: 'phonenumber', label: label('Phone Number', 'Telefonnummer') },
    { column: 'leftvoicemail', label: label('Left Voicemail', 'Mailboxnachricht hinterlassen') },
    { column: 'actualdurationminutes', label: label('Duration', 'Dauer') },
    due,
    owner,
    description,
  ],
  appointment: [
    subject,
    regarding,
    { column: 'scheduledstart', label: label('Start', 'Beginn') },
    { column: 'scheduledend', label: label('End', 'Ende') },
    { column: 'location', label: label('Location', 'Ort') },
    owner,
    description,
  ],
};

const loggedAlways = ['al_kind', 'al_occurredon', 'al_contactid', 'al_accountid', 'al_sourcesystem', 'al_sourceuser'];
const loggedCall = ['al_disposition', 'al_dispositiontext', 'al_sentiment', 'al_durationseconds', 'al_recordingurl'];
const loggedMeeting = ['al_meetingtype', 'al_meetingbookedby', 'al_host', 'al_noshow'];
const loggedNext = ['al_nextstep', 'al_nextstepdue'];
/** A task may stand for any kind, so it shows everything. */
const logged: Readonly<Record<string, readonly string[]>> = {
  task: [...loggedAlways, ...loggedCall, ...loggedMeeting, ...loggedNext],
  email: [...loggedAlways, 'al_conversationid', 'al_lastmessageon', ...loggedNext],
  phonecall: [...loggedAlways, ...loggedCall, ...loggedNext],
  appointment: [...loggedAlways, ...loggedMeeting, ...loggedNext],
};

/** Relationship of the attendees by the table meetings are logged to. */
const attendees: Readonly<Record<string, string>> = {
  appointment: 'al_appointment_meetingattendee_appointmentid',
  task: 'al_task_meetingattendee_taskid',
};

function attendeeSection(table: string): Section[] {
  const relationship = attendees[table];
  if (relationship === undefined) return [];
  const title = label('Attendees', 'Teilnehmer');
  return [
    {
      name: 'attendees',
      label: title,
      cells: [
        {
          label: title,
          showLabel: false,
          rowspan: 6,
          subgrid: { name: 'attendees', table: 'al_meetingattendee', relationship, view: 'associated' },
        },
      ],
    },
  ];
}

/** @throws Error for a table that is none of the four activities */
export function activityForm(table: MicrosoftTable): Form {
  const [cells, columns] = [own[table.name], logged[table.name]];
  if (cells === undefined || columns === undefined) throw new Error(`${table.name} has no form in the model`);
  const added: readonly SectionCell[] = columns.map((column) => ({ column }));
  return {
    name: 'activity-logging',
    type: 'main',
    label: label('Activity Logging', 'Aktivitätsprotokollierung'),
    description: label(
      'The activity with what logging knows about it',
      'Die Aktivität mit dem, was die Protokollierung über sie weiß',
    ),
    header: ['ownerid'],
    tabs: [
      {
        name: 'activity',
        label: table.label,
        sections: [
          { name: 'activity', label: table.label, columns: 2, cells },
          ...attendeeSection(table.name),
          {
            name: 'activitylogging',
            label: label('Activity Logging', 'Aktivitätsprotokollierung'),
            columns: 2,
            cells: added,
          },
          {
            name: 'fulltext',
            label: label('Full Text', 'Volltext'),
            cells: [{ column: 'al_body', showLabel: false, rowspan: 8 }],
          },
        ],
      },
    ],
  };
}
