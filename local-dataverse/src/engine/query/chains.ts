/** Long chains of conditions: how many a query may have, and how they are written so that SQLite takes them. */
import type { Expression } from '../../odata/ast.ts';
import { DataverseError } from '../errors.ts';

/** Conditions of one query ([DOC] fetchxml/reference/filter: 0 to 500; for $filter, which becomes the same query, [INFER]). */
export const MAX_CONDITIONS = 500;

export function tooManyConditions(): DataverseError {
  return new DataverseError(400, '0x8004430c', 'Number of conditions in query exceeded maximum limit.');
}

/** Conditions joined by `and`, `or` and `not` in a filter. */
export function conditionCount(expression: Expression): number {
  let count = 0;
  let at = expression;
  while (at.kind === 'binary' && (at.operator === 'and' || at.operator === 'or')) {
    count += conditionCount(at.right);
    at = at.left;
  }
  return count + (at.kind === 'unary' ? conditionCount(at.operand) : 1);
}

/** The parts joined in pairs of pairs; their order, and so that of their parameters, stays. */
export function balanced(parts: readonly string[], operator: 'AND' | 'OR'): string {
  if (parts.length <= 2) return parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(` ${operator} `)})`;
  const half = Math.ceil(parts.length / 2);
  return `(${balanced(parts.slice(0, half), operator)} ${operator} ${balanced(parts.slice(half), operator)})`;
}
