/** `al_mailboxsetup`: which mailboxes are logged, and how (SPEC M-1 … M-13). */
import { label } from '../../labels.ts';
import { smallForms } from '../../small-forms.ts';
import { mailboxCommands } from '../commands.ts';
import { unknownMail } from './choices.ts';
import {
  choice,
  flag,
  lookup,
  mainForm,
  memo,
  optionOf,
  quickCreate,
  standardViews,
  table,
  text,
  whole,
} from './shape.ts';

const setupNames = {
  label: label('Mailbox Setup', 'Postfacheinrichtung'),
  pluralLabel: label('Mailbox Setups', 'Postfacheinrichtungen'),
};
const primaryName = 'al_name';

export const mailboxSetup = table({
  name: 'al_mailboxsetup',
  constant: 'MailboxSetup',
  ...setupNames,
  description: label(
    'A mailbox whose queue folder is logged',
    'Ein Postfach, dessen Warteschlangenordner protokolliert wird',
  ),
  ownership: 'OrgOwned',
  primaryName,
  columns: [
    text(primaryName, 100, ['Name', 'Name', 'What the mailbox is called', 'Wie das Postfach heißt'], {
      required: 'required',
      searchable: true,
    }),
    text(
      'al_connection',
      100,
      [
        'Connection',
        'Verbindung',
        'Name of a mail connection in the configuration of the bridge',
        'Name einer E-Mail-Verbindung in der Konfiguration der Bridge',
      ],
      { required: 'required' },
    ),
    text(
      'al_mailbox',
      320,
      [
        'Mailbox',
        'Postfach',
        'Address of a shared mailbox; empty: the mailbox of the connection',
        'Adresse eines freigegebenen Postfachs; leer: das Postfach der Verbindung',
      ],
      { searchable: true },
    ),
    text(
      'al_queuefolder',
      400,
      [
        'Queue Folder',
        'Warteschlangenordner',
        'Folder that messages are taken from',
        'Ordner, aus dem Nachrichten genommen werden',
      ],
      { required: 'required' },
    ),
    text(
      'al_storagefolder',
      400,
      [
        'Storage Folder',
        'Ablageordner',
        'Folder that logged messages are kept in',
        'Ordner, in dem protokollierte Nachrichten aufbewahrt werden',
      ],
      { required: 'required' },
    ),
    choice(
      'al_unknownmail',
      unknownMail,
      [
        'Mail Without Known Pair',
        'E-Mail ohne bekanntes Paar',
        'What happens to mail that is not logged',
        'Was mit E-Mails geschieht, die nicht protokolliert werden',
      ],
      { default: optionOf(unknownMail, 'Remove'), inGrid: false },
    ),
    text(
      'al_notloggedfolder',
      400,
      [
        'Folder for Mail Not Logged',
        'Ordner für nicht Protokolliertes',
        'Where mail without a known pair is moved',
        'Wohin E-Mails ohne bekanntes Paar verschoben werden',
      ],
      { inGrid: false },
    ),
    flag('al_includecc', false, [
      'Include Cc',
      'Cc einbeziehen',
      'Recipients on the Cc line count too',
      'Empfänger in der Cc-Zeile zählen auch',
    ]),
    flag('al_includeleads', false, [
      'Include Leads',
      'Leads einbeziehen',
      'Addresses of leads count too',
      'Adressen von Leads zählen auch',
    ]),
    flag('al_inheritcommunication', true, [
      'Inherit Communication Details',
      'Kommunikationsdaten übernehmen',
      'A new contact without an address takes over that of its company',
      'Ein neuer Kontakt ohne Adresse übernimmt die seines Unternehmens',
    ]),
    flag('al_anyfolder', false, [
      'Allow Any Queue Folder',
      'Jeden Warteschlangenordner erlauben',
      'The queue folder may be an inbox, sent or archive folder',
      'Der Warteschlangenordner darf Posteingang, Gesendet oder Archiv sein',
    ]),
    flag('al_dryrun', true, [
      'Dry Run',
      'Probelauf',
      'Counts only; nothing is moved or logged until this is off',
      'Zählt nur; nichts wird verschoben oder protokolliert, solange dies an ist',
    ]),
    flag('al_enabled', false, [
      'Enabled',
      'Aktiviert',
      'The mailbox is logged by schedule',
      'Das Postfach wird nach Zeitplan protokolliert',
    ]),
    text('al_category', 50, [
      'Job Category',
      'Auftragskategorie',
      'Bridge instances with this category run it',
      'Bridge-Instanzen mit dieser Kategorie führen ihn aus',
    ]),
    whole('al_everyminutes', [
      'Every Minutes',
      'Alle Minuten',
      'Minutes between two runs; empty: as soon as mail arrives',
      'Minuten zwischen zwei Läufen; leer: sobald E-Mails eintreffen',
    ]),
    lookup(
      'al_templateid',
      'al_interactiontemplate',
      [
        'Interaction Template',
        'Interaktionsvorlage',
        'Template entries are made under',
        'Vorlage, unter der Posten angelegt werden',
      ],
      { onDelete: 'Restrict' },
    ),
    memo(
      'al_validation',
      4000,
      ['Validation', 'Prüfung', 'What the last validation found', 'Was die letzte Prüfung ergab'],
      { audited: false },
    ),
  ],
  forms: [
    mainForm(setupNames.label, label('One mailbox', 'Ein Postfach'), [
      [
        'mailbox',
        label('Mailbox', 'Postfach'),
        [primaryName, 'al_enabled', 'al_connection', 'al_dryrun', 'al_mailbox', 'al_templateid'],
      ],
      [
        'folders',
        label('Folders', 'Ordner'),
        ['al_queuefolder', 'al_storagefolder', 'al_unknownmail', 'al_notloggedfolder', 'al_anyfolder'],
      ],
      ['rules', label('Rules', 'Regeln'), ['al_includecc', 'al_includeleads', 'al_inheritcommunication']],
      ['schedule', label('Schedule', 'Zeitplan'), ['al_category', 'al_everyminutes']],
      ['validation', label('Validation', 'Prüfung'), ['al_validation'], 1],
    ]),
    quickCreate(setupNames.label, [
      primaryName,
      'al_connection',
      'al_mailbox',
      'al_queuefolder',
      'al_storagefolder',
      'al_templateid',
    ]),
    ...smallForms(setupNames.label, primaryName, ['al_mailbox', 'al_queuefolder', 'al_enabled', 'al_dryrun']),
  ],
  commands: mailboxCommands,
  views: standardViews(
    { ...setupNames, primaryName },
    [
      { name: primaryName, width: 200 },
      { name: 'al_connection', width: 140 },
      { name: 'al_queuefolder', width: 180 },
      { name: 'al_storagefolder', width: 180 },
      { name: 'al_enabled', width: 90 },
      { name: 'al_dryrun', width: 90 },
    ],
    [primaryName, 'al_mailbox'],
    [{ column: primaryName }],
  ),
});
