/** The simple query syntax of Dataverse search: words, `word*`, `"several words"`. Pure. */
import { notImplemented } from '../../engine/errors.ts';

export interface Term {
  readonly text: string;
  /** Whether words that only begin so match too. */
  readonly prefix: boolean;
}

/** From and behind. */
export type Hit = readonly [from: number, to: number];

const LETTER = /[\p{L}\p{N}]/u;
/** Operators that join or nest terms, outside quotes and not escaped. */
const OPERATORS = /[+|()]/;

/** @throws DataverseError 501 for operators */
export function readTerms(text: string): Term[] {
  const terms: Term[] = [];
  for (const [, quoted, plain = ''] of text.matchAll(/"((?:[^"\\]|\\.)*)"|((?:[^\s"\\]|\\.)+)/g)) {
    if (quoted !== undefined) {
      terms.push({ text: unescaped(quoted), prefix: false });
      continue;
    }
    const bare = plain.replaceAll(/\\./g, '');
    if (OPERATORS.test(bare) || /^-./.test(bare)) throw notImplemented('Operators in Dataverse search');
    const prefix = /(?<!\\)\*$/.test(plain);
    terms.push({ text: unescaped(prefix ? plain.slice(0, -1) : plain), prefix });
  }
  return terms.filter((term) => LETTER.test(term.text));
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/g, '$1');
}

/** Where whole words of the value are the term (or begin with it), without regard to case. */
export function hitsOf(term: Term, value: string): Hit[] {
  const [wanted, text] = [term.text.toLowerCase(), value.toLowerCase()];
  const hits: Hit[] = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    const end = at + wanted.length;
    const begins = at === 0 || !LETTER.test(text.charAt(at - 1));
    if (begins && (term.prefix || end === text.length || !LETTER.test(text.charAt(end)))) hits.push([at, end]);
  }
  return hits;
}

/** The value with `{crmhit}` around its hits ([DOC] search/legacy). */
export function highlighted(value: string, hits: readonly Hit[]): string {
  let [text, at] = ['', 0];
  for (const [from, to] of [...hits].sort(([a], [b]) => a - b)) {
    if (from < at) continue;
    text += `${value.slice(at, from)}{crmhit}${value.slice(from, to)}{/crmhit}`;
    at = to;
  }
  return text + value.slice(at);
}
