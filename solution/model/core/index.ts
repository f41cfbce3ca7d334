/** `ActivityLogging`: needs base Dataverse only (DESIGN decision 8). */
import { activityColumns } from '../activity-columns.ts';
import { choices } from '../choices.ts';
import { label } from '../labels.ts';
import { account, activityTables, contact } from '../microsoft/index.ts';
import { libraryNames } from '../names.ts';
import type { Solution, TableExtension } from '../types.ts';
import { loggedActivitiesView, meetingsBookedView } from './activity-views.ts';
import { app } from './app.ts';
import { loggingConfiguration } from './logging-configuration.ts';
import { accountForm, contactForm } from './person-forms.ts';
import { administratorRole, bridgeRole, userRole } from './roles.ts';

const extensions: readonly TableExtension[] = [
  ...activityTables.map((table) => ({
    table,
    columns: activityColumns,
    forms: [],
    views: table.name === 'task' ? [loggedActivitiesView(table), meetingsBookedView] : [loggedActivitiesView(table)],
  })),
  { table: contact, columns: [], forms: [contactForm], views: [] },
  { table: account, columns: [], forms: [accountForm], views: [] },
];

export const core: Solution = {
  name: 'ActivityLogging',
  folder: 'core',
  label: label('Activity Logging', 'Aktivitätsprotokollierung'),
  description: label(
    'Sales activity as native Dataverse records, once, in order, under the rules of the admin',
    'Vertriebsaktivitäten als native Dataverse-Datensätze, einmal, in Reihenfolge, nach den Regeln des Admins',
  ),
  tables: [loggingConfiguration],
  extensions,
  choices,
  roles: [administratorRole, userRole, bridgeRole],
  webResources: [
    {
      name: libraryNames.loggingConfiguration,
      constant: 'loggingConfiguration',
      label: 'Logging Configuration form',
      description: 'Events of the settings form',
      type: 'js',
      buildOutput: 'webresources/dist/loggingconfiguration.js',
    },
  ],
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
