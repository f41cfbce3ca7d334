/** `<attribute>` of Entity.xml. Elements and their order are those of real exports (facts/packaging-and-pcf.md §3). */
import type { Column, GlobalChoice, Label } from '../../../solution/model/index.ts';
import { label } from '../../../solution/model/index.ts';
import { descriptions, displayNames, introduced, labelList } from './common.ts';
import { element, text, type Element } from './element.ts';

/** What an attribute says of itself apart from its type. */
export interface AttributeInfo {
  readonly physicalName: string;
  readonly type: string;
  readonly requiredLevel: 'none' | 'recommended' | 'required' | 'systemrequired';
  readonly displayMask?: string;
  readonly imeMode: 'auto' | 'inactive' | 'disabled';
  readonly update: boolean;
  readonly create: boolean;
  readonly custom: boolean;
  readonly audited: boolean;
  readonly secured?: boolean;
  readonly logical?: boolean;
  readonly searchable?: boolean;
  readonly filterable?: boolean;
  readonly retrievable?: boolean;
  readonly autoNumber?: string;
  /** What the type adds: Format, MaxLength, LookupTypes, optionset … */
  readonly extras: readonly Element[];
  readonly label: Label;
  readonly description?: Label;
}

export function attribute(info: AttributeInfo): Element {
  const name = info.physicalName.toLowerCase();
  return element('attribute', { PhysicalName: info.physicalName }, [
    text('Type', info.type),
    text('Name', name),
    text('LogicalName', name),
    text('RequiredLevel', info.requiredLevel),
    info.displayMask === undefined ? undefined : text('DisplayMask', info.displayMask),
    text('ImeMode', info.imeMode),
    text('ValidForUpdateApi', info.update),
    text('ValidForReadApi', true),
    text('ValidForCreateApi', info.create),
    text('IsCustomField', info.custom),
    text('IsAuditEnabled', info.audited),
    info.logical === true ? text('IsLogical', true) : undefined,
    text('IsSecured', info.secured === true),
    introduced,
    text('IsCustomizable', true),
    text('IsRenameable', true),
    text('CanModifySearchSettings', true),
    text('CanModifyRequirementLevelSettings', info.type !== 'primarykey'),
    text('CanModifyAdditionalSettings', true),
    text('SourceType', 0),
    text('IsGlobalFilterEnabled', false),
    text('IsSortableEnabled', false),
    text('CanModifyGlobalFilterSettings', true),
    text('CanModifyIsSortableSettings', true),
    text('IsDataSourceSecret', false),
    text('AutoNumberFormat', info.autoNumber ?? ''),
    text('IsSearchable', info.searchable === true),
    text('IsFilterable', info.filterable === true),
    text('IsRetrievable', info.retrievable === true),
    text('IsLocalizable', false),
    ...info.extras,
    displayNames(info.label),
    info.description === undefined ? undefined : descriptions(info.description),
  ]);
}

/** A column of ours on `table`. `primaryName` marks the column that titles a row. */
export function columnAttribute(table: string, column: Column, primaryName = false): Element {
  const shape = shapeOf(table, column);
  const required = column.required ?? 'none';
  const mask = [
    ...(primaryName ? ['PrimaryName'] : []),
    'ValidForAdvancedFind',
    'ValidForForm',
    ...(column.inGrid === false ? [] : ['ValidForGrid']),
    ...(required === 'required' ? ['RequiredForForm'] : []),
  ];
  return attribute({
    physicalName: column.name,
    type: shape.type,
    requiredLevel: required,
    displayMask: mask.join('|'),
    imeMode: column.type === 'datetime' ? 'inactive' : column.type === 'integer' ? 'disabled' : 'auto',
    update: true,
    create: true,
    custom: true,
    audited: column.audited ?? true,
    secured: column.secured === true,
    searchable: primaryName || column.searchable === true,
    retrievable: true,
    ...(column.type === 'text' && column.autoNumber !== undefined ? { autoNumber: column.autoNumber } : {}),
    extras: shape.extras,
    label: column.label,
    description: column.description,
  });
}

function shapeOf(table: string, column: Column): { readonly type: string; readonly extras: readonly Element[] } {
  switch (column.type) {
    case 'text':
      return {
        type: 'nvarchar',
        extras: [
          text('Format', column.format ?? 'text'),
          text('MaxLength', column.maxLength),
          text('Length', column.maxLength * 2),
        ],
      };
    case 'memo':
      return { type: 'ntext', extras: [text('Format', 'textarea'), text('MaxLength', column.maxLength)] };
    case 'integer':
      return {
        type: 'int',
        extras: [text('Format', 'none'), text('MinValue', column.min), text('MaxValue', column.max)],
      };
    case 'decimal':
      return {
        type: 'decimal',
        extras: [text('MinValue', column.min), text('MaxValue', column.max), text('Accuracy', column.precision)],
      };
    case 'datetime':
      return {
        type: 'datetime',
        extras: [
          text('Format', column.format),
          text('CanChangeDateTimeBehavior', true),
          text('Behavior', dateBehaviors[column.behavior ?? 'userLocal']),
        ],
      };
    case 'yesno':
      return {
        type: 'bit',
        extras: [text('AppDefaultValue', column.default ? 1 : 0), yesNoOptions(table, column)],
      };
    case 'choice':
      return {
        type: 'picklist',
        extras: [text('AppDefaultValue', column.default ?? -1), optionsOf(table, column)],
      };
    case 'choices':
      return { type: 'multiselectpicklist', extras: [text('AppDefaultValue', -1), optionsOf(table, column)] };
    case 'lookup':
      return { type: 'lookup', extras: [text('LookupStyle', 'single'), element('LookupTypes')] };
  }
}

/** User local: the value is a moment, shown in the time zone of whoever looks (SPEC T-11). */
const dateBehaviors = { userLocal: 1, dateOnly: 2, timeZoneIndependent: 3 } as const;

/** A reference to the global choice, or the options themselves. */
function optionsOf(table: string, column: Extract<Column, { type: 'choice' | 'choices' }>): Element {
  const { choice } = column;
  if (column.local !== true) return text('OptionSetName', choice.name);
  return element('optionset', { Name: `${table}_${column.name}` }, [
    text('OptionSetType', 'picklist'),
    introduced,
    text('IsCustomizable', true),
    displayNames(choice.label),
    descriptions(choice.description),
    optionList(choice),
  ]);
}

function optionList({ options }: GlobalChoice): Element {
  return element(
    'options',
    {},
    options.map(({ value, label: title }) => option(value, title)),
  );
}

function yesNoOptions(table: string, column: Column): Element {
  return element('optionset', { Name: `${table}_${column.name}` }, [
    text('OptionSetType', 'bit'),
    introduced,
    text('IsCustomizable', true),
    displayNames(column.label),
    descriptions(column.description),
    element('options', {}, [option(1, label('Yes', 'Ja')), option(0, label('No', 'Nein'))]),
  ]);
}

function option(value: number, title: Label): Element {
  return element('option', { value, ExternalValue: '', IsHidden: 0 }, [labelList(title)]);
}

/** `OptionSets/<name>.xml`. */
export function globalOptionSet(choice: GlobalChoice, root: Readonly<Record<string, string>>): Element {
  return element('optionset', { Name: choice.name, localizedName: choice.label[1033], ...root }, [
    text('OptionSetType', 'picklist'),
    text('IsGlobal', true),
    introduced,
    text('IsCustomizable', true),
    displayNames(choice.label),
    descriptions(choice.description),
    optionList(choice),
  ]);
}
