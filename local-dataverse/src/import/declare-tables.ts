/** Declares what a package says about tables: columns, keys, relationships, and what the platform adds to them. */
import { regardingRelationships } from '../metadata/write/regarding.ts';
import type { Column, MetadataRegistry, OneToMany } from '../metadata/types.ts';
import { activityRelationships } from './activity-table.ts';
import type { Declarations } from './declarations.ts';
import { invalidFile } from './errors.ts';
import type { TableImport } from './read/package.ts';
import { systemRelationships } from './system-columns.ts';

/** First object type code of custom tables. */
const FIRST_CUSTOM_CODE = 10_000;

export function declareTable(table: TableImport, metadata: MetadataRegistry, declare: Declarations): void {
  const before = metadata.table(table.logicalName);
  if (table.definition !== undefined) {
    const code =
      before?.objectTypeCode ??
      Math.max(FIRST_CUSTOM_CODE - 1, ...metadata.tables().map((each) => each.objectTypeCode)) + 1;
    const columns = new Map([
      ...(before?.columns ?? []),
      ...table.columns.map((column): [string, Column] => [
        column.logicalName,
        keepTargets(before?.columns.get(column.logicalName), column),
      ]),
    ]);
    declare.table({ ...table.definition, objectTypeCode: code, columns, keys: before?.keys ?? [] });
    if (!table.definition.isActivity)
      for (const relationship of systemRelationships(table.logicalName, table.definition.ownership))
        declare.oneToMany(relationship);
  } else if (table.columns.length > 0) {
    declare.columns(
      table.logicalName,
      table.columns.map((column) => keepTargets(before?.columns.get(column.logicalName), column)),
    );
  }
  for (const key of table.keys) declare.key(table.logicalName, key);
}

/** A lookup keeps the targets it has: further ones come with the relationships. */
function keepTargets(before: Column | undefined, column: Column): Column {
  return column.targets === undefined && before?.targets !== undefined
    ? { ...column, targets: before.targets }
    : column;
}

export function declareRelationship(
  relationship: Omit<OneToMany, 'referencedColumn'>,
  metadata: MetadataRegistry,
  declare: Declarations,
): void {
  const { referencingTable, referencedTable, referencingColumn } = relationship;
  const column = metadata.table(referencingTable)?.columns.get(referencingColumn);
  if (column === undefined)
    throw invalidFile(
      'customizations.xml',
      `the relationship ${relationship.schemaName} names the column ${referencingTable}.${referencingColumn}, which does not exist`,
    );
  // Exports list the platform's own relationships too (owner, createdby …): those stand already.
  if (!column.isCustom) return;
  const targets = column.targets ?? [];
  if (!targets.includes(referencedTable))
    declare.columns(referencingTable, [{ ...column, targets: [...targets, referencedTable] }]);
  declare.oneToMany({
    ...relationship,
    referencedColumn: metadata.table(referencedTable)?.primaryId ?? `${referencedTable}id`,
  });
}

/** Relationships that a custom table has with activities, parties and notes: as an activity, or as what they are about. */
export function connectTable(name: string, metadata: MetadataRegistry, declare: Declarations): void {
  const table = metadata.table(name);
  if (table?.isCustom !== true) return;
  const relationships = [
    ...(table.isActivity ? activityRelationships(metadata, table) : []),
    ...regardingRelationships(metadata, table).map((each) => each.relationship),
  ];
  for (const relationship of relationships) {
    const { referencingTable, referencingColumn, referencedTable } = relationship;
    const column = metadata.table(referencingTable)?.columns.get(referencingColumn);
    if (column === undefined) continue;
    const targets = column.targets ?? [];
    if (referencedTable === name && !targets.includes(name))
      declare.columns(referencingTable, [{ ...column, targets: [...targets, name] }]);
    declare.oneToMany(relationship);
  }
}
