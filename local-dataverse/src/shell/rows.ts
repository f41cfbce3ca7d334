/** Typed readings of system rows: a column that has another type than it should counts as missing. */
import type { Values } from '../engine/types.ts';

export function textOf(row: Values | undefined, column: string): string {
  const value = row?.[column];
  return typeof value === 'string' ? value : '';
}

export function numberOf(row: Values | undefined, column: string): number | undefined {
  const value = row?.[column];
  return typeof value === 'number' ? value : undefined;
}

export function isTrue(row: Values | undefined, column: string): boolean {
  const value = row?.[column];
  return value === true || value === 1;
}

/** Id of a guid or lookup column. */
export function idOf(row: Values | undefined, column: string): string {
  const value = row?.[column];
  if (typeof value === 'string') return value.toLowerCase();
  return typeof value === 'object' && value !== null && 'id' in value ? value.id.toLowerCase() : '';
}
