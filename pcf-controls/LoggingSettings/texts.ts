import type { Texts } from '../shared/texts';
import { switchNames, targetNames, type SwitchName } from './ManifestConstants';

/** Every text the page shows beside the names of its switches; both .resx files hold exactly these (a test compares them). */
export const textKeys = [
  'Panel_Title',
  'Panel_Intro',
  'Edit',
  'Done',
  'Discard',
  'Unsaved',
  'Read_Only',
  'Discard_Failed',
  'On',
  'Off',
  'Changed',
  'Parent_Off_Emails',
  'Parent_Off_Calls',
  'Section_email',
  'Section_call',
  'Section_meeting',
  'Section_note',
  'Section_step',
  'Section_message',
  'Section_recording',
  'Email_task',
  'Email_native',
  'Call_task',
  'Call_native',
  'Meeting_task',
  'Meeting_native',
  'As_task',
  'As_email',
  'As_phonecall',
  'As_appointment',
  'With_Replies',
  'Without_Replies',
  'With_Voicemails',
  'Without_Voicemails',
  'With_Changes',
  'Without_Changes',
] as const;

type Named = Capitalize<SwitchName | (typeof targetNames)[number]>;
export type TextKey = (typeof textKeys)[number] | Named | `${Named}_Description`;
export type SettingsTexts = Texts<TextKey>;

/** Text key of a switch's or choice's name: the one its manifest entry has. */
export function nameKey(name: SwitchName | (typeof targetNames)[number]): Named {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}` as Named;
}

/** Keys that belong to the manifest's properties. */
export const propertyKeys: readonly string[] = [...switchNames, ...targetNames].flatMap((name) => [
  nameKey(name),
  `${nameKey(name)}_Description`,
]);
