/** Conditions a user adds to a view: in the address, in FetchXML, in words. Pure. */
import type { ColumnModel, TableModel } from '../../src/shell/model.ts';
import type { Formatter } from '../format/formatter.ts';
import type { Texts } from '../texts.ts';
import { filterKind, inputOf, isOperator } from './operators.ts';
import type { Operator } from './operators.ts';

export interface Condition {
  readonly column: string;
  readonly operator: Operator;
  /** As FetchXML takes them: option values, ids, `2026-03-01`, numbers with a point. */
  readonly values: readonly string[];
  /** Lookups: names of the rows, by which the values are told. */
  readonly names?: readonly string[];
  /** Lookups: tables of the rows. */
  readonly tables?: readonly string[];
}

/** Text of the address; empty when there is no condition. */
export function writeConditions(conditions: readonly Condition[]): string {
  if (!conditions.length) return '';
  return JSON.stringify(
    conditions.map(({ column, operator, values, names, tables }) =>
      names ? [column, operator, values, names, tables ?? []] : [column, operator, values],
    ),
  );
}

/** Reads the address. What does not fit the table (an old link, another table's) is left out. */
export function readConditions(text: string | undefined, table: TableModel): Condition[] {
  if (!text) return [];
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return [];
  }
  return Array.isArray(parsed) ? parsed.flatMap((one: unknown) => conditionOf(one, table) ?? []) : [];
}

function conditionOf(one: unknown, table: TableModel): Condition | undefined {
  if (!Array.isArray(one)) return undefined;
  const [column, operator, values, names, tables]: unknown[] = one;
  if (typeof column !== 'string' || typeof operator !== 'string' || !isTexts(values)) return undefined;
  const kind = filterKind(table.columns[column]);
  if (!kind || !isOperator(operator, kind)) return undefined;
  const condition: Condition = {
    column,
    operator,
    values,
    ...(isTexts(names) ? { names } : {}),
    ...(isTexts(tables) ? { tables } : {}),
  };
  return isComplete(condition) ? condition : undefined;
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

/** Whether everything the operator needs was entered. */
export function isComplete(condition: Condition): boolean {
  const input = inputOf(condition.operator);
  if (input === 'none') return true;
  const [first] = condition.values;
  return input === 'count' ? /^[1-9]\d*$/.test(first ?? '') : first !== undefined && first !== '';
}

/** The condition as FetchXML writes it. */
export function fetchCondition(
  column: ColumnModel,
  { operator, values }: Condition,
): { operator: string; values: readonly string[] } {
  const first = values[0] ?? '';
  if (inputOf(operator) === 'none') return { operator, values: [] };
  switch (operator) {
    case 'contains':
      return { operator: 'like', values: [`%${literal(first)}%`] };
    case 'not-contains':
      return { operator: 'not-like', values: [`%${literal(first)}%`] };
    case 'begins-with':
      return { operator: 'like', values: [`${literal(first)}%`] };
    case 'not-begin-with':
      return { operator: 'not-like', values: [`${literal(first)}%`] };
    case 'ends-with':
      return { operator: 'like', values: [`%${literal(first)}`] };
    case 'not-end-with':
      return { operator: 'not-like', values: [`%${literal(first)}`] };
    case 'in':
    case 'not-in':
      if (column.type === 'MultiSelectPicklist')
        return { operator: operator === 'in' ? 'contain-values' : 'not-contain-values', values };
      return values.length === 1 ? { operator: operator === 'in' ? 'eq' : 'ne', values } : { operator, values };
    default:
      return { operator, values };
  }
}

/** Wildcards of `like` taken literally. */
export function literal(text: string): string {
  return text.replace(/[[%_]/g, '[$&]');
}

/** The condition in the user's words: `Status equals Active`. */
export function describeCondition(
  condition: Condition,
  table: TableModel,
  formatter: Formatter,
  texts: Texts['lists'],
): string {
  const column = table.columns[condition.column];
  const label = column?.label ?? condition.column;
  const values = condition.values.map((value, index) => valueText(column, value, condition.names?.[index], formatter));
  return [label, texts.operators[condition.operator], values.join(', ')].filter(Boolean).join(' ');
}

function valueText(
  column: ColumnModel | undefined,
  value: string,
  name: string | undefined,
  formatter: Formatter,
): string {
  if (name !== undefined) return name;
  const kind = filterKind(column);
  if (kind === 'choice') return column?.options?.find((option) => String(option.value) === value)?.label ?? value;
  if (kind === 'number' && column) return formatter.value(column, Number(value));
  const day = /^(\d{4})-(\d{2})-(\d{2})/.exec(value);
  if (kind === 'date' && day) return formatter.day(new Date(Number(day[1]), Number(day[2]) - 1, Number(day[3])));
  return value;
}
