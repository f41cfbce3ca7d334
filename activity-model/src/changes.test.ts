import { describe, expect, it } from '@jest/globals';
import { planSettingsChange } from './changes.ts';
import type { FieldMapping } from './mapping/types.ts';
import { defaultSettings, type LoggingSettings } from './settings.ts';

const mapping = (id: string, more: Partial<FieldMapping>): FieldMapping => ({
  id,
  name: `Field ${id}`,
  kind: 'call',
  table: 'task',
  path: 'a',
  column: `x_${id}`,
  whenEmpty: 'skip',
  ...more,
});
const mappings = [
  mapping('1', {}),
  mapping('2', { kind: 'voicemail' }),
  mapping('3', { table: 'phonecall' }),
  mapping('4', { kind: 'meeting' }),
];
const off = (...kinds: (keyof LoggingSettings['log'])[]): LoggingSettings => ({
  ...defaultSettings,
  log: { ...defaultSettings.log, ...Object.fromEntries(kinds.map((kind) => [kind, false])) },
});

describe('planSettingsChange', () => {
  it('L-4 L-7 a child goes off with its parent, after a warning, and mappings stay', () => {
    const plan = planSettingsChange(defaultSettings, off('call'), mappings);
    expect(plan.settings).toEqual(off('call', 'voicemail'));
    expect(plan.switches).toEqual([{ kind: 'voicemail', parent: 'call' }]);
    expect(plan.removed).toEqual([]);
    expect(plan.warnings).toMatchObject([
      { rule: 'L-7', kinds: ['call', 'voicemail'], confirm: { 1033: 'Disable Logging' } },
    ]);
    expect(plan.warnings[0]?.text[1033]).toContain('voicemail logging');
    expect(plan.warnings[0]?.text[1031]).toContain('Sprachnachrichtenprotokollierung');
  });

  it('L-8 mappings of the old target go, those of the child too, and the warning names them', () => {
    const plan = planSettingsChange(defaultSettings, { ...defaultSettings, callTarget: 'phonecall' }, mappings);
    expect(plan.removed.map(({ id }) => id)).toEqual(['1', '2']);
    expect(plan.warnings).toMatchObject([
      { rule: 'L-8', confirm: { 1033: 'Change and remove' }, names: ['Field 1 (x_1)', 'Field 2 (x_2)'] },
    ]);
    for (const text of Object.values(plan.warnings[0]?.text ?? {})) expect(text).toContain('Field 2 (x_2)');
  });

  it('L-8 a meeting that changes between task and appointment warns as well', () => {
    const after = { ...defaultSettings, meetingTarget: 'appointment' } as const;
    expect(planSettingsChange(defaultSettings, after, mappings).removed.map(({ id }) => id)).toEqual(['4']);
  });

  it('L-10 settings that say nothing new bring nothing with them', () => {
    expect(planSettingsChange(defaultSettings, defaultSettings, mappings)).toEqual({
      settings: defaultSettings,
      switches: [],
      removed: [],
      warnings: [],
    });
  });
});
