/** Which annotations a response carries, and the formatted values among them. */
import type { Label } from '../../metadata/types.ts';
import type { ColumnModel } from '../model/types.ts';
import type { SqlValue } from '../storage/database.ts';

export const FORMATTED = 'OData.Community.Display.V1.FormattedValue';
export const LOOKUP_TABLE = 'Microsoft.Dynamics.CRM.lookuplogicalname';
export const LOOKUP_NAVIGATION = 'Microsoft.Dynamics.CRM.associatednavigationproperty';

export interface Annotations {
  readonly any: boolean;
  readonly formatted: boolean;
  readonly lookupTable: boolean;
  readonly lookupNavigation: boolean;
  readonly totals: boolean;
  /** FetchXML: paging cookie and whether there are more rows. */
  readonly paging: boolean;
}

export const NO_ANNOTATIONS: Annotations = {
  any: false,
  formatted: false,
  lookupTable: false,
  lookupNavigation: false,
  totals: false,
  paging: false,
};

/** Reads the value of `Prefer: odata.include-annotations`: names, `prefix.*` and `*`, a leading `-` excludes. */
export function readAnnotations(wanted: string | undefined): Annotations {
  if (wanted === undefined) return NO_ANNOTATIONS;
  const patterns = wanted
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const has = (name: string): boolean =>
    patterns.some((pattern) => covers(pattern, name)) &&
    !patterns.some((pattern) => pattern.startsWith('-') && covers(pattern.slice(1), name));
  const formatted = has(FORMATTED);
  const lookupTable = has(LOOKUP_TABLE);
  const lookupNavigation = has(LOOKUP_NAVIGATION);
  const totals = has('Microsoft.Dynamics.CRM.totalrecordcount');
  const paging = has('Microsoft.Dynamics.CRM.fetchxmlpagingcookie') || has('Microsoft.Dynamics.CRM.morerecords');
  return { any: patterns.length > 0, formatted, lookupTable, lookupNavigation, totals, paging };
}

function covers(pattern: string, name: string): boolean {
  if (pattern === '*') return true;
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}

/** What a person would read for a stored value; undefined for values that have no other reading (texts, ids). */
export function formattedValue(column: ColumnModel, value: SqlValue): string | undefined {
  if (value === null) return undefined;
  const { type, choice, format, precision } = column.column;
  if (type === 'EntityName') return String(value);
  switch (column.store) {
    case 'boolean':
      return optionLabel(column, Number(value)) ?? (value === 0 ? 'No' : 'Yes');
    case 'integer':
      if (choice !== undefined) return optionLabel(column, Number(value));
      return Number(value).toLocaleString('en-US');
    case 'real': {
      const digits = precision ?? (type === 'Money' ? 2 : 0);
      const text = Number(value).toLocaleString('en-US', {
        minimumFractionDigits: digits,
        maximumFractionDigits: Math.max(digits, 10),
      });
      return type === 'Money' ? `$${text}` : text;
    }
    case 'choices':
      return String(value)
        .split(',')
        .map((each) => optionLabel(column, Number(each)) ?? each)
        .join('; ');
    case 'datetime':
      return formatDate(String(value), format !== 'DateOnly');
    case 'date':
      return formatDate(String(value), false);
    default:
      return undefined;
  }
}

function optionLabel(column: ColumnModel, value: number): string | undefined {
  const option = column.column.choice?.options.find((each) => each.value === value);
  return option && localLabel(option.label);
}

/** The English text, else any. */
export function localLabel(label: Label): string | undefined {
  return label[1033] ?? Object.values(label)[0];
}

/** `7/3/2026 2:05 PM`, the platform's default format, in UTC. */
function formatDate(moment: string, withTime: boolean): string {
  const [year, month, day] = [Number(moment.slice(0, 4)), Number(moment.slice(5, 7)), Number(moment.slice(8, 10))];
  const date = `${month}/${day}/${year}`;
  if (!withTime) return date;
  const hour = Number(moment.slice(11, 13));
  return `${date} ${hour % 12 === 0 ? 12 : hour % 12}:${moment.slice(14, 16)} ${hour < 12 ? 'AM' : 'PM'}`;
}
