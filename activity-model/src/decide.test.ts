import { describe, expect, it } from '@jest/globals';
import { decide, kindOf } from './decide.ts';
import { allowedTargets, kinds } from './kinds.ts';
import { defaultSettings, isLogged, type LoggingSettings, targetOf } from './settings.ts';
import { settingsFromRow, settingsToRow } from './settings-row.ts';

const native: LoggingSettings = {
  ...defaultSettings,
  emailTarget: 'email',
  callTarget: 'phonecall',
  meetingTarget: 'appointment',
};
const off = (kind: (typeof kinds)[number]): LoggingSettings => ({
  ...defaultSettings,
  log: { ...defaultSettings.log, [kind]: false },
});

describe('settings', () => {
  it('L-1 everything logs by default', () => {
    expect(kinds.filter((kind) => !isLogged(defaultSettings, kind))).toEqual([]);
    expect(settingsFromRow({})).toEqual(defaultSettings);
  });

  it('L-3 the default target is task for every kind; a child follows its parent', () => {
    expect(kinds.map((kind) => targetOf(defaultSettings, kind))).toEqual(kinds.map(() => 'task'));
    expect(kinds.map((kind) => targetOf(native, kind))).toEqual([
      'email',
      'email',
      'phonecall',
      'phonecall',
      'appointment',
      'task',
      'task',
      'task',
      'task',
    ]);
    for (const kind of kinds) expect(allowedTargets[kind]).toContain(targetOf(native, kind));
  });

  it('L-4 a child is not logged while its parent is off', () => {
    expect(isLogged(off('email'), 'reply')).toBe(false);
    expect(isLogged(off('call'), 'voicemail')).toBe(false);
    expect(isLogged(off('reply'), 'email')).toBe(true);
  });

  it('a row of al_loggingconfiguration says the same as the settings it was made of', () => {
    for (const settings of [defaultSettings, native, off('meeting')])
      expect(settingsFromRow(settingsToRow(settings))).toEqual(settings);
  });
});

describe('decide', () => {
  it('L-12 an email is logged once it is sent', () => {
    expect(decide({ type: 'email', fields: { sent: false } }, native)).toEqual({ do: 'skip', reason: 'not sent yet' });
    expect(decide({ type: 'email', fields: { sent: true } }, native)).toEqual({
      do: 'log',
      kind: 'email',
      target: 'email',
    });
  });

  it('B-3 an item of which only changes have come waits for the item itself', () => {
    const wait = { do: 'wait', reason: 'only changes of it are known so far' };
    for (const type of ['call', 'email', 'step'] as const) {
      expect(decide({ type, fields: { whole: false } }, native)).toEqual(wait);
      expect(decide({ type, fields: { whole: true } }, native)).toMatchObject({ do: 'log' });
    }
    expect(decide({ type: 'reply', fields: { whole: true, sent: false } }, native)).toMatchObject({ do: 'skip' });
  });

  it('L-13 a call that ended in a voicemail is a voicemail, not logged while voicemails are off', () => {
    const fields = { disposition: 'Left Voicemail' };
    expect(kindOf('call', fields)).toBe('voicemail');
    expect(decide({ type: 'call', fields }, off('voicemail'))).toMatchObject({ do: 'skip' });
    expect(decide({ type: 'call', fields: { disposition: 'Busy' } }, off('voicemail'))).toMatchObject({
      do: 'log',
      kind: 'call',
    });
  });

  it('L-14 a step that is only marked done is not logged', () => {
    expect(decide({ type: 'step', fields: { completeOnly: true, completed: true } }, native)).toMatchObject({
      do: 'skip',
    });
    expect(decide({ type: 'step', fields: { completed: false } }, native)).toMatchObject({ do: 'wait' });
    expect(decide({ type: 'step', fields: { completed: true } }, native)).toMatchObject({ do: 'log', target: 'task' });
  });

  it('L-9 a later event of an item that was logged before updates its row in its old table', () => {
    expect(decide({ type: 'call', fields: {}, written: 'task' }, native)).toEqual({
      do: 'log',
      kind: 'call',
      target: 'task',
    });
    expect(decide({ type: 'call', fields: {}, written: 'phonecall' }, off('call'))).toMatchObject({
      do: 'log',
      target: 'phonecall',
    });
  });

  it('L-18 meeting changes are followed only while the setting is on', () => {
    const input = { type: 'meeting', fields: { start: '2026-01-01T10:00:00.000Z' }, written: 'appointment' } as const;
    expect(decide(input, native)).toMatchObject({ do: 'log' });
    expect(decide(input, { ...native, followMeetingChanges: false })).toMatchObject({ do: 'skip' });
  });

  it('L-21 a recording waits until it has been processed', () => {
    expect(decide({ type: 'recording', fields: {} }, native)).toMatchObject({ do: 'wait' });
    expect(decide({ type: 'recording', fields: { recordingUrl: 'https://r.example/1' } }, native)).toMatchObject({
      do: 'log',
      target: 'task',
    });
  });

  it('L-17, L-18 a meeting whose changes are not followed still ends', () => {
    const settings = { ...native, followMeetingChanges: false };
    const input = { type: 'meeting', fields: { start: '2026-01-01T10:00:00.000Z' }, due: true } as const;
    expect(decide({ ...input, written: 'appointment' }, settings)).toEqual({
      ...{ do: 'log', kind: 'meeting', target: 'appointment', close: true },
    });
    expect(decide({ ...input, written: 'task' }, settings)).toMatchObject({ do: 'skip' });
    expect(decide({ ...input, written: 'appointment' }, native)).not.toHaveProperty('close');
  });

  it('L-5 a meeting goes to one table', () => {
    const input = { type: 'meeting', fields: { start: '2026-01-01T10:00:00.000Z' } } as const;
    expect(decide(input, native)).toMatchObject({ target: 'appointment' });
    expect(decide(input, { ...native, meetingTarget: 'task' })).toMatchObject({ target: 'task' });
  });

  it('L-20 a thread waits for its first text', () => {
    expect(decide({ type: 'message', fields: { texts: [] } }, native)).toMatchObject({ do: 'wait' });
    const texts = [{ id: '1', at: '2026-01-01T10:00:00.000Z', direction: 'incoming', text: '' }] as const;
    expect(decide({ type: 'message', fields: { texts } }, native)).toMatchObject({ do: 'log', target: 'task' });
  });

  it('L-24 deleted at the source: the row is kept, or cancelled by setting', () => {
    const fields = { deleted: true };
    const mirror = { ...native, mirrorDeletions: true };
    expect(decide({ type: 'note', fields, written: 'task' }, native)).toMatchObject({ do: 'skip' });
    expect(decide({ type: 'note', fields, written: 'task' }, mirror)).toEqual({
      ...{ do: 'log', kind: 'note', target: 'task', cancel: true },
    });
    expect(decide({ type: 'note', fields }, mirror)).toMatchObject({ do: 'skip' });
  });
});
