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
} as const;

/** Security roles. */
export const roleNames = {
  administrator: 'Activity Logging Administrator',
  user: 'Activity Logging User',
  bridge: 'Activity Logging Bridge',
  bridgeSales: 'Activity Logging Bridge (Sales)',
} as const;

/** Environment variables. */
export const environmentVariableNames = {
  al_BridgeUrl: 'al_BridgeUrl',
} as const;

/** Ids of our forms, by table and name. */
export const formIds = {
  'al_loggingconfiguration/settings': '1dd1fb6b-57cf-52ea-85ef-c9e89f21d4b3',
  'contact/activity-logging': 'f2e09f62-08de-530f-9934-7b0f1ff78666',
  'account/activity-logging': '4e04d007-1810-5bec-82eb-632dd262d69f',
} as const;
