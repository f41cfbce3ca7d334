/** Expressions of $filter and of function arguments: recursive descent in the standard's order of precedence. */
import type { BinaryOperator, Expression } from './ast.ts';
import { ODataSyntaxError } from './errors.ts';
import { createCursor } from './tokens.ts';
import type { Cursor } from './tokens.ts';

/** Deeper nesting is refused instead of exhausting the stack. */
const MAX_DEPTH = 200;

/** Operators from the weakest to the strongest. */
const LEVELS: readonly (readonly BinaryOperator[])[] = [
  ['or'],
  ['and'],
  ['eq', 'ne'],
  ['gt', 'ge', 'lt', 'le', 'has'],
  ['add', 'sub'],
  ['mul', 'div', 'divby', 'mod'],
];

const OPERATORS: ReadonlySet<string> = new Set([...LEVELS.flat(), 'in', 'not']);

/** @throws ODataSyntaxError with the position at which the text stops making sense */
export function parseExpression(text: string): Expression {
  const cursor = createCursor(text);
  const expression = readExpression(cursor);
  if (cursor.token.kind !== 'end') throw syntaxError(cursor);
  return expression;
}

/** Reads one expression and leaves the cursor behind it. */
export function readExpression(cursor: Cursor, depth = 0): Expression {
  return readLevel(cursor, 0, depth);
}

function readLevel(cursor: Cursor, level: number, depth: number): Expression {
  if (depth > MAX_DEPTH) {
    throw new ODataSyntaxError(
      `The node count limit of '${MAX_DEPTH}' nested expressions has been exceeded.`,
      cursor.token.at,
    );
  }
  const operators = LEVELS[level];
  if (operators === undefined) return readUnary(cursor, depth);
  let left = readLevel(cursor, level + 1, depth);
  for (;;) {
    const { token } = cursor;
    const operator = token.kind === 'word' ? operators.find((each) => each === token.text) : undefined;
    if (operator === undefined) return left;
    cursor.advance();
    left = { kind: 'binary', operator, left, right: readLevel(cursor, level + 1, depth + 1), at: token.at };
  }
}

function readUnary(cursor: Cursor, depth: number): Expression {
  const { token } = cursor;
  if (depth > MAX_DEPTH) throw new ODataSyntaxError('The expression is nested too deeply.', token.at);
  if (token.kind === 'word' && token.text === 'not') {
    cursor.advance();
    return { kind: 'unary', operator: 'not', operand: readUnary(cursor, depth + 1), at: token.at };
  }
  const primary = readPrimary(cursor, depth);
  if (cursor.token.kind !== 'word' || cursor.token.text !== 'in') return primary;
  const { at } = cursor.token;
  cursor.advance();
  return { kind: 'binary', operator: 'in', left: primary, right: readPrimary(cursor, depth + 1, true), at };
}

function readPrimary(cursor: Cursor, depth: number, asList = false): Expression {
  const { token } = cursor;
  if (token.kind === 'mark' && token.text === '(') {
    cursor.advance();
    const first = readExpression(cursor, depth + 1);
    if (!asList) {
      expectMark(cursor, ')');
      return first;
    }
    const items = [first];
    while (takeMark(cursor, ',')) items.push(readExpression(cursor, depth + 1));
    expectMark(cursor, ')');
    return { kind: 'list', items, at: token.at };
  }
  if (token.kind === 'mark' && token.text === '[') return readList(cursor, depth);
  if (token.kind === 'mark' && token.text === '{') return readObject(cursor, depth);
  if (token.kind === 'literal') return readLiteral(cursor);
  if (token.kind === 'alias') {
    cursor.advance();
    return { kind: 'alias', name: token.text, at: token.at };
  }
  if (token.kind === 'word') return readName(cursor, depth);
  throw new ODataSyntaxError(`Expression expected at position ${token.at} in '${cursor.text}'.`, token.at);
}

function readLiteral(cursor: Cursor): Expression {
  const { token } = cursor;
  cursor.advance();
  const type = token.literal ?? 'string';
  const value = type === 'number' ? Number(token.text.replace(/[lmfd]$/i, '')) : token.text;
  return { kind: 'literal', type, value, at: token.at };
}

function readList(cursor: Cursor, depth: number): Expression {
  const { at } = cursor.token;
  cursor.advance();
  const items: Expression[] = [];
  if (!isMark(cursor, ']')) {
    do items.push(readExpression(cursor, depth + 1));
    while (takeMark(cursor, ','));
  }
  expectMark(cursor, ']');
  return { kind: 'list', items, at };
}

function readObject(cursor: Cursor, depth: number): Expression {
  const { at } = cursor.token;
  cursor.advance();
  const members = new Map<string, Expression>();
  if (!isMark(cursor, '}')) {
    do {
      const { token } = cursor;
      if (token.kind !== 'literal' && token.kind !== 'word') throw syntaxError(cursor);
      cursor.advance();
      expectMark(cursor, ':');
      members.set(token.text, readExpression(cursor, depth + 1));
    } while (takeMark(cursor, ','));
  }
  expectMark(cursor, '}');
  return { kind: 'object', members, at };
}

/** A constant word, a function call, or a path that may end in any(…) or all(…). */
function readName(cursor: Cursor, depth: number): Expression {
  const { token } = cursor;
  cursor.advance();
  // An operator before a bracket is an operator without its left side, not a function of that name.
  if (isMark(cursor, '(') && OPERATORS.has(token.text))
    throw new ODataSyntaxError(`Syntax error at position ${token.at} in '${cursor.text}'.`, token.at);
  if (isMark(cursor, '(')) return readCall(cursor, token.text, token.at, depth);
  if (!isMark(cursor, '/')) {
    if (token.text === 'null') return { kind: 'literal', type: 'null', value: null, at: token.at };
    if (token.text === 'true' || token.text === 'false') {
      return { kind: 'literal', type: 'boolean', value: token.text === 'true', at: token.at };
    }
    if (token.text === 'NaN' || token.text === 'INF')
      return { kind: 'literal', type: 'number', value: Number.NaN, at: token.at };
  }
  const path = [token.text];
  while (takeMark(cursor, '/')) {
    const step = cursor.token;
    if (step.kind !== 'word') throw syntaxError(cursor);
    cursor.advance();
    if ((step.text === 'any' || step.text === 'all') && isMark(cursor, '(')) {
      return readLambda(cursor, path, step.text, token.at, depth);
    }
    path.push(step.text);
  }
  return { kind: 'member', path, at: token.at };
}

function readLambda(
  cursor: Cursor,
  path: readonly string[],
  quantifier: 'any' | 'all',
  at: number,
  depth: number,
): Expression {
  expectMark(cursor, '(');
  if (quantifier === 'any' && takeMark(cursor, ')')) {
    return { kind: 'lambda', path, quantifier, variable: undefined, predicate: undefined, at };
  }
  const variable = cursor.token;
  if (variable.kind !== 'word') throw syntaxError(cursor);
  cursor.advance();
  expectMark(cursor, ':');
  const predicate = readExpression(cursor, depth + 1);
  expectMark(cursor, ')');
  return { kind: 'lambda', path, quantifier, variable: variable.text, predicate, at };
}

function readCall(cursor: Cursor, name: string, at: number, depth: number): Expression {
  expectMark(cursor, '(');
  const args: Expression[] = [];
  const named = new Map<string, Expression>();
  if (!isMark(cursor, ')')) {
    do {
      const value = readExpression(cursor, depth + 1);
      if (value.kind === 'member' && value.path.length === 1 && takeMark(cursor, '=')) {
        named.set(value.path[0] ?? '', readExpression(cursor, depth + 1));
      } else args.push(value);
    } while (takeMark(cursor, ','));
  }
  expectMark(cursor, ')');
  return { kind: 'call', name, args, named, at };
}

export function isMark(cursor: Cursor, mark: string): boolean {
  return cursor.token.kind === 'mark' && cursor.token.text === mark;
}

export function takeMark(cursor: Cursor, mark: string): boolean {
  if (!isMark(cursor, mark)) return false;
  cursor.advance();
  return true;
}

export function expectMark(cursor: Cursor, mark: string): void {
  if (takeMark(cursor, mark)) return;
  const { at } = cursor.token;
  throw new ODataSyntaxError(`'${mark}' or operator expected at position ${at} in '${cursor.text}'.`, at);
}

export function syntaxError(cursor: Cursor): ODataSyntaxError {
  const { at } = cursor.token;
  return new ODataSyntaxError(`Syntax error at position ${at} in '${cursor.text}'.`, at);
}
