import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cutText, snippetOf } from './text.ts';

describe('cutText', () => {
  it('cuts at a whole word and ends with an ellipsis', () => {
    expect(cutText('one two three four', 14)).toBe('one two three…');
    expect(cutText('one two three four', 13)).toBe('one two…');
    expect(cutText('short', 5)).toBe('short');
  });

  it('never exceeds the limit and never breaks a surrogate pair', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.nat({ max: 60 }), (text, limit) => {
        const cut = cutText(text, limit);
        expect(cut.length).toBeLessThanOrEqual(Math.max(limit, 0));
        expect(cut.isWellFormed()).toBe(text.isWellFormed());
      }),
      { numRuns: 2000 },
    );
  });
});

describe('snippetOf', () => {
  it('is one line without the quoted part of the mail before it', () => {
    expect(snippetOf('Yes,\r\n  that suits.\n> Would Thursday suit?', 40)).toBe('Yes, that suits.');
  });
});
