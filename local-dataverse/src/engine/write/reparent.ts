/** Pointing the rows below one row to another: what Merge and QualifyLead do with activities and other children. */
import type { Core } from '../core.ts';
import type { ColumnModel, TableModel } from '../model/types.ts';
import { constant, identifier } from '../storage/database.ts';
import type { SqlRow } from '../storage/database.ts';
import type { RowRef } from '../types.ts';
import { syncServerParties } from './parties.ts';
import { setLookup } from './payload.ts';
import { changePointer } from './pointer.ts';
import { changeRow } from './rows.ts';
import type { Unit } from './unit.ts';

/**
 * Sets a lookup of every row that points to `from`. Closed activities are moved too; they stay closed.
 * @param keep leaves a row as it is when true
 * @returns how many rows were moved
 */
export function reparent(
  core: Core,
  unit: Unit,
  table: TableModel,
  column: ColumnModel,
  from: RowRef,
  to: RowRef,
  keep: (row: SqlRow) => boolean = () => false,
): number {
  const type = column.typeName === undefined ? '' : ` AND ${identifier(column.typeName)} = ${constant(from.table)}`;
  const rows = core.db
    .rows(`SELECT * FROM ${table.sql} WHERE ${column.sql} = ?${type}`, [from.id])
    .filter((row) => !keep(row));
  for (const before of rows) {
    const id = String(before[table.id.name]);
    const changes: SqlRow = {};
    // A row cannot be its own parent: the link between the two ends with the merge.
    const isItself = table.name === to.table && id === to.id;
    setLookup(changes, column, isItself ? undefined : to);
    if (table.columns.has('modifiedon')) changes['modifiedon'] = unit.now;
    if (table.columns.has('versionnumber')) changes['versionnumber'] = core.nextVersion();
    changeRow(core, table, id, changes);
    if (!table.isActivity) continue;
    changePointer(core, table, id, changes);
    syncServerParties(core, unit, table, { ...before, ...changes }, before);
  }
  return rows.length;
}
