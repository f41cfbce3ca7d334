/** The messages CreateEntity, UpdateEntity, DeleteEntity (`create-update-entity-definitions-using-web-api`, `create-elastic-tables`). */
import { notImplemented } from '../../engine/errors.ts';
import type { Component } from '../../import/components.ts';
import { elasticKey, systemColumns, systemRelationships } from '../../import/system-columns.ts';
import { isTableAudited } from '../auditing.ts';
import { isTracked } from '../change-tracking.ts';
import { stableId } from '../stable-id.ts';
import type { Column, Table } from '../types.ts';
import { checkNames, flag, label, objects, text, typeName, valueFlag, type Body } from './body.ts';
import { componentOf, withCompanions } from './columns.ts';
import { addToSolution, checkSchemaName, COMPONENT, removeComponent } from './context.ts';
import type { WriteContext } from './context.ts';
import { columnTaken, invalidDefinition, missingProperty, nameTaken } from './errors.ts';
import { readNewColumn } from './read-column.ts';
import { regardingRelationships } from './regarding.ts';

const TYPE = 'EntityMetadata';
const FIRST_CUSTOM_CODE = 10_000;

/** POST EntityDefinitions. @returns MetadataId of the table */
export function createTable(context: WriteContext, body: Body): string {
  checkNames('EntityDefinitions', TYPE, body);
  const { metadata } = context.engine;
  const schemaName = text(body, 'SchemaName');
  if (schemaName === undefined) throw missingProperty(TYPE, 'SchemaName');
  checkSchemaName(context, 'Entity', schemaName);
  const logicalName = schemaName.toLowerCase();
  if (metadata.table(logicalName) !== undefined) throw nameTaken('Entity', logicalName);
  if (flag(body, 'IsActivity') === true) throw notImplemented('Creating a custom activity table');
  const tableType = readTableType(context, body);
  const ownership = readOwnership(body);
  const displayName = label(body, 'DisplayName');
  const displayCollectionName = label(body, 'DisplayCollectionName');
  if (displayName === undefined) throw missingProperty(TYPE, 'DisplayName');
  if (displayCollectionName === undefined) throw missingProperty(TYPE, 'DisplayCollectionName');
  const entitySetName = readSetName(context, body, undefined) ?? collectionName(logicalName);
  if (metadata.tableBySet(entitySetName) !== undefined) throw nameTaken('EntitySetName', entitySetName);
  const primaryId = `${logicalName}id`;
  const { columns, primaryName } = readColumns(context, { logicalName, primaryId, ownership, tableType }, body);
  const description = label(body, 'Description');
  const table: Table = {
    logicalName,
    schemaName,
    entitySetName,
    objectTypeCode: Math.max(FIRST_CUSTOM_CODE - 1, ...metadata.tables().map((each) => each.objectTypeCode)) + 1,
    displayName,
    displayCollectionName,
    ...(description === undefined ? {} : { description }),
    primaryId,
    primaryName,
    ownership,
    isActivity: false,
    isCustom: true,
    tableType,
    changeTracking: flag(body, 'ChangeTrackingEnabled') ?? false,
    isAuditEnabled: valueFlag(body, 'IsAuditEnabled') ?? false,
    hasActivities: flag(body, 'HasActivities') ?? false,
    hasNotes: flag(body, 'HasNotes') ?? false,
    solution: context.solution,
    columns,
    keys: tableType === 'Elastic' ? [elasticKey(primaryId)] : [],
  };
  context.declare.table(table);
  for (const relationship of systemRelationships(logicalName, ownership)) context.declare.oneToMany(relationship);
  connect(context, table);
  const id = stableId('table', logicalName);
  addToSolution(context, { kind: 'table', name: logicalName }, COMPONENT.table, id);
  return id;
}

/** PUT EntityDefinitions(key). What the body leaves out stays; names, owner and type cannot change. */
export function updateTable(context: WriteContext, table: Table, body: Body): void {
  checkNames('EntityDefinitions', TYPE, body);
  for (const [property, value] of [
    ['SchemaName', table.schemaName],
    ['LogicalName', table.logicalName],
    ['OwnershipType', table.ownership],
    ['TableType', table.tableType ?? 'Standard'],
  ] as const) {
    const given = text(body, property);
    if (given !== undefined && given !== value)
      throw invalidDefinition(`The ${property} of ${table.logicalName} is ${value} and cannot become ${given}.`);
  }
  if (isTracked(table) && flag(body, 'ChangeTrackingEnabled') === false)
    throw invalidDefinition('Change tracking cannot be disabled once it has been enabled for a table.');
  for (const [property, on] of [
    ['HasActivities', table.hasActivities],
    ['HasNotes', table.hasNotes],
  ] as const)
    if (on === true && flag(body, property) === false)
      throw invalidDefinition(`${property} of ${table.logicalName} cannot be turned off again.`);
  const description = label(body, 'Description', table.description, context.mergeLabels);
  const changed: Table = {
    ...table,
    displayName: label(body, 'DisplayName', table.displayName, context.mergeLabels) ?? {},
    displayCollectionName: label(body, 'DisplayCollectionName', table.displayCollectionName, context.mergeLabels) ?? {},
    ...(description === undefined ? {} : { description }),
    ...switched(table, body, 'changeTracking', 'ChangeTrackingEnabled'),
    isAuditEnabled: valueFlag(body, 'IsAuditEnabled') ?? isTableAudited(table),
    ...switched(table, body, 'hasActivities', 'HasActivities'),
    ...switched(table, body, 'hasNotes', 'HasNotes'),
    entitySetName: (table.isCustom ? readSetName(context, body, table) : undefined) ?? table.entitySetName,
  };
  context.declare.table(changed);
  connect(context, changed);
  addToSolution(
    context,
    { kind: 'table', name: table.logicalName },
    COMPONENT.table,
    stableId('table', table.logicalName),
  );
}

function switched(
  table: Table,
  body: Body,
  field: 'changeTracking' | 'hasActivities' | 'hasNotes',
  name: string,
): Partial<Table> {
  const value = flag(body, name) ?? table[field];
  return value === undefined ? {} : { [field]: value };
}

/**
 * DELETE EntityDefinitions(key): the table goes with its rows, forms, views and privileges.
 * @throws DataverseError 0x8004f01f while something else needs it, 0x8004f032 for the platform's and managed tables
 */
export function deleteTable(context: WriteContext, table: Table): void {
  const { engine, declare } = context;
  const name = table.logicalName;
  const parts: Component[] = [
    ...[...table.columns.values()].map((column) => componentOf(table, column)),
    ...table.keys.map((key): Component => ({ kind: 'key', name: `${name}.${key.logicalName}` })),
    ...engine.metadata.manyToMany(name).map((each): Component => ({ kind: 'manyToMany', name: each.schemaName })),
  ];
  removeComponent(
    engine,
    { kind: 'table', kindName: 'Entity', name, id: stableId('table', name), isCustom: table.isCustom },
    parts,
  );
  for (const other of engine.metadata.tables()) {
    const pointing = [...other.columns.values()].filter((column) => column.targets?.includes(name) === true);
    if (pointing.length > 0)
      declare.columns(
        other.logicalName,
        pointing.map((column) => ({ ...column, targets: column.targets?.filter((each) => each !== name) ?? [] })),
      );
  }
}

/** Activities and notes get the table as a target of `regardingobjectid` and `objectid`. */
function connect(context: WriteContext, table: Table): void {
  const { metadata } = context.engine;
  for (const { relationship, column } of regardingRelationships(metadata, table)) {
    const targets = column.targets ?? [];
    if (!targets.includes(table.logicalName))
      context.declare.columns(relationship.referencingTable, [{ ...column, targets: [...targets, table.logicalName] }]);
    context.declare.oneToMany(relationship);
  }
}

interface Start {
  readonly logicalName: string;
  readonly primaryId: string;
  readonly ownership: Table['ownership'];
  readonly tableType: 'Standard' | 'Elastic';
}

function readColumns(
  context: WriteContext,
  table: Start,
  body: Body,
): { columns: ReadonlyMap<string, Column>; primaryName: string } {
  const columns = new Map(
    systemColumns(table.logicalName, table.primaryId, table.ownership, table.tableType).map((column) => [
      column.logicalName,
      column,
    ]),
  );
  const given = objects(body, 'Attributes') ?? [];
  let primaryName: string | undefined;
  for (const each of given) {
    const column = readNewColumn(context, table, each);
    if (columns.has(column.logicalName)) throw columnTaken(column.logicalName, table.logicalName);
    for (const made of withCompanions(columns, column)) columns.set(made.logicalName, made);
    if (flag(each, 'IsPrimaryName') !== true) continue;
    if (primaryName !== undefined || typeName(each) !== 'StringAttributeMetadata' || column.format !== 'Text')
      throw invalidDefinition('A table has one primary name, a StringAttributeMetadata of the format Text.');
    primaryName = column.logicalName;
  }
  if (primaryName === undefined)
    throw invalidDefinition(
      `Attributes of the entity ${table.logicalName} must hold one StringAttributeMetadata with IsPrimaryName true.`,
    );
  return { columns, primaryName };
}

function readTableType(context: WriteContext, body: Body): 'Standard' | 'Elastic' {
  const given = text(body, 'TableType') ?? 'Standard';
  if (given === 'Standard') return given;
  if (given !== 'Elastic') throw notImplemented(`A table of type ${given}`);
  if (!context.elasticTables) throw invalidDefinition('Elastic tables are not available in this environment.');
  if (flag(body, 'HasNotes') === true || flag(body, 'HasActivities') === true)
    throw notImplemented('Activities and notes of an elastic table');
  return given;
}

/** @param own the table that may keep its name */
function readSetName(context: WriteContext, body: Body, own: Table | undefined): string | undefined {
  const given = text(body, 'EntitySetName');
  if (given === undefined) return undefined;
  if (!/^[A-Za-z]\w{0,127}$/.test(given))
    throw invalidDefinition(`The EntitySetName '${given.slice(0, 100)}' is not valid.`);
  const holder = context.engine.metadata.tableBySet(given);
  if (holder !== undefined && holder.logicalName !== own?.logicalName) throw nameTaken('EntitySetName', given);
  return given;
}

function readOwnership(body: Body): Table['ownership'] {
  const given = text(body, 'OwnershipType');
  if (given === undefined) throw missingProperty(TYPE, 'OwnershipType');
  if (given === 'UserOwned' || given === 'OrganizationOwned') return given;
  throw invalidDefinition(`The OwnershipType of a custom table is UserOwned or OrganizationOwned, not '${given}'.`);
}

/** Entity set name by the rules of English plurals that the platform follows [INFER from `$metadata` files]. */
export function collectionName(logicalName: string): string {
  if (/[^aeiou]y$/.test(logicalName)) return `${logicalName.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(logicalName) ? `${logicalName}es` : `${logicalName}s`;
}
