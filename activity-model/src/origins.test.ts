import { describe, expect, it } from '@jest/globals';
import type { EventFields } from './event.ts';
import { originOf } from './origins.ts';
import { defaultSettings } from './settings.ts';
import { build, native, people } from './test-support/build.ts';
import { matrix } from './test-support/matrix.ts';

/** What makes columns appear that a plain payload has no value for. */
const more: EventFields = {
  priority: 'high',
  messageId: '<1@x.example>',
  nextStep: 'Call again',
  actionItems: [{ id: '1', title: 'Send prices' }],
};

describe('origins', () => {
  it('F-5 every column that the rules can write says where its value comes from', () => {
    const silent = new Set<string>();
    for (const { type, fields, on } of matrix) {
      for (const settings of [on, { ...on, headerOnly: true }]) {
        const { rows } = build(type, { ...fields, ...more }, { settings, people });
        for (const { kind, columns, lookups } of rows) {
          for (const column of [...Object.keys(columns), ...Object.keys(lookups)])
            if (!originOf(kind, column)) silent.add(column);
        }
      }
    }
    expect([...silent]).toEqual([]);
  });

  it('F-5 also those of a cancelled, a stamped and an ended row', () => {
    const meeting = { ...matrix.find(({ kind }) => kind === 'meeting')!.fields };
    const built = [
      build(
        'meeting',
        { ...meeting, deleted: true },
        {
          settings: { ...defaultSettings, mirrorDeletions: true },
          written: 'appointment',
        },
      ),
      build('meeting', meeting, { settings: native, tracked: { table: 'appointment', id: 'a' } }),
      build('meeting', meeting, {
        settings: { ...native, followMeetingChanges: false },
        written: 'appointment',
        due: true,
      }),
    ];
    const silent = built.flatMap(({ rows }) =>
      rows.flatMap(({ kind, columns, lookups }) =>
        [...Object.keys(columns), ...Object.keys(lookups)].filter((column) => !originOf(kind, column)),
      ),
    );
    expect(silent).toEqual([]);
  });

  it('F-5 a column that only mappings write has none', () => {
    expect(originOf('call', 'new_region')).toBeUndefined();
  });
});
