import type { ColumnDefinition, ColumnOption, Converted } from './types.ts';

type Found = { readonly option: ColumnOption } | { readonly reason: string };
type Scalar = string | number | boolean;

const yes = new Set(['yes', 'true', '1', 'on']);
const no = new Set(['no', 'false', '0', 'off']);

/** One option of a choice: by label in any installed language, or by value; only options that exist (SPEC F-3). */
export function toChoice(value: Scalar, column: ColumnDefinition): Converted {
  const found = findOption(value, column);
  return 'option' in found ? { as: 'value', value: found.option.value } : { as: 'refused', reason: found.reason };
}

/**
 * Options of a multiple choice, ascending and with commas, as the Web API writes them. A text that is no label itself is a list,
 * its parts between semicolons or, without any, commas.
 */
export function toChoices(values: readonly Scalar[], column: ColumnDefinition): Converted {
  const parts = values.flatMap((value): readonly Scalar[] => {
    if (typeof value !== 'string' || 'option' in findOption(value, column)) return [value];
    return value
      .split(value.includes(';') ? ';' : ',')
      .map((part) => part.trim())
      .filter(Boolean);
  });
  const chosen = new Set<number>();
  for (const part of parts) {
    const found = findOption(part, column);
    if ('reason' in found) return { as: 'refused', reason: found.reason };
    chosen.add(found.option.value);
  }
  return { as: 'value', value: [...chosen].sort((a, b) => a - b).join(',') || null };
}

/** Yes or no: by the column's own labels, else by the words everybody uses. */
export function toBoolean(value: Scalar, column: ColumnDefinition): Converted {
  if (typeof value === 'boolean') return { as: 'value', value };
  if (typeof value === 'string') {
    const labelled = byLabel(value, column);
    if (labelled.length > 1) return { as: 'refused', reason: ambiguous(labelled) };
    if (labelled[0]) return { as: 'value', value: labelled[0].value === 1 };
  }
  const word = fold(String(value));
  if (yes.has(word)) return { as: 'value', value: true };
  if (no.has(word)) return { as: 'value', value: false };
  return { as: 'refused', reason: 'takes yes, no, true, false, on, off, 1, 0 or one of its own labels' };
}

/** A number is a value first, a text a label first: labels such as `2026` are texts. */
function findOption(value: Scalar, column: ColumnDefinition): Found {
  const options = column.options ?? [];
  const byValue = (): ColumnOption | undefined =>
    typeof value !== 'boolean' && /^-?\d+$/.test(String(value).trim())
      ? options.find((option) => option.value === Number(value))
      : undefined;
  const numbered = typeof value === 'number' ? byValue() : undefined;
  if (numbered) return { option: numbered };
  // A yes or no of the payload finds options that are called so.
  const labels = typeof value === 'boolean' ? (value ? ['true', 'yes'] : ['false', 'no']) : [String(value)];
  const labelled = [...new Set(labels.flatMap((label) => byLabel(label, column)))];
  if (labelled.length > 1) return { reason: ambiguous(labelled) };
  const option = labelled[0] ?? byValue();
  return option ? { option } : { reason: `has no option with this label or value${known(options)}` };
}

function byLabel(text: string, column: ColumnDefinition): ColumnOption[] {
  const wanted = fold(text);
  return (column.options ?? []).filter((option) => option.labels.some((label) => fold(label) === wanted));
}

function ambiguous(options: readonly ColumnOption[]): string {
  return `has several options with this label: ${options.map((option) => option.value).join(', ')}; map it to one of these values`;
}

/** The first options by name, so that a spelling mistake is seen at once. */
function known(options: readonly ColumnOption[]): string {
  if (options.length === 0) return '';
  const names = options.slice(0, 10).map((option) => option.labels[0] ?? String(option.value));
  return `; it has ${names.join(', ')}${options.length > names.length ? ' and others' : ''}`;
}

/** Upper and lower case, white space and ways to compose a letter do not count. */
function fold(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();
}
