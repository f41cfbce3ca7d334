import type { ColumnDefinition, Converted } from './types.ts';

type Limit = readonly [min: number, max: number];

/** Where metadata names no limit of its own, the platform's (Microsoft Learn, "Types of columns"). */
const platformLimits: Readonly<Partial<Record<ColumnDefinition['type'], Limit>>> = {
  integer: [-2_147_483_648, 2_147_483_647],
  // A 64-bit number travels as a JSON number, which is exact to 2^53 only.
  bigint: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  decimal: [-100_000_000_000, 100_000_000_000],
  double: [-100_000_000_000, 100_000_000_000],
  money: [-922_337_203_685_477, 922_337_203_685_477],
};
const platformPrecision: Readonly<Partial<Record<ColumnDefinition['type'], number>>> = {
  integer: 0,
  bigint: 0,
  decimal: 10,
  double: 5,
  money: 4,
};

/** A number for a column: range checked, digits after the point rounded to the column's, whole where it takes whole numbers only. */
export function toNumber(value: string | number | boolean, column: ColumnDefinition): Converted {
  const number = typeof value === 'string' ? readNumber(value) : Number(value);
  if (typeof number === 'string') return { as: 'refused', reason: number };
  const whole = column.type === 'integer' || column.type === 'bigint';
  if (whole && !Number.isInteger(number)) return { as: 'refused', reason: 'takes whole numbers only' };
  const [lowest, highest] = platformLimits[column.type] ?? [-Infinity, Infinity];
  const min = Math.max(column.min ?? lowest, lowest);
  const max = Math.min(column.max ?? highest, highest);
  const rounded = round(number, whole ? 0 : (column.precision ?? platformPrecision[column.type] ?? 10));
  if (Math.min(number, rounded) < min) return { as: 'refused', reason: `takes nothing below ${min}` };
  if (Math.max(number, rounded) > max) return { as: 'refused', reason: `takes nothing above ${max}` };
  // No column knows a negative zero.
  return { as: 'value', value: rounded === 0 ? 0 : rounded };
}

/** The number a text writes, or why it is none. Separators of thousands count only where nothing else can be meant. */
function readNumber(text: string): number | string {
  const plain = text.trim();
  if (/^[+-]?\d+(\.\d+)?$/.test(plain)) return exact(plain);
  // A point and a comma together: the last one is the decimal mark, the others stand before three digits each.
  if (/^[+-]?\d{1,3}(,\d{3})+\.\d+$/.test(plain)) return exact(plain.replace(/,/g, ''));
  if (/^[+-]?\d{1,3}(\.\d{3})+,\d+$/.test(plain)) return exact(plain.replace(/\./g, '').replace(',', '.'));
  if (/^[+-]?[\d.,]*\d[\d.,]*$/.test(plain)) {
    return 'takes a number, and this can be read in more than one way: 1,234 is a thousand in some countries and less than two in others';
  }
  return 'takes a number, and this is none';
}

/** A whole number that a JSON number cannot hold is refused rather than changed. */
function exact(digits: string): number | string {
  const number = Number(digits);
  if (/^[+-]?\d+$/.test(digits) && !Number.isSafeInteger(number)) {
    return `takes no whole number beyond ${Number.MAX_SAFE_INTEGER}, which could not be written exactly`;
  }
  return number;
}

/** Rounds as people do on paper: 1.005 to two digits is 1.01, halves go away from zero. */
function round(value: number, digits: number): number {
  const [mantissa = '0', exponent = '0'] = String(Math.abs(value)).split('e');
  const shifted = Number(`${mantissa}e${Number(exponent) + digits}`);
  // Beyond 2^53 a number has no digit left that could be rounded.
  if (shifted > Number.MAX_SAFE_INTEGER) return value;
  return Math.sign(value) * Number(`${Math.round(shifted)}e-${digits}`);
}
