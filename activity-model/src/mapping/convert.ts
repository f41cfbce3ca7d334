import { cutText } from '../text.ts';
import { toDatetime } from './dates.ts';
import { toLookup } from './lookups.ts';
import { toNumber } from './numbers.ts';
import { toBoolean, toChoice, toChoices } from './options.ts';
import type { ColumnDefinition, Converted, FieldMapping } from './types.ts';

type Scalar = string | number | boolean;

const defaultTextLength = 100;

/**
 * Any JSON value → what it is in `column` (SPEC F-3). Total: what cannot be converted is refused with a reason, nothing throws.
 * Nothing (`null`, a blank text, an empty list) is `null` in every column. The whole table stands in docs/customizer/conversions.md.
 *
 * @param valueMap replaces values before they are converted; keys compare without case.
 * @param lookupBy what names the row of a lookup, see {@link FieldMapping.lookupBy}.
 */
export function convert(
  value: unknown,
  column: ColumnDefinition,
  valueMap?: FieldMapping['valueMap'],
  lookupBy?: string,
): Converted {
  const scalars: Scalar[] = [];
  for (const item of Array.isArray(value) ? (value as readonly unknown[]) : [value]) {
    const read = scalarOf(item);
    if (read === undefined) return { as: 'refused', reason: whyNoScalar(item, Array.isArray(value)) };
    const mapped = read === null ? null : replace(read, valueMap);
    if (mapped !== null && !isBlank(mapped)) scalars.push(mapped);
  }
  const [first] = scalars;
  if (first === undefined) return { as: 'value', value: null };
  if (column.type === 'multichoice') return toChoices(scalars, column);
  if (column.type === 'text') return toText(scalars, column);
  if (scalars.length > 1) return { as: 'refused', reason: `takes one value, and this is a list of ${scalars.length}` };
  switch (column.type) {
    case 'boolean':
      return toBoolean(first, column);
    case 'choice':
      return toChoice(first, column);
    case 'integer':
    case 'bigint':
    case 'decimal':
    case 'double':
    case 'money':
      return toNumber(first, column);
    case 'datetime':
      return toDatetime(first, column);
    case 'lookup':
      return toLookup(first, column, lookupBy);
  }
}

/** `null`: nothing; `undefined`: not a single value. */
function scalarOf(value: unknown): Scalar | null | undefined {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function whyNoScalar(value: unknown, inList: boolean): string {
  if (typeof value === 'number') return 'takes finite numbers only';
  return inList
    ? 'takes a list of texts and numbers, and this list holds lists or objects'
    : 'takes a single value, and this is an object; name one of its members in the path';
}

function replace(value: Scalar, valueMap: FieldMapping['valueMap']): Scalar {
  const key = String(value).trim().toLowerCase();
  const found = Object.entries(valueMap ?? {}).find(([from]) => from.trim().toLowerCase() === key);
  return found ? found[1] : value;
}

function isBlank(value: Scalar): boolean {
  return typeof value === 'string' && cleaned(value).trim() === '';
}

/** A list becomes one text with `; ` between its values; longer than the column it is cut at a whole word. */
function toText(values: readonly Scalar[], column: ColumnDefinition): Converted {
  const text = values.map((value) => (typeof value === 'string' ? cleaned(value) : String(value))).join('; ');
  return { as: 'value', value: cutText(text, column.maxLength ?? defaultTextLength) || null };
}

/** Without control characters, which the platform refuses, and without halves of surrogate pairs, which no store keeps. */
function cleaned(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
    .replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');
}
