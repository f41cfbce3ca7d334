/** `al_loggingconfiguration`: the organisation's logging rules, one row (SPEC L-1 … L-5, L-18, L-19, L-28). */
import { ambiguityPolicy, callTarget, emailTarget, meetingTarget, opportunityPolicy } from '../choices.ts';
import { label } from '../labels.ts';
import { smallForms } from '../small-forms.ts';
import type { Column, ColumnInfo, CustomTable, Label } from '../types.ts';
import { settingsForm } from './settings-form.ts';

const title = label('Logging Configuration', 'Protokollkonfiguration');

function logSwitch(name: string, caption: Label, description: Label, standard = true): Column {
  return { name, type: 'yesno', default: standard, label: caption, description };
}

function list(name: string, caption: Label, description: Label): Column {
  return { name, type: 'memo', maxLength: 20_000, inGrid: false, label: caption, description };
}

function targetColumn(info: Pick<ColumnInfo, 'name'>, choice: typeof emailTarget): Column {
  const first = choice.options[0];
  if (first === undefined) throw new Error(`${choice.name} has no options`);
  return {
    ...info,
    type: 'choice',
    choice,
    default: first.value,
    label: choice.label,
    description: choice.description,
  };
}

/** Columns the settings control is bound to, in the order of the page (SPEC L-2). */
export const settingsColumns: readonly Column[] = [
  logSwitch(
    'al_logemails',
    label('Log Emails', 'E-Mails protokollieren'),
    label('Emails that were sent are logged', 'Gesendete E-Mails werden protokolliert'),
  ),
  logSwitch(
    'al_logreplies',
    label('Log Replies', 'Antworten protokollieren'),
    label(
      'Replies are logged; off while emails are off',
      'Antworten werden protokolliert; aus, solange E-Mails aus sind',
    ),
  ),
  targetColumn({ name: 'al_emailtarget' }, emailTarget),
  logSwitch(
    'al_logcalls',
    label('Log Calls', 'Anrufe protokollieren'),
    label('Calls are logged', 'Anrufe werden protokolliert'),
  ),
  logSwitch(
    'al_logvoicemails',
    label('Log Voicemails', 'Mailboxnachrichten protokollieren'),
    label(
      'Voicemails are logged; off while calls are off',
      'Mailboxnachrichten werden protokolliert; aus, solange Anrufe aus sind',
    ),
  ),
  targetColumn({ name: 'al_calltarget' }, callTarget),
  logSwitch(
    'al_logmeetings',
    label('Log Meetings', 'Besprechungen protokollieren'),
    label('Meetings are logged', 'Besprechungen werden protokolliert'),
  ),
  targetColumn({ name: 'al_meetingtarget' }, meetingTarget),
  logSwitch(
    'al_followmeetingchanges',
    label('Follow Meeting Changes', 'Änderungen an Besprechungen folgen'),
    label(
      'A rescheduled or canceled meeting updates its row',
      'Eine verlegte oder abgesagte Besprechung aktualisiert ihre Zeile',
    ),
  ),
  logSwitch(
    'al_prefixappointments',
    label('Prefix Appointments', 'Termine mit Präfix'),
    label('Appointments carry the prefix Meeting Booked', 'Termine tragen das Präfix „Meeting Booked“'),
  ),
  logSwitch(
    'al_lognotes',
    label('Log Notes', 'Notizen protokollieren'),
    label('Notes are logged', 'Notizen werden protokolliert'),
  ),
  logSwitch(
    'al_logsteps',
    label('Log Steps', 'Schritte protokollieren'),
    label('Other cadence steps are logged', 'Andere Schritte einer Kadenz werden protokolliert'),
  ),
  logSwitch(
    'al_logmessages',
    label('Log Messages', 'Nachrichten protokollieren'),
    label('Chat and text messages are logged', 'Chat- und Textnachrichten werden protokolliert'),
  ),
  logSwitch(
    'al_logrecordings',
    label('Log Recordings', 'Aufzeichnungen protokollieren'),
    label('Meeting recordings are logged', 'Aufzeichnungen von Besprechungen werden protokolliert'),
  ),
];

/** Rules beside the switches: how people are found and what is left out (SPEC L-23 … L-25, L-30, B-8). */
export const ruleColumns: readonly Column[] = [
  targetColumn({ name: 'al_ambiguitypolicy' }, ambiguityPolicy),
  targetColumn({ name: 'al_opportunitypolicy' }, opportunityPolicy),
  logSwitch(
    'al_mirrordeletions',
    label('Mirror Deletions', 'Löschungen übernehmen'),
    label('What is deleted at the source is canceled here', 'Was in der Quelle gelöscht wird, wird hier abgebrochen'),
    false,
  ),
  logSwitch(
    'al_skipautomated',
    label('Skip Automated Senders', 'Automatische Absender auslassen'),
    label(
      'Bounces, out-of-office answers and newsletters are not logged',
      'Unzustellbarkeits- und Abwesenheitsnachrichten sowie Rundschreiben werden nicht protokolliert',
    ),
  ),
  list(
    'al_owndomains',
    label('Own Domains', 'Eigene Domänen'),
    label(
      'One a line; what is only among them is not logged',
      'Eine je Zeile; was nur unter ihnen bleibt, wird nicht protokolliert',
    ),
  ),
  list(
    'al_excludedaddresses',
    label('Excluded Addresses', 'Ausgeschlossene Adressen'),
    label('Addresses or domains, one a line, never logged', 'Adressen oder Domänen, je Zeile eine, nie protokolliert'),
  ),
  logSwitch(
    'al_headeronly',
    label('Header Only', 'Nur Kopfdaten'),
    label('Neither subject nor text is kept', 'Weder Betreff noch Text wird behalten'),
    false,
  ),
  list(
    'al_optedoutusers',
    label('Users Not Logged', 'Nicht protokollierte Benutzer'),
    label(
      'Addresses of users who opted out, one a line',
      'Adressen der Benutzer, die widersprochen haben, je Zeile eine',
    ),
  ),
];

/** What the bridge last applied, so that a change by any way is swept once (SPEC L-10). */
const appliedSettings: Column = {
  name: 'al_appliedsettings',
  type: 'memo',
  maxLength: 20_000,
  inGrid: false,
  audited: false,
  label: label('Applied Settings', 'Angewendete Einstellungen'),
  description: label(
    'Settings the bridge last applied; written by the bridge',
    'Zuletzt von der Bridge angewendete Einstellungen; von der Bridge geschrieben',
  ),
};

const views: CustomTable['views'] = [
  {
    name: 'active',
    type: 'public',
    isDefault: true,
    label: title,
    columns: [
      { name: 'al_name', width: 250 },
      { name: 'al_emailtarget', width: 180 },
      { name: 'al_calltarget', width: 200 },
      { name: 'al_meetingtarget', width: 240 },
      { name: 'modifiedon', width: 150 },
      { name: 'modifiedby', width: 150 },
    ],
    order: [{ column: 'al_name' }],
  },
  {
    name: 'quickfind',
    type: 'quickFind',
    isDefault: true,
    label: label('Quick Find Logging Configuration', 'Schnellsuche Protokollkonfiguration'),
    columns: [
      { name: 'al_name', width: 250 },
      { name: 'modifiedon', width: 150 },
    ],
    order: [{ column: 'al_name' }],
    find: ['al_name'],
  },
  {
    name: 'lookup',
    type: 'lookup',
    isDefault: true,
    label: label('Logging Configuration Lookup View', 'Suchansicht Protokollkonfiguration'),
    columns: [{ name: 'al_name', width: 250 }],
    order: [{ column: 'al_name' }],
  },
  {
    name: 'associated',
    type: 'associated',
    isDefault: true,
    label: label('Logging Configuration Associated View', 'Zugeordnete Ansicht Protokollkonfiguration'),
    columns: [
      { name: 'al_name', width: 250 },
      { name: 'modifiedon', width: 150 },
    ],
    order: [{ column: 'al_name' }],
  },
  {
    name: 'advancedfind',
    type: 'advancedFind',
    isDefault: true,
    label: label('Logging Configuration Advanced Find View', 'Erweiterte Suche Protokollkonfiguration'),
    columns: [
      { name: 'al_name', width: 250 },
      { name: 'modifiedon', width: 150 },
    ],
    order: [{ column: 'al_name' }],
  },
];

export const loggingConfiguration: CustomTable = {
  kind: 'custom',
  name: 'al_loggingconfiguration',
  constant: 'LoggingConfiguration',
  // One id everywhere: several bridges that find no row at start all try to make the same one.
  onlyRow: 'a1a1a1a1-0000-4000-8000-000000000001',
  setName: 'al_loggingconfigurations',
  label: title,
  pluralLabel: title,
  description: label(
    'The rules of activity logging: one row for the organisation',
    'Die Regeln der Aktivitätsprotokollierung: eine Zeile für die Organisation',
  ),
  ownership: 'OrgOwned',
  primaryName: 'al_name',
  columns: [
    {
      name: 'al_name',
      type: 'text',
      maxLength: 100,
      required: 'recommended',
      searchable: true,
      label: label('Name', 'Name'),
      description: label('Name of the configuration', 'Name der Konfiguration'),
    },
    ...settingsColumns,
    ...ruleColumns,
    appliedSettings,
    {
      name: 'al_defaultownerid',
      type: 'lookup',
      targets: ['systemuser'],
      label: label('Default Owner', 'Standardbesitzer'),
      description: label(
        'Owns what a user did who is unknown or has left; empty: the user of the bridge',
        'Besitzt, was ein unbekannter oder ausgeschiedener Benutzer tat; leer: der Benutzer der Bridge',
      ),
    },
  ],
  forms: [settingsForm, ...smallForms(title, 'al_name', ['al_logemails', 'al_logcalls', 'al_logmeetings'])],
  views,
};
