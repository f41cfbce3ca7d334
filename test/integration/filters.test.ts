/** The measure of conformance group e itself; the group runs with the others in conformance.test.ts. */
import { describe, expect, it } from '@jest/globals';
import { EXPLAINED, ours, theirs } from '../conformance/filters/compare.ts';

describe('$filter against @odata/parser', () => {
  it.each(EXPLAINED)('explained difference: %s', (_reason, text, expected) => {
    expect(ours(text)).toBe(expected);
    expect(theirs(text)).not.toBe(expected);
  });

  it('different trees and refusals are told apart', () => {
    expect(ours("a eq 1 and b eq 'x'")).toBe(theirs("a eq 1 and b eq 'x'"));
    expect(ours('a eq 1 and b eq 2')).not.toBe(theirs('a eq 1 or b eq 2'));
    expect(ours('a eq')).toBe('refused');
    expect(theirs('a eq')).toBe('refused');
  });
});
