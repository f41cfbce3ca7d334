/** The activitypointer row of each activity: one key space for all activities, and the columns they share. */
import type { Core } from '../core.ts';
import type { TableModel } from '../model/types.ts';
import type { SqlRow } from '../storage/database.ts';
import { changeRow, insertRow, removeRow } from './rows.ts';

/** @throws DataverseError 0x80040237 when any activity has the id already */
export function insertPointer(core: Core, model: TableModel, row: SqlRow): void {
  const pointer = core.models.find('activitypointer');
  if (pointer === undefined) return;
  const shared = sharedValues(model, row);
  shared[pointer.id.name] = row[model.id.name] ?? null;
  if (pointer.columns.has('activitytypecode')) shared['activitytypecode'] = model.name;
  shared['versionnumber'] = row['versionnumber'] ?? null;
  insertRow(core, pointer, shared);
}

export function changePointer(core: Core, model: TableModel, id: string, changes: SqlRow): void {
  const pointer = core.models.find('activitypointer');
  if (pointer === undefined) return;
  const shared = sharedValues(model, changes);
  shared['versionnumber'] = changes['versionnumber'] ?? null;
  changeRow(core, pointer, id, shared);
}

export function removePointer(core: Core, id: string): void {
  const pointer = core.models.find('activitypointer');
  if (pointer !== undefined) removeRow(core, pointer, id);
}

function sharedValues(model: TableModel, row: SqlRow): SqlRow {
  const values: SqlRow = {};
  for (const { own, pointer } of model.shared) {
    const value = row[own.name];
    if (value === undefined) continue;
    values[pointer.name] = value;
    if (pointer.typeName === undefined) continue;
    const type = own.typeName === undefined ? own.targets[0] : row[own.typeName];
    values[pointer.typeName] = value === null ? null : (type ?? null);
  }
  return values;
}
