import type { loggingConfigurationColumns } from '@activity-logging/activity-model/metadata';

/** Switches of ControlManifest.Input.xml, each bound to the column `al_<name in lower case>`. */
export const switchNames = [
  'logEmails',
  'logReplies',
  'logCalls',
  'logVoicemails',
  'logMeetings',
  'followMeetingChanges',
  'prefixAppointments',
  'logNotes',
  'logSteps',
  'logMessages',
  'logRecordings',
] as const;
export type SwitchName = (typeof switchNames)[number];

/** Choices of ControlManifest.Input.xml: what a kind is logged as. */
export const targetNames = ['emailTarget', 'callTarget', 'meetingTarget'] as const;
export type TargetName = (typeof targetNames)[number];

/** Logical name of the column a property is bound to. */
export function columnOf<Name extends SwitchName | TargetName>(name: Name): Column<Name> {
  return `al_${name.toLowerCase()}` as Column<Name>;
}
type Column<Name extends string> = `al_${Lowercase<Name>}` & keyof typeof loggingConfigurationColumns;
