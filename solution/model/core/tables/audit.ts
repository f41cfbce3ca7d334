/** Tables around the audit log: daily totals for charts, which tables are audited, saved reports (SPEC A-4, A-7). The entries' elastic table is made by `audit install`. */
import { label } from '../../labels.ts';
import { smallForms } from '../../small-forms.ts';
import { dailyCommands, reportCommands } from '../commands.ts';
import { auditCategory, auditPredicate, userType } from './choices.ts';
import { choice, day, flag, mainForm, memo, quickCreate, standardViews, table, text, whole } from './shape.ts';

const dailyNames = {
  label: label('Audit Daily Total', 'Tagessumme der Überwachung'),
  pluralLabel: label('Audit Daily Totals', 'Tagessummen der Überwachung'),
};
const tableNames = {
  label: label('Audited Table', 'Überwachte Tabelle'),
  pluralLabel: label('Audited Tables', 'Überwachte Tabellen'),
};
const reportNames = {
  label: label('Audit Report', 'Überwachungsbericht'),
  pluralLabel: label('Audit Reports', 'Überwachungsberichte'),
};
const primaryName = 'al_name';

export const auditDaily = table({
  name: 'al_auditdaily',
  constant: 'AuditDaily',
  setName: 'al_auditdailies',
  ...dailyNames,
  description: label(
    'How many audit rows of a sort there were on a day; charts read this',
    'Wie viele Überwachungszeilen einer Art es an einem Tag gab; Diagramme lesen dies',
  ),
  ownership: 'OrgOwned',
  primaryName,
  keys: [{ name: 'al_dailykey', label: label('Daily Key', 'Tagesschlüssel'), columns: ['al_dailykeytext'] }],
  columns: [
    text(primaryName, 200, ['Name', 'Name', 'Day, table and operation', 'Tag, Tabelle und Vorgang'], {
      required: 'required',
      audited: false,
    }),
    text(
      'al_dailykeytext',
      200,
      ['Daily Key', 'Tagesschlüssel', 'One row for one sort and day', 'Eine Zeile für eine Art und einen Tag'],
      { inGrid: false, audited: false },
    ),
    day('al_day', ['Day', 'Tag', 'Day in UTC', 'Tag in UTC'], { audited: false, searchable: true }),
    text('al_tablename', 128, ['Table', 'Tabelle', 'Logical name of the table', 'Logischer Name der Tabelle'], {
      audited: false,
      searchable: true,
    }),
    text('al_operation', 128, ['Operation', 'Vorgang', 'Message of the platform', 'Nachricht der Plattform'], {
      audited: false,
    }),
    choice(
      'al_auditcategory',
      auditCategory,
      ['Category', 'Kategorie', 'What sort of access it was', 'Welche Art von Zugriff es war'],
      { audited: false },
    ),
    choice(
      'al_usertype',
      userType,
      ['User Type', 'Benutzertyp', 'Sort of user who did it', 'Art des Benutzers, der es tat'],
      { audited: false },
    ),
    whole('al_count', ['Rows', 'Zeilen', 'Number of audit rows', 'Anzahl der Überwachungszeilen'], { audited: false }),
  ],
  forms: [
    mainForm(dailyNames.label, label('One total', 'Eine Summe'), [
      [
        'total',
        dailyNames.label,
        [primaryName, 'al_day', 'al_tablename', 'al_operation', 'al_auditcategory', 'al_usertype', 'al_count'],
      ],
    ]),
    ...smallForms(dailyNames.label, primaryName, ['al_day', 'al_tablename', 'al_operation', 'al_count']),
  ],
  commands: dailyCommands,
  views: standardViews(
    { ...dailyNames, primaryName },
    [
      { name: 'al_day', width: 120 },
      { name: 'al_tablename', width: 160 },
      { name: 'al_operation', width: 160 },
      { name: 'al_auditcategory', width: 130 },
      { name: 'al_usertype', width: 110 },
      { name: 'al_count', width: 90 },
    ],
    ['al_tablename', 'al_operation'],
    [{ column: 'al_day', descending: true }],
  ),
});

export const auditedTable = table({
  name: 'al_auditedtable',
  constant: 'AuditedTable',
  ...tableNames,
  description: label(
    'A table whose messages are kept in the audit log, and which of them',
    'Eine Tabelle, deren Nachrichten im Überwachungsprotokoll stehen, und welche davon',
  ),
  ownership: 'OrgOwned',
  primaryName: 'al_tablename',
  keys: [{ name: 'al_auditedtablename', label: label('Table', 'Tabelle'), columns: ['al_tablename'] }],
  columns: [
    text('al_tablename', 128, ['Table', 'Tabelle', 'Logical name of the table', 'Logischer Name der Tabelle'], {
      required: 'required',
      searchable: true,
    }),
    flag('al_auditing', true, [
      'Auditing',
      'Überwachung',
      'Create, update, delete and the like are kept',
      'Erstellen, Aktualisieren, Löschen und Ähnliches wird festgehalten',
    ]),
    flag('al_singlerecord', false, [
      'Single Record Auditing',
      'Überwachung einzelner Datensätze',
      'Opening a record is kept',
      'Das Öffnen eines Datensatzes wird festgehalten',
    ]),
    flag('al_multiplerecord', false, [
      'Multiple Record Auditing',
      'Überwachung mehrerer Datensätze',
      'All records of an opened page are kept',
      'Alle Datensätze einer geöffneten Seite werden festgehalten',
    ]),
    text(
      'al_problem',
      2000,
      [
        'Problem',
        'Problem',
        'Why the table is not audited as asked',
        'Warum die Tabelle nicht wie gewünscht überwacht wird',
      ],
      { audited: false },
    ),
  ],
  forms: [
    mainForm(tableNames.label, label('One table', 'Eine Tabelle'), [
      [
        'table',
        tableNames.label,
        ['al_tablename', 'al_auditing', 'al_singlerecord', 'al_multiplerecord', 'al_problem'],
      ],
    ]),
    quickCreate(tableNames.label, ['al_tablename', 'al_auditing', 'al_singlerecord', 'al_multiplerecord']),
    ...smallForms(tableNames.label, 'al_tablename', ['al_auditing', 'al_singlerecord', 'al_multiplerecord']),
  ],
  views: standardViews(
    { ...tableNames, primaryName: 'al_tablename' },
    [
      { name: 'al_tablename', width: 180 },
      { name: 'al_auditing', width: 100 },
      { name: 'al_singlerecord', width: 190 },
      { name: 'al_multiplerecord', width: 200 },
      { name: 'al_problem', width: 260 },
    ],
    ['al_tablename'],
    [{ column: 'al_tablename' }],
  ),
});

export const auditReport = table({
  name: 'al_auditreport',
  constant: 'AuditReport',
  ...reportNames,
  description: label('A saved search of the audit log', 'Eine gespeicherte Suche im Überwachungsprotokoll'),
  ownership: 'OrgOwned',
  primaryName,
  columns: [
    text(primaryName, 100, ['Name', 'Name', 'Name of the report', 'Name des Berichts'], {
      required: 'required',
      searchable: true,
    }),
    text('al_description', 500, ['Description', 'Beschreibung', 'What the report shows', 'Was der Bericht zeigt']),
    choice('al_auditpredicate', auditPredicate, [
      'Preconfigured Report',
      'Vorgefertigter Bericht',
      'Rows it selects; empty for a report of your own',
      'Zeilen, die er auswählt; leer bei eigenen Berichten',
    ]),
    memo('al_filter', 20_000, [
      'Filter',
      'Filter',
      'JSON with dates, users, operations, tables and text to search for',
      'JSON mit Zeitraum, Benutzern, Vorgängen, Tabellen und Suchtext',
    ]),
  ],
  forms: [
    mainForm(reportNames.label, label('One report', 'Ein Bericht'), [
      ['report', reportNames.label, [primaryName, 'al_auditpredicate', 'al_description']],
      ['filter', label('Filter', 'Filter'), ['al_filter'], 1],
    ]),
    quickCreate(reportNames.label, [primaryName, 'al_auditpredicate', 'al_description']),
    ...smallForms(reportNames.label, primaryName, ['al_auditpredicate', 'al_description']),
  ],
  commands: reportCommands,
  views: standardViews(
    { ...reportNames, primaryName },
    [
      { name: primaryName, width: 240 },
      { name: 'al_auditpredicate', width: 220 },
      { name: 'al_description', width: 320 },
    ],
    [primaryName],
    [{ column: primaryName }],
  ),
});
