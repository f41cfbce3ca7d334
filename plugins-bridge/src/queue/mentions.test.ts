import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mentionsOf } from './mentions.ts';

describe('L-30 what names a person', () => {
  const { inText, inDocument } = mentionsOf(['an@x.com', '+49 30 1234567']);

  it.each([
    'an@x.com',
    'AN@X.com',
    'address|an@x.com',
    'mailto:an@x.com?subject=a',
    'An <an@x.com>, Jan <jan@x.com>',
    'Write to an@x.com.',
    '- an@x.com\n',
    '+49301234567',
    '0049 (30) 123 45-67',
    'tel:+49-30-1234567;ext=1',
    'phone|+49301234567',
  ])('is in %j', (text) => expect(inText(text)).toBe(true));

  it.each([
    'jan@x.com',
    'j.an@x.com',
    'j-an@x.com',
    'a+an@x.com',
    "o'an@x.com",
    'éan@x.com',
    'an@x.community',
    'an@x.com.au',
    'an@x.com-y.org',
    'an@xycom',
    '+493012345678',
    '14930123456',
    '9+49301234567'.replace('+', ''),
  ])('is not in %j', (text) => expect(inText(text)).toBe(false));

  it('is found in documents however they are escaped, in names, numbers and what is not JSON', () => {
    expect(inDocument('{"to":"a\\nan@x.com"}')).toBe(true);
    expect(inDocument('{"to":"an\\u0040x.com"}')).toBe(true);
    expect(inDocument('{"an@x.com":[{"opened":1}]}')).toBe(true);
    expect(inDocument('{"phone":49301234567}')).toBe(true);
    expect(inDocument('to=an@x.com&from=b')).toBe(true);
    expect(inDocument('{"to":"jan@x.com","n":493012345678}')).toBe(false);
  });

  it('finds nothing for nobody, and refuses an empty address', () => {
    expect(mentionsOf([]).inText('an@x.com')).toBe(false);
    expect(() => mentionsOf([' '])).toThrow(/empty/);
  });

  it('reads an address to the letter, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        const { inText: isIn } = mentionsOf([address]);
        expect(isIn(`<${address.toUpperCase()}>`)).toBe(true);
        expect(isIn(`x${address}`)).toBe(false);
        expect(isIn(`${address}x`)).toBe(false);
      }),
    );
  });
});
