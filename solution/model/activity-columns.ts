/**
 * Columns that every logged activity carries, whatever table it is in. They are declared here once and expanded for
 * task, email, phonecall and appointment, so that the four tables can never drift apart (DESIGN decision 3).
 */
import { activityKind, disposition } from './choices.ts';
import { label } from './labels.ts';
import type { Column } from './types.ts';

/** Columns of the core solution: they point to base Dataverse tables only. */
export const activityColumns: readonly Column[] = [
  {
    name: 'al_sourcesystem',
    type: 'text',
    maxLength: 50,
    label: label('Source System', 'Quellsystem'),
    description: label('System that reported the activity', 'System, das die Aktivität gemeldet hat'),
  },
  {
    name: 'al_sourceid',
    type: 'text',
    maxLength: 200,
    label: label('Source Id', 'Quell-ID'),
    description: label('Id of the activity in the source system', 'ID der Aktivität im Quellsystem'),
  },
  {
    name: 'al_sourceversion',
    type: 'text',
    maxLength: 100,
    audited: false,
    inGrid: false,
    label: label('Source Version', 'Quellversion'),
    description: label(
      'Version of the activity in the source system, exactly as it was sent; an older one never overwrites a newer one',
      'Version der Aktivität im Quellsystem, genau wie gesendet; eine ältere überschreibt nie eine neuere',
    ),
  },
  {
    name: 'al_rowhash',
    type: 'text',
    maxLength: 64,
    audited: false,
    inGrid: false,
    label: label('Row Hash', 'Zeilen-Hash'),
    description: label(
      'Hash of the logged values; an unchanged row is not written again',
      'Hash der protokollierten Werte; eine unveränderte Zeile wird nicht erneut geschrieben',
    ),
  },
  {
    name: 'al_kind',
    type: 'choice',
    choice: activityKind,
    label: label('Activity Kind', 'Aktivitätsart'),
    description: activityKind.description,
  },
  {
    name: 'al_occurredon',
    type: 'datetime',
    format: 'datetime',
    searchable: true,
    label: label('Occurred On', 'Geschehen am'),
    description: label(
      'When it happened, whenever it was logged',
      'Wann es geschah, gleich wann es protokolliert wurde',
    ),
  },
  {
    name: 'al_body',
    type: 'memo',
    maxLength: 1_048_576,
    audited: false,
    inGrid: false,
    label: label('Full Text', 'Volltext'),
    description: label(
      'Whole text where the description is too short for it',
      'Ganzer Text, wo die Beschreibung zu kurz dafür ist',
    ),
  },
  {
    name: 'al_snippet',
    type: 'text',
    maxLength: 400,
    searchable: true,
    label: label('Snippet', 'Textauszug'),
    description: label('Beginning of the text, for search and timeline', 'Anfang des Textes, für Suche und Zeitachse'),
  },
  {
    name: 'al_contactid',
    type: 'lookup',
    targets: ['contact'],
    label: label('Contact', 'Kontakt'),
    description: label('Contact the activity was with', 'Kontakt, mit dem die Aktivität stattfand'),
  },
  {
    name: 'al_accountid',
    type: 'lookup',
    targets: ['account'],
    label: label('Account', 'Firma'),
    description: label('Account the activity counts for', 'Firma, für die die Aktivität zählt'),
  },
  {
    name: 'al_disposition',
    type: 'choice',
    choice: disposition,
    label: label('Disposition', 'Anrufergebnis'),
    description: disposition.description,
  },
  {
    name: 'al_dispositiontext',
    type: 'text',
    maxLength: 100,
    label: label('Disposition of the Source', 'Anrufergebnis der Quelle'),
    description: label('Disposition in the words of the source system', 'Anrufergebnis im Wortlaut des Quellsystems'),
  },
  {
    name: 'al_sentiment',
    type: 'text',
    maxLength: 100,
    label: label('Sentiment', 'Stimmung'),
    description: label('Sentiment in the words of the source system', 'Stimmung im Wortlaut des Quellsystems'),
  },
  {
    name: 'al_sourceuser',
    type: 'text',
    maxLength: 200,
    label: label('User of the Source', 'Benutzer der Quelle'),
    description: label(
      'Who did it, as the source system names them',
      'Wer es tat, wie das Quellsystem die Person nennt',
    ),
  },
  {
    name: 'al_conversationid',
    type: 'text',
    maxLength: 200,
    inGrid: false,
    label: label('Conversation Id', 'Unterhaltungs-ID'),
    description: label('Joins the activities of one conversation', 'Verbindet die Aktivitäten einer Unterhaltung'),
  },
  {
    name: 'al_lastmessageon',
    type: 'datetime',
    format: 'datetime',
    label: label('Last Message On', 'Letzte Nachricht am'),
    description: label(
      'Time of the last text of a message thread',
      'Zeitpunkt der letzten Nachricht einer Unterhaltung',
    ),
  },
  {
    name: 'al_nextstep',
    type: 'text',
    maxLength: 200,
    label: label('Next Step', 'Nächster Schritt'),
    description: label('What was agreed to do next', 'Was als Nächstes vereinbart wurde'),
  },
  {
    name: 'al_nextstepdue',
    type: 'datetime',
    format: 'datetime',
    label: label('Next Step Due', 'Nächster Schritt fällig'),
    description: label('When the next step is due', 'Wann der nächste Schritt fällig ist'),
  },
  {
    name: 'al_recordingurl',
    type: 'text',
    maxLength: 2000,
    format: 'url',
    label: label('Recording URL', 'URL der Aufzeichnung'),
    description: label('Address of the recording', 'Adresse der Aufzeichnung'),
  },
  {
    name: 'al_meetingtype',
    type: 'text',
    maxLength: 100,
    label: label('Meeting Type', 'Besprechungstyp'),
    description: label(
      'Type of meeting in the words of the source system',
      'Art der Besprechung im Wortlaut des Quellsystems',
    ),
  },
  {
    name: 'al_meetingbookedby',
    type: 'text',
    maxLength: 200,
    label: label('Meeting Booked By', 'Besprechung gebucht von'),
    description: label('Who booked the meeting', 'Wer die Besprechung gebucht hat'),
  },
  {
    name: 'al_host',
    type: 'lookup',
    targets: ['systemuser'],
    label: label('Host', 'Gastgeber'),
    description: label('User who hosts the meeting', 'Benutzer, der zur Besprechung einlädt'),
  },
  {
    name: 'al_noshow',
    type: 'yesno',
    default: false,
    label: label('No-show', 'Nicht erschienen'),
    description: label('The person did not come to the meeting', 'Die Person kam nicht zur Besprechung'),
  },
  {
    name: 'al_durationseconds',
    type: 'integer',
    min: 0,
    max: 2_147_483_647,
    label: label('Duration in Seconds', 'Dauer in Sekunden'),
    description: label('Exact duration of a call or meeting', 'Genaue Dauer eines Anrufs oder einer Besprechung'),
  },
];

/** Columns of the Sales solution: they point to tables that base Dataverse does not have. */
export const salesActivityColumns: readonly Column[] = [
  {
    name: 'al_leadid',
    type: 'lookup',
    targets: ['lead'],
    label: label('Lead', 'Lead'),
    description: label('Lead the activity was with', 'Lead, mit dem die Aktivität stattfand'),
  },
  {
    name: 'al_opportunityid',
    type: 'lookup',
    targets: ['opportunity'],
    label: label('Opportunity', 'Verkaufschance'),
    description: label('Opportunity the activity counts for', 'Verkaufschance, für die die Aktivität zählt'),
  },
];
