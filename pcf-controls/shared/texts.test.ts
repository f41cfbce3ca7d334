import { describe, expect, it } from '@jest/globals';
import { textKeys as timelineKeys } from '../ActivityTimeline/texts';
import { propertyKeys, textKeys as settingsKeys } from '../LoggingSettings/texts';
import { readResx } from '../test-support/resx';
import { textsOf } from './texts';

interface Control {
  readonly name: 'ActivityTimeline' | 'LoggingSettings';
  readonly keys: readonly string[];
  readonly manifestKeys: readonly string[];
}
const controls: Control[] = [
  {
    name: 'ActivityTimeline',
    keys: timelineKeys,
    manifestKeys: ['RecordName', 'PageSize'].flatMap((name) => [`${name}_Name`, `${name}_Description`]),
  },
  { name: 'LoggingSettings', keys: settingsKeys, manifestKeys: propertyKeys },
];

describe.each(controls)('$name.resx', ({ name: control, keys, manifestKeys }) => {
  const wanted = [`${control}_Name`, `${control}_Description`, ...manifestKeys, ...keys].sort();
  it.each([1033, 1031] as const)('T-9 has every text in language %i and no other', (language) => {
    const texts = readResx(control, language);
    expect([...texts.keys()].sort()).toEqual(wanted);
    for (const [key, text] of texts) expect([key, text.trim()]).not.toEqual([key, '']);
  });

  it('has the same placeholders in both languages', () => {
    const german = readResx(control, 1031);
    for (const [key, text] of readResx(control, 1033)) {
      expect([
        key,
        german
          .get(key)
          ?.match(/\{\d\}/g)
          ?.sort(),
      ]).toEqual([key, text.match(/\{\d\}/g)?.sort()]);
    }
  });

  it('has no apostrophe in what the manifest names: the import would fail', () => {
    for (const language of [1033, 1031] as const) {
      const texts = readResx(control, language);
      for (const key of [`${control}_Name`, `${control}_Description`, ...manifestKeys])
        expect(texts.get(key)).not.toMatch(/'/);
    }
  });
});

it('textsOf fills placeholders', () => {
  const texts = textsOf<'Key'>({ getString: () => '{1} of {0}, {2}' });
  expect(texts('Key', 10, 'three')).toBe('three of 10, {2}');
});
