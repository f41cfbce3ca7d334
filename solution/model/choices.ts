import { label } from './labels.ts';
import { publisher } from './publisher.ts';
import type { GlobalChoice, Label } from './types.ts';

/** Options in order, numbered from the publisher's first option value. */
export function choice(
  name: string,
  constant: string,
  title: Label,
  description: Label,
  options: readonly (readonly [name: string, english: string, german: string])[],
): GlobalChoice {
  return {
    name,
    constant,
    label: title,
    description,
    options: options.map(([member, english, german], index) => ({
      name: member,
      value: publisher.firstOptionValue + index,
      label: label(english, german),
    })),
  };
}

export const activityKind = choice(
  'al_activitykind',
  'ActivityKind',
  label('Activity Kind', 'Aktivitätsart'),
  label(
    'What happened: the kind the logging rules are made for',
    'Was geschah: die Art, für die Protokollregeln gelten',
  ),
  [
    ['Email', 'Email', 'E-Mail'],
    ['Reply', 'Reply', 'Antwort'],
    ['Call', 'Call', 'Anruf'],
    ['Voicemail', 'Voicemail', 'Mailboxnachricht'],
    ['Meeting', 'Meeting', 'Besprechung'],
    ['Note', 'Note', 'Notiz'],
    ['Step', 'Step', 'Schritt'],
    ['Message', 'Message', 'Nachricht'],
    ['Recording', 'Recording', 'Aufzeichnung'],
  ],
);

export const disposition = choice(
  'al_disposition',
  'Disposition',
  label('Disposition', 'Anrufergebnis'),
  label('How a call ended', 'Wie ein Anruf endete'),
  [
    ['Connected', 'Connected', 'Verbunden'],
    ['Voicemail', 'Voicemail', 'Mailbox'],
    ['Gatekeeper', 'Gatekeeper', 'Vorzimmer'],
    ['NoAnswer', 'No Answer', 'Keine Antwort'],
  ],
);

export const emailTarget = choice(
  'al_emailtarget',
  'EmailTarget',
  label('Email Target', 'Ziel für E-Mails'),
  label('Table that emails and replies are logged to', 'Tabelle, in der E-Mails und Antworten protokolliert werden'),
  [
    ['Task', 'Log as Task', 'Als Aufgabe protokollieren'],
    ['Email', 'Log as Email', 'Als E-Mail protokollieren'],
  ],
);

export const callTarget = choice(
  'al_calltarget',
  'CallTarget',
  label('Call Target', 'Ziel für Anrufe'),
  label(
    'Table that calls and voicemails are logged to',
    'Tabelle, in der Anrufe und Mailboxnachrichten protokolliert werden',
  ),
  [
    ['Task', 'Log as Task', 'Als Aufgabe protokollieren'],
    ['PhoneCall', 'Log as Phone Call', 'Als Telefonanruf protokollieren'],
  ],
);

export const meetingTarget = choice(
  'al_meetingtarget',
  'MeetingTarget',
  label('Meeting Target', 'Ziel für Besprechungen'),
  label('Table that meetings are logged to', 'Tabelle, in der Besprechungen protokolliert werden'),
  [
    ['Task', 'Log Meeting as a Task', 'Besprechung als Aufgabe protokollieren'],
    ['Appointment', 'Log Meeting as an Appointment', 'Besprechung als Termin protokollieren'],
  ],
);

export const opportunityPolicy = choice(
  'al_opportunitypolicy',
  'OpportunityPolicy',
  label('Several Open Opportunities', 'Mehrere offene Verkaufschancen'),
  label(
    'Which one an activity counts for when the source names none and several are open',
    'Für welche eine Aktivität zählt, wenn die Quelle keine nennt und mehrere offen sind',
  ),
  [
    ['None', 'None of them', 'Keine davon'],
    ['MostRecent', 'The one that was active last', 'Die zuletzt aktive'],
  ],
);

export const ambiguityPolicy = choice(
  'al_ambiguitypolicy',
  'AmbiguityPolicy',
  label('Several Persons of One Address', 'Mehrere Personen mit einer Adresse'),
  label(
    'Who an activity is logged to when several contacts or leads carry the address',
    'Wem eine Aktivität zugeordnet wird, wenn mehrere Kontakte oder Leads die Adresse tragen',
  ),
  [
    ['FirstByNumber', 'The first by number', 'Der Erste nach Nummer'],
    ['MostRecentlyActive', 'The one that was active last', 'Der zuletzt Aktive'],
    ['Park', 'Nobody: ask by a logging issue', 'Niemand: mit einem Protokollproblem nachfragen'],
  ],
);

export const choices: readonly GlobalChoice[] = [
  activityKind,
  disposition,
  emailTarget,
  callTarget,
  meetingTarget,
  opportunityPolicy,
  ambiguityPolicy,
];
