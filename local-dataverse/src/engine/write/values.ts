/** One value of a JSON body → the value that SQLite keeps, checked as the platform checks it. And back. */
import { invalidArgument, notAnOption, outOfRange, tooLong, wrongType } from '../errors.ts';
import type { ColumnModel, TableModel } from '../model/types.ts';
import { readDate, readDateTime } from '../dates.ts';
import type { SqlValue } from '../storage/database.ts';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isGuid(text: string): boolean {
  return GUID.test(text);
}

/** Lower-case guid without braces, or undefined. */
export function readGuid(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const bare = value.startsWith('{') && value.endsWith('}') ? value.slice(1, -1) : value;
  return isGuid(bare) ? bare.toLowerCase() : undefined;
}

/**
 * Checks and converts a value for a column that is no lookup.
 * @throws DataverseError 0x80048d19 (type), 0x80044331 (length), 0x8004431a (option), 0x80044330 (range)
 */
export function toStore(model: TableModel, column: ColumnModel, value: unknown): SqlValue {
  if (value === null) return null;
  switch (column.store) {
    case 'text':
    case 'memo':
      return textValue(model, column, value);
    case 'boolean':
      if (typeof value !== 'boolean') throw wrongType(model.set, value, 'Edm.Boolean');
      return value ? 1 : 0;
    case 'integer':
      return integerValue(model, column, value);
    case 'real':
      return realValue(model, column, value);
    case 'guid': {
      const id = readGuid(value);
      if (id === undefined) throw wrongType(model.set, value, 'Edm.Guid');
      return id;
    }
    case 'datetime': {
      const moment = typeof value === 'string' ? readDateTime(value) : undefined;
      if (moment === undefined) throw wrongType(model.set, value, 'Edm.DateTimeOffset');
      // The platform's calendar begins where SQL Server's does.
      if (moment < '1753-01-01') throw outOfRange(model.name, column.name);
      return moment;
    }
    case 'date': {
      const day = typeof value === 'string' ? readDate(value) : undefined;
      if (day === undefined) throw wrongType(model.set, value, 'Edm.Date');
      if (day < '1753-01-01') throw outOfRange(model.name, column.name);
      return day;
    }
    case 'choices':
      return choicesValue(model, column, value);
    case 'lookup':
      throw invalidArgument(`The lookup '${column.name}' is set through its navigation property.`);
  }
}

function textValue(model: TableModel, column: ColumnModel, value: unknown): SqlValue {
  if (typeof value !== 'string') throw wrongType(model.set, value, 'Edm.String');
  const max = column.column.maxLength;
  if (max !== undefined && value.length > max) throw tooLong(model.name, column.name, max);
  // The platform keeps no empty texts: they read back as null.
  return value === '' ? null : value;
}

function integerValue(model: TableModel, column: ColumnModel, value: unknown): SqlValue {
  const isBig = column.column.type === 'BigInt';
  const number = isBig && typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number))
    throw wrongType(model.set, value, isBig ? 'Edm.Int64' : 'Edm.Int32');
  if (!isBig && (number > 2147483647 || number < -2147483648)) throw wrongType(model.set, value, 'Edm.Int32');
  const options = column.options;
  if (options !== undefined && !options.has(number)) throw notAnOption(model.name, column.name, number, [...options]);
  if (options === undefined) checkRange(model, column, number);
  return number;
}

function realValue(model: TableModel, column: ColumnModel, value: unknown): SqlValue {
  const edm = column.column.type === 'Double' ? 'Edm.Double' : 'Edm.Decimal';
  if (typeof value !== 'number' || !Number.isFinite(value)) throw wrongType(model.set, value, edm);
  checkRange(model, column, value);
  const digits = column.column.precision;
  return digits === undefined || digits > 10 ? value : Number(value.toFixed(digits));
}

function checkRange(model: TableModel, column: ColumnModel, value: number): void {
  const { minValue, maxValue } = column.column;
  if ((minValue !== undefined && value < minValue) || (maxValue !== undefined && value > maxValue)) {
    throw outOfRange(model.name, column.name);
  }
}

/** Several choices travel as one text of comma-separated values. */
function choicesValue(model: TableModel, column: ColumnModel, value: unknown): SqlValue {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || !/^\s*(-?\d+(\s*,\s*-?\d+)*)?\s*$/.test(text))
    throw wrongType(model.set, value, 'Edm.String');
  const numbers = [
    ...new Set(
      text
        .split(',')
        .filter((part) => part.trim() !== '')
        .map(Number),
    ),
  ].sort((a, b) => a - b);
  for (const number of numbers) {
    if (column.options !== undefined && !column.options.has(number)) {
      throw notAnOption(model.name, column.name, number, [...column.options]);
    }
  }
  return numbers.length === 0 ? null : numbers.join(',');
}

/** What the Web API shows for a stored value. */
export function fromStore(column: ColumnModel, value: SqlValue | undefined): string | number | boolean | null {
  if (value === null || value === undefined) return null;
  return column.store === 'boolean' ? value !== 0 : value;
}
