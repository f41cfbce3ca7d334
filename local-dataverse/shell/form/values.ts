/** Values of columns as forms hold them ↔ as the Web API sends them. Pure. */
import type { ColumnModel, LookupTarget } from '../../src/shell/model.ts';

/** A row a lookup points to; the id is lower case without braces. */
export interface LookupValue {
  readonly id: string;
  readonly name: string;
  readonly entityType: string;
}
/** Dates without a zone carry their day in the local members of the Date. */
export type FieldValue = string | number | boolean | Date | readonly LookupValue[] | readonly number[] | null;
type Row = Readonly<Record<string, unknown>>;

const LOOKUPS = new Set(['Lookup', 'Customer', 'Owner']);
const CHOICES = new Set(['Picklist', 'State', 'Status']);
const NUMBERS = new Set(['Integer', 'BigInt', 'Decimal', 'Double', 'Money']);

export function isLookup(column: ColumnModel): boolean {
  return LOOKUPS.has(column.type);
}
export function isChoice(column: ColumnModel): boolean {
  return CHOICES.has(column.type);
}
export function isNumber(column: ColumnModel): boolean {
  return NUMBERS.has(column.type);
}

/** Name of the property that carries the column in a row; undefined for columns the Web API has no property for. */
export function propertyOf(column: ColumnModel): string | undefined {
  if (column.type === 'PartyList' || column.type === 'Virtual' || column.type === 'EntityName') return undefined;
  return isLookup(column) ? `_${column.name}_value` : column.name;
}

/** The column's value in a row of the Web API. */
export function valueOf(column: ColumnModel, row: Row): FieldValue {
  if (column.type === 'PartyList') return null;
  const value = row[propertyOf(column) ?? column.name];
  if (value === null || value === undefined) return null;
  if (isLookup(column)) return [lookupOf(column, row, String(value))];
  if (column.type === 'DateTime') return dateOf(column, String(value));
  if (column.type === 'MultiSelectPicklist') return String(value).split(',').filter(Boolean).map(Number);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return null;
}

function lookupOf(column: ColumnModel, row: Row, id: string): LookupValue {
  const name = row[`_${column.name}_value@OData.Community.Display.V1.FormattedValue`];
  const table = row[`_${column.name}_value@Microsoft.Dynamics.CRM.lookuplogicalname`];
  return {
    id: id.toLowerCase(),
    name: typeof name === 'string' ? name : '',
    entityType: typeof table === 'string' ? table : (column.targets?.[0]?.table ?? ''),
  };
}

function dateOf(column: ColumnModel, text: string): Date | null {
  const day = /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
  if (column.dateBehavior === 'DateOnly' && day) return new Date(Number(day[1]), Number(day[2]) - 1, Number(day[3]));
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** The party members of one kind (participationtypemask) in an expanded row. */
export function partiesOf(column: ColumnModel, parties: unknown): readonly LookupValue[] | null {
  const mask = PARTY_MASKS[column.name];
  if (mask === undefined || !Array.isArray(parties)) return null;
  const members = parties.flatMap((party: unknown): LookupValue[] => {
    if (typeof party !== 'object' || party === null || Reflect.get(party, 'participationtypemask') !== mask) return [];
    const get = (name: string): string => {
      const value: unknown = Reflect.get(party, name);
      return typeof value === 'string' ? value : '';
    };
    const name = get('_partyid_value@OData.Community.Display.V1.FormattedValue') || get('addressused');
    return [
      { id: get('_partyid_value'), name, entityType: get('_partyid_value@Microsoft.Dynamics.CRM.lookuplogicalname') },
    ];
  });
  return members.length ? members : null;
}

/** participationtypemask of each party list column (facts/dataverse.md, activityparty). */
const PARTY_MASKS: Readonly<Record<string, number>> = {
  from: 1,
  to: 2,
  cc: 3,
  bcc: 4,
  requiredattendees: 5,
  optionalattendees: 6,
  organizer: 7,
  resources: 10,
  customers: 11,
  partners: 12,
};

/** Party rows of a new activity (deep insert). @throws Error for a party of a table that cannot be one */
export function partyRows(column: ColumnModel, value: FieldValue): Record<string, unknown>[] {
  const mask = PARTY_MASKS[column.name];
  if (mask === undefined || !Array.isArray(value)) return [];
  return value.filter(isLookupValue).map((party) => ({ participationtypemask: mask, ...bindOf(column, party) }));
}

/**
 * The properties that write a value.
 * @throws Error when a lookup points to a table the column cannot point to
 */
export function toBody(column: ColumnModel, value: FieldValue): Record<string, unknown> {
  if (isLookup(column)) return lookupBody(column, value);
  if (value instanceof Date) {
    return {
      [column.name]: column.dateBehavior === 'DateOnly' ? dayText(value) : withoutMilliseconds(value.toISOString()),
    };
  }
  if (Array.isArray(value)) return { [column.name]: value.length ? value.join(',') : null };
  // The platform stores no empty texts.
  return { [column.name]: value === '' ? null : value };
}

function lookupBody(column: ColumnModel, value: FieldValue): Record<string, unknown> {
  const first: unknown = Array.isArray(value) ? value[0] : undefined;
  const targets = column.targets ?? [];
  if (!isLookupValue(first)) {
    const any = targets[0];
    return any ? { [`${any.navigation}@odata.bind`]: null } : {};
  }
  return bindOf(column, first);
}

function bindOf(column: ColumnModel, row: LookupValue): Record<string, unknown> {
  const targets = column.targets ?? [];
  const target: LookupTarget | undefined =
    targets.find((one) => one.table === row.entityType) ?? (targets.length === 1 ? targets[0] : undefined);
  if (!target) throw new Error(`${column.label} (${column.name}) cannot point to a row of ${row.entityType}.`);
  return { [`${target.navigation}@odata.bind`]: `/${target.setName}(${row.id})` };
}

export function isLookupValue(value: unknown): value is LookupValue {
  return typeof value === 'object' && value !== null && 'id' in value && 'entityType' in value;
}

export function dayText(day: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${String(day.getFullYear()).padStart(4, '0')}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

function withoutMilliseconds(iso: string): string {
  return iso.replace(/\.\d{3}Z$/, 'Z');
}

/** Whether two values are the same to a user: empty text and none are; the names of lookups do not count. */
export function sameValue(a: FieldValue, b: FieldValue): boolean {
  return keyOf(a) === keyOf(b);
}

function keyOf(value: FieldValue): string {
  if (value === null || value === '') return '';
  if (value instanceof Date) return `d${value.getTime()}`;
  if (Array.isArray(value)) {
    return value.length
      ? `[${value.map((one: unknown) => (isLookupValue(one) ? `${one.entityType}:${one.id}` : String(one))).join()}]`
      : '';
  }
  return `${typeof value}${String(value)}`;
}

/** The value a new row starts with. */
export function defaultOf(column: ColumnModel): FieldValue {
  if (column.defaultValue !== undefined) return column.defaultValue;
  if (column.type === 'Boolean') return false;
  return null;
}
