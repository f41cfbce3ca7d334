import { label } from '../labels.ts';
import type { App } from '../types.ts';
import { activityLoggingDashboard } from './dashboards.ts';
import { iconOf } from './icons.ts';
import { administratorRole, userRole } from './roles.ts';
import { auditReaderRole, basicRole, contactManagerRole } from './table-privileges.ts';

export const app: App = {
  name: 'al_ActivityLogging',
  label: label('Activity Logging', 'Aktivitätsprotokollierung'),
  description: label(
    'Sales activity as native records: settings, people and what was logged about them',
    'Vertriebsaktivitäten als native Datensätze: Einstellungen, Personen und was zu ihnen protokolliert wurde',
  ),
  icon: iconOf('app'),
  area: {
    id: 'al_area',
    label: label('Activity Logging', 'Aktivitätsprotokollierung'),
    groups: [
      {
        id: 'al_reports',
        label: label('Reports', 'Berichte'),
        subAreas: [
          {
            id: 'al_dashboard',
            dashboard: activityLoggingDashboard.name,
            label: label('Dashboards', 'Dashboards'),
            icon: iconOf('dashboard'),
          },
        ],
      },
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
        label: label('Logging', 'Protokollierung'),
        subAreas: [
          { id: 'al_loggingconfiguration', table: 'al_loggingconfiguration' },
          { id: 'al_fieldmapping', table: 'al_fieldmapping' },
          { id: 'al_loggingissue', table: 'al_loggingissue' },
          { id: 'al_bridgerequest', table: 'al_bridgerequest' },
          { id: 'al_loggingsample', table: 'al_loggingsample' },
        ],
      },
      {
        id: 'al_interactions',
        label: label('Interaction Log', 'Interaktionsprotokoll'),
        subAreas: [
          { id: 'al_interactionlogentry', table: 'al_interactionlogentry' },
          { id: 'al_interactiontemplate', table: 'al_interactiontemplate' },
          { id: 'al_interactiongroup', table: 'al_interactiongroup' },
          { id: 'al_mailboxsetup', table: 'al_mailboxsetup' },
          { id: 'al_maillogrun', table: 'al_maillogrun' },
        ],
      },
      {
        id: 'al_audit',
        label: label('Audit', 'Überwachung'),
        subAreas: [
          { id: 'al_auditdaily', table: 'al_auditdaily' },
          { id: 'al_auditreport', table: 'al_auditreport' },
          { id: 'al_auditedtable', table: 'al_auditedtable' },
        ],
      },
    ],
  },
  roles: [administratorRole, userRole, basicRole, contactManagerRole, auditReaderRole],
};
