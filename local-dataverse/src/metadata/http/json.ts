/** Shared pieces of the metadata answers: labels, managed properties, options. */
import { ENGLISH } from '../labels.ts';
import { stableId } from '../stable-id.ts';
import type { Choice, ChoiceOption, Column, Label } from '../types.ts';

export type Json = Readonly<Record<string, unknown>>;

/** `{LocalizedLabels, UserLocalizedLabel}`; the user's language is the organisation's (English). */
export function labelJson(label: Label | undefined, ...owner: readonly string[]): Json {
  // The organisation's own language comes first.
  const codes = Object.keys(label ?? {})
    .map(Number)
    .sort((a, b) => Number(b === ENGLISH) - Number(a === ENGLISH) || a - b);
  const all = codes.map((code) => ({
    Label: label?.[code],
    LanguageCode: code,
    IsManaged: true,
    MetadataId: stableId('label', ...owner, `${code}`),
    HasChanged: null,
  }));
  return {
    LocalizedLabels: all,
    UserLocalizedLabel: all.find((each) => each.LanguageCode === ENGLISH) ?? all[0] ?? null,
  };
}

/** A managed property such as RequiredLevel or IsAuditEnabled. */
export function managed(value: unknown, name: string, canBeChanged = true): Json {
  return { Value: value, CanBeChanged: canBeChanged, ManagedPropertyLogicalName: name };
}

function optionJson(option: ChoiceOption, choice: Choice, isManaged: boolean): Json {
  return {
    Value: option.value,
    Label: labelJson(option.label, choice.name, String(option.value)),
    Description: labelJson(undefined),
    Color: option.color ?? null,
    IsManaged: isManaged,
    ExternalValue: null,
    MetadataId: null,
    HasChanged: null,
    ParentValues: [],
    ...(option.state === undefined ? {} : { State: option.state, TransitionData: null }),
    ...(option.defaultStatus === undefined
      ? {}
      : { DefaultStatus: option.defaultStatus, InvariantName: option.label[ENGLISH] ?? '' }),
  };
}

/** OptionSetMetadata, or BooleanOptionSetMetadata with TrueOption and FalseOption. */
export function choiceJson(choice: Choice, type: 'Picklist' | 'State' | 'Status' | 'Boolean', isCustom: boolean): Json {
  const common = {
    MetadataId: stableId('choice', choice.name),
    HasChanged: null,
    Description: labelJson(undefined),
    DisplayName: labelJson(choice.displayName, choice.name),
    IsCustomOptionSet: isCustom,
    IsGlobal: choice.isGlobal,
    IsManaged: !isCustom,
    IsCustomizable: managed(true, 'iscustomizable'),
    Name: choice.name,
    ExternalTypeName: null,
    OptionSetType: type,
    IntroducedVersion: null,
  };
  const options = choice.options.map((option) => optionJson(option, choice, !isCustom));
  if (type !== 'Boolean') return { ...common, ParentOptionSetName: null, Options: options };
  return {
    ...common,
    TrueOption: options.find((option) => option['Value'] === 1) ?? null,
    FalseOption: options.find((option) => option['Value'] === 0) ?? null,
  };
}

/** OptionSetType of a column that has options. */
export function optionSetType(column: Column): 'Picklist' | 'State' | 'Status' | 'Boolean' {
  return column.type === 'State' || column.type === 'Status' || column.type === 'Boolean' ? column.type : 'Picklist';
}
