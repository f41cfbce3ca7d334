import type { SwitchName, TargetName } from '../ManifestConstants';
import { nativeTarget, type Settings } from './settings';
import type { TextKey } from '../texts';
import type { IconName } from '../../shared/icons';

/** One section of the Activity Logging page (SPEC L-2), in the page's order. */
export interface Section {
  readonly icon: IconName;
  readonly title: TextKey;
  readonly main: SwitchName;
  readonly target?: { readonly name: TargetName; readonly task: TextKey; readonly native: TextKey };
  /** Switches that only mean something while the main one is on. */
  readonly also: readonly SwitchName[];
}

export const sections: readonly Section[] = [
  {
    icon: 'email',
    title: 'Section_email',
    main: 'logEmails',
    target: { name: 'emailTarget', task: 'Email_task', native: 'Email_native' },
    also: ['logReplies'],
  },
  {
    icon: 'call',
    title: 'Section_call',
    main: 'logCalls',
    target: { name: 'callTarget', task: 'Call_task', native: 'Call_native' },
    also: ['logVoicemails'],
  },
  {
    icon: 'meeting',
    title: 'Section_meeting',
    main: 'logMeetings',
    target: { name: 'meetingTarget', task: 'Meeting_task', native: 'Meeting_native' },
    also: ['followMeetingChanges', 'prefixAppointments'],
  },
  { icon: 'note', title: 'Section_note', main: 'logNotes', also: [] },
  { icon: 'step', title: 'Section_step', main: 'logSteps', also: [] },
  { icon: 'message', title: 'Section_message', main: 'logMessages', also: [] },
  { icon: 'recording', title: 'Section_recording', main: 'logRecordings', also: [] },
];

/** What the read-only panel says about a section that is on, as text keys. */
export function summaryOf(section: Section, settings: Settings): TextKey[] {
  const asNative = section.target !== undefined && settings[section.target.name] === nativeTarget;
  switch (section.main) {
    case 'logEmails':
      return [asNative ? 'As_email' : 'As_task', settings.logReplies ? 'With_Replies' : 'Without_Replies'];
    case 'logCalls':
      return [asNative ? 'As_phonecall' : 'As_task', settings.logVoicemails ? 'With_Voicemails' : 'Without_Voicemails'];
    case 'logMeetings':
      return [
        asNative ? 'As_appointment' : 'As_task',
        settings.followMeetingChanges ? 'With_Changes' : 'Without_Changes',
      ];
    default:
      return ['As_task'];
  }
}

/** False for a switch that has no effect now: its section is off, or it is about appointments and meetings are tasks. */
export function isMeaningful(section: Section, name: SwitchName, settings: Settings): boolean {
  if (name === section.main) return true;
  if (!settings[section.main]) return false;
  return name !== 'prefixAppointments' || settings.meetingTarget === nativeTarget;
}
