import { label } from '../labels.ts';
import type { App } from '../types.ts';
import { administratorRole, userRole } from './roles.ts';

export const app: App = {
  name: 'al_ActivityLogging',
  label: label('Activity Logging', 'Aktivitätsprotokollierung'),
  description: label(
    'Sales activity as native records: settings, people and what was logged about them',
    'Vertriebsaktivitäten als native Datensätze: Einstellungen, Personen und was zu ihnen protokolliert wurde',
  ),
  area: {
    id: 'al_area',
    label: label('Activity Logging', 'Aktivitätsprotokollierung'),
    groups: [
      {
        id: 'al_people',
        label: label('Customers', 'Kunden'),
        subAreas: [
          { id: 'al_contact', table: 'contact' },
          { id: 'al_account', table: 'account' },
        ],
      },
      {
        id: 'al_activities',
        label: label('Activities', 'Aktivitäten'),
        subAreas: [
          { id: 'al_task', table: 'task' },
          { id: 'al_email', table: 'email' },
          { id: 'al_phonecall', table: 'phonecall' },
          { id: 'al_appointment', table: 'appointment' },
        ],
      },
      {
        id: 'al_settings',
        label: label('Settings', 'Einstellungen'),
        subAreas: [{ id: 'al_loggingconfiguration', table: 'al_loggingconfiguration' }],
      },
    ],
  },
  roles: [administratorRole, userRole],
};
