/** Conditions on one column as SQL. OData filters and FetchXML conditions both end here, so they mean the same. */
import { readDate, readDateTime } from '../dates.ts';
import { badRequest } from '../errors.ts';
import { readGuid } from '../write/values.ts';
import { fold } from '../storage/database.ts';
import type { SqlValue } from '../storage/database.ts';
import type { Builder, ColumnRef } from './scope.ts';
import type { Span } from './ranges.ts';

export type Operator = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';

const SQL: Record<Operator, string> = { eq: '=', ne: 'IS NOT', gt: '>', ge: '>=', lt: '<', le: '<=' };

/** Longer patterns are beyond what SQLite matches. */
const MAX_PATTERN = 40_000;

/** A value is not of the column's type; the caller words the error. */
export class TypeMismatch extends Error {}

/**
 * A text or number of a query as the column stores it.
 * @throws TypeMismatch
 */
export function queryValue(ref: ColumnRef, value: string | number | boolean): SqlValue {
  const { store } = ref.column;
  switch (store) {
    case 'text':
    case 'memo':
      if (typeof value === 'string') return value;
      break;
    case 'choices':
      return String(value);
    case 'integer':
    case 'real':
      if (typeof value === 'number' && Number.isFinite(value)) return value;
      break;
    case 'boolean':
      if (typeof value === 'boolean') return value ? 1 : 0;
      if (value === 0 || value === 1) return value;
      break;
    case 'guid':
    case 'lookup': {
      const id = readGuid(value);
      if (id !== undefined) return id;
      break;
    }
    case 'datetime': {
      const text = String(value);
      const moment = readDateTime(readDate(text) === undefined ? text : `${text}T00:00:00Z`);
      if (moment !== undefined) return moment;
      break;
    }
    case 'date': {
      const text = String(value);
      const day = readDate(text) ?? readDateTime(text)?.slice(0, 10);
      if (day !== undefined) return day;
      break;
    }
  }
  throw new TypeMismatch();
}

/** `=` of the column's own collation folds A-Z; other letters need the function. */
function folded(ref: ColumnRef, value: SqlValue): { sql: string; value: SqlValue } {
  if (typeof value !== 'string' || isAscii(value) || !isText(ref)) return { sql: ref.sql, value };
  return { sql: `ci(${ref.sql})`, value: fold(value) };
}

export function compare(builder: Builder, ref: ColumnRef, operator: Operator, value: SqlValue): string {
  if (value === null) return isNull(ref, operator === 'ne');
  const side = folded(ref, value);
  builder.params.push(side.value);
  return `${side.sql} ${SQL[operator]} ?`;
}

export function isNull(ref: ColumnRef, negate: boolean): string {
  return `${ref.sql} IS ${negate ? 'NOT ' : ''}NULL`;
}

export function compareColumns(left: ColumnRef, operator: Operator, right: ColumnRef): string {
  return `${left.sql} ${SQL[operator]} ${right.sql}`;
}

/**
 * LIKE with the platform's wildcards `%` and `_`.
 * @throws DataverseError 0x80060888 when the column is no text
 */
export function like(builder: Builder, ref: ColumnRef, pattern: string, negate = false): string {
  if (!isText(ref)) throw badRequest(`Text functions do not apply to '${ref.column.property}', which is no text.`);
  if (pattern.length > MAX_PATTERN) throw badRequest('The text to search for is too long.');
  const ascii = isAscii(pattern);
  const escaped = pattern.replaceAll('\\', '\\\\');
  builder.params.push(ascii ? escaped : fold(escaped));
  const sql = ascii ? ref.sql : `ci(${ref.sql})`;
  // Rows without a text are not like anything.
  return negate ? `(${ref.sql} IS NULL OR ${sql} NOT LIKE ? ESCAPE '\\')` : `${sql} LIKE ? ESCAPE '\\'`;
}

export function inList(builder: Builder, ref: ColumnRef, values: readonly SqlValue[], negate: boolean): string {
  const filled = values.filter((value) => value !== null);
  if (filled.length === 0) return negate ? '1' : '0';
  const plain = filled.every((value) => typeof value !== 'string' || isAscii(value) || !isText(ref));
  builder.params.push(
    JSON.stringify(plain ? filled : filled.map((value) => (typeof value === 'string' ? fold(value) : value))),
  );
  const sql = plain ? ref.sql : `ci(${ref.sql})`;
  // The list is one bound JSON text, so lists of any length share one statement.
  const list = `(SELECT value FROM json_each(?))`;
  return negate ? `(${ref.sql} IS NULL OR ${sql} NOT IN ${list})` : `${sql} IN ${list}`;
}

export function between(builder: Builder, ref: ColumnRef, low: SqlValue, high: SqlValue, negate: boolean): string {
  builder.params.push(low, high);
  return negate ? `(${ref.sql} IS NULL OR ${ref.sql} NOT BETWEEN ? AND ?)` : `${ref.sql} BETWEEN ? AND ?`;
}

/** @throws DataverseError 0x80060888 when the column holds no dates */
export function inSpan(builder: Builder, ref: ColumnRef, span: Span, negate = false): string {
  const { store } = ref.column;
  if (store !== 'datetime' && store !== 'date') throw badRequest(`'${ref.column.property}' holds no dates.`);
  const cut = (moment: string): string => (store === 'date' ? moment.slice(0, 10) : moment);
  const parts: string[] = [];
  if (span.from !== undefined) {
    builder.params.push(cut(span.from));
    parts.push(`${ref.sql} >= ?`);
  }
  if (span.to !== undefined) {
    builder.params.push(cut(span.to));
    parts.push(`${ref.sql} < ?`);
  }
  const inside = `(${parts.join(' AND ')})`;
  return negate ? `(${ref.sql} IS NULL OR NOT ${inside})` : inside;
}

/** Multi-select choices that hold at least one of the values (or none of them). */
export function containValues(builder: Builder, ref: ColumnRef, values: readonly string[], negate: boolean): string {
  if (ref.column.store !== 'choices') throw badRequest(`'${ref.column.property}' is no multi-select choice.`);
  if (values.length === 0) return negate ? '1' : '0';
  const parts = values.map((value) => {
    builder.params.push(`%,${value.replaceAll(/[\\%_]/g, '')},%`);
    return `(',' || ${ref.sql} || ',') LIKE ?`;
  });
  return negate ? `(${ref.sql} IS NULL OR NOT (${parts.join(' OR ')}))` : `(${parts.join(' OR ')})`;
}

function isText(ref: ColumnRef): boolean {
  return ref.column.store === 'text' || ref.column.store === 'memo';
}

function isAscii(text: string): boolean {
  return /^[\u0000-\u007f]*$/.test(text);
}
