/**
 * What a column can be filtered by, per type, as the app's "Filter by" offers it. The names are FetchXML's operators
 * ([DOC] fetchxml/reference/operators.md); `contains` is ours and becomes `like`.
 */
import type { ColumnModel } from '../../src/shell/model.ts';

export type FilterKind = 'text' | 'choice' | 'date' | 'number' | 'lookup';

const TEXT = [
  'eq',
  'ne',
  'contains',
  'not-contains',
  'begins-with',
  'not-begin-with',
  'ends-with',
  'not-end-with',
  'not-null',
  'null',
] as const;
const CHOICE = ['in', 'not-in', 'not-null', 'null'] as const;
const DATE = [
  'on',
  'on-or-after',
  'on-or-before',
  'today',
  'yesterday',
  'this-week',
  'this-month',
  'this-year',
  'last-week',
  'last-month',
  'last-year',
  'last-x-days',
  'next-x-days',
  'not-null',
  'null',
] as const;
const NUMBER = ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'not-null', 'null'] as const;

const OPERATORS = { text: TEXT, choice: CHOICE, date: DATE, number: NUMBER, lookup: CHOICE } as const;

export type Operator = (typeof OPERATORS)[FilterKind][number];

const KINDS: Readonly<Partial<Record<ColumnModel['type'], FilterKind>>> = {
  String: 'text',
  Memo: 'text',
  Picklist: 'choice',
  State: 'choice',
  Status: 'choice',
  Boolean: 'choice',
  MultiSelectPicklist: 'choice',
  DateTime: 'date',
  Integer: 'number',
  BigInt: 'number',
  Decimal: 'number',
  Double: 'number',
  Money: 'number',
  Lookup: 'lookup',
  Customer: 'lookup',
  Owner: 'lookup',
};

/** Undefined for columns that cannot be filtered: party lists, images, keys. */
export function filterKind(column: ColumnModel | undefined): FilterKind | undefined {
  return column && KINDS[column.type];
}

/** The first one is what an empty filter starts with. */
export function operatorsOf(kind: FilterKind): readonly Operator[] {
  return OPERATORS[kind];
}

/** What has to be entered beside the operator. */
export type ValueInput = 'none' | 'count' | 'value';

export function inputOf(operator: Operator): ValueInput {
  if (operator === 'last-x-days' || operator === 'next-x-days') return 'count';
  const isAlone = /null|today|yesterday|^this-|^last-(week|month|year)/.test(operator);
  return isAlone ? 'none' : 'value';
}

export function isOperator(text: string, kind: FilterKind): text is Operator {
  return OPERATORS[kind].some((one) => one === text);
}
