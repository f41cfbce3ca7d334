/** `al_maillogrun`: how each run over a mailbox went (SPEC M-12). */
import { label } from '../../labels.ts';
import { quickViewOf, smallForms } from '../../small-forms.ts';
import type { Column } from '../../types.ts';
import { runStatus } from './choices.ts';
import { choice, flag, lookup, mainForm, memo, moment, standardViews, table, text, whole } from './shape.ts';

const runNames = {
  label: label('Mail Log Run', 'E-Mail-Protokolllauf'),
  pluralLabel: label('Mail Log Runs', 'E-Mail-Protokollläufe'),
};
const primaryName = 'al_name';
const mailbox = label('Mailbox Setup', 'Postfacheinrichtung');

const count = (name: string, title: string, titel: string, description: string, beschreibung: string): Column =>
  whole(name, [title, titel, description, beschreibung], { audited: false });

export const mailLogRun = table({
  name: 'al_maillogrun',
  constant: 'MailLogRun',
  ...runNames,
  description: label(
    'A run over a mailbox, with what each rule did',
    'Ein Lauf über ein Postfach, mit dem, was jede Regel tat',
  ),
  ownership: 'OrgOwned',
  primaryName,
  columns: [
    text(primaryName, 200, ['Name', 'Name', 'Mailbox and start', 'Postfach und Beginn'], {
      required: 'required',
      searchable: true,
    }),
    lookup(
      'al_mailboxsetupid',
      'al_mailboxsetup',
      ['Mailbox Setup', 'Postfacheinrichtung', 'Mailbox of the run', 'Postfach des Laufs'],
      { onDelete: 'Cascade' },
    ),
    choice('al_runstatus', runStatus, ['Run Status', 'Laufstatus', 'How the run stands', 'Wie es um den Lauf steht']),
    moment('al_startedon', ['Started On', 'Begonnen am', 'When the run began', 'Wann der Lauf begann']),
    moment('al_endedon', ['Ended On', 'Beendet am', 'When the run ended', 'Wann der Lauf endete']),
    flag('al_dryrun', false, ['Dry Run', 'Probelauf', 'The run only counted', 'Der Lauf hat nur gezählt']),
    count(
      'al_total',
      'Messages',
      'Nachrichten',
      'Messages in the queue folder at the start',
      'Nachrichten im Warteschlangenordner zu Beginn',
    ),
    count('al_logged', 'Logged', 'Protokolliert', 'Messages that were logged', 'Nachrichten, die protokolliert wurden'),
    count(
      'al_duplicates',
      'Duplicates',
      'Duplikate',
      'Messages that were in storage already',
      'Nachrichten, die schon abgelegt waren',
    ),
    count(
      'al_sensitive',
      'Sensitive',
      'Vertraulich',
      'Messages that were private, personal or confidential',
      'Nachrichten, die privat, persönlich oder vertraulich waren',
    ),
    count(
      'al_unknown',
      'Without Known Pair',
      'Ohne bekanntes Paar',
      'Messages without a known salesperson and contact',
      'Nachrichten ohne bekannten Verkäufer und Kontakt',
    ),
    count(
      'al_toolong',
      'Address Too Long',
      'Adresse zu lang',
      'Messages with an address of more than 80 characters',
      'Nachrichten mit einer Adresse von mehr als 80 Zeichen',
    ),
    count(
      'al_failed',
      'Failed',
      'Fehlgeschlagen',
      'Messages that stay in the queue for another try',
      'Nachrichten, die für einen weiteren Versuch bleiben',
    ),
    memo('al_message', 4000, ['Message', 'Meldung', 'Why the run ended early', 'Warum der Lauf vorzeitig endete'], {
      audited: false,
    }),
  ],
  forms: [
    mainForm(runNames.label, label('One run', 'Ein Lauf'), [
      [
        'run',
        runNames.label,
        [primaryName, 'al_runstatus', 'al_mailboxsetupid', 'al_dryrun', 'al_startedon', 'al_endedon'],
      ],
      [
        'counts',
        label('Counts', 'Zähler'),
        ['al_total', 'al_logged', 'al_duplicates', 'al_sensitive', 'al_unknown', 'al_toolong', 'al_failed'],
      ],
      ['message', label('Message', 'Meldung'), ['al_message'], 1],
      ['mailbox', mailbox, [quickViewOf(mailbox, 'al_mailboxsetupid', 'al_mailboxsetup')], 1],
    ]),
    ...smallForms(runNames.label, primaryName, ['al_runstatus', 'al_startedon', 'al_total', 'al_failed']),
  ],
  views: standardViews(
    { ...runNames, primaryName },
    [
      { name: primaryName, width: 240 },
      { name: 'al_runstatus', width: 110 },
      { name: 'al_startedon', width: 140 },
      { name: 'al_endedon', width: 140 },
      { name: 'al_total', width: 90 },
      { name: 'al_logged', width: 90 },
      { name: 'al_failed', width: 90 },
    ],
    [primaryName],
    [{ column: 'al_startedon', descending: true }],
  ),
});
