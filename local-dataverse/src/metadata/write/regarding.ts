/** Relationships that HasActivities and HasNotes bring, with the names custom tables have in real `$metadata` files [CSDL]. */
import type { Column, MetadataRegistry, OneToMany, Table } from '../types.ts';

interface Connection {
  readonly relationship: OneToMany;
  /** The lookup on the other side, as it stands. */
  readonly column: Column;
}

/** `new_x_Tasks` with `regardingobjectid_new_x_task`, …, `new_x_Annotations` with `objectid_new_x`. */
export function regardingRelationships(metadata: MetadataRegistry, table: Table): Connection[] {
  const wanted: Connection[] = [];
  const add = (referencing: Table, name: string, navigation: string, suffix: string): void => {
    const column = referencing.columns.get(name);
    if (column === undefined) return;
    const schemaName = `${table.logicalName}_${suffix}`;
    wanted.push({
      column,
      relationship: {
        schemaName,
        referencedTable: table.logicalName,
        referencedColumn: table.primaryId,
        referencingTable: referencing.logicalName,
        referencingColumn: name,
        lookupNavigation: navigation,
        collectionNavigation: schemaName,
        cascadeDelete: 'Cascade',
      },
    });
  };
  if (table.hasActivities === true) {
    for (const activity of metadata.tables()) {
      if (activity.logicalName === 'activitypointer')
        add(activity, 'regardingobjectid', `regardingobjectid_${table.logicalName}`, 'ActivityPointers');
      else if (activity.isActivity)
        add(
          activity,
          'regardingobjectid',
          `regardingobjectid_${table.logicalName}_${activity.logicalName}`,
          `${activity.schemaName}s`,
        );
    }
  }
  const notes = metadata.table('annotation');
  if (table.hasNotes === true && notes !== undefined)
    add(notes, 'objectid', `objectid_${table.logicalName}`, 'Annotations');
  return wanted;
}
