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
  fieldMapping: 'al_/js/fieldmapping.js',
  commands: 'al_/js/commands.js',
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
  'al_loggingconfiguration/card': '1adb8622-3201-5689-8350-2c2af160dd08',
  'al_loggingconfiguration/quick': '411fb8ca-de6d-5491-9d5a-79a74f0fbf36',
  'al_fieldmapping/main': '34519802-0fa6-5b72-b6e1-f58ff2ffcd8f',
  'al_fieldmapping/quickcreate': '4b8f6888-89c0-5908-a585-61dc70e83dd0',
  'al_fieldmapping/card': '2ae3750d-3932-50a0-b985-2734725f8806',
  'al_fieldmapping/quick': 'f9a72c04-6774-5bf2-9824-ed8f03f2108e',
  'al_loggingissue/main': '32a1509f-89fb-5eb0-9d43-0baa14c3dffa',
  'al_loggingissue/card': 'cc4dcca9-a646-5154-ad7f-a920b2831726',
  'al_loggingissue/quick': 'ab9ae41f-a17a-5dd2-ba84-bbc519e290d8',
  'al_meetingattendee/main': '204cbe71-3c0e-5c3e-86b8-e1c863035b41',
  'al_meetingattendee/quickcreate': '89419f03-b9b9-5f40-9e3a-597bc32eec2f',
  'al_meetingattendee/card': '9b6f40a7-3e19-5359-bad6-880993ef72e1',
  'al_meetingattendee/quick': '383f11b4-ed21-5cc8-a373-dce0184e30be',
  'al_interactiongroup/main': '64be2c83-789a-5dfc-97a9-42f86e7cb4d8',
  'al_interactiongroup/quickcreate': '9ec920cd-d6f2-5cc3-85da-c18f9176b521',
  'al_interactiongroup/card': 'c6ab56ee-6ca4-53a1-88d8-836a975dc5dd',
  'al_interactiongroup/quick': '65274ec6-1bdc-535f-abfc-74da72a0b6c7',
  'al_interactiontemplate/main': '466797b3-b2ed-56ea-9981-06f11ebc10f4',
  'al_interactiontemplate/quickcreate': '5bcdcea0-bd04-515b-9382-045e4c30f7fc',
  'al_interactiontemplate/card': 'dc301152-3dd2-53d3-90d8-13f011947d15',
  'al_interactiontemplate/quick': '8280675c-6e54-5e93-890d-bf387b50c56f',
  'al_interactionlogentry/main': '44df8d99-3b66-51bc-ab03-dc35c00a5353',
  'al_interactionlogentry/quickcreate': '7fd7217a-3a53-59f7-ae31-1e10fcc99275',
  'al_interactionlogentry/card': 'da4a21f1-b8cd-5edf-a52d-b82ae245a17c',
  'al_interactionlogentry/quick': 'b1de7c62-def2-5371-b530-55b279f9cb24',
  'al_mailboxsetup/main': 'b5401eaf-f94d-5fb9-a9fe-da5c238f53a8',
  'al_mailboxsetup/quickcreate': '2a81ec49-610b-5c53-b303-956cb87bb6ce',
  'al_mailboxsetup/card': 'f66747c4-9b40-5fe9-a654-81a95c608b85',
  'al_mailboxsetup/quick': '501304d2-3392-5eef-85b4-f1449848ce84',
  'al_maillogrun/main': 'f40c73ca-0df9-51f8-8ccc-9f627df34acd',
  'al_maillogrun/card': 'd330c0f0-c896-5709-b21c-3fd8cda9894b',
  'al_maillogrun/quick': 'd936e838-2f49-5c81-80a0-dc0a99c2f567',
  'al_bridgerequest/main': 'd9711203-6d07-524d-8321-b2f39eec5eec',
  'al_bridgerequest/card': '6fa84b47-39e8-5016-9cd4-deee0023371d',
  'al_bridgerequest/quick': 'e2a460aa-30bd-5f8f-86f5-69bdcbc63c2e',
  'al_loggingsample/main': 'bab39661-9ea4-5218-a41b-cec68493cb61',
  'al_loggingsample/quickcreate': '9cf9c43b-d4d1-546e-9c85-7472d4b42f2a',
  'al_loggingsample/card': '267741ad-bd7c-5537-bd78-b787c66eb0f9',
  'al_loggingsample/quick': '2a0a1b2f-3784-50d9-b916-93279d94ba6a',
  'al_auditdaily/main': 'f1dfcaa9-d0d4-5d7b-b15f-d3e637bd3065',
  'al_auditdaily/card': '7f9f0c30-d866-55b1-8f4a-ceff8b68189e',
  'al_auditdaily/quick': '3085adee-bc53-5ea8-9706-9236f2e2b308',
  'al_auditedtable/main': '799c4ead-8890-56ef-8cb0-139c998b9eca',
  'al_auditedtable/quickcreate': 'a33c4c6c-993f-5548-8a8e-1c8680e626c9',
  'al_auditedtable/card': 'ea660d80-8c89-50fe-bc8f-995e5ca47656',
  'al_auditedtable/quick': '2b5a74bd-b6ed-5fdd-b964-3afe29f7d86d',
  'al_auditreport/main': '12724514-44a0-5a17-bdad-234fdf16c5f3',
  'al_auditreport/quickcreate': '3a8621e9-4033-5d24-b870-ce7d352a6555',
  'al_auditreport/card': 'f9979336-8fda-5cbb-b3d6-89379288a8ea',
  'al_auditreport/quick': '5dd87e1d-19ab-5839-ae3b-70c05b82bf2e',
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
