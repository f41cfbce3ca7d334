/** Views of what was logged, on each of the four activity tables. */
import { label } from '../labels.ts';
import type { Condition, Label, MicrosoftTable, View } from '../types.ts';

/** Rows that came from a source and not from a user's hand. */
export const logged: Condition = { column: 'al_sourceid', operator: 'not-null' };

const names: Readonly<Record<string, Label>> = {
  task: label('Logged Tasks', 'Protokollierte Aufgaben'),
  email: label('Logged Emails', 'Protokollierte E-Mails'),
  phonecall: label('Logged Phone Calls', 'Protokollierte Telefonanrufe'),
  appointment: label('Logged Appointments', 'Protokollierte Termine'),
};

const newestFirst: View['order'] = [{ column: 'al_occurredon', descending: true }];

export function loggedActivitiesView(table: MicrosoftTable): View {
  const name = names[table.name];
  if (name === undefined) throw new Error(`no view name for ${table.name}`);
  return {
    name: 'logged',
    type: 'public',
    label: name,
    description: label(
      'Activities that were logged by Activity Logging, newest first',
      'Von Activity Logging protokollierte Aktivitäten, neueste zuerst',
    ),
    columns: [
      { name: 'subject', width: 300 },
      { name: 'al_kind', width: 110 },
      { name: 'al_occurredon', width: 150 },
      { name: 'regardingobjectid', width: 180 },
      { name: 'al_accountid', width: 180 },
      { name: 'al_disposition', width: 120 },
      { name: 'ownerid', width: 150 },
      { name: 'statuscode', width: 110 },
    ],
    order: newestFirst,
    filter: [logged],
  };
}

/** Meetings that were logged as tasks: found by their prefix, as reports do (SPEC L-16). */
export const meetingsBookedView: View = {
  name: 'meetings-booked',
  type: 'public',
  label: label('Meetings Booked', 'Gebuchte Besprechungen'),
  description: label('Meetings that were logged as tasks', 'Als Aufgaben protokollierte Besprechungen'),
  columns: [
    { name: 'subject', width: 300 },
    { name: 'al_occurredon', width: 150 },
    { name: 'regardingobjectid', width: 180 },
    { name: 'al_meetingtype', width: 140 },
    { name: 'al_meetingbookedby', width: 150 },
    { name: 'ownerid', width: 150 },
  ],
  order: newestFirst,
  filter: [{ column: 'subject', operator: 'like', value: 'Meeting Booked:%' }],
};
