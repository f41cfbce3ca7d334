/** Deleting rows and what the relationships' cascade rules do to others. */
import type { Core } from '../core.ts';
import { DataverseError, invalidArgument, notFound } from '../errors.ts';
import { removeFilesOf } from '../files/store.ts';
import type { TableModel } from '../model/types.ts';
import { unshareAll } from '../security/sharing.ts';
import { requireDelete } from '../security/writes.ts';
import { constant, identifier } from '../storage/database.ts';
import { removeLinks } from './intersect.ts';
import { removeAllParties } from './parties.ts';
import { removePointer } from './pointer.ts';
import { loadRow, removeRow } from './rows.ts';
import type { Unit } from './unit.ts';
import { checkVersion } from './update.ts';
import type { Precondition } from './update.ts';

/**
 * Deletes a row.
 * @throws DataverseError 0x80040217 (no row), 0x80060882 (version), 0x80048455 (a Restrict relationship holds it)
 */
export function deleteRow(
  core: Core,
  unit: Unit,
  model: TableModel,
  id: string,
  precondition: Precondition & { readonly cascaded?: boolean } = {},
): void {
  const before = loadRow(core, model, id);
  if (before === undefined) throw notFound(model.name, id);
  // The log is read-only ([DOC] auditing/retrieve-audit-data).
  if (model.name === 'audit') throw invalidArgument("The 'Delete' method does not support entities of type 'audit'.");
  if (precondition.cascaded !== true || core.behaviour.cascadeChecksDelete)
    requireDelete(core, unit.caller, model, before);
  checkVersion(before, precondition);
  if (model.name === 'activitypointer') {
    const concrete = core.models.find(String(before['activitytypecode']));
    if (concrete !== undefined && concrete !== model) return deleteRow(core, unit, concrete, id);
  }
  cascade(core, unit, model, id);
  removeLinks(core, model, id);
  removeRow(core, model, id);
  removeFilesOf(core, model, id);
  if (model.table.ownership === 'UserOwned') unshareAll(core, model.name, id);
  if (model.isActivity) {
    removePointer(core, id);
    removeAllParties(core, id);
  }
  unit.emit({ message: 'Delete', model, id, pre: before });
}

function cascade(core: Core, unit: Unit, model: TableModel, id: string): void {
  for (const relationship of model.referencedBy) {
    // activitypointer repeats what the activity tables have; parties go with their activity.
    if (relationship.referencingTable === 'activitypointer') continue;
    const table = core.models.find(relationship.referencingTable);
    const column = table?.columns.get(relationship.referencingColumn);
    if (table === undefined || column === undefined || column.name === table.id.name) continue;
    if (table.name === 'activityparty' && column.name === 'activityid') continue;
    const type = column.typeName === undefined ? '' : ` AND ${identifier(column.typeName)} = ${constant(model.name)}`;
    const where = `WHERE ${column.sql} = ?${type}`;
    if (table.name === 'activityparty' && column.name === 'partyid') {
      // The party stays on the activity and says that its row is gone.
      if (table.columns.has('ispartydeleted'))
        core.db.run(`UPDATE ${table.sql} SET "ispartydeleted" = 1 ${where}`, [id]);
      continue;
    }
    if (relationship.cascadeDelete === 'NoCascade') continue;
    if (relationship.cascadeDelete === 'RemoveLink') {
      const clear = column.typeName === undefined ? '' : `, ${identifier(column.typeName)} = NULL`;
      core.db.run(`UPDATE ${table.sql} SET ${column.sql} = NULL${clear} ${where}`, [id]);
      if (table.isActivity && table.shared.some((shared) => shared.own.name === column.name)) {
        core.db.run(`UPDATE "activitypointer" SET ${column.sql} = NULL WHERE ${column.sql} = ?`, [id]);
      }
      continue;
    }
    const children = core.db.rows(`SELECT ${table.id.sql} AS id FROM ${table.sql} ${where}`, [id]);
    if (children.length > 0 && relationship.cascadeDelete === 'Restrict') {
      throw new DataverseError(
        400,
        '0x80048455',
        `The record cannot be deleted because it is associated with another record through '${relationship.schemaName}'.`,
      );
    }
    for (const child of children) {
      // A child of two relationships may be gone already.
      const at = String(child['id']);
      if (loadRow(core, table, at) === undefined) continue;
      unit.nested(() => deleteRow(core, unit, table, at, { cascaded: true }));
    }
  }
}
