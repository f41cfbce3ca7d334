/** Metadata of a table in the user's language, as forms and grids need it. */
import type { Column, Label, MetadataRegistry, OneToMany, Table } from '../metadata/types.ts';
import type { ColumnModel, LookupTarget, OptionModel, TableModel } from './model.ts';

/** Text in the wanted language, else English, else any, else the fallback. */
export function localized(label: Label | undefined, languageId: number, fallback = ''): string {
  return label?.[languageId] ?? label?.[1033] ?? (label ? Object.values(label)[0] : undefined) ?? fallback;
}

export function tableModel(metadata: MetadataRegistry, table: Table, languageId: number): TableModel {
  const manyToOne = metadata.manyToOne(table.logicalName);
  const parties = metadata
    .oneToMany(table.logicalName)
    .find((one) => one.referencingTable === 'activityparty' && one.referencingColumn === 'activityid');
  const columns = [...table.columns.values()].map(
    (column) => [column.logicalName, columnModel(metadata, column, manyToOne, languageId)] as const,
  );
  return {
    name: table.logicalName,
    schemaName: table.schemaName,
    setName: table.entitySetName,
    objectTypeCode: table.objectTypeCode,
    label: localized(table.displayName, languageId, table.logicalName),
    collectionLabel: localized(table.displayCollectionName, languageId, table.logicalName),
    primaryId: table.primaryId,
    isActivity: table.isActivity,
    isCustom: table.isCustom,
    ownership: table.ownership,
    columns: Object.fromEntries(columns),
    ...(table.primaryName ? { primaryName: table.primaryName } : {}),
    ...(parties ? { partyNavigation: parties.collectionNavigation } : {}),
  };
}

function columnModel(
  metadata: MetadataRegistry,
  column: Column,
  manyToOne: readonly OneToMany[],
  languageId: number,
): ColumnModel {
  const lookups =
    column.type === 'PartyList'
      ? metadata.manyToOne('activityparty').filter((one) => one.referencingColumn === 'partyid')
      : manyToOne.filter((one) => one.referencingColumn === column.logicalName);
  const targets = lookups.flatMap((one) => lookupTarget(metadata, one, languageId) ?? []);
  const options = column.choice?.options.map((option): OptionModel => ({
    value: option.value,
    label: localized(option.label, languageId, String(option.value)),
    ...(option.color ? { color: option.color } : {}),
    ...(option.state === undefined ? {} : { state: option.state }),
  }));
  return {
    name: column.logicalName,
    schemaName: column.schemaName,
    type: column.type,
    label: localized(column.displayName, languageId, column.logicalName),
    description: localized(column.description, languageId),
    required: column.required,
    creatable: column.validForCreate,
    updatable: column.validForUpdate,
    ...pick(column, ['maxLength', 'minValue', 'maxValue', 'precision', 'format', 'dateBehavior', 'defaultValue']),
    ...(options ? { options } : {}),
    ...(targets.length ? { targets } : {}),
  };
}

function lookupTarget(metadata: MetadataRegistry, one: OneToMany, languageId: number): LookupTarget | undefined {
  const target = metadata.table(one.referencedTable);
  if (!target) return undefined;
  return {
    table: target.logicalName,
    setName: target.entitySetName,
    label: localized(target.displayName, languageId, target.logicalName),
    primaryId: target.primaryId,
    navigation: one.lookupNavigation,
    ...(target.primaryName ? { primaryName: target.primaryName } : {}),
  };
}

function pick<T extends object, K extends keyof T>(from: T, names: readonly K[]): Partial<Pick<T, K>> {
  const picked: Partial<Pick<T, K>> = {};
  for (const name of names) if (from[name] !== undefined) picked[name] = from[name];
  return picked;
}
