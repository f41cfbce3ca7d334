/** What components say, as flat lists of names and printed values: two versions can be compared without knowing their shape. */
import { createHash } from 'node:crypto';
import type { Values } from '../engine/types.ts';
import type { Choice, ChoiceOption, Column, Label, OneToMany } from '../metadata/types.ts';
import type { TableImport } from './read/package.ts';

/** Properties of a component by name, nested ones with dots (`displayName.1033`), each as `print` writes it. */
export type Properties = ReadonlyMap<string, string>;

export const COLUMN = [
  'required',
  'maxLength',
  'minValue',
  'maxValue',
  'precision',
  'format',
  'defaultValue',
  'autoNumberFormat',
  'isAuditEnabled',
  'isSecured',
] as const;
export const TABLE = ['changeTracking', 'hasActivities', 'hasNotes', 'isAuditEnabled'] as const;
export const RELATIONSHIP = ['cascadeDelete'] as const;

/** True when the value is not what was said before. */
export function isChanged(base: Properties, name: string, value: unknown): boolean {
  return (base.get(name) ?? print(undefined)) !== print(value);
}

type Pairs = (readonly [string, string])[];

export function ofTable(table: NonNullable<TableImport['definition']>): Pairs {
  return [
    ...plain(table, TABLE),
    ...ofLabel('displayName', table.displayName),
    ...ofLabel('displayCollectionName', table.displayCollectionName),
    ...ofLabel('description', table.description),
  ];
}

export function ofColumn(column: Column): Pairs {
  return [
    ...plain(column, COLUMN),
    ...ofLabel('displayName', column.displayName),
    ...ofLabel('description', column.description),
    ...(column.choice === undefined || column.choice.isGlobal ? [] : ofChoice(column.choice)),
  ];
}

export function ofChoice(choice: Choice): Pairs {
  return [
    ...ofLabel('choice', choice.displayName),
    ...choice.options.flatMap((option): Pairs => {
      const name = optionName(option);
      return [[name, print(true)], ...ofLabel(name, option.label)];
    }),
  ];
}

export const optionName = ({ value }: ChoiceOption): string => `option${value}`;

function ofLabel(name: string, label: Label = {}): Pairs {
  return Object.entries(label).map(([language, text]) => [`${name}.${language}`, print(text)]);
}

function plain<T extends object>(component: T, names: readonly (keyof T & string)[]): Pairs {
  return names.filter((name) => component[name] !== undefined).map((name) => [name, print(component[name])]);
}

export function ofRelationship(relationship: Pick<OneToMany, 'cascadeDelete'>): Pairs {
  return plain(relationship, RELATIONSHIP);
}

export function ofValues(values: Values): Pairs {
  return Object.entries(values).map(([name, value]) => [name, print(value)]);
}

/** The same text for what is stored the same: empty is null, ids have no case. Long texts by their hash. */
function print(value: unknown): string {
  const text = JSON.stringify(value === undefined || value === '' ? null : value, (_key, each: unknown) =>
    typeof each === 'string' && /^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i.test(each)
      ? each.toLowerCase()
      : each,
  );
  return text.length <= 80 ? text : createHash('sha256').update(text).digest('base64');
}
