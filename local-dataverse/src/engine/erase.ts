/** Removes rows for good: no rules, no messages, no traces. For components and tables of an uninstalled solution. */
import type { Core } from './core.ts';
import type { ColumnModel, TableModel } from './model/types.ts';
import { constant, identifier } from './storage/database.ts';
import type { SqlValue } from './storage/database.ts';
import { removeLinks } from './write/intersect.ts';
import { removeAllParties } from './write/parties.ts';
import { removePointer } from './write/pointer.ts';
import { loadRow, removeRow } from './write/rows.ts';

/** Removes a row with its links; children of a cascading relationship go too, other references to it become empty. */
export function eraseRow(core: Core, model: TableModel, id: string): void {
  if (loadRow(core, model, id) === undefined) return;
  unhook(core, model, id);
  removeLinks(core, model, id);
  removeRow(core, model, id);
  if (model.isActivity) removeTraces(core, id);
}

/** Removes every row of a table, and what hangs on them in other tables. */
export function eraseRows(core: Core, model: TableModel): void {
  const ids = core.db.tuples(`SELECT ${model.id.sql} FROM ${model.sql}`, []);
  unhook(core, model, undefined);
  for (const [id] of ids) {
    removeLinks(core, model, String(id));
    if (model.isActivity) removeTraces(core, String(id));
  }
  core.db.run(`DELETE FROM ${model.sql}`, []);
}

function removeTraces(core: Core, id: string): void {
  removePointer(core, id);
  removeAllParties(core, id);
}

/** @param id the row pointed to; undefined: any row of the table */
function unhook(core: Core, model: TableModel, id: string | undefined): void {
  for (const { referencingTable, referencingColumn, cascadeDelete } of model.referencedBy) {
    const other = core.models.find(referencingTable);
    const column = other?.columns.get(referencingColumn);
    if (other === undefined || column === undefined || column.name === other.id.name) continue;
    const [where, params] = pointing(model, column, id);
    // With a whole table, activities about its rows stay: they are the organisation's own.
    const stays = id === undefined && (other.isActivity || other.name === 'activitypointer') && other !== model;
    if (cascadeDelete !== 'Cascade' || stays) {
      const clear = column.typeName === undefined ? '' : `, ${identifier(column.typeName)} = NULL`;
      core.db.run(`UPDATE ${other.sql} SET ${column.sql} = NULL${clear} ${where}`, params);
      continue;
    }
    if (other === model && id === undefined) continue;
    for (const [child] of core.db.tuples(`SELECT ${other.id.sql} FROM ${other.sql} ${where}`, params))
      if (other !== model || child !== id) eraseRow(core, other, String(child));
  }
}

function pointing(model: TableModel, column: ColumnModel, id: string | undefined): [string, SqlValue[]] {
  const type = column.typeName === undefined ? '' : ` AND ${identifier(column.typeName)} = ${constant(model.name)}`;
  return id === undefined ? [`WHERE ${column.sql} IS NOT NULL${type}`, []] : [`WHERE ${column.sql} = ?${type}`, [id]];
}
