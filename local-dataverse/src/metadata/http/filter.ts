/** `$filter` on metadata: comparisons of properties with literals, joined by and, or, not and parentheses. */
import { DataverseError, notImplemented } from '../../engine/errors.ts';
import type { Json } from './json.ts';

export type Predicate = (row: Json) => boolean;

interface Token {
  readonly text: string;
  readonly at: number;
}

const TOKEN = /\s*(?:(Microsoft\.Dynamics\.CRM\.\w+'(?:[^']|'')*')|('(?:[^']|'')*')|([()])|([^\s()']+))/gy;

/**
 * Compiles a filter such as
 * `IsCustomAttribute eq true and AttributeType eq Microsoft.Dynamics.CRM.AttributeTypeCode'Picklist'`.
 * @throws DataverseError 400 with the position of a syntax error, 501 for functions
 */
export function compileFilter(text: string): Predicate {
  const tokens = tokenize(text);
  let next = 0;
  const peek = (): string | undefined => tokens[next]?.text;
  const take = (what: string): string => {
    const token = tokens[next];
    if (token === undefined) throw syntax(`${what} expected`, text, text.length);
    next += 1;
    return token.text;
  };
  const or = (): Predicate => {
    let left = and();
    while (peek() === 'or') {
      next += 1;
      const [a, b] = [left, and()];
      left = (row) => a(row) || b(row);
    }
    return left;
  };
  const and = (): Predicate => {
    let left = unary();
    while (peek() === 'and') {
      next += 1;
      const [a, b] = [left, unary()];
      left = (row) => a(row) && b(row);
    }
    return left;
  };
  const unary = (): Predicate => {
    if (peek() === 'not') {
      next += 1;
      const inner = unary();
      return (row) => !inner(row);
    }
    if (peek() !== '(') return comparison();
    next += 1;
    const inner = or();
    if (take("')'") !== ')') throw syntax("')' expected", text, tokens[next - 1]?.at ?? text.length);
    return inner;
  };
  const comparison = (): Predicate => {
    const path = take('a property');
    if (peek() === '(') throw notImplemented(`The function ${path} in a metadata $filter`);
    const operator = take('an operator');
    if (operator !== 'eq' && operator !== 'ne') throw notImplemented(`The operator ${operator} in a metadata $filter`);
    const wanted = literal(take('a value'), text);
    const steps = path.split('/');
    return (row) => (read(row, steps) === wanted) === (operator === 'eq');
  };
  const predicate = or();
  const rest = tokens[next];
  if (rest !== undefined) throw syntax(`'${rest.text}' was not expected`, text, rest.at);
  return predicate;
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null) throw syntax('unreadable text', text, at);
    tokens.push({ text: match[1] ?? match[2] ?? match[3] ?? match[4] ?? '', at });
  }
  return tokens;
}

function literal(token: string, text: string): string | number | boolean | null {
  const quoted = /^(?:Microsoft\.Dynamics\.CRM\.\w+)?'(.*)'$/s.exec(token);
  if (quoted) return (quoted[1] ?? '').replaceAll("''", "'");
  if (token === 'true') return true;
  if (token === 'false') return false;
  if (token === 'null') return null;
  if (/^-?\d+(\.\d+)?$/.test(token)) return Number(token);
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(token)) return token.toLowerCase();
  throw syntax(`'${token}' is no value`, text, text.indexOf(token));
}

function read(row: Json, steps: readonly string[]): unknown {
  let value: unknown = row;
  for (const step of steps) {
    if (typeof value !== 'object' || value === null || !(step in value))
      throw notImplemented(`The property ${steps.join('/')} in a metadata $filter`);
    value = (value as Json)[step];
  }
  return value;
}

function syntax(reason: string, text: string, at: number): DataverseError {
  return new DataverseError(400, '0x80060888', `Syntax error at position ${at} in '${text}': ${reason}.`);
}
