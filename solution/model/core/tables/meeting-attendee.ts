/** `al_meetingattendee`: response of each attendee, which Dataverse has no column for (SPEC L-17, L-18; facts §2). */
import { label } from '../../labels.ts';
import { smallForms } from '../../small-forms.ts';
import { attendance, responseStatus } from './choices.ts';
import { choice, flag, lookup, mainForm, optionOf, quickCreate, standardViews, table, text } from './shape.ts';

const names = {
  label: label('Meeting Attendee', 'Besprechungsteilnehmer'),
  pluralLabel: label('Meeting Attendees', 'Besprechungsteilnehmer'),
};
const primaryName = 'al_name';

export const meetingAttendee = table({
  name: 'al_meetingattendee',
  constant: 'MeetingAttendee',
  ...names,
  description: label(
    'Somebody invited to a logged meeting, and their answer',
    'Jemand, der zu einer protokollierten Besprechung eingeladen ist, und die Antwort',
  ),
  ownership: 'UserOwned',
  primaryName,
  keys: [
    { name: 'al_attendeekey', label: label('Attendee Key', 'Teilnehmerschlüssel'), columns: ['al_attendeekeytext'] },
  ],
  columns: [
    text(primaryName, 320, ['Name', 'Name', 'Name of the attendee', 'Name des Teilnehmers'], {
      required: 'required',
      searchable: true,
    }),
    text(
      'al_attendeekeytext',
      100,
      [
        'Attendee Key',
        'Teilnehmerschlüssel',
        'One row for one attendee of one meeting',
        'Eine Zeile für einen Teilnehmer einer Besprechung',
      ],
      { inGrid: false, audited: false },
    ),
    lookup(
      'al_appointmentid',
      'appointment',
      [
        'Appointment',
        'Termin',
        'Meeting that was logged as an appointment',
        'Besprechung, die als Termin protokolliert wurde',
      ],
      { onDelete: 'Cascade' },
    ),
    lookup(
      'al_taskid',
      'task',
      ['Task', 'Aufgabe', 'Meeting that was logged as a task', 'Besprechung, die als Aufgabe protokolliert wurde'],
      { onDelete: 'Cascade' },
    ),
    text(
      'al_address',
      320,
      ['Email Address', 'E-Mail-Adresse', 'Address the invitation went to', 'Adresse, an die die Einladung ging'],
      { searchable: true },
    ),
    lookup('al_contactid', 'contact', [
      'Contact',
      'Kontakt',
      'Contact with this address',
      'Kontakt mit dieser Adresse',
    ]),
    lookup('al_userid', 'systemuser', ['User', 'Benutzer', 'User with this address', 'Benutzer mit dieser Adresse']),
    choice(
      'al_responsestatus',
      responseStatus,
      ['Response', 'Antwort', 'What the attendee answered', 'Was der Teilnehmer geantwortet hat'],
      { default: optionOf(responseStatus, 'HasntResponded') },
    ),
    choice(
      'al_attendance',
      attendance,
      ['Attendance', 'Teilnahme', 'Whether the attendee is needed', 'Ob der Teilnehmer gebraucht wird'],
      { default: optionOf(attendance, 'Required') },
    ),
    flag('al_noshow', false, [
      'No-show',
      'Nicht erschienen',
      'The attendee did not come',
      'Der Teilnehmer ist nicht erschienen',
    ]),
  ],
  forms: [
    mainForm(names.label, label('One attendee', 'Ein Teilnehmer'), [
      [
        'attendee',
        label('Attendee', 'Teilnehmer'),
        [
          primaryName,
          'al_address',
          'al_contactid',
          'al_userid',
          'al_responsestatus',
          'al_attendance',
          'al_noshow',
          'ownerid',
        ],
      ],
      ['meeting', label('Meeting', 'Besprechung'), ['al_appointmentid', 'al_taskid']],
    ]),
    quickCreate(names.label, [primaryName, 'al_address', 'al_contactid', 'al_attendance', 'al_responsestatus']),
    ...smallForms(names.label, primaryName, ['al_address', 'al_responsestatus', 'al_attendance', 'al_noshow']),
  ],
  views: standardViews(
    { ...names, primaryName },
    [
      { name: primaryName, width: 200 },
      { name: 'al_responsestatus', width: 140 },
      { name: 'al_attendance', width: 110 },
      { name: 'al_contactid', width: 160 },
      { name: 'al_userid', width: 160 },
      { name: 'al_address', width: 220 },
    ],
    [primaryName, 'al_address'],
    [{ column: primaryName }],
  ),
});
