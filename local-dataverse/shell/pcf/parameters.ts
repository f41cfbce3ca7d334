/** Manifest properties ↔ values: what a code component gets as `context.parameters` and gives back from `getOutputs`. Pure. */
import type { ColumnModel, ComponentModel, CustomControlModel, ManifestProperty } from '../../src/shell/model.ts';
import type { Attribute } from '../form/attribute.ts';
import { isLookupValue } from '../form/values.ts';
import type { FieldValue } from '../form/values.ts';
import type { Formatter } from '../format/formatter.ts';
import { attributeMetadata } from '../xrm/utility.ts';

export interface Parameter {
  readonly raw: unknown;
  readonly formatted?: string;
  readonly type: string;
  readonly error: boolean;
  readonly errorMessage: string;
  readonly security?: { readonly editable: boolean; readonly readable: boolean; readonly secured: boolean };
  readonly attributes?: object;
}

/** Column type → the manifest's `of-type`. */
export function typeOfColumn(column: ColumnModel): string {
  const text: Readonly<Record<string, string>> = {
    Email: 'SingleLine.Email',
    Phone: 'SingleLine.Phone',
    Url: 'SingleLine.URL',
    TextArea: 'SingleLine.TextArea',
  };
  const types: Readonly<Record<string, string>> = {
    Boolean: 'TwoOptions',
    Customer: 'Lookup.Customer',
    Decimal: 'Decimal',
    Double: 'FP',
    Integer: 'Whole.None',
    BigInt: 'Whole.None',
    Lookup: 'Lookup.Simple',
    Memo: 'Multiple',
    Money: 'Currency',
    MultiSelectPicklist: 'MultiSelectOptionSet',
    Owner: 'Lookup.Owner',
    PartyList: 'Lookup.PartyList',
    Picklist: 'OptionSet',
    State: 'OptionSet',
    Status: 'OptionSet',
    Uniqueidentifier: 'SingleLine.Text',
  };
  if (column.type === 'String') return text[column.format ?? ''] ?? 'SingleLine.Text';
  if (column.type === 'DateTime')
    return column.format === 'DateOnly' ? 'DateAndTime.DateOnly' : 'DateAndTime.DateAndTime';
  return types[column.type] ?? 'SingleLine.Text';
}

/** Columns a component is bound to: property → attribute. */
export function boundAttributes(
  component: ComponentModel,
  placed: CustomControlModel,
  attributes: ReadonlyMap<string, Attribute>,
): Map<string, Attribute> {
  const bound = new Map<string, Attribute>();
  for (const property of component.properties) {
    const given = placed.parameters[property.name];
    const attribute = given && !given.isStatic ? attributes.get(given.value.toLowerCase()) : undefined;
    if (attribute) bound.set(property.name, attribute);
  }
  return bound;
}

/**
 * Sentences about a placement that cannot work: a required property without a value, a column the table does not have, a
 * column of a type the property does not take.
 */
export function placementProblems(
  component: ComponentModel,
  placed: CustomControlModel,
  bound: ReadonlyMap<string, Attribute>,
): string[] {
  return component.properties.flatMap((property) => {
    const given = placed.parameters[property.name];
    if (!given)
      return property.required && property.usage === 'bound'
        ? [`The form gives its required property ${property.name} no value.`]
        : [];
    if (given.isStatic) return [];
    const attribute = bound.get(property.name);
    if (!attribute)
      return property.usage === 'bound'
        ? [`The form binds ${property.name} to ${given.value}, which is no column of the table.`]
        : [];
    const type = typeOfColumn(attribute.column);
    const fits = property.types.length === 0 || property.types.some((one) => sameFamily(one, type));
    return fits
      ? []
      : [`The form binds ${property.name} (${property.types.join(', ')}) to ${given.value}, a column of type ${type}.`];
  });
}

/** Texts of all formats, and lookups of all kinds, fit each other, as in the platform's designer. */
function sameFamily(a: string, b: string): boolean {
  const family = (type: string): string => type.split('.')[0] ?? type;
  const texts = new Set(['SingleLine', 'Multiple']);
  return family(a) === family(b) || (texts.has(family(a)) && texts.has(family(b)));
}

/** One parameter: the bound column's value, or the value written into the form, or the manifest's default. */
export function parameterOf(
  property: ManifestProperty,
  placed: CustomControlModel,
  attribute: Attribute | undefined,
  formatter: Formatter,
): Parameter {
  if (attribute) return columnParameter(attribute, formatter);
  const given = placed.parameters[property.name];
  const type = given?.type ?? property.types[0] ?? '';
  const text = given?.isStatic || property.usage !== 'bound' ? given?.value : undefined;
  const fallback = property.defaultValue ?? property.options?.find((option) => option.isDefault)?.value;
  return { raw: staticValue(type, text ?? fallback), type, error: false, errorMessage: '' };
}

function columnParameter(attribute: Attribute, formatter: Formatter): Parameter {
  const { column, value } = attribute;
  return {
    raw: rawOf(column, value),
    formatted: formatter.value(column, value),
    type: typeOfColumn(column),
    error: attribute.problem !== undefined,
    errorMessage: attribute.problem ?? '',
    security: { editable: column.updatable, readable: true, secured: false },
    attributes: metadataOf(attribute),
  };
}

function metadataOf({ column, requiredLevel }: Attribute): object {
  const options = (column.options ?? []).map((one) => ({ Label: one.label, Value: one.value, Color: one.color ?? '' }));
  return {
    ...attributeMetadata(column),
    RequiredLevel: { none: 0, required: 2, recommended: 3 }[requiredLevel],
    IsSecured: false,
    DefaultValue: column.defaultValue,
    Options: options,
  };
}

/** Lookups are arrays, empty ones too; dates are copies, so that a component cannot change the form by accident. */
function rawOf(column: ColumnModel, value: FieldValue): unknown {
  if (['Lookup', 'Customer', 'Owner', 'PartyList'].includes(column.type)) {
    return Array.isArray(value) ? value.filter(isLookupValue).map((one) => ({ ...one })) : [];
  }
  if (value instanceof Date) return new Date(value);
  return Array.isArray(value) ? [...value] : value;
}

function staticValue(type: string, text: string | undefined): unknown {
  if (text === undefined || text === '') return null;
  if (/^(Whole|Decimal|FP|Currency|OptionSet)/.test(type)) {
    const number = Number(text);
    return Number.isNaN(number) ? null : number;
  }
  if (type === 'TwoOptions') return text === 'true' || text === '1';
  if (type.startsWith('DateAndTime')) return new Date(text);
  return text;
}

/**
 * The value that a component puts out for a column.
 * @throws TypeError naming the column when the column cannot hold it
 */
export function outputValue(column: ColumnModel, value: unknown): FieldValue {
  if (value === null) return null;
  if (value instanceof Date || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (Array.isArray(value)) {
    if (value.length === 0) return null;
    if (value.every((one): one is number => typeof one === 'number')) return value;
    if (value.every(isLookupValue)) {
      return value.map((one) => ({
        id: one.id.replace(/[{}]/g, '').toLowerCase(),
        name: one.name ?? '',
        entityType: one.entityType,
      }));
    }
  }
  throw new TypeError(`The component gave a value that ${column.name} (${column.type}) cannot hold.`);
}
