/**
 * What the platform gives a custom activity table: the columns of activitypointer, and relationships under its own name.
 * Names: table reference of adx_portalcomment (`adx_portalcomment_systemuser_createdby` with `createdby_adx_portalcomment`,
 * `contact_adx_portalcomments` with `regardingobjectid_contact_adx_portalcomment`, `adx_portalcomment_activity_parties`).
 */
import { ownerRelationships } from '../metadata/base/build-relationships.ts';
import type { Column, MetadataRegistry, OneToMany, Table } from '../metadata/types.ts';

const POINTER = 'activitypointer';

/** Columns a custom activity starts with; its package relabels some and adds its own. */
export function activityColumns(metadata: MetadataRegistry, table: string): Column[] {
  return [...(metadata.table(POINTER)?.columns.values() ?? [])]
    .filter((column) => !column.isCustom)
    .map((column) =>
      column.choice === undefined || column.choice.isGlobal
        ? column
        : { ...column, choice: { ...column.choice, name: `${table}_${column.logicalName}` } },
    );
}

/** Relationships of those columns, the parties, and the notes when the table has them. */
export function activityRelationships(metadata: MetadataRegistry, table: Table): OneToMany[] {
  const name = table.logicalName;
  const own = metadata.manyToOne(POINTER).flatMap((each): OneToMany[] => {
    const { referencingColumn: column, referencedTable: target } = each;
    const common = { ...each, referencingTable: name };
    if (column === 'regardingobjectid') {
      const schemaName = `${target}_${name}s`;
      return [
        {
          ...common,
          schemaName,
          lookupNavigation: `regardingobjectid_${target}_${name}`,
          collectionNavigation: schemaName,
        },
      ];
    }
    if (column === 'ownerid') return [];
    const schemaName = `${name}_${target}_${column}`;
    return [{ ...common, schemaName, lookupNavigation: `${column}_${name}`, collectionNavigation: schemaName }];
  });
  const owner = ownerRelationships({
    schemaName: `${name}_owner_ownerid`,
    referencingTable: name,
    referencingColumn: 'ownerid',
    lookupNavigation: `ownerid_${name}`,
    collectionNavigation: `${name}_owner_ownerid`,
    cascadeDelete: 'NoCascade',
  });
  const hanging = (referencingTable: string, column: string, suffix: string): OneToMany => ({
    schemaName: `${name}_${suffix}`,
    referencedTable: name,
    referencedColumn: table.primaryId,
    referencingTable,
    referencingColumn: column,
    lookupNavigation: `${column}_${name}`,
    collectionNavigation: `${name}_${suffix}`,
    cascadeDelete: 'Cascade',
  });
  return [
    ...own,
    ...owner,
    {
      ...hanging(name, 'activityid', ''),
      schemaName: `activity_pointer_${name}`,
      referencedTable: POINTER,
      referencedColumn: 'activityid',
      lookupNavigation: 'activityid_activitypointer',
      collectionNavigation: `activity_pointer_${name}`,
      cascadeDelete: 'NoCascade',
    },
    hanging('activityparty', 'activityid', 'activity_parties'),
    hanging('annotation', 'objectid', 'Annotations'),
    hanging('queueitem', 'objectid', 'QueueItems'),
  ];
}
