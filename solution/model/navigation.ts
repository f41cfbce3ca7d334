import type { Cascades, Column, OnDelete } from './types.ts';

/** One lookup to one table: a relationship of ours. */
export interface Relationship {
  readonly name: string;
  readonly column: string;
  readonly table: string;
  readonly target: string;
  /** Single-valued navigation property on the table that holds the lookup. */
  readonly navigation: string;
  /** Collection navigation property on the table pointed to. */
  readonly collection: string;
  readonly onDelete: OnDelete;
  readonly cascades: Cascades;
}

/**
 * Relationships behind the lookup columns of a table. On activity tables Dataverse adds the table's name to the
 * navigation property (`al_contactid_task`), because all activities share one base type. Lookups to several tables
 * have one relationship a table, each with a navigation property of its own.
 */
export function relationshipsOf(
  table: { readonly name: string; readonly isActivity: boolean },
  columns: readonly Column[],
): Relationship[] {
  return columns.flatMap((column) =>
    column.type !== 'lookup'
      ? []
      : column.targets.map((target) => {
          const short = column.name.replace(/^al_/, '');
          const name = `al_${target.replace(/^al_/, '')}_${table.name.replace(/^al_/, '')}_${short}`;
          const several = column.targets.length > 1 ? `_${target}` : '';
          return {
            name,
            column: column.name,
            table: table.name,
            target,
            navigation: `${column.name}${several}${table.isActivity ? `_${table.name}` : ''}`,
            collection: name,
            onDelete: column.onDelete ?? 'RemoveLink',
            cascades: column.cascades ?? {},
          };
        }),
  );
}
