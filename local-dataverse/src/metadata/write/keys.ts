/** The messages CreateEntityKey and DeleteEntityKey. Limits: `PAD:define-alternate-keys-entity.md`. */
import { stableId } from '../stable-id.ts';
import type { ColumnType, Table } from '../types.ts';
import { checkNames, text, texts, type Body } from './body.ts';
import { addToSolution, checkSchemaName, COMPONENT, removeComponent } from './context.ts';
import type { WriteContext } from './context.ts';
import { invalidDefinition, missingProperty, nameTaken, noComponent } from './errors.ts';

/** Types a key column may have. */
const ALLOWED = new Set<ColumnType>([
  'DateTime',
  'Decimal',
  'Integer',
  'Lookup',
  'Picklist',
  'String',
  'Customer',
  'Owner',
]);
const MOST_KEYS = 10;
const MOST_COLUMNS = 16;

/**
 * POST EntityDefinitions(…)/Keys. The index stands at once (the platform makes it in the background).
 * @returns MetadataId
 * @throws DataverseError also when rows have the same values already: the index cannot be made
 */
export function createKey(context: WriteContext, table: Table, body: Body): string {
  checkNames('EntityDefinitions', 'EntityKeyMetadata', body);
  const schemaName = text(body, 'SchemaName');
  const columns = texts(body, 'KeyAttributes');
  if (schemaName === undefined) throw missingProperty('EntityKeyMetadata', 'SchemaName');
  if (columns === undefined || columns.length === 0) throw missingProperty('EntityKeyMetadata', 'KeyAttributes');
  if (table.tableType === 'Elastic')
    throw invalidDefinition(`Alternate keys cannot be created for the elastic table ${table.logicalName}.`);
  checkSchemaName(context, 'EntityKey', schemaName);
  const logicalName = schemaName.toLowerCase();
  if (table.keys.some((key) => key.logicalName === logicalName)) throw nameTaken('EntityKey', logicalName);
  if (table.keys.length >= MOST_KEYS) throw invalidDefinition(`A table can have at most ${MOST_KEYS} alternate keys.`);
  if (columns.length > MOST_COLUMNS) throw invalidDefinition(`A key can have at most ${MOST_COLUMNS} columns.`);
  for (const name of columns) {
    const column = table.columns.get(name);
    if (column === undefined)
      throw invalidDefinition(
        `The key ${logicalName} names the column ${name}, which ${table.logicalName} does not have.`,
      );
    if (!ALLOWED.has(column.type))
      throw invalidDefinition(`The column ${name} of type ${column.type} cannot be part of a key.`);
    if (column.isSecured === true) throw invalidDefinition(`The secured column ${name} cannot be part of a key.`);
  }
  context.declare.key(table.logicalName, { schemaName, logicalName, columns });
  const id = keyId(table, logicalName);
  addToSolution(context, { kind: 'key', name: `${table.logicalName}.${logicalName}` }, COMPONENT.key, id);
  return id;
}

/** DELETE EntityDefinitions(…)/Keys(key). */
export function deleteKey(context: WriteContext, table: Table, key: string): void {
  const found = table.keys.find((each) => each.logicalName === key || keyId(table, each.logicalName) === key);
  if (found === undefined)
    throw noComponent(`Could not find a key with specified key '${key}' on ${table.logicalName}.`);
  if (table.tableType === 'Elastic')
    throw invalidDefinition(`The key ${found.logicalName} of an elastic table cannot be deleted.`);
  removeComponent(context.engine, {
    kind: 'key',
    kindName: 'EntityKey',
    name: `${table.logicalName}.${found.logicalName}`,
    id: keyId(table, found.logicalName),
    isCustom: true,
  });
  context.engine.drop({ table: table.logicalName, key: found.logicalName });
}

function keyId(table: Table, key: string): string {
  return stableId('key', table.logicalName, key);
}
