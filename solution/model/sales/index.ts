/** `ActivityLoggingSales`: what needs lead and opportunity; depends on the core solution (DESIGN decision 8). */
import { salesActivityColumns } from '../activity-columns.ts';
import { logged } from '../core/activity-views.ts';
import { core } from '../core/index.ts';
import { privileges } from '../core/privileges.ts';
import { label } from '../labels.ts';
import { activityTables, lead } from '../microsoft/index.ts';
import { pipelineDashboard } from './dashboards.ts';
import { leadForm, opportunityForm } from './person-forms.ts';
import { pipelineReports } from './pipeline.ts';
import { segmentCharts } from './segments.ts';
import type { Label, MicrosoftTable, Role, Solution, View } from '../types.ts';

const viewNames: Readonly<Record<string, Label>> = {
  task: label('Logged Tasks of Leads and Opportunities', 'Protokollierte Aufgaben zu Leads und Verkaufschancen'),
  email: label('Logged Emails of Leads and Opportunities', 'Protokollierte E-Mails zu Leads und Verkaufschancen'),
  phonecall: label(
    'Logged Phone Calls of Leads and Opportunities',
    'Protokollierte Telefonanrufe zu Leads und Verkaufschancen',
  ),
  appointment: label(
    'Logged Appointments of Leads and Opportunities',
    'Protokollierte Termine zu Leads und Verkaufschancen',
  ),
};

function salesView(table: MicrosoftTable): View {
  const name = viewNames[table.name];
  if (name === undefined) throw new Error(`no view name for ${table.name}`);
  return {
    name: 'logged-sales',
    type: 'public',
    label: name,
    columns: [
      { name: 'subject', width: 300 },
      { name: 'al_kind', width: 110 },
      { name: 'al_occurredon', width: 150 },
      { name: 'al_leadid', width: 180 },
      { name: 'al_opportunityid', width: 180 },
      { name: 'ownerid', width: 150 },
    ],
    order: [{ column: 'al_occurredon', descending: true }],
    filter: [logged],
  };
}

/** Tables that calls are logged to. */
const callTables: readonly string[] = ['phonecall', 'task'];

/** A role cannot name privileges of tables that are not there, so the bridge's rights on them are a role of their own. */
const bridgeSalesRole: Role = {
  name: 'Activity Logging Bridge (Sales)',
  constant: 'bridgeSales',
  privileges: [
    ...privileges(['Read'], 'Lead', 'Global', 'match people by address'),
    ...privileges(['AppendTo'], 'Lead', 'Global', 'set regarding, lead and parties'),
    ...privileges(['Read'], 'Opportunity', 'Global', 'find the open opportunity of a person'),
    ...privileges(['AppendTo'], 'Opportunity', 'Global', 'set the opportunity'),
  ],
};

export const sales: Solution = {
  name: 'ActivityLoggingSales',
  folder: 'sales',
  label: label('Activity Logging for Sales', 'Aktivitätsprotokollierung für Vertrieb'),
  description: label(
    'Lead and opportunity on logged activities',
    'Lead und Verkaufschance an protokollierten Aktivitäten',
  ),
  tables: [],
  extensions: [
    ...activityTables.map((table) => ({
      table,
      columns: salesActivityColumns,
      forms: [],
      views: [salesView(table)],
      charts: callTables.includes(table.name) ? segmentCharts : [],
    })),
    { ...pipelineReports, forms: [opportunityForm] },
    { table: lead, columns: [], forms: [leadForm], views: [] },
  ],
  choices: [],
  roles: [bridgeSalesRole],
  webResources: [],
  controls: [],
  environmentVariables: [],
  dashboards: [pipelineDashboard],
  apps: [],
  dependsOn: [core],
};
