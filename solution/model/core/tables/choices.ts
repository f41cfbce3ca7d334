/** Choices of our own tables. */
import { choice } from '../../choices.ts';
import { label } from '../../labels.ts';

export const targetTable = choice(
  'al_targettable',
  'TargetTable',
  label('Target Table', 'Zieltabelle'),
  label('Table an activity is logged to', 'Tabelle, in die eine Aktivität protokolliert wird'),
  [
    ['Task', 'Task', 'Aufgabe'],
    ['Email', 'Email', 'E-Mail'],
    ['PhoneCall', 'Phone Call', 'Telefonanruf'],
    ['Appointment', 'Appointment', 'Termin'],
  ],
);

export const whenEmpty = choice(
  'al_whenempty',
  'WhenEmpty',
  label('When Empty', 'Wenn leer'),
  label('What happens when the payload has no value', 'Was geschieht, wenn die Nachricht keinen Wert hat'),
  [
    ['Skip', 'Leave the column as it is', 'Spalte unverändert lassen'],
    ['Clear', 'Clear the column', 'Spalte leeren'],
    ['UseDefault', 'Use the default value', 'Standardwert verwenden'],
  ],
);

export const severity = choice(
  'al_severity',
  'Severity',
  label('Severity', 'Schweregrad'),
  label('How much it matters', 'Wie wichtig es ist'),
  [
    ['Info', 'Info', 'Information'],
    ['Warning', 'Warning', 'Warnung'],
    ['Error', 'Error', 'Fehler'],
  ],
);

export const responseStatus = choice(
  'al_responsestatus',
  'ResponseStatus',
  label('Response', 'Antwort'),
  label('What the attendee answered to the invitation', 'Was der Teilnehmer auf die Einladung geantwortet hat'),
  [
    ['HasntResponded', "Hasn't Responded", 'Keine Antwort'],
    ['Accepted', 'Accepted', 'Zugesagt'],
    ['Tentative', 'Tentative', 'Mit Vorbehalt'],
    ['Declined', 'Declined', 'Abgelehnt'],
  ],
);

export const attendance = choice(
  'al_attendance',
  'Attendance',
  label('Attendance', 'Teilnahme'),
  label('Whether the attendee is needed', 'Ob der Teilnehmer gebraucht wird'),
  [
    ['Required', 'Required', 'Erforderlich'],
    ['Optional', 'Optional', 'Optional'],
  ],
);

export const correspondence = choice(
  'al_correspondencetype',
  'CorrespondenceType',
  label('Correspondence Type', 'Korrespondenzart'),
  label('How interactions of the template are sent', 'Wie Interaktionen der Vorlage versendet werden'),
  [
    ['None', 'None', 'Keine'],
    ['Email', 'Email', 'E-Mail'],
    ['HardCopy', 'Hard Copy', 'Papier'],
  ],
);

export const direction = choice(
  'al_direction',
  'Direction',
  label('Direction', 'Richtung'),
  label('Who wrote to whom', 'Wer wem geschrieben hat'),
  [
    ['Inbound', 'Inbound', 'Eingehend'],
    ['Outbound', 'Outbound', 'Ausgehend'],
  ],
);

export const initiatedBy = choice(
  'al_initiatedby',
  'InitiatedBy',
  label('Initiated By', 'Begonnen von'),
  label('Who began the conversation', 'Wer die Unterhaltung begonnen hat'),
  [
    ['Us', 'Us', 'Uns'],
    ['Them', 'Them', 'Der Gegenseite'],
  ],
);

export const senderCheck = choice(
  'al_sendercheck',
  'SenderCheck',
  label('Sender Check', 'Absenderprüfung'),
  label(
    'What the receiving server found about the sender address (SPF, DKIM, DMARC)',
    'Was der empfangende Server zur Absenderadresse festgestellt hat (SPF, DKIM, DMARC)',
  ),
  [
    ['NotChecked', 'Not Checked', 'Nicht geprüft'],
    ['Passed', 'Passed', 'Bestanden'],
    ['Failed', 'Failed', 'Nicht bestanden'],
  ],
);

export const unknownMail = choice(
  'al_unknownmail',
  'UnknownMail',
  label('Mail Without Known Pair', 'E-Mail ohne bekanntes Paar'),
  label('What happens to mail that is not logged', 'Was mit E-Mails geschieht, die nicht protokolliert werden'),
  [
    ['Remove', 'Remove from the queue', 'Aus der Warteschlange entfernen'],
    ['Move', 'Move to the folder for mail not logged', 'In den Ordner für nicht Protokolliertes verschieben'],
  ],
);

export const runStatus = choice(
  'al_runstatus',
  'RunStatus',
  label('Run Status', 'Laufstatus'),
  label('How a run stands', 'Wie es um einen Lauf steht'),
  [
    ['Running', 'Running', 'Läuft'],
    ['Finished', 'Finished', 'Beendet'],
    ['Stopped', 'Stopped', 'Angehalten'],
    ['Failed', 'Failed', 'Fehlgeschlagen'],
  ],
);

export const requestType = choice(
  'al_requesttype',
  'RequestType',
  label('Request', 'Anforderung'),
  label('What the bridge is asked to do', 'Was die Bridge tun soll'),
  [
    ['Retry', 'Retry a Logging Issue', 'Protokollproblem erneut versuchen'],
    ['ShowMessage', 'Show a Message', 'Nachricht anzeigen'],
    ['RunMailLogging', 'Run Mail Logging', 'E-Mail-Protokollierung ausführen'],
    ['StopMailLogging', 'Stop Mail Logging', 'E-Mail-Protokollierung anhalten'],
    ['ValidateMailbox', 'Validate a Mailbox Setup', 'Postfacheinrichtung prüfen'],
    ['Relink', 'Relink Interaction Log Entries', 'Interaktionsprotokoll neu verknüpfen'],
    ['ExportAudit', 'Export Audit Rows', 'Überwachungszeilen exportieren'],
    ['VerifyAudit', 'Verify an Audit Day', 'Überwachungstag prüfen'],
  ],
);

export const requestStatus = choice(
  'al_requeststatus',
  'RequestStatus',
  label('Request Status', 'Anforderungsstatus'),
  label('How a request stands', 'Wie es um eine Anforderung steht'),
  [
    ['Waiting', 'Waiting', 'Wartet'],
    ['Running', 'Running', 'Läuft'],
    ['Done', 'Done', 'Erledigt'],
    ['Refused', 'Refused', 'Abgelehnt'],
  ],
);

export const auditCategory = choice(
  'al_auditcategory',
  'AuditCategory',
  label('Category', 'Kategorie'),
  label('What sort of access it was', 'Welche Art von Zugriff es war'),
  [
    ['Read', 'Read', 'Lesen'],
    ['ReadMultiple', 'Read Multiple', 'Mehrfaches Lesen'],
    ['Other', 'Other Message', 'Andere Nachricht'],
  ],
);

export const userType = choice(
  'al_usertype',
  'UserType',
  label('User Type', 'Benutzertyp'),
  label('Sort of user who did it', 'Art des Benutzers, der es tat'),
  [
    ['Admin', 'Admin', 'Administrator'],
    ['Regular', 'Regular', 'Benutzer'],
    ['System', 'System', 'System'],
  ],
);

export const auditPredicate = choice(
  'al_auditpredicate',
  'AuditPredicate',
  label('Report', 'Bericht'),
  label('Rows a preconfigured report selects', 'Zeilen, die ein vorgefertigter Bericht auswählt'),
  [
    ['OutOfBoxEntity', 'Accessed out-of-box entity', 'Zugriff auf Standardtabelle'],
    ['CustomEntity', 'Accessed custom entity', 'Zugriff auf eigene Tabelle'],
    ['AdminEntity', 'Accessed admin entity', 'Zugriff auf Verwaltungstabelle'],
    ['BulkActions', 'Performed bulk actions', 'Massenaktionen ausgeführt'],
    ['OtherEntityType', 'Accessed other entity type', 'Zugriff auf andere Tabellenart'],
    ['AdminCenter', 'Accessed Dynamics 365 admin center', 'Zugriff auf das Dynamics 365 Admin Center'],
    ['InternalTool', 'Accessed internal management tool', 'Zugriff auf internes Verwaltungswerkzeug'],
    ['SignedInOrOut', 'Signed in or out', 'An- oder Abmeldung'],
    ['ProcessOrPlugin', 'Activated process or plug-in', 'Prozess oder Plug-In aktiviert'],
  ],
);

export const tableChoices = [
  targetTable,
  whenEmpty,
  severity,
  responseStatus,
  attendance,
  correspondence,
  direction,
  initiatedBy,
  senderCheck,
  unknownMail,
  runStatus,
  requestType,
  requestStatus,
  auditCategory,
  userType,
  auditPredicate,
] as const;
