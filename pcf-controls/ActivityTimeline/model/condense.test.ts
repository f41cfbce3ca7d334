import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { condense, countWords, cutWords, rowWords } from './condense';

const base = { kindName: 'Call', snippet: '', beside: [], outcomeShown: false };

describe('condense', () => {
  it('T-2 a collapsed row never has more than 12 words', () => {
    fc.assert(
      fc.property(
        fc.lorem({ maxCount: 30 }),
        fc.lorem({ maxCount: 60 }),
        fc.array(fc.lorem({ maxCount: 3 }), { maxLength: 3 }),
        (subject, snippet, beside) => {
          const row = condense({ ...base, subject, snippet, beside });
          const words = [row.title, row.snippet, ...beside].reduce((sum, text) => sum + countWords(text), 0);
          expect(words).toBeLessThanOrEqual(rowWords);
          expect(row.title).not.toBe('');
        },
      ),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['Email: Re: Pricing', 'Re: Pricing'],
    ['Meeting Booked: Demo', 'Demo'],
    ['Other: LinkedIn request', 'LinkedIn request'],
    ['Message: Maria Keller', 'Maria Keller'],
    ['Recording: Weekly sync', 'Weekly sync'],
    ['Call: Connected|Positive', 'Connected · Positive'],
    ['Call', 'Call'],
    ['', 'Call'],
    ['Callback wanted', 'Callback wanted'],
  ])('the icon says the kind, so %s becomes %s', (subject, title) => {
    expect(condense({ ...base, subject }).title).toBe(title);
  });

  it('leaves out what the outcome or the title says already', () => {
    expect(condense({ ...base, subject: 'Call: Connected|Positive', outcomeShown: true }).title).toBe('Call');
    expect(condense({ ...base, kindName: 'Task', subject: 'Send NDA', snippet: 'Send NDA ' }).snippet).toBe('');
  });
});

describe('cutWords', () => {
  it.each([
    ['one two three', 2, 'one two…'],
    ['one two', 2, 'one two'],
    ['one – two – three', 2, 'one – two…'],
    ['one, two, three', 2, 'one, two…'],
    ['日本語 テキスト', 1, '日本語…'],
  ])('%s at %i', (text, limit, cut) => {
    expect(cutWords(text, limit)).toBe(cut);
  });
});
