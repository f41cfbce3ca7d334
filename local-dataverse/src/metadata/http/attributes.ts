/** Columns as AttributeMetadata and its subtypes. */
import { isColumnAudited } from '../auditing.ts';
import { stableId } from '../stable-id.ts';
import type { Column, ColumnType, Table } from '../types.ts';
import { choiceJson, labelJson, managed, optionSetType, type Json } from './json.ts';

const METADATA_TYPE: Readonly<Record<ColumnType, string>> = {
  BigInt: 'BigIntAttributeMetadata',
  Boolean: 'BooleanAttributeMetadata',
  Customer: 'LookupAttributeMetadata',
  DateTime: 'DateTimeAttributeMetadata',
  Decimal: 'DecimalAttributeMetadata',
  Double: 'DoubleAttributeMetadata',
  EntityName: 'EntityNameAttributeMetadata',
  File: 'FileAttributeMetadata',
  Image: 'ImageAttributeMetadata',
  Integer: 'IntegerAttributeMetadata',
  Lookup: 'LookupAttributeMetadata',
  ManagedProperty: 'ManagedPropertyAttributeMetadata',
  Memo: 'MemoAttributeMetadata',
  Money: 'MoneyAttributeMetadata',
  MultiSelectPicklist: 'MultiSelectPicklistAttributeMetadata',
  Owner: 'LookupAttributeMetadata',
  PartyList: 'LookupAttributeMetadata',
  Picklist: 'PicklistAttributeMetadata',
  State: 'StateAttributeMetadata',
  Status: 'StatusAttributeMetadata',
  String: 'StringAttributeMetadata',
  Uniqueidentifier: 'UniqueIdentifierAttributeMetadata',
  Virtual: 'AttributeMetadata',
};
/** Types that AttributeTypeCode has no value for: they show as Virtual and are told apart by AttributeTypeName. */
const NEWER = new Set<ColumnType>(['File', 'Image', 'MultiSelectPicklist']);
const BEHAVIOR = { UserLocal: 'UserLocal', DateOnly: 'DateOnly', TimeZoneIndependent: 'TimeZoneIndependent' } as const;

/** Name of the metadata type, e.g. `PicklistAttributeMetadata`: what a cast in the path names. */
export function attributeType(column: Column): string {
  return METADATA_TYPE[column.type];
}

/** All metadata types a cast may name. */
export const ATTRIBUTE_TYPES: ReadonlySet<string> = new Set([...Object.values(METADATA_TYPE), 'EnumAttributeMetadata']);

/** Columns that are attributes of the table (an activity's merely inherited ones are not). */
export function attributesOf(table: Table): Column[] {
  return [...table.columns.values()].filter((column) => column.inheritedOnly !== true);
}

/** The column with everything its type has; OptionSet and GlobalOptionSet are navigations, see `attributeNavigations`. */
export function attributeJson(table: Table, column: Column): Json {
  return { ...baseAttributeJson(table, column), ...typeProperties(table, column) };
}

/** What every AttributeMetadata has: all that can be selected without a cast. */
export function baseAttributeJson(table: Table, column: Column): Json {
  const isManaged = !column.isCustom;
  return {
    '@odata.type': `#Microsoft.Dynamics.CRM.${attributeType(column)}`,
    MetadataId: stableId('column', table.logicalName, column.logicalName),
    HasChanged: null,
    AttributeOf: null,
    AttributeType: NEWER.has(column.type) ? 'Virtual' : column.type,
    AttributeTypeName: { Value: `${column.type}Type` },
    Description: labelJson(column.description, table.logicalName, column.logicalName, 'description'),
    DisplayName: labelJson(column.displayName, table.logicalName, column.logicalName),
    EntityLogicalName: table.logicalName,
    IsAuditEnabled: managed(isColumnAudited(column), 'canmodifyauditsettings'),
    IsCustomAttribute: column.isCustom,
    IsPrimaryId: column.logicalName === table.primaryId,
    IsPrimaryName: column.logicalName === table.primaryName,
    IsValidForCreate: column.validForCreate,
    IsValidForRead: column.validForRead,
    IsValidForUpdate: column.validForUpdate,
    IsSecured: column.isSecured ?? false,
    IsManaged: isManaged,
    IsLogical: column.type === 'Virtual' || column.type === 'PartyList',
    LogicalName: column.logicalName,
    SchemaName: column.schemaName,
    IsCustomizable: managed(true, 'iscustomizable'),
    RequiredLevel: managed(column.required, 'canmodifyrequirementlevelsettings', column.required !== 'SystemRequired'),
    AutoNumberFormat: column.autoNumberFormat ?? null,
  };
}

function typeProperties(table: Table, column: Column): Json {
  const max = column.maxLength ?? null;
  const range = { MinValue: column.minValue ?? null, MaxValue: column.maxValue ?? null };
  switch (column.type) {
    case 'String':
      return {
        MaxLength: max,
        DatabaseLength: max === null ? null : max * 2,
        Format: formatCode(column),
        FormatName: { Value: column.format ?? 'Text' },
      };
    case 'Memo':
      return { MaxLength: max, Format: 'TextArea', FormatName: { Value: column.format ?? 'TextArea' } };
    case 'Integer':
      return { ...range, Format: column.format ?? 'None' };
    case 'BigInt':
      return range;
    case 'Decimal':
    case 'Double':
      return { ...range, Precision: column.precision ?? null };
    case 'Money':
      return {
        ...range,
        Precision: column.precision ?? null,
        IsBaseCurrency: column.logicalName.endsWith('_base'),
        CalculationOf: null,
      };
    case 'DateTime':
      return {
        Format: column.format ?? 'DateAndTime',
        DateTimeBehavior: { Value: BEHAVIOR[column.dateBehavior ?? 'UserLocal'] },
      };
    case 'Boolean':
      return { DefaultValue: column.defaultValue ?? false };
    case 'Picklist':
    case 'MultiSelectPicklist':
      return { DefaultFormValue: column.defaultValue ?? -1 };
    case 'State':
    case 'Status':
      return { DefaultFormValue: null };
    case 'Lookup':
    case 'Customer':
    case 'Owner':
    case 'PartyList':
      return { Targets: column.targets ?? [], Format: 'None' };
    case 'Image':
      return { IsPrimaryImage: column.logicalName === 'entityimage' };
    default:
      return table.isCustom && column.type === 'File' ? { MaxSizeInKB: column.maxLength ?? null } : {};
  }
}

/** StringFormat knows fewer formats than StringFormatName. */
function formatCode(column: Column): string {
  const known = ['Email', 'Text', 'TextArea', 'Url', 'TickerSymbol', 'PhoneticGuide', 'VersionNumber', 'Phone'];
  return known.includes(column.format ?? '') ? (column.format ?? 'Text') : 'Text';
}

/** `OptionSet` and `GlobalOptionSet` of a choice column: one holds the options, the other is null. */
export function attributeNavigations(column: Column): Json {
  const { choice } = column;
  if (choice === undefined)
    return attributeType(column).match(/Picklist|Boolean|State|Status/)
      ? { OptionSet: null, GlobalOptionSet: null }
      : {};
  const options = choiceJson(choice, optionSetType(column), choice.isGlobal || column.isCustom);
  return { OptionSet: options, GlobalOptionSet: choice.isGlobal ? options : null };
}
