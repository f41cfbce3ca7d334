import { describe, expect, it } from '@jest/globals';
import { texts, textsOf } from './texts.ts';

describe('texts', () => {
  it('are German for German users, English for all others', () => {
    expect(textsOf(1031)).toBe(texts.de);
    expect(textsOf(3079)).toBe(texts.de);
    expect(textsOf(1033)).toBe(texts.en);
    expect(textsOf(1036)).toBe(texts.en);
  });

  it('are nowhere empty', () => {
    const empty = (value: unknown, path: string): string[] => {
      if (typeof value === 'string') return value.trim() ? [] : [path];
      if (typeof value !== 'object' || value === null) return [];
      return Object.entries(value).flatMap(([key, one]) => empty(one, `${path}.${key}`));
    };
    expect(empty(texts, 'texts')).toEqual([]);
  });
});
