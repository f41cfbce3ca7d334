// Generated from solution/model by `npm run generate`. Do not edit.

/** Unique names of our solutions, in order of import. */
export const solutionNames = {
  core: 'ActivityLogging',
  sales: 'ActivityLoggingSales',
} as const;

/** Unique names of our apps. */
export const appNames = {
  al_ActivityLogging: 'al_ActivityLogging',
} as const;

/** Code components as they are named in a solution and on a form. */
export const controlNames = {
  ActivityTimeline: 'al_ActivityLogging.ActivityTimeline',
  LoggingSettings: 'al_ActivityLogging.LoggingSettings',
} as const;

/** Web resources. */
export const webResourceNames = {
  loggingConfiguration: 'al_/js/loggingconfiguration.js',
  appIcon: 'al_/icons/app.svg',
  loggingconfigurationIcon: 'al_/icons/loggingconfiguration.svg',
  fieldmappingIcon: 'al_/icons/fieldmapping.svg',
  loggingissueIcon: 'al_/icons/loggingissue.svg',
  meetingattendeeIcon: 'al_/icons/meetingattendee.svg',
  interactiontemplateIcon: 'al_/icons/interactiontemplate.svg',
  interactiongroupIcon: 'al_/icons/interactiongroup.svg',
  interactionlogentryIcon: 'al_/icons/interactionlogentry.svg',
  mailboxsetupIcon: 'al_/icons/mailboxsetup.svg',
  maillogrunIcon: 'al_/icons/maillogrun.svg',
  bridgerequestIcon: 'al_/icons/bridgerequest.svg',
  loggingsampleIcon: 'al_/icons/loggingsample.svg',
  auditdailyIcon: 'al_/icons/auditdaily.svg',
  auditedtableIcon: 'al_/icons/auditedtable.svg',
  auditreportIcon: 'al_/icons/auditreport.svg',
  dashboardIcon: 'al_/icons/dashboard.svg',
  retryIcon: 'al_/icons/retry.svg',
  runIcon: 'al_/icons/run.svg',
  stopIcon: 'al_/icons/stop.svg',
  showIcon: 'al_/icons/show.svg',
  exportIcon: 'al_/icons/export.svg',
  checkIcon: 'al_/icons/check.svg',
} as const;

/** Security roles. */
export const roleNames = {
  administrator: 'Activity Logging Administrator',
  user: 'Activity Logging User',
  bridge: 'Activity Logging Bridge',
  basic: 'BASIC',
  contactManager: 'RM-CONT',
  auditReader: 'Audit Reader',
  bridgeSales: 'Activity Logging Bridge (Sales)',
} as const;

/** Environment variables. */
export const environmentVariableNames = {
  al_BridgeUrl: 'al_BridgeUrl',
} as const;

/** Ids of our forms, by table and name. */
export const formIds = {
  'al_loggingconfiguration/settings': '1dd1fb6b-57cf-52ea-85ef-c9e89f21d4b3',
  'al_fieldmapping/main': '34519802-0fa6-5b72-b6e1-f58ff2ffcd8f',
  'al_fieldmapping/quickcreate': '4b8f6888-89c0-5908-a585-61dc70e83dd0',
  'al_loggingissue/main': '32a1509f-89fb-5eb0-9d43-0baa14c3dffa',
  'al_meetingattendee/main': '204cbe71-3c0e-5c3e-86b8-e1c863035b41',
  'al_interactiongroup/main': '64be2c83-789a-5dfc-97a9-42f86e7cb4d8',
  'al_interactiongroup/quickcreate': '9ec920cd-d6f2-5cc3-85da-c18f9176b521',
  'al_interactiontemplate/main': '466797b3-b2ed-56ea-9981-06f11ebc10f4',
  'al_interactiontemplate/quickcreate': '5bcdcea0-bd04-515b-9382-045e4c30f7fc',
  'al_interactionlogentry/main': '44df8d99-3b66-51bc-ab03-dc35c00a5353',
  'al_mailboxsetup/main': 'b5401eaf-f94d-5fb9-a9fe-da5c238f53a8',
  'al_maillogrun/main': 'f40c73ca-0df9-51f8-8ccc-9f627df34acd',
  'al_bridgerequest/main': 'd9711203-6d07-524d-8321-b2f39eec5eec',
  'al_loggingsample/main': 'bab39661-9ea4-5218-a41b-cec68493cb61',
  'al_auditdaily/main': 'f1dfcaa9-d0d4-5d7b-b15f-d3e637bd3065',
  'al_auditedtable/main': '799c4ead-8890-56ef-8cb0-139c998b9eca',
  'al_auditedtable/quickcreate': 'a33c4c6c-993f-5548-8a8e-1c8680e626c9',
  'al_auditreport/main': '12724514-44a0-5a17-bdad-234fdf16c5f3',
  'task/activity-logging': 'ab64a003-3ddf-500a-96c5-063338b0b352',
  'email/activity-logging': 'f03fd62f-ab15-5ca4-800a-599fa57f727b',
  'phonecall/activity-logging': '5003566c-d607-5e98-be55-f62f4afb5417',
  'appointment/activity-logging': 'c672471e-afc6-5cc3-a0be-6571f9b09b01',
  'contact/activity-logging': 'f2e09f62-08de-530f-9934-7b0f1ff78666',
  'account/activity-logging': '4e04d007-1810-5bec-82eb-632dd262d69f',
  'opportunity/activity-logging': 'ddb88067-722c-5695-97ac-81a3440ea455',
  'lead/activity-logging': 'cfa473bd-09a0-52ba-a086-4f284a6596bd',
} as const;

/** Ids of our dashboards. */
export const dashboardIds = {
  activityLogging: '437880a6-03e6-5e6e-8e22-ca88cccb342b',
  pipelineActivity: '69b98a58-8faf-5b87-8c31-b31c64ee1878',
} as const;
