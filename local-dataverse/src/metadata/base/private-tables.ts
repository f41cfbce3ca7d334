/** Bookkeeping of the local Dataverse, stored like rows but never shown: `isPrivate`. */
import type { Column, ColumnType, MetadataRegistry } from '../types.ts';

/** Declarations of imports and metadata writes, so that the next start knows them. */
export const DECLARATIONS = 'ld_declaration';
/** Names of forms, views and apps in further languages (the platform keeps them in its table localizedlabel). */
export const LOCALIZED_LABELS = 'ld_localizedlabel';

const TABLES: Readonly<Record<string, Readonly<Record<string, ColumnType>>>> = {
  [DECLARATIONS]: { kind: 'String', name: 'String', definition: 'Memo', solution: 'String' },
  [LOCALIZED_LABELS]: {
    objectid: 'Uniqueidentifier',
    objectcolumnname: 'String',
    languageid: 'Integer',
    label: 'String',
  },
};

/** Declares the private tables. */
export function declarePrivateTables(registry: MetadataRegistry): void {
  for (const [logicalName, columns] of Object.entries(TABLES)) {
    const primaryId = `${logicalName}id`;
    const all: Readonly<Record<string, ColumnType>> = { [primaryId]: 'Uniqueidentifier', ...columns };
    registry.declareTable({
      logicalName,
      schemaName: logicalName,
      entitySetName: `${logicalName}s`,
      objectTypeCode: 0,
      displayName: {},
      displayCollectionName: {},
      primaryId,
      ownership: 'None',
      isActivity: false,
      isCustom: false,
      isPrivate: true,
      columns: new Map(Object.entries(all).map(([name, type]) => [name, column(name, type)])),
      keys: [],
    });
  }
}

function column(logicalName: string, type: ColumnType): Column {
  return {
    logicalName,
    schemaName: logicalName,
    type,
    displayName: {},
    required: 'None',
    validForCreate: true,
    validForUpdate: true,
    validForRead: true,
    isCustom: false,
  };
}
