/** AttributeMetadata of a body → column. Ranges and defaults: `PAD:entity-attribute-metadata.md` and the examples of `create-update-column-definitions`. */
import { notImplemented } from '../../engine/errors.ts';
import { attributeType } from '../http/attributes.ts';
import type { Column, ColumnType, Table } from '../types.ts';
import { checkNames, flag, label, number, text, typeName, valueFlag, valueText, type Body } from './body.ts';
import { columnChoice } from './choices.ts';
import { checkSchemaName } from './context.ts';
import type { WriteContext } from './context.ts';
import { invalidDefinition, missingProperty, notCreatable } from './errors.ts';

const TYPES: Readonly<Record<string, ColumnType>> = {
  BigIntAttributeMetadata: 'BigInt',
  BooleanAttributeMetadata: 'Boolean',
  DateTimeAttributeMetadata: 'DateTime',
  DecimalAttributeMetadata: 'Decimal',
  DoubleAttributeMetadata: 'Double',
  IntegerAttributeMetadata: 'Integer',
  MemoAttributeMetadata: 'Memo',
  MoneyAttributeMetadata: 'Money',
  MultiSelectPicklistAttributeMetadata: 'MultiSelectPicklist',
  PicklistAttributeMetadata: 'Picklist',
  StringAttributeMetadata: 'String',
};
/** Columns that elastic tables cannot have (create-elastic-tables, "Adding Columns"). */
const NOT_ELASTIC = new Set<ColumnType>(['Money', 'MultiSelectPicklist']);

interface Range {
  readonly min: number;
  readonly max: number;
  /** Most digits after the point, and those a column gets that names none. */
  readonly precision?: readonly [most: number, usual: number];
}
const RANGES: Partial<Record<ColumnType, Range>> = {
  Integer: { min: -2_147_483_648, max: 2_147_483_647 },
  Decimal: { min: -100_000_000_000, max: 100_000_000_000, precision: [10, 2] },
  Double: { min: -100_000_000_000, max: 100_000_000_000, precision: [5, 2] },
  Money: { min: -922_337_203_685_477, max: 922_337_203_685_477, precision: [4, 2] },
};
/** Most characters, and those a column gets that names none. */
const LENGTHS = { String: [4000, 100], Memo: [1_048_576, 2000] } as const;
const REQUIRED = new Set(['None', 'Recommended', 'ApplicationRequired', 'SystemRequired']);
const STRING_FORMATS = new Set([
  'Text',
  'Email',
  'Phone',
  'Url',
  'TextArea',
  'TickerSymbol',
  'PhoneticGuide',
  'VersionNumber',
  'Json',
  'RichText',
]);

/** The new column of a POST. @throws DataverseError for what is missing, unknown or out of range */
export function readNewColumn(
  context: WriteContext,
  table: Pick<Table, 'logicalName' | 'tableType'>,
  body: Body,
): Column {
  const metadataType = typeName(body);
  if (metadataType === undefined) throw missingProperty('AttributeMetadata', '@odata.type');
  if (metadataType === 'FileAttributeMetadata' || metadataType === 'ImageAttributeMetadata')
    throw notImplemented(`Creating a column of type ${metadataType}`);
  const type = TYPES[metadataType];
  if (type === undefined) throw notCreatable(metadataType);
  if (table.tableType === 'Elastic' && NOT_ELASTIC.has(type))
    throw invalidDefinition(
      `Columns of type ${metadataType} cannot be added to the elastic table ${table.logicalName}.`,
    );
  checkNames('EntityDefinitions', metadataType, body);
  const schemaName = text(body, 'SchemaName');
  if (schemaName === undefined) throw missingProperty(metadataType, 'SchemaName');
  checkSchemaName(context, 'Attribute', schemaName);
  const logicalName = schemaName.toLowerCase();
  const start: Column = {
    logicalName,
    schemaName,
    type,
    displayName: {},
    required: 'None',
    validForCreate: true,
    validForUpdate: true,
    validForRead: true,
    isCustom: true,
    solution: context.solution,
    ...defaults(type),
  };
  const column = applyCommon(start, body, false);
  if (Object.keys(column.displayName).length === 0) throw missingProperty(metadataType, 'DisplayName');
  const whole: Column = { ...column, ...columnChoice(context, table.logicalName, column, body) };
  checkDefault(whole);
  return whole;
}

/** @throws DataverseError when the value of new rows is none of the options */
function checkDefault(column: Column): void {
  if (typeof column.defaultValue !== 'number' || column.choice === undefined) return;
  if (!column.choice.options.some((option) => option.value === column.defaultValue))
    throw invalidDefinition(`The DefaultFormValue of ${column.logicalName} is none of its options.`);
}

/** The column after a PUT: what the body names changes, type and names stay. */
export function readChangedColumn(context: WriteContext, column: Column, body: Body): Column {
  const metadataType = typeName(body);
  const type = metadataType === undefined ? undefined : TYPES[metadataType];
  if (type !== undefined && type !== column.type)
    throw invalidDefinition(
      `The type of the column ${column.logicalName} is ${column.type} and cannot become ${type}.`,
    );
  checkNames('EntityDefinitions', attributeType(column), body);
  const named = text(body, 'SchemaName')?.toLowerCase();
  if (named !== undefined && named !== column.logicalName)
    throw invalidDefinition(`The schema name of the column ${column.logicalName} cannot be changed.`);
  const changed = applyCommon(column, body, context.mergeLabels);
  checkDefault(changed);
  return changed;
}

function defaults(type: ColumnType): Partial<Column> {
  const range = RANGES[type];
  if (range !== undefined)
    return {
      minValue: range.min,
      maxValue: range.max,
      ...(range.precision === undefined ? { format: 'None' } : { precision: range.precision[1] }),
    };
  if (type === 'String') return { maxLength: LENGTHS.String[1], format: 'Text' };
  if (type === 'Memo') return { maxLength: LENGTHS.Memo[1], format: 'TextArea' };
  if (type === 'DateTime') return { format: 'DateAndTime', dateBehavior: 'UserLocal' };
  return type === 'Boolean' ? { defaultValue: false } : {};
}

/** What is not the column's choice: labels, level, lengths, ranges, formats. */
function applyCommon(column: Column, body: Body, merge: boolean): Column {
  const description = label(body, 'Description', column.description, merge);
  const autoNumber = text(body, 'AutoNumberFormat');
  return {
    ...column,
    displayName: label(body, 'DisplayName', column.displayName, merge) ?? {},
    ...(description === undefined ? {} : { description }),
    required: requiredLevel(column, body),
    isAuditEnabled: valueFlag(body, 'IsAuditEnabled') ?? column.isAuditEnabled ?? false,
    isSecured: flag(body, 'IsSecured') ?? column.isSecured ?? false,
    ...(autoNumber === undefined ? {} : { autoNumberFormat: autoNumber }),
    ...typed(column, body),
  };
}

function requiredLevel(column: Column, body: Body): Column['required'] {
  const given = valueText(body, 'RequiredLevel');
  if (given === undefined) return column.required;
  if (!isLevel(given)) throw invalidDefinition(`RequiredLevel '${given}' is none of ${[...REQUIRED].join(', ')}.`);
  if (given === 'SystemRequired' && column.isCustom)
    throw invalidDefinition(`The RequiredLevel of ${column.logicalName} cannot be SystemRequired.`);
  return column.required === 'SystemRequired' ? column.required : given;
}

function isLevel(value: string): value is Column['required'] {
  return REQUIRED.has(value);
}

function typed(column: Column, body: Body): Partial<Column> {
  switch (column.type) {
    case 'String':
    case 'Memo':
      return { maxLength: length(column, body), format: stringFormat(column, body) };
    case 'Integer':
    case 'Decimal':
    case 'Double':
    case 'Money':
      return numbers(column, body);
    case 'DateTime':
      return dates(column, body);
    case 'Boolean': {
      const value = flag(body, 'DefaultValue');
      return value === undefined ? {} : { defaultValue: value };
    }
    case 'Picklist':
    case 'MultiSelectPicklist': {
      const value = number(body, 'DefaultFormValue');
      return value === undefined || value === -1 ? {} : { defaultValue: value };
    }
    default:
      return {};
  }
}

function length(column: Column, body: Body): number {
  const [most, usual] = LENGTHS[column.type === 'Memo' ? 'Memo' : 'String'];
  const value = number(body, 'MaxLength') ?? column.maxLength ?? usual;
  if (!Number.isInteger(value) || value < 1 || value > Math.max(most, column.maxLength ?? 0))
    throw invalidDefinition(`The MaxLength of ${column.logicalName} must be between 1 and ${most}, not ${value}.`);
  return value;
}

function stringFormat(column: Column, body: Body): string {
  const given = valueText(body, 'FormatName') ?? text(body, 'Format') ?? column.format ?? 'Text';
  if (!STRING_FORMATS.has(given)) throw invalidDefinition(`The format '${given}' of ${column.logicalName} is unknown.`);
  return given;
}

function numbers(column: Column, body: Body): Partial<Column> {
  const range = RANGES[column.type];
  const minValue = number(body, 'MinValue') ?? column.minValue;
  const maxValue = number(body, 'MaxValue') ?? column.maxValue;
  const precision = number(body, 'Precision') ?? column.precision;
  if (minValue !== undefined && maxValue !== undefined && minValue > maxValue)
    throw invalidDefinition(`The MinValue of ${column.logicalName} must not exceed its MaxValue.`);
  if (range !== undefined && ((minValue ?? 0) < range.min || (maxValue ?? 0) > range.max))
    throw invalidDefinition(`The values of ${column.logicalName} must lie between ${range.min} and ${range.max}.`);
  const most = range?.precision?.[0];
  if (precision !== undefined && most !== undefined && (precision < 0 || precision > most))
    throw invalidDefinition(`The Precision of ${column.logicalName} must be between 0 and ${most}.`);
  const format = column.type === 'Integer' ? (text(body, 'Format') ?? column.format) : undefined;
  return {
    ...(minValue === undefined ? {} : { minValue }),
    ...(maxValue === undefined ? {} : { maxValue }),
    ...(precision === undefined ? {} : { precision }),
    ...(format === undefined ? {} : { format }),
  };
}

function dates(column: Column, body: Body): Partial<Column> {
  const format = text(body, 'Format') ?? column.format ?? 'DateAndTime';
  const behavior = valueText(body, 'DateTimeBehavior') ?? column.dateBehavior ?? 'UserLocal';
  if (format !== 'DateOnly' && format !== 'DateAndTime')
    throw invalidDefinition(`The format '${format}' of ${column.logicalName} is unknown.`);
  if (behavior !== 'UserLocal' && behavior !== 'DateOnly' && behavior !== 'TimeZoneIndependent')
    throw invalidDefinition(`The DateTimeBehavior '${behavior}' of ${column.logicalName} is unknown.`);
  return { format: behavior === 'DateOnly' ? 'DateOnly' : format, dateBehavior: behavior };
}
