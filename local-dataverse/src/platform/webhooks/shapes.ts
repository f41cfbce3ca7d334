/** What a message's parameters may hold besides plain JSON: references, rows, lists of rows. Pure. */
import type { RowRef, Values } from '../../engine/types.ts';

/** A row in a parameter; without an id when it names none (UpdateContent of Merge). */
export interface GivenRow {
  readonly table: string;
  readonly id?: string;
  readonly values: Values;
}

export interface GivenRows {
  readonly table: string;
  readonly rows: readonly GivenRow[];
}

export function isRef(value: unknown): value is RowRef {
  return (
    isObject(value) && typeof value['table'] === 'string' && typeof value['id'] === 'string' && !('values' in value)
  );
}

export function isRow(value: unknown): value is GivenRow {
  return isObject(value) && typeof value['table'] === 'string' && isObject(value['values']);
}

export function isRows(value: unknown): value is GivenRows {
  return isObject(value) && typeof value['table'] === 'string' && isListOf(value['rows'], isRow);
}

/** What GrantAccess and ModifyAccess give to whom. */
export function isPrincipalAccess(
  value: unknown,
): value is { readonly Principal: RowRef; readonly AccessMask: number } {
  return isObject(value) && isRef(value['Principal']) && typeof value['AccessMask'] === 'number';
}

export function isListOf<T>(value: unknown, isOne: (each: unknown) => each is T): value is readonly T[] {
  return Array.isArray(value) && value.every(isOne);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
