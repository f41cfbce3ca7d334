/** Bookkeeping of the local Dataverse, stored like rows but never shown: `isPrivate`. */
import type { Column, ColumnType, MetadataRegistry } from '../types.ts';

/** Declarations of imports and metadata writes, so that the next start knows them. */
export const DECLARATIONS = 'ld_declaration';
/** Names of forms, views and apps in further languages (the platform keeps them in its table localizedlabel). */
export const LOCALIZED_LABELS = 'ld_localizedlabel';
/** What each solution holds, piece by piece: solutioncomponent names only the roots. */
export const COMPONENTS = 'ld_component';
/** What managed solutions said last of each component: what differs from it was changed by users. */
export const MANAGED = 'ld_managed';
/** Changes to forms, views, charts and web resources that are not published yet. */
export const UNPUBLISHED = 'ld_unpublished';
/** Zips that StageSolution took, in base64, until they are imported. */
export const STAGED = 'ld_stagedsolution';
/** RibbonDiffXml by solution and table; without a table it is the application's. */
export const RIBBONS = 'ld_ribbon';
/** Rows shared with users and teams; the platform's principalobjectaccess. */
export const SHARES = 'ld_principalobjectaccess';
/** Contents of file and image columns, base64. */
export const FILES = 'ld_file';

const TABLES: Readonly<Record<string, Readonly<Record<string, ColumnType>>>> = {
  [DECLARATIONS]: { kind: 'String', name: 'String', definition: 'Memo', solution: 'String' },
  [LOCALIZED_LABELS]: {
    objectid: 'Uniqueidentifier',
    objectcolumnname: 'String',
    languageid: 'Integer',
    label: 'String',
  },
  [COMPONENTS]: { solution: 'String', kind: 'String', name: 'String' },
  [MANAGED]: { kind: 'String', name: 'String', properties: 'Memo' },
  [UNPUBLISHED]: { tablename: 'String', objectid: 'Uniqueidentifier', changes: 'Memo' },
  [STAGED]: { content: 'Memo', solution: 'String' },
  [RIBBONS]: { solution: 'String', tablename: 'String', definition: 'Memo' },
  [FILES]: {
    objectid: 'Uniqueidentifier',
    objecttypecode: 'String',
    columnname: 'String',
    filename: 'String',
    mimetype: 'String',
    content: 'Memo',
  },
  [SHARES]: {
    objectid: 'Uniqueidentifier',
    objecttypecode: 'String',
    principalid: 'Uniqueidentifier',
    principaltypecode: 'String',
    accessrightsmask: 'Integer',
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
