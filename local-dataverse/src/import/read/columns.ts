/** `<attribute>` elements → columns. */
import type { Choice, Column, ColumnType } from '../../metadata/types.ts';
import { attribute, child, fail, flag, labels, needText, number, text, type Element } from './xml.ts';
import { readChoice } from './choices.ts';

const TYPES: Readonly<Record<string, ColumnType>> = {
  bigint: 'BigInt',
  bit: 'Boolean',
  customer: 'Customer',
  datetime: 'DateTime',
  decimal: 'Decimal',
  file: 'File',
  float: 'Double',
  image: 'Image',
  int: 'Integer',
  lookup: 'Lookup',
  money: 'Money',
  multiselectpicklist: 'MultiSelectPicklist',
  ntext: 'Memo',
  nvarchar: 'String',
  owner: 'Owner',
  partylist: 'PartyList',
  picklist: 'Picklist',
  primarykey: 'Uniqueidentifier',
  state: 'State',
  status: 'Status',
  timestamp: 'BigInt',
  uniqueidentifier: 'Uniqueidentifier',
  virtual: 'Virtual',
};
const FORMATS: Readonly<Record<string, string>> = {
  email: 'Email',
  phone: 'Phone',
  phoneticguide: 'PhoneticGuide',
  text: 'Text',
  textarea: 'TextArea',
  tickersymbol: 'TickerSymbol',
  url: 'Url',
  versionnumber: 'VersionNumber',
  json: 'Json',
  richtext: 'RichText',
};
const REQUIRED: Readonly<Record<string, Column['required']>> = {
  none: 'None',
  recommended: 'Recommended',
  required: 'ApplicationRequired',
  applicationrequired: 'ApplicationRequired',
  systemrequired: 'SystemRequired',
};
const BEHAVIORS: Readonly<Record<string, NonNullable<Column['dateBehavior']>>> = {
  '1': 'UserLocal',
  '2': 'DateOnly',
  '3': 'TimeZoneIndependent',
};

export interface ImportedColumn {
  readonly column: Column;
  /** The table's primary name column. */
  readonly isPrimaryName: boolean;
  readonly isPrimaryKey: boolean;
}

/**
 * Reads one column.
 * @param global finds a global choice of the package or the organisation
 * @throws DataverseError for an unknown type, a missing name, or a choice that is nowhere
 */
export function readColumn(
  file: string,
  element: Element,
  global: (name: string) => Choice | undefined,
): ImportedColumn {
  const schemaName = attribute(element, 'PhysicalName') ?? needText(file, element, 'Name');
  const typeName = needText(file, element, 'Type').toLowerCase();
  const type = TYPES[typeName] ?? fail(file, element, `the type '${typeName}' of ${schemaName} is unknown`);
  const length = type === 'File' ? number(file, element, 'MaxValue') : number(file, element, 'MaxLength');
  const column: Column = {
    logicalName: (text(element, 'LogicalName') ?? schemaName).toLowerCase(),
    schemaName,
    type,
    displayName: labels(element, 'displaynames'),
    description: labels(element, 'Descriptions'),
    required: REQUIRED[(text(element, 'RequiredLevel') ?? 'none').toLowerCase()] ?? 'None',
    validForCreate: flag(element, 'ValidForCreateApi') ?? true,
    validForUpdate: flag(element, 'ValidForUpdateApi') ?? true,
    validForRead: flag(element, 'ValidForReadApi') ?? true,
    isCustom: flag(element, 'IsCustomField') ?? false,
    isAuditEnabled: flag(element, 'IsAuditEnabled') ?? false,
    isSecured: flag(element, 'IsSecured') ?? false,
    ...defined('maxLength', length),
    ...defined('autoNumberFormat', text(element, 'AutoNumberFormat')),
    ...typed(file, element, type, global),
  };
  const mask = (text(element, 'DisplayMask') ?? '').split('|');
  return { column, isPrimaryName: mask.includes('PrimaryName'), isPrimaryKey: typeName === 'primarykey' };
}

function typed(
  file: string,
  element: Element,
  type: ColumnType,
  global: (name: string) => Choice | undefined,
): Partial<Column> {
  const format = text(element, 'Format')?.toLowerCase();
  switch (type) {
    case 'String':
    case 'Memo':
      return { format: FORMATS[format ?? (type === 'Memo' ? 'textarea' : 'text')] ?? 'Text' };
    case 'DateTime':
      return {
        format: format === 'date' ? 'DateOnly' : 'DateAndTime',
        dateBehavior: BEHAVIORS[text(element, 'Behavior') ?? '1'] ?? 'UserLocal',
      };
    case 'Integer':
    case 'BigInt':
    case 'Decimal':
    case 'Double':
    case 'Money':
      return {
        ...defined('minValue', number(file, element, 'MinValue')),
        ...defined('maxValue', number(file, element, 'MaxValue')),
        ...defined('precision', number(file, element, 'Accuracy')),
        ...(type === 'Integer' ? { format: 'None' } : {}),
      };
    case 'Boolean':
      return {
        defaultValue: flag(element, 'AppDefaultValue') ?? false,
        ...defined('choice', choiceOf(file, element, global)),
      };
    case 'Picklist':
    case 'MultiSelectPicklist': {
      const value = number(file, element, 'AppDefaultValue');
      const choice = choiceOf(file, element, global) ?? fail(file, element, 'the choice column has no options');
      return { choice, ...defined('defaultValue', value === -1 ? undefined : value) };
    }
    case 'State':
    case 'Status':
      return defined('choice', choiceOf(file, element, global));
    default:
      return {};
  }
}

function choiceOf(file: string, element: Element, global: (name: string) => Choice | undefined): Choice | undefined {
  const inline = child(element, 'optionset');
  if (inline !== undefined) return readChoice(file, inline, false);
  const name = text(element, 'OptionSetName')?.toLowerCase();
  if (name === undefined) return undefined;
  return (
    global(name) ?? fail(file, element, `the global choice '${name}' is neither in the package nor in the organisation`)
  );
}

function defined<K extends keyof Column>(key: K, value: Column[K] | undefined): Partial<Column> {
  return value === undefined ? {} : { [key]: value };
}
