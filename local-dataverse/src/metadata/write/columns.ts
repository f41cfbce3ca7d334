/** The messages CreateAttribute, UpdateAttribute, DeleteAttribute. */
import type { Component } from '../../import/components.ts';
import { baseAmount, currencyColumns } from '../../import/system-columns.ts';
import { attributesOf } from '../http/attributes.ts';
import { stableId } from '../stable-id.ts';
import type { Column, Table } from '../types.ts';
import type { Body } from './body.ts';
import { addToSolution, COMPONENT, removeComponent } from './context.ts';
import type { WriteContext } from './context.ts';
import { columnTaken, invalidDefinition, noComponent, notDeletable } from './errors.ts';
import { readChangedColumn, readNewColumn } from './read-column.ts';

/** POST EntityDefinitions(…)/Attributes. @returns MetadataId of the column */
export function createColumn(context: WriteContext, table: Table, body: Body): string {
  const column = readNewColumn(context, table, body);
  if (table.columns.has(column.logicalName)) throw columnTaken(column.logicalName, table.logicalName);
  context.declare.columns(table.logicalName, withCompanions(table.columns, column));
  const id = columnId(table, column);
  addToSolution(context, componentOf(table, column), COMPONENT.column, id);
  return id;
}

/** A money column brings its amount in the base currency and, when it is the first, the currency columns. */
export function withCompanions(present: ReadonlyMap<string, Column>, column: Column): Column[] {
  if (column.type !== 'Money') return [column];
  return [column, ...currencyColumns(), baseAmount(column)].filter((each) => !present.has(each.logicalName));
}

/** PUT EntityDefinitions(…)/Attributes(key). */
export function updateColumn(context: WriteContext, table: Table, key: string, body: Body): void {
  const column = columnOf(table, key);
  const changed = readChangedColumn(context, column, body);
  context.declare.columns(table.logicalName, [changed]);
  addToSolution(context, componentOf(table, column), COMPONENT.column, columnId(table, column));
}

/**
 * DELETE EntityDefinitions(…)/Attributes(key): the column goes with all its values, a lookup with its relationships.
 * @throws DataverseError 0x8004f01f while a key, form or view names it, 0x8004f032 for the platform's own, managed and primary columns
 */
export function deleteColumn(context: WriteContext, table: Table, key: string): void {
  const { engine } = context;
  const column = columnOf(table, key);
  const id = columnId(table, column);
  if (column.logicalName === table.primaryName || column.logicalName === table.primaryId)
    throw notDeletable(column.logicalName, id, 'The primary attribute of an entity cannot be deleted.');
  if (column.type === 'Money' && column.logicalName.endsWith('_base'))
    throw invalidDefinition(`The column ${column.logicalName} goes with its money column.`);
  const base = column.type === 'Money' ? table.columns.get(`${column.logicalName}_base`) : undefined;
  const relationships = engine.metadata
    .manyToOne(table.logicalName)
    .filter((each) => each.referencingColumn === column.logicalName)
    .map((each): Component => ({ kind: 'oneToMany', name: each.schemaName }));
  removeComponent(engine, { ...componentOf(table, column), kindName: 'Attribute', id, isCustom: column.isCustom }, [
    ...relationships,
    ...(base === undefined ? [] : [componentOf(table, base)]),
  ]);
}

export function componentOf(table: Pick<Table, 'logicalName'>, column: Pick<Column, 'logicalName'>): Component {
  return { kind: 'column', name: `${table.logicalName}.${column.logicalName}` };
}

/** Finds a column by logical name or MetadataId. @throws DataverseError 404 */
export function columnOf(table: Table, key: string): Column {
  const found = attributesOf(table).find((each) => each.logicalName === key || columnId(table, each) === key);
  if (found === undefined)
    throw noComponent(`Could not find an attribute with specified key '${key}' on ${table.logicalName}.`);
  return found;
}

export function columnId(table: Pick<Table, 'logicalName'>, column: Pick<Column, 'logicalName'>): string {
  return stableId('column', table.logicalName, column.logicalName);
}
