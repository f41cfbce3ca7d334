/** Cuts query texts into tokens. */
import { ODataSyntaxError } from './errors.ts';
import type { LiteralType } from './ast.ts';

export type TokenKind = 'end' | 'word' | 'literal' | 'alias' | 'mark';

export interface Token {
  readonly kind: TokenKind;
  /** As written; for literals the value as text. */
  readonly text: string;
  readonly literal: LiteralType | undefined;
  readonly at: number;
  readonly end: number;
}

/** Reads forward over one text; holds the token it stands on. */
export interface Cursor {
  readonly text: string;
  readonly token: Token;
  advance(): void;
}

const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![\w-])/iy;
const DATE_TIME = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,12})?)?(?:Z|[+-]\d{2}:\d{2})/iy;
const DATE = /\d{4}-\d{2}-\d{2}(?![\w:-])/y;
const TIME = /\d{2}:\d{2}:\d{2}(?:\.\d{1,12})?/y;
const NUMBER = /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?:[lmfd](?!\w))?/iy;
const WORD = /[$A-Z_a-z\u00c0-\uffff][\w\u00c0-\uffff]*(?:\.[A-Z_a-z][\w]*)*/y;
const ALIAS = /@[A-Z_a-z]\w*/iy;
const MARKS = '(),/:=;[]{}*';

const END: TokenKind = 'end';

export function createCursor(text: string): Cursor {
  let token = readToken(text, 0);
  return {
    text,
    get token() {
      return token;
    },
    advance() {
      token = readToken(text, token.end);
    },
  };
}

function readToken(text: string, from: number): Token {
  let at = from;
  while (at < text.length && isSpace(text.charCodeAt(at))) at += 1;
  if (at >= text.length) return { kind: END, text: '', literal: undefined, at, end: at };
  const first = text.charAt(at);
  if (first === "'") return quoted(text, at, at, 'string');
  if (first === '"') return doubleQuoted(text, at);
  if (first === '@') return matched(text, at, ALIAS, 'alias') ?? failAt(text, at);
  if (MARKS.includes(first)) return { kind: 'mark', text: first, literal: undefined, at, end: at + 1 };
  return readLiteral(text, at) ?? readWord(text, at) ?? failAt(text, at);
}

function readLiteral(text: string, at: number): Token | undefined {
  const guid = matched(text, at, GUID, 'literal', 'guid');
  if (guid !== undefined) return { ...guid, text: guid.text.toLowerCase() };
  return (
    matched(text, at, DATE_TIME, 'literal', 'datetime') ??
    matched(text, at, DATE, 'literal', 'date') ??
    matched(text, at, TIME, 'literal', 'time') ??
    matched(text, at, NUMBER, 'literal', 'number')
  );
}

function readWord(text: string, at: number): Token | undefined {
  const word = matched(text, at, WORD, 'word');
  if (word === undefined || text.charAt(word.end) !== "'") return word;
  // A word right before a quote is a typed literal: duration'…', guid'…' or an enum's name.
  const type = word.text.toLowerCase();
  if (type === 'duration') return quoted(text, at, word.end, 'duration');
  return quoted(text, at, word.end, 'enum');
}

function matched(text: string, at: number, pattern: RegExp, kind: TokenKind, literal?: LiteralType): Token | undefined {
  pattern.lastIndex = at;
  const found = pattern.exec(text)?.[0];
  return found === undefined ? undefined : { kind, text: found, literal, at, end: at + found.length };
}

/** A text in single quotes; a quote inside is written twice. */
function quoted(text: string, at: number, open: number, literal: LiteralType): Token {
  let value = '';
  let start = open + 1;
  for (;;) {
    const close = text.indexOf("'", start);
    if (close < 0)
      throw new ODataSyntaxError(
        `There is an unterminated string literal at position ${text.length} in '${text}'.`,
        text.length,
      );
    value += text.slice(start, close);
    if (text.charAt(close + 1) !== "'") return { kind: 'literal', text: value, literal, at, end: close + 1 };
    value += "'";
    start = close + 2;
  }
}

/** A JSON text, as the values of Dataverse functions are written: `PropertyValues=["a","b"]`. */
function doubleQuoted(text: string, at: number): Token {
  let end = at + 1;
  while (end < text.length && text.charAt(end) !== '"') end += text.charAt(end) === '\\' ? 2 : 1;
  if (end >= text.length)
    throw new ODataSyntaxError(
      `There is an unterminated string literal at position ${text.length} in '${text}'.`,
      text.length,
    );
  const written = text.slice(at, end + 1);
  try {
    return { kind: 'literal', text: String(JSON.parse(written)), literal: 'string', at, end: end + 1 };
  } catch {
    throw new ODataSyntaxError(`The text at position ${at} in '${text}' is not valid JSON.`, at);
  }
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13;
}

function failAt(text: string, at: number): never {
  throw new ODataSyntaxError(
    `Syntax error: character '${text.charAt(at)}' is not valid at position ${at} in '${text}'.`,
    at,
  );
}
