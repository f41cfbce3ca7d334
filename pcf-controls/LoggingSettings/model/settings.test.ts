import { describe, expect, it } from '@jest/globals';
import {
  changesBetween,
  nativeTarget,
  settingsFrom,
  settingsFromRow,
  taskTarget,
  withSwitch,
  withTarget,
} from './settings';
import type { SwitchName } from '../ManifestConstants';
import { isMeaningful, sections, summaryOf } from './sections';

const defaults = settingsFrom(() => undefined);

describe('settings', () => {
  it('L-1 L-3 empty columns mean: everything is logged, as a task', () => {
    expect(new Set(Object.values(defaults))).toEqual(new Set([true, taskTarget]));
    expect(settingsFromRow({ al_logreplies: false, al_calltarget: nativeTarget })).toEqual({
      ...defaults,
      logReplies: false,
      callTarget: nativeTarget,
    });
  });

  it.each([
    ['logEmails', 'logReplies'],
    ['logCalls', 'logVoicemails'],
  ] satisfies [SwitchName, SwitchName][])('L-4 %s off takes %s along, which cannot go on alone', (parent, child) => {
    const off = withSwitch(defaults, parent, false);
    expect(changesBetween(defaults, off).sort()).toEqual([parent, child].sort());
    expect(withSwitch(off, child, true)).toBe(off);
    expect(withSwitch(off, parent, true)).toEqual({ ...defaults, [child]: false });
  });

  it('L-3 L-5 a kind has one target: choosing one leaves the other', () => {
    const changed = withTarget(defaults, 'meetingTarget', nativeTarget);
    expect(changesBetween(defaults, changed)).toEqual(['meetingTarget']);
    expect(withTarget(changed, 'meetingTarget', 42).meetingTarget).toBe(taskTarget);
  });

  it('L-2 the panel says what each section does', () => {
    const native = { ...defaults, emailTarget: nativeTarget, logVoicemails: false };
    expect(sections.map((section) => summaryOf(section, native))).toEqual([
      ['As_email', 'With_Replies'],
      ['As_task', 'Without_Voicemails'],
      ['As_task', 'With_Changes'],
      ['As_task'],
      ['As_task'],
      ['As_task'],
      ['As_task'],
    ]);
  });

  it('L-19 the prefix of appointments only means something while meetings are appointments', () => {
    const meeting = sections[2];
    if (!meeting) throw new Error('no meeting section');
    expect(isMeaningful(meeting, 'prefixAppointments', defaults)).toBe(false);
    expect(isMeaningful(meeting, 'prefixAppointments', { ...defaults, meetingTarget: nativeTarget })).toBe(true);
    expect(isMeaningful(meeting, 'followMeetingChanges', { ...defaults, logMeetings: false })).toBe(false);
  });
});
