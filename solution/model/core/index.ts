/** `ActivityLogging`: needs base Dataverse only (DESIGN decision 8). */
import { activityColumns } from '../activity-columns.ts';
import { choices } from '../choices.ts';
import { label } from '../labels.ts';
import { account, activityTables, contact } from '../microsoft/index.ts';
import { libraryNames } from '../names.ts';
import type { Solution, TableExtension } from '../types.ts';
import { activityForm } from './activity-forms.ts';
import { loggedActivitiesView, meetingsBookedView } from './activity-views.ts';
import { app } from './app.ts';
import { activityReports, kindChart } from './charts-activities.ts';
import { callCharts, callViews } from './charts-calls.ts';
import { dashboards } from './dashboards.ts';
import { icons, withIcon } from './icons.ts';
import { loggingConfiguration } from './logging-configuration.ts';
import { accountForm, contactForm, contactNumber, emailDomains } from './person-forms.ts';
import { administratorRole, bridgeRole, userRole } from './roles.ts';
import { auditReaderRole, basicRole, contactManagerRole } from './table-privileges.ts';
import { tableChoices, tables } from './tables/index.ts';

/** Tables that calls are logged to. */
const callTables: readonly string[] = ['phonecall', 'task'];

const extensions: readonly TableExtension[] = [
  ...activityTables.map((table) => ({
    table,
    columns: activityColumns,
    forms: [activityForm(table)],
    views: [
      loggedActivitiesView(table),
      ...(table.name === 'task' ? [meetingsBookedView] : []),
      ...(callTables.includes(table.name) ? callViews(table) : []),
    ],
    charts: [kindChart, ...(callTables.includes(table.name) ? callCharts : [])],
  })),
  activityReports,
  { table: contact, columns: [contactNumber], forms: [contactForm], views: [] },
  { table: account, columns: [emailDomains], forms: [accountForm], views: [] },
];

export const core: Solution = {
  name: 'ActivityLogging',
  folder: 'core',
  label: label('Activity Logging', 'Aktivitätsprotokollierung'),
  description: label(
    'Sales activity as native Dataverse records, once, in order, under the rules of the admin',
    'Vertriebsaktivitäten als native Dataverse-Datensätze, einmal, in Reihenfolge, nach den Regeln des Admins',
  ),
  tables: [loggingConfiguration, ...tables].map(withIcon),
  extensions,
  choices: [...choices, ...tableChoices],
  roles: [administratorRole, userRole, bridgeRole, basicRole, contactManagerRole, auditReaderRole],
  webResources: [
    {
      name: libraryNames.loggingConfiguration,
      constant: 'loggingConfiguration',
      label: 'Logging Configuration form',
      description: 'Events of the settings form',
      type: 'js',
      buildOutput: 'webresources/dist/loggingconfiguration.js',
    },
    {
      name: libraryNames.fieldMapping,
      constant: 'fieldMapping',
      label: 'Field Mapping form',
      description: 'Checks a field mapping while it is edited',
      type: 'js',
      buildOutput: 'webresources/dist/fieldmapping.js',
    },
    {
      name: libraryNames.commands,
      constant: 'commands',
      label: 'Commands',
      description: 'What the commands of our tables do',
      type: 'js',
      buildOutput: 'webresources/dist/commands.js',
    },
    ...icons,
  ],
  dashboards,
  controls: [{ name: 'ActivityTimeline' }, { name: 'LoggingSettings' }],
  environmentVariables: [
    {
      name: 'al_BridgeUrl',
      type: 'String',
      label: label('Bridge Address', 'Adresse der Bridge'),
      description: label(
        'Public https address of the bridge; platform webhooks are sent there',
        'Öffentliche https-Adresse der Bridge; Webhooks der Plattform werden dorthin gesendet',
      ),
    },
  ],
  apps: [app],
  dependsOn: [],
};
