/** `$apply`: filter(…), groupby((…),aggregate(…)), aggregate(…) → a list of steps. */
import type { Expression } from './ast.ts';
import { ODataSyntaxError } from './errors.ts';
import { expectMark, readExpression, syntaxError, takeMark } from './expressions.ts';
import { createCursor } from './tokens.ts';
import type { Cursor } from './tokens.ts';

export type AggregateMethod = 'sum' | 'average' | 'min' | 'max' | 'countdistinct';

export interface Aggregation {
  /** Undefined for `$count`. */
  readonly path: readonly string[] | undefined;
  readonly method: AggregateMethod | '$count';
  readonly alias: string;
  readonly at: number;
}

export type ApplyStep =
  | { readonly kind: 'filter'; readonly condition: Expression; readonly at: number }
  | { readonly kind: 'aggregate'; readonly aggregations: readonly Aggregation[]; readonly at: number }
  | {
      readonly kind: 'groupby';
      readonly paths: readonly (readonly string[])[];
      readonly aggregations: readonly Aggregation[];
      readonly at: number;
    }
  /** Transformations of the standard that are read by name only. */
  | { readonly kind: 'other'; readonly name: string; readonly at: number };

const METHODS: readonly AggregateMethod[] = ['sum', 'average', 'min', 'max', 'countdistinct'];

const OTHERS = new Set(
  'compute concat expand identity search topcount topsum toppercent bottomcount bottomsum bottompercent orderby skip top'.split(
    ' ',
  ),
);

/** @throws ODataSyntaxError with the position at which the text stops making sense */
export function parseApply(text: string): readonly ApplyStep[] {
  const cursor = createCursor(text);
  const steps: ApplyStep[] = [];
  do {
    const step = readStep(cursor);
    steps.push(step);
    // What stands in the brackets of an unknown transformation cannot be read.
    if (step.kind === 'other') return steps;
  } while (takeMark(cursor, '/'));
  if (cursor.token.kind !== 'end') throw syntaxError(cursor);
  return steps;
}

function readStep(cursor: Cursor): ApplyStep {
  const { at } = cursor.token;
  const name = takeName(cursor);
  if (OTHERS.has(name)) return { kind: 'other', name, at };
  expectMark(cursor, '(');
  if (name === 'filter') {
    const condition = readExpression(cursor);
    expectMark(cursor, ')');
    return { kind: 'filter', condition, at };
  }
  if (name === 'aggregate') return { kind: 'aggregate', aggregations: readAggregations(cursor), at };
  if (name === 'groupby') return readGroupBy(cursor, at);
  throw new ODataSyntaxError(`'${name}' is no transformation of $apply at position ${at} in '${cursor.text}'.`, at);
}

function readGroupBy(cursor: Cursor, at: number): ApplyStep {
  expectMark(cursor, '(');
  const paths: string[][] = [];
  do paths.push(readPath(cursor));
  while (takeMark(cursor, ','));
  expectMark(cursor, ')');
  if (!takeMark(cursor, ',')) {
    expectMark(cursor, ')');
    return { kind: 'groupby', paths, aggregations: [], at };
  }
  const inner = cursor.token;
  if (takeName(cursor) !== 'aggregate')
    throw new ODataSyntaxError(`'aggregate' expected at position ${inner.at} in '${cursor.text}'.`, inner.at);
  expectMark(cursor, '(');
  const aggregations = readAggregations(cursor);
  expectMark(cursor, ')');
  return { kind: 'groupby', paths, aggregations, at };
}

/** After the opening bracket, up to and with the closing one. */
function readAggregations(cursor: Cursor): Aggregation[] {
  const found: Aggregation[] = [];
  do {
    const { at } = cursor.token;
    const path = readPath(cursor);
    if (path[0] === '$count' && path.length === 1) {
      found.push({ path: undefined, method: '$count', alias: readAlias(cursor), at });
      continue;
    }
    if (takeName(cursor) !== 'with')
      throw new ODataSyntaxError(`'with' expected at position ${at} in '${cursor.text}'.`, at);
    const written = cursor.token;
    const name = takeName(cursor);
    const method = METHODS.find((each) => each === name);
    if (method === undefined)
      throw new ODataSyntaxError(`'${name}' is no aggregate method at position ${written.at}.`, written.at);
    found.push({ path, method, alias: readAlias(cursor), at });
  } while (takeMark(cursor, ','));
  expectMark(cursor, ')');
  return found;
}

function readAlias(cursor: Cursor): string {
  const { at } = cursor.token;
  if (takeName(cursor) !== 'as') throw new ODataSyntaxError(`'as' expected at position ${at} in '${cursor.text}'.`, at);
  return takeName(cursor);
}

function readPath(cursor: Cursor): string[] {
  const path = [takeName(cursor)];
  while (takeMark(cursor, '/')) path.push(takeName(cursor));
  return path;
}

function takeName(cursor: Cursor): string {
  const { token } = cursor;
  if (token.kind !== 'word') throw syntaxError(cursor);
  cursor.advance();
  return token.text;
}
