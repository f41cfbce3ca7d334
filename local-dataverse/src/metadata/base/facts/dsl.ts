/**
 * Words in which the facts about Microsoft's tables are written: what a `$metadata` document does not say
 * (lengths, options, required levels, formats, display names). Sources: facts/dataverse.md §2 and Microsoft's table reference pages.
 */
import { label } from '../../labels.ts';
import type { AlternateKey, ChoiceOption, Column, ColumnType, Label } from '../../types.ts';

/** What is known of a column beyond its name and EDM type; everything optional. */
export type ColumnFact = Partial<Omit<Column, 'logicalName' | 'schemaName' | 'isCustom'>> & {
  readonly options?: readonly ChoiceOption[];
  /** The column exists although the CSDL does not list it (cloud only, or a party list). */
  readonly added?: boolean;
};

export interface TableFact {
  readonly schemaName: string;
  readonly objectTypeCode: number;
  readonly displayName: Label;
  readonly displayCollectionName: Label;
  readonly primaryName?: string;
  readonly ownership: 'UserOwned' | 'OrganizationOwned' | 'None';
  /** Absent = Standard. */
  readonly tableType?: 'Elastic';
  readonly keys?: readonly AlternateKey[];
  /** Keyed by schema name: its lower case is the column. */
  readonly columns: Readonly<Record<string, ColumnFact>>;
}

/** value, English, German */
type OptionRow = readonly [value: number, english: string, german?: string];

export const text = (maxLength: number, english: string, german?: string, format = 'Text'): ColumnFact => ({
  type: 'String',
  maxLength,
  format,
  displayName: label(english, german),
});
export const email = (maxLength: number, english: string, german?: string): ColumnFact =>
  text(maxLength, english, german, 'Email');
export const phone = (maxLength: number, english: string, german?: string): ColumnFact =>
  text(maxLength, english, german, 'Phone');
export const url = (maxLength: number, english: string, german?: string): ColumnFact =>
  text(maxLength, english, german, 'Url');
export const memo = (maxLength: number, english: string, german?: string): ColumnFact => ({
  type: 'Memo',
  maxLength,
  format: 'TextArea',
  displayName: label(english, german),
});
/** Memo without a practical limit (form definitions, file contents). */
export const MAX_MEMO = 1_073_741_823;

export const whole = (
  minValue: number,
  maxValue: number,
  english: string,
  german?: string,
  format = 'None',
): ColumnFact => ({
  type: 'Integer',
  minValue,
  maxValue,
  format,
  displayName: label(english, german),
});
export const MAX_INT = 2_147_483_647;
export const double = (minValue: number, maxValue: number, precision: number, english: string): ColumnFact => ({
  type: 'Double',
  minValue,
  maxValue,
  precision,
  displayName: label(english),
});
export const decimal = (
  minValue: number,
  maxValue: number,
  precision: number,
  english: string,
  german?: string,
): ColumnFact => ({
  type: 'Decimal',
  minValue,
  maxValue,
  precision,
  displayName: label(english, german),
});
export const money = (english: string, german?: string): ColumnFact => ({
  type: 'Money',
  minValue: 0,
  maxValue: 922_337_203_685_477,
  precision: 2,
  displayName: label(english, german),
});

export const moment = (english: string, german?: string): ColumnFact =>
  dateTime('DateAndTime', 'UserLocal', english, german);
/** Shows the day only, yet stores a moment (UserLocal). */
export const dayOfMoment = (english: string, german?: string): ColumnFact =>
  dateTime('DateOnly', 'UserLocal', english, german);
export const day = (english: string, german?: string): ColumnFact => dateTime('DateOnly', 'DateOnly', english, german);

function dateTime(
  format: string,
  dateBehavior: NonNullable<Column['dateBehavior']>,
  english: string,
  german?: string,
): ColumnFact {
  return { type: 'DateTime', format, dateBehavior, displayName: label(english, german) };
}

const option = ([value, english, german]: OptionRow): ChoiceOption => ({ value, label: label(english, german) });

export const pick = (
  options: readonly OptionRow[],
  english: string,
  german?: string,
  defaultValue?: number,
): ColumnFact => ({
  type: 'Picklist',
  options: options.map(option),
  displayName: label(english, german),
  ...(defaultValue === undefined ? {} : { defaultValue }),
});

export const yesNo = (
  defaultValue: boolean,
  english: string,
  german?: string,
  labels: readonly [no: Label, yes: Label] = [label('No', 'Nein'), label('Yes', 'Ja')],
): ColumnFact => ({
  type: 'Boolean',
  defaultValue,
  displayName: label(english, german),
  options: [
    { value: 0, label: labels[0] },
    { value: 1, label: labels[1] },
  ],
});

/** State column: value, English, German, status reason a row gets when only the state is set. */
export const states = (
  rows: readonly (readonly [value: number, english: string, german: string, defaultStatus: number])[],
  english = 'Status',
): ColumnFact => ({
  type: 'State',
  required: 'SystemRequired',
  validForCreate: false,
  defaultValue: rows[0]?.[0] ?? 0,
  options: rows.map(([value, text, german, defaultStatus]) => ({ value, label: label(text, german), defaultStatus })),
  displayName: label(english, 'Status'),
});
/** Status column: value, English, German, its state. */
export const statuses = (
  rows: readonly (readonly [value: number, english: string, german: string, state: number])[],
): ColumnFact => ({
  type: 'Status',
  options: rows.map(([value, text, german, state]) => ({ value, label: label(text, german), state })),
  displayName: label('Status Reason', 'Statusgrund'),
});
/** Active 0 (1) and Inactive 1 (2), as most tables have it. */
export const activeInactive = (): Record<'StateCode' | 'StatusCode', ColumnFact> => ({
  StateCode: states([
    [0, 'Active', 'Aktiv', 1],
    [1, 'Inactive', 'Inaktiv', 2],
  ]),
  StatusCode: statuses([
    [1, 'Active', 'Aktiv', 0],
    [2, 'Inactive', 'Inaktiv', 1],
  ]),
});

export const look = (english: string, german?: string): ColumnFact => ({ displayName: label(english, german) });
export const parties = (targets: readonly string[], english: string, german?: string): ColumnFact => ({
  type: 'PartyList',
  added: true,
  targets,
  displayName: label(english, german),
});
export const typed = (type: ColumnType, english: string, german?: string): ColumnFact => ({
  type,
  displayName: label(english, german),
});

export const must = (fact: ColumnFact): ColumnFact => ({ ...fact, required: 'ApplicationRequired' });
export const should = (fact: ColumnFact): ColumnFact => ({ ...fact, required: 'Recommended' });
export const system = (fact: ColumnFact): ColumnFact => ({ ...fact, required: 'SystemRequired' });
/** Not in the CSDL, which is of an on-premises server. */
export const cloudOnly = (fact: ColumnFact): ColumnFact => ({ ...fact, added: true });
/** The platform writes it. */
export const readOnly = (fact: ColumnFact): ColumnFact => ({ ...fact, validForCreate: false, validForUpdate: false });
export const createOnly = (fact: ColumnFact): ColumnFact => ({ ...fact, validForUpdate: false });
/** Can be written, never read back. */
export const writeOnly = (fact: ColumnFact): ColumnFact => ({ ...fact, validForRead: false });

export const table = (
  schemaName: string,
  objectTypeCode: number,
  names: readonly [singular: string, plural: string, germanSingular?: string, germanPlural?: string],
  ownership: TableFact['ownership'],
  primaryName: string | undefined,
  columns: Readonly<Record<string, ColumnFact>>,
): TableFact => ({
  schemaName,
  objectTypeCode,
  displayName: label(names[0], names[2]),
  displayCollectionName: label(names[1], names[3]),
  ownership,
  ...(primaryName === undefined ? {} : { primaryName }),
  columns,
});
