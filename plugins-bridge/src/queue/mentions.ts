/** Says whether a text, or a string anywhere in a JSON document, names a person. */
export interface Mentions {
  /** A text as it is: a key, a token. */
  inText(text: string): boolean;
  /** A document as it is stored. Its strings and numbers are looked at decoded; what is not JSON is looked at as text. */
  inDocument(text: string): boolean;
}

const special = /[.*+?^${}()|[\]\\/]/g;
const quoted = (text: string): string => text.replace(special, '\\$&');

/** What may stand between the digits of a number. */
const gap = '[\\s().\\/-]*';
/** Not in the middle of a word, and not after what joins an address to more of it in front: `j.an@x.com` is not `an@x.com`. */
const startsWord = "(?<![\\p{L}\\p{N}])(?<![\\p{L}\\p{N}][._%+'&-]+)";
/** Nor before more of it: `an@x.com.au` and `an@x.com-y.org` are not `an@x.com`, but a full stop may end the sentence. */
const endsWord = '(?![\\p{L}\\p{N}])(?![.@_-]+[\\p{L}\\p{N}])';

/**
 * Compares whole addresses and whole numbers, without case (SPEC L-30): `an@x.com` is neither in `jan@x.com` nor in `an@x.com.au`.
 * Numbers are compared by their digits, however they are grouped; `00` stands for `+`.
 *
 * @param needles addresses, or numbers with at least five digits. @throws when one of them is empty.
 */
export function mentionsOf(needles: readonly string[]): Mentions {
  const patterns = needles.map((needle) => {
    const text = needle.trim();
    if (text === '') throw new Error('An empty text cannot be forgotten.');
    return isNumber(text) ? numberPattern(text) : startsWord + quoted(text) + endsWord;
  });
  // An alternative of nothing would be found everywhere.
  const found = patterns.length > 0 ? new RegExp(patterns.join('|'), 'iu') : undefined;
  const inText = (text: string): boolean => found?.test(text) ?? false;

  function inValue(value: unknown): boolean {
    if (typeof value === 'string') return inText(value);
    if (typeof value === 'number') return inText(String(value));
    if (typeof value !== 'object' || value === null) return false;
    return Object.entries(value).some(([name, inner]) => inText(name) || inValue(inner));
  }

  return {
    inText,
    inDocument(text) {
      let document: unknown;
      try {
        document = JSON.parse(text);
      } catch {
        return inText(text);
      }
      return inValue(document);
    },
  };
}

function isNumber(text: string): boolean {
  return /^[+\d\s().\/-]+$/.test(text) && text.replace(/\D/g, '').length >= 5;
}

function numberPattern(text: string): string {
  const international = text.startsWith('+') || text.startsWith('00');
  const digits = text.replace(/\D/g, '').replace(international ? /^00/ : /^$/, '');
  const prefix = international ? `(?:00${gap})?` : '';
  return `(?<!\\d)${prefix}${[...digits].join(gap)}(?!\\d)`;
}
