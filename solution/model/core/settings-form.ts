/**
 * Form of the logging configuration. The settings control is bound to several columns but placed on one; every bound
 * column also stands in a hidden section, so that OnChange handlers exist and Save sends each of them (DESIGN decision 7).
 */
import { label } from '../labels.ts';
import { controlNames, libraryNames } from '../names.ts';
import type { Form } from '../types.ts';

/** Property of the control → column. The control's manifest declares the same names. */
const boundProperties = {
  logEmails: 'al_logemails',
  logReplies: 'al_logreplies',
  logCalls: 'al_logcalls',
  logVoicemails: 'al_logvoicemails',
  logMeetings: 'al_logmeetings',
  logNotes: 'al_lognotes',
  logSteps: 'al_logsteps',
  logMessages: 'al_logmessages',
  logRecordings: 'al_logrecordings',
  followMeetingChanges: 'al_followmeetingchanges',
  prefixAppointments: 'al_prefixappointments',
  emailTarget: 'al_emailtarget',
  callTarget: 'al_calltarget',
  meetingTarget: 'al_meetingtarget',
} as const;

export const settingsForm: Form = {
  name: 'settings',
  type: 'main',
  label: label('Activity Logging', 'Aktivitätsprotokollierung'),
  description: label('What is logged, and where', 'Was protokolliert wird, und wo'),
  tabs: [
    {
      name: 'activitylogging',
      label: label('Activity Logging', 'Aktivitätsprotokollierung'),
      sections: [
        {
          name: 'settings',
          label: label('Settings', 'Einstellungen'),
          showLabel: false,
          cells: [
            {
              column: boundProperties.logEmails,
              showLabel: false,
              rowspan: 20,
              control: {
                control: controlNames.settings,
                properties: Object.fromEntries(
                  Object.entries(boundProperties).map(([property, column]) => [property, { column }]),
                ),
              },
            },
          ],
        },
        {
          name: 'ownership',
          label: label('People', 'Personen'),
          cells: ['al_defaultownerid', 'al_ambiguitypolicy', 'al_opportunitypolicy'].map((column) => ({ column })),
        },
        {
          name: 'leftout',
          label: label('What Is Left Out', 'Was ausgelassen wird'),
          columns: 2,
          cells: [
            'al_owndomains',
            'al_excludedaddresses',
            'al_optedoutusers',
            'al_skipautomated',
            'al_headeronly',
            'al_mirrordeletions',
          ].map((column) => ({ column })),
        },
        {
          name: 'boundcolumns',
          label: label('Columns of the settings', 'Spalten der Einstellungen'),
          visible: false,
          columns: 2,
          cells: [{ column: 'al_name' }, ...Object.values(boundProperties).map((column) => ({ column }))],
        },
      ],
    },
  ],
  libraries: [libraryNames.loggingConfiguration],
  events: [
    {
      event: 'onload',
      library: libraryNames.loggingConfiguration,
      handler: 'ActivityLogging.LoggingConfiguration.onLoad',
    },
  ],
};
