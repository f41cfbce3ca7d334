/** `al_interactionlogentry`: one interaction with a contact, an e-mail above all (SPEC M-2, M-9 … M-14). */
import { label } from '../../labels.ts';
import { smallForms } from '../../small-forms.ts';
import { entryCommands } from '../commands.ts';
import { direction, initiatedBy, senderCheck } from './choices.ts';
import {
  autoNumber,
  choice,
  flag,
  lookup,
  mainForm,
  memo,
  moment,
  optionOf,
  quickCreate,
  standardViews,
  table,
  text,
} from './shape.ts';

const names = {
  label: label('Interaction Log Entry', 'Interaktionsprotokollposten'),
  pluralLabel: label('Interaction Log Entries', 'Interaktionsprotokollposten'),
};
const primaryName = 'al_entryno';

export const interactionLogEntry = table({
  name: 'al_interactionlogentry',
  constant: 'InteractionLogEntry',
  setName: 'al_interactionlogentries',
  ...names,
  description: label(
    'An interaction with a contact that took place',
    'Eine Interaktion mit einem Kontakt, die stattgefunden hat',
  ),
  ownership: 'UserOwned',
  primaryName,
  keys: [{ name: 'al_entrykey', label: label('Entry Key', 'Postenschlüssel'), columns: ['al_entrykeytext'] }],
  columns: [
    autoNumber(primaryName, '{SEQNUM:8}', ['Entry No.', 'Lfd. Nr.', 'Number of the entry', 'Nummer des Postens'], {
      searchable: true,
    }),
    text(
      'al_entrykeytext',
      100,
      [
        'Entry Key',
        'Postenschlüssel',
        'One entry for one message and contact',
        'Ein Posten für eine Nachricht und einen Kontakt',
      ],
      { inGrid: false, audited: false },
    ),
    moment(
      'al_occurredon',
      ['Date and Time', 'Datum und Uhrzeit', 'When the interaction took place', 'Wann die Interaktion stattfand'],
      { searchable: true },
    ),
    lookup(
      'al_templateid',
      'al_interactiontemplate',
      [
        'Interaction Template',
        'Interaktionsvorlage',
        'Template it is entered under',
        'Vorlage, unter der sie eingetragen ist',
      ],
      { onDelete: 'Restrict' },
    ),
    lookup(
      'al_groupid',
      'al_interactiongroup',
      ['Interaction Group', 'Interaktionsgruppe', 'Group of the template', 'Gruppe der Vorlage'],
      { onDelete: 'Restrict' },
    ),
    lookup('al_contactid', 'contact', [
      'Contact',
      'Kontakt',
      'Contact the interaction was with',
      'Kontakt, mit dem die Interaktion stattfand',
    ]),
    lookup('al_accountid', 'account', ['Company', 'Unternehmen', 'Company of the contact', 'Unternehmen des Kontakts']),
    lookup('al_salespersonid', 'systemuser', [
      'Salesperson',
      'Verkäufer',
      'User on our side',
      'Benutzer auf unserer Seite',
    ]),
    choice('al_direction', direction, ['Direction', 'Richtung', 'Who wrote to whom', 'Wer wem geschrieben hat']),
    choice('al_initiatedby', initiatedBy, [
      'Initiated By',
      'Begonnen von',
      'Who began the conversation',
      'Wer die Unterhaltung begonnen hat',
    ]),
    text('al_subject', 800, ['Subject', 'Betreff', 'Subject of the message', 'Betreff der Nachricht'], {
      searchable: true,
    }),
    text(
      'al_messageid',
      1000,
      ['Message Id', 'Nachrichten-ID', 'Message-ID of the message', 'Message-ID der Nachricht'],
      { inGrid: false },
    ),
    text(
      'al_inreplyto',
      1000,
      ['In Reply To', 'Antwort auf', 'Message-ID of the message it answers', 'Message-ID der beantworteten Nachricht'],
      { inGrid: false },
    ),
    text(
      'al_storagelocation',
      1000,
      [
        'Storage Location',
        'Ablageort',
        'Folder and number of the stored message',
        'Ordner und Nummer der abgelegten Nachricht',
      ],
      { inGrid: false },
    ),
    lookup('al_mailboxsetupid', 'al_mailboxsetup', [
      'Mailbox Setup',
      'Postfacheinrichtung',
      'Mailbox the message came from',
      'Postfach, aus dem die Nachricht stammt',
    ]),
    lookup('al_emailid', 'email', [
      'Email',
      'E-Mail',
      'Native email row of the message',
      'Native E-Mail-Zeile der Nachricht',
    ]),
    choice(
      'al_sendercheck',
      senderCheck,
      [
        'Sender Check',
        'Absenderprüfung',
        'What the receiving server found about the sender address',
        'Was der empfangende Server zur Absenderadresse festgestellt hat',
      ],
      { default: optionOf(senderCheck, 'NotChecked') },
    ),
    memo('al_authenticationresults', 10_000, [
      'Authentication Results',
      'Authentifizierungsergebnisse',
      'SPF, DKIM and DMARC as the receiving server wrote them',
      'SPF, DKIM und DMARC, wie der empfangende Server sie schrieb',
    ]),
    flag('al_reviewed', false, [
      'Reviewed',
      'Geprüft',
      'Somebody looked at the sender warning',
      'Jemand hat die Absenderwarnung angesehen',
    ]),
    flag('al_postponed', false, [
      'Postponed',
      'Zurückgestellt',
      'Begun and not concluded; not counted as an interaction',
      'Begonnen und nicht abgeschlossen; zählt nicht als Interaktion',
    ]),
  ],
  forms: [
    mainForm(
      names.label,
      label('One interaction', 'Eine Interaktion'),
      [
        [
          'interaction',
          label('Interaction', 'Interaktion'),
          [
            primaryName,
            'al_occurredon',
            'al_contactid',
            'al_accountid',
            'al_salespersonid',
            'al_direction',
            'al_initiatedby',
            'al_templateid',
            'al_groupid',
            'al_emailid',
            'ownerid',
          ],
        ],
        [
          'message',
          label('Message', 'Nachricht'),
          ['al_subject', 'al_messageid', 'al_inreplyto', 'al_storagelocation', 'al_mailboxsetupid', 'al_postponed'],
        ],
        ['sender', label('Sender', 'Absender'), ['al_sendercheck', 'al_reviewed', 'al_authenticationresults']],
      ],
      { header: ['al_sendercheck', 'ownerid'] },
    ),
    quickCreate(names.label, ['al_occurredon', 'al_contactid', 'al_templateid', 'al_direction', 'al_subject']),
    ...smallForms(names.label, primaryName, ['al_occurredon', 'al_contactid', 'al_direction', 'al_subject']),
  ],
  commands: entryCommands,
  views: [
    ...standardViews(
      { ...names, primaryName },
      [
        { name: primaryName, width: 100 },
        { name: 'al_occurredon', width: 140 },
        { name: 'al_contactid', width: 170 },
        { name: 'al_accountid', width: 170 },
        { name: 'al_salespersonid', width: 150 },
        { name: 'al_direction', width: 100 },
        { name: 'al_subject', width: 280 },
      ],
      [primaryName, 'al_subject'],
      [{ column: 'al_occurredon', descending: true }],
    ),
    {
      name: 'to-review',
      type: 'public',
      label: label('Interaction Log Entries to Review', 'Zu prüfende Interaktionsprotokollposten'),
      description: label(
        'Messages whose sender check failed',
        'Nachrichten, deren Absenderprüfung nicht bestanden wurde',
      ),
      columns: [
        { name: 'al_occurredon', width: 140 },
        { name: 'al_contactid', width: 170 },
        { name: 'al_subject', width: 280 },
        { name: 'al_sendercheck', width: 130 },
        { name: 'al_salespersonid', width: 150 },
      ],
      order: [{ column: 'al_occurredon', descending: true }],
      filter: [
        { column: 'al_sendercheck', operator: 'eq', value: String(optionOf(senderCheck, 'Failed')) },
        { column: 'al_reviewed', operator: 'eq', value: '0' },
        { column: 'statecode', operator: 'eq', value: '0' },
      ],
    },
  ],
});
