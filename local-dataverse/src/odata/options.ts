/** Query strings: `?$select=…&$filter=…&@p1=…` → one tree. */
import type { ExpandItem, ExpandOptions, Expression, OrderItem, QueryOptions } from './ast.ts';
import { ODataSyntaxError } from './errors.ts';
import { expectMark, parseExpression, readExpression, syntaxError, takeMark } from './expressions.ts';
import { createCursor } from './tokens.ts';
import type { Cursor } from './tokens.ts';

const MAX_EXPAND_DEPTH = 20;

/** Options of the standard and of Dataverse that are handed on as text. */
const OTHERS = new Set([
  '$apply',
  '$search',
  '$skip',
  '$format',
  '$compute',
  '$levels',
  '$deltatoken',
  '$schemaversion',
  '$id',
]);

/**
 * Cuts a query string into decoded pairs, in order.
 * @throws ODataSyntaxError for broken percent signs
 */
export function readPairs(query: string): [string, string][] {
  const pairs: [string, string][] = [];
  for (const part of query.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = decode(equals < 0 ? part : part.slice(0, equals));
    pairs.push([name.trim(), equals < 0 ? '' : decode(part.slice(equals + 1))]);
  }
  return pairs;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new ODataSyntaxError('The query string holds a broken percent sequence.', Math.max(0, text.indexOf('%')));
  }
}

/** @throws ODataSyntaxError for unreadable options, unknown `$` options and options given twice */
export function parseOptions(query: string): QueryOptions {
  const aliases = new Map<string, Expression>();
  const others = new Map<string, string>();
  const seen = new Map<string, string>();
  for (const [name, value] of readPairs(query)) {
    if (name.startsWith('@')) aliases.set(name, parseExpression(value));
    else if (!name.startsWith('$') || OTHERS.has(name)) others.set(name, value);
    else if (seen.has(name))
      throw new ODataSyntaxError(
        `Query option '${name}' was specified more than once, but it must be specified at most once.`,
        0,
      );
    else seen.set(name, value);
  }
  const options: QueryOptions = {
    select: read(seen, '$select', selectText),
    filter: read(seen, '$filter', parseExpression),
    orderBy: read(seen, '$orderby', (text) => whole(text, orderList)) ?? [],
    top: read(seen, '$top', (text) => wholeNumber('$top', text)),
    count: read(seen, '$count', countText) ?? false,
    expand: read(seen, '$expand', (text) => whole(text, (cursor) => expandList(cursor, 0))) ?? [],
    skipToken: read(seen, '$skiptoken', (text) => text),
    aliases,
    others,
  };
  const [unknown] = seen.keys();
  if (unknown !== undefined) throw new ODataSyntaxError(`The query parameter ${unknown} is not supported.`, 0);
  return options;
}

function read<T>(seen: Map<string, string>, name: string, parse: (text: string) => T): T | undefined {
  const text = seen.get(name);
  if (text === undefined) return undefined;
  seen.delete(name);
  return parse(text);
}

function whole<T>(text: string, parse: (cursor: Cursor) => T): T {
  const cursor = createCursor(text);
  const result = parse(cursor);
  if (cursor.token.kind !== 'end') throw syntaxError(cursor);
  return result;
}

function selectText(text: string): readonly string[] {
  return text.trim() === '' ? [] : whole(text, selectList);
}

function selectList(cursor: Cursor): readonly string[] {
  const names: string[] = [];
  do {
    if (takeMark(cursor, '*')) names.push('*');
    else names.push(takeWord(cursor));
    if (cursor.token.kind === 'mark' && cursor.token.text === '/') throw syntaxError(cursor);
  } while (takeMark(cursor, ','));
  return names;
}

function orderList(cursor: Cursor): OrderItem[] {
  const items: OrderItem[] = [];
  do {
    const { at } = cursor.token;
    const path = [takeWord(cursor)];
    while (takeMark(cursor, '/')) path.push(takeWord(cursor));
    const direction = cursor.token.kind === 'word' ? cursor.token.text : '';
    if (direction === 'asc' || direction === 'desc') cursor.advance();
    else if (direction !== '') throw syntaxError(cursor);
    items.push({ path, descending: direction === 'desc', at });
  } while (takeMark(cursor, ','));
  return items;
}

function expandList(cursor: Cursor, depth: number): ExpandItem[] {
  const items: ExpandItem[] = [];
  if (cursor.token.kind === 'end') return items;
  if (depth > MAX_EXPAND_DEPTH) throw new ODataSyntaxError('$expand is nested too deeply.', cursor.token.at);
  do {
    const { at } = cursor.token;
    const navigation = takeWord(cursor);
    let refOnly = false;
    if (takeMark(cursor, '/')) {
      if (takeWord(cursor) !== '$ref')
        throw new ODataSyntaxError(
          `Only '/$ref' may follow a navigation property at position ${at} in '${cursor.text}'.`,
          at,
        );
      refOnly = true;
    }
    const options = takeMark(cursor, '(') ? expandOptions(cursor, depth) : NO_OPTIONS;
    items.push({ navigation, refOnly, options, at });
  } while (takeMark(cursor, ','));
  return items;
}

const NO_OPTIONS: ExpandOptions = { select: undefined, filter: undefined, orderBy: [], top: undefined, expand: [] };

function expandOptions(cursor: Cursor, depth: number): ExpandOptions {
  let options: ExpandOptions = NO_OPTIONS;
  if (takeMark(cursor, ')')) return options;
  do {
    const name = cursor.token;
    const option = takeWord(cursor);
    expectMark(cursor, '=');
    if (option === '$select') options = { ...options, select: selectList(cursor) };
    else if (option === '$filter') options = { ...options, filter: readExpression(cursor) };
    else if (option === '$orderby') options = { ...options, orderBy: orderList(cursor) };
    else if (option === '$top') {
      options = { ...options, top: wholeNumber('$top', cursor.token.text) };
      cursor.advance();
    } else if (option === '$expand') options = { ...options, expand: expandList(cursor, depth + 1) };
    else
      throw new ODataSyntaxError(
        `Term '${option}' is not valid in a $select or $expand expression at position ${name.at}.`,
        name.at,
      );
  } while (takeMark(cursor, ';'));
  expectMark(cursor, ')');
  return options;
}

function takeWord(cursor: Cursor): string {
  const { token } = cursor;
  if (token.kind !== 'word') throw syntaxError(cursor);
  cursor.advance();
  return token.text;
}

function wholeNumber(option: string, text: string): number {
  if (!/^\d{1,9}$/.test(text.trim()))
    throw new ODataSyntaxError(
      `Invalid value '${text}' for ${option} query option found. The ${option} query option requires a non-negative integer value.`,
      0,
    );
  return Number(text);
}

function countText(text: string): boolean {
  if (text === 'true') return true;
  if (text === 'false') return false;
  throw new ODataSyntaxError(
    `Invalid value '${text}' for $count query option found. Valid values are 'true' or 'false'.`,
    0,
  );
}
