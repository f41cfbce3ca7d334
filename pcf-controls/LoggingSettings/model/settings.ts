import { EmailTarget } from '@activity-logging/activity-model/metadata';
import { columnOf, switchNames, targetNames, type SwitchName, type TargetName } from '../ManifestConstants';

/** Option values that the choices `al_emailtarget`, `al_calltarget` and `al_meetingtarget` share. */
export const taskTarget = EmailTarget.Task;
export const nativeTarget = EmailTarget.Email;

/** What the page shows: every switch and every choice. */
export type Settings = Readonly<Record<SwitchName, boolean> & Record<TargetName, number>>;
export type SettingName = SwitchName | TargetName;

/** A child switch and the switch it depends on (SPEC L-4). */
export const parentOf: Readonly<Partial<Record<SwitchName, SwitchName>>> = {
  logReplies: 'logEmails',
  logVoicemails: 'logCalls',
};

/**
 * Settings out of values by name, of form parameters or of a row; what is empty has its default: everything is logged, as a
 * task (SPEC L-1, L-3).
 */
export function settingsFrom(valueOf: (name: SettingName) => unknown): Settings {
  const switches = switchNames.map((name) => {
    const value = valueOf(name);
    return [name, typeof value === 'boolean' ? value : true] as const;
  });
  const targets = targetNames.map(
    (name) => [name, valueOf(name) === nativeTarget ? nativeTarget : taskTarget] as const,
  );
  return Object.fromEntries([...switches, ...targets]) as Settings;
}

/** Settings of a stored row of `al_loggingconfiguration`. */
export function settingsFromRow(row: Readonly<Record<string, unknown>>): Settings {
  return settingsFrom((name) => row[columnOf(name)]);
}

/**
 * Turns a switch. A parent that goes off takes its child along, a child cannot go on alone (SPEC L-4); a child that went off
 * stays off until it is turned on by hand, so nothing is ever logged that nobody asked for.
 */
export function withSwitch(settings: Settings, name: SwitchName, on: boolean): Settings {
  const parent = parentOf[name];
  if (on && parent !== undefined && !settings[parent]) return settings;
  const children = on ? [] : switchNames.filter((child) => parentOf[child] === name);
  return { ...settings, [name]: on, ...Object.fromEntries(children.map((child) => [child, false])) };
}

/** Chooses what a kind is logged as; the targets of a kind exclude each other because there is one value (SPEC L-3, L-5). */
export function withTarget(settings: Settings, name: TargetName, target: number): Settings {
  return { ...settings, [name]: target === nativeTarget ? nativeTarget : taskTarget };
}

/** Names whose value differs. */
export function changesBetween(before: Settings, after: Settings): SettingName[] {
  return [...switchNames, ...targetNames].filter((name) => before[name] !== after[name]);
}
