/**
 * The messages CreateOneToMany, CreateManyToMany, UpdateRelationship, DeleteRelationship
 * (`create-update-entity-relationships-using-web-api`).
 */
import { stableId } from '../stable-id.ts';
import type { Column, ManyToMany, MetadataRegistry, OneToMany, Table } from '../types.ts';
import { checkNames, label, object, text, typeName, valueText, type Body } from './body.ts';
import { columnId, componentOf } from './columns.ts';
import { addToSolution, checkSchemaName, COMPONENT, removeComponent } from './context.ts';
import type { WriteContext } from './context.ts';
import { checkNavigation } from './navigation-names.ts';
import { columnTaken, invalidDefinition, missingProperty, nameTaken, noComponent } from './errors.ts';

const ONE = 'OneToManyRelationshipMetadata';
const MANY = 'ManyToManyRelationshipMetadata';

/** POST RelationshipDefinitions. @returns the MetadataId, and which message it was */
export function createRelationship(context: WriteContext, body: Body): { id: string; message: string } {
  const type = typeName(body);
  if (type === ONE) return { id: createOneToMany(context, body), message: 'CreateOneToMany' };
  if (type === MANY) return { id: createManyToMany(context, body), message: 'CreateManyToMany' };
  throw missingProperty('RelationshipMetadataBase', '@odata.type');
}

function createOneToMany(context: WriteContext, body: Body): string {
  checkNames('RelationshipDefinitions', ONE, body);
  const { metadata } = context.engine;
  const schemaName = newSchemaName(context, body, ONE);
  const referenced = tableNamed(metadata, body, 'ReferencedEntity', ONE);
  const referencing = tableNamed(metadata, body, 'ReferencingEntity', ONE);
  const cascadeDelete = readCascade(body) ?? 'RemoveLink';
  if (
    [referenced, referencing].some((table) => table.tableType === 'Elastic') &&
    cascadeDelete !== 'NoCascade' &&
    object(body, 'CascadeConfiguration') !== undefined
  )
    throw invalidDefinition('Cascading is not supported for elastic tables: CascadeConfiguration must be NoCascade.');
  const lookup = object(body, 'Lookup');
  if (lookup === undefined) throw missingProperty(ONE, 'Lookup');
  const column = lookupColumn(context, referencing, referenced, lookup);
  const referencedColumn = text(body, 'ReferencedAttribute') ?? referenced.primaryId;
  if (referencedColumn !== referenced.primaryId)
    throw invalidDefinition(
      `ReferencedAttribute must be ${referenced.primaryId}, the primary id of ${referenced.logicalName}.`,
    );
  // Activities carry the table's name in the navigation, as the platform has it: several of them share one lookup name.
  const lookupNavigation =
    text(body, 'ReferencingEntityNavigationPropertyName') ??
    (referencing.isActivity ? `${column.schemaName}_${referencing.logicalName}` : column.schemaName);
  const collectionNavigation = text(body, 'ReferencedEntityNavigationPropertyName') ?? schemaName;
  checkNavigation(metadata, referencing, lookupNavigation);
  checkNavigation(metadata, referenced, collectionNavigation);
  context.declare.columns(referencing.logicalName, [column]);
  context.declare.oneToMany({
    schemaName,
    referencedTable: referenced.logicalName,
    referencedColumn,
    referencingTable: referencing.logicalName,
    referencingColumn: column.logicalName,
    lookupNavigation,
    collectionNavigation,
    cascadeDelete: [referenced, referencing].some((table) => table.tableType === 'Elastic')
      ? 'NoCascade'
      : cascadeDelete,
    solution: context.solution,
  });
  addToSolution(context, componentOf(referencing, column), COMPONENT.column, columnId(referencing, column));
  return added(context, 'oneToMany', schemaName);
}

/** The new lookup; or the one of that name when the table has it: a further target of a multi-table lookup. */
function lookupColumn(context: WriteContext, table: Table, target: Table, body: Body): Column {
  checkNames('RelationshipDefinitions', 'LookupAttributeMetadata', body);
  const schemaName = text(body, 'SchemaName');
  if (schemaName === undefined) throw missingProperty('LookupAttributeMetadata', 'SchemaName');
  const present = table.columns.get(schemaName.toLowerCase());
  if (present !== undefined) {
    const isFree =
      present.isCustom && present.type === 'Lookup' && present.targets?.includes(target.logicalName) === false;
    if (!isFree) throw columnTaken(present.logicalName, table.logicalName);
    return { ...present, targets: [...(present.targets ?? []), target.logicalName] };
  }
  checkSchemaName(context, 'Attribute', schemaName);
  const description = label(body, 'Description');
  const displayName = label(body, 'DisplayName');
  if (displayName === undefined) throw missingProperty('LookupAttributeMetadata', 'DisplayName');
  const level = valueText(body, 'RequiredLevel') ?? 'None';
  if (level !== 'None' && level !== 'Recommended' && level !== 'ApplicationRequired')
    throw invalidDefinition(`RequiredLevel '${level}' is none of None, Recommended, ApplicationRequired.`);
  return {
    logicalName: schemaName.toLowerCase(),
    schemaName,
    type: 'Lookup',
    displayName,
    ...(description === undefined ? {} : { description }),
    required: level,
    validForCreate: true,
    validForUpdate: true,
    validForRead: true,
    isCustom: true,
    targets: [target.logicalName],
    solution: context.solution,
  };
}

function createManyToMany(context: WriteContext, body: Body): string {
  checkNames('RelationshipDefinitions', MANY, body);
  const { metadata } = context.engine;
  const schemaName = newSchemaName(context, body, MANY);
  const table1 = tableNamed(metadata, body, 'Entity1LogicalName', MANY);
  const table2 = tableNamed(metadata, body, 'Entity2LogicalName', MANY);
  if (table1.tableType === 'Elastic' || table2.tableType === 'Elastic')
    throw invalidDefinition('Many-to-many relationships with elastic tables are not supported.');
  const intersectTable = (text(body, 'IntersectEntityName') ?? schemaName).toLowerCase();
  checkSchemaName(context, 'Entity', intersectTable);
  const isTaken = metadata
    .tables()
    .some(
      (table) =>
        table.logicalName === intersectTable ||
        metadata.manyToMany(table.logicalName).some((each) => each.intersectTable === intersectTable),
    );
  if (isTaken) throw nameTaken('Entity', intersectTable);
  const navigation1 = text(body, 'Entity1NavigationPropertyName') ?? schemaName;
  const navigation2 = text(body, 'Entity2NavigationPropertyName') ?? schemaName;
  if (table1 === table2 && navigation1 === navigation2)
    throw invalidDefinition('Entity1NavigationPropertyName and Entity2NavigationPropertyName must differ.');
  checkNavigation(metadata, table1, navigation1);
  checkNavigation(metadata, table2, navigation2);
  context.declare.manyToMany({
    schemaName,
    table1: table1.logicalName,
    table2: table2.logicalName,
    navigation1,
    navigation2,
    intersectTable,
    solution: context.solution,
  });
  return added(context, 'manyToMany', schemaName);
}

/** PUT RelationshipDefinitions(key): of what the local Dataverse keeps, the behaviour on delete can change. */
export function updateRelationship(context: WriteContext, key: string, body: Body): void {
  const found = relationshipOf(context.engine.metadata, key);
  checkNames('RelationshipDefinitions', found.kind === 'one' ? ONE : MANY, body);
  const named = text(body, 'SchemaName');
  if (named !== undefined && named !== found.relationship.schemaName)
    throw invalidDefinition(`The schema name of the relationship ${found.relationship.schemaName} cannot be changed.`);
  const cascadeDelete = readCascade(body);
  if (found.kind === 'one' && cascadeDelete !== undefined)
    context.declare.oneToMany({ ...found.relationship, cascadeDelete });
  added(context, found.kind === 'one' ? 'oneToMany' : 'manyToMany', found.relationship.schemaName);
}

/** DELETE RelationshipDefinitions(key): a lookup without a target left goes too. */
export function deleteRelationship(context: WriteContext, key: string): void {
  const { engine, declare } = context;
  const found = relationshipOf(engine.metadata, key);
  const { schemaName, solution } = found.relationship;
  const main = {
    kind: found.kind === 'one' ? 'oneToMany' : 'manyToMany',
    kindName: 'EntityRelationship',
    name: schemaName,
    id: relationshipId(schemaName),
    isCustom: solution !== undefined,
  } as const;
  if (found.kind === 'many') return removeComponent(engine, main);
  const { referencingTable, referencingColumn, referencedTable } = found.relationship;
  const table = engine.metadata.table(referencingTable);
  const column = table?.columns.get(referencingColumn);
  const targets = (column?.targets ?? []).filter((each) => each !== referencedTable);
  if (table === undefined || column === undefined || targets.length === 0)
    return removeComponent(engine, main, table && column ? [componentOf(table, column)] : []);
  for (const row of engine.system.find(referencingTable, {}, [table.primaryId, referencingColumn]))
    if (pointsTo(row[referencingColumn], referencedTable))
      engine.system.update(referencingTable, String(row[table.primaryId]), { [referencingColumn]: null });
  removeComponent(engine, main);
  declare.columns(referencingTable, [{ ...column, targets }]);
}

function pointsTo(value: unknown, table: string): boolean {
  return typeof value === 'object' && value !== null && 'table' in value && value.table === table;
}

type Found = { kind: 'one'; relationship: OneToMany } | { kind: 'many'; relationship: ManyToMany };

function relationshipOf(metadata: MetadataRegistry, key: string): Found {
  const fits = ({ schemaName }: { schemaName: string }): boolean =>
    schemaName === key || relationshipId(schemaName) === key;
  for (const { logicalName } of metadata.tables()) {
    const one = metadata.manyToOne(logicalName).find(fits);
    if (one !== undefined) return { kind: 'one', relationship: one };
    const many = metadata.manyToMany(logicalName).find(fits);
    if (many !== undefined) return { kind: 'many', relationship: many };
  }
  throw noComponent(`Could not find a relationship with specified key: SchemaName = ${key}.`);
}

function newSchemaName(context: WriteContext, body: Body, type: string): string {
  const name = text(body, 'SchemaName');
  if (name === undefined) throw missingProperty(type, 'SchemaName');
  checkSchemaName(context, 'EntityRelationship', name);
  const { metadata } = context.engine;
  const isTaken = metadata
    .tables()
    .some(({ logicalName }) =>
      [...metadata.manyToOne(logicalName), ...metadata.manyToMany(logicalName)].some(
        (each) => each.schemaName.toLowerCase() === name.toLowerCase(),
      ),
    );
  if (isTaken) throw nameTaken('EntityRelationship', name);
  return name;
}

function tableNamed(metadata: MetadataRegistry, body: Body, property: string, type: string): Table {
  const name = text(body, property);
  if (name === undefined) throw missingProperty(type, property);
  const table = metadata.table(name);
  if (table === undefined || table.isPrivate === true)
    throw noComponent(`Could not find an entity with name ${name} (${property}).`);
  return table;
}

/** CascadeConfiguration/Delete. UserOwned and Active are behaviours of other actions, not of delete. */
function readCascade(body: Body): OneToMany['cascadeDelete'] | undefined {
  const configuration = object(body, 'CascadeConfiguration');
  const given = configuration === undefined ? undefined : text(configuration, 'Delete');
  if (given === undefined) return undefined;
  if (given === 'NoCascade' || given === 'Cascade' || given === 'RemoveLink' || given === 'Restrict') return given;
  throw invalidDefinition(
    `CascadeConfiguration/Delete '${given}' is none of NoCascade, Cascade, RemoveLink, Restrict.`,
  );
}

function added(context: WriteContext, kind: 'oneToMany' | 'manyToMany', schemaName: string): string {
  const id = relationshipId(schemaName);
  addToSolution(context, { kind, name: schemaName }, COMPONENT.relationship, id);
  return id;
}

function relationshipId(schemaName: string): string {
  return stableId('relationship', schemaName);
}
