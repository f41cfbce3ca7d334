/** Metadata that outlives the process: every declaration of an import is stored as a row and made again at the next start. */
import type { Engine } from '../engine/types.ts';
import { DECLARATIONS } from '../metadata/base/private-tables.ts';
import { stableId } from '../metadata/stable-id.ts';
import type { AlternateKey, Choice, Column, ManyToMany, OneToMany, Table } from '../metadata/types.ts';

type Kind = 'choice' | 'table' | 'column' | 'key' | 'oneToMany' | 'manyToMany';
/** What refers to something comes after it. */
const ORDER: readonly Kind[] = ['choice', 'table', 'column', 'key', 'oneToMany', 'manyToMany'];

/** Declares in the registry and remembers; nothing is kept when the surrounding transaction fails. */
export interface Declarations {
  choice(choice: Choice): void;
  table(table: Table): void;
  columns(table: string, columns: readonly Column[]): void;
  key(table: string, key: AlternateKey): void;
  oneToMany(relationship: OneToMany): void;
  manyToMany(relationship: ManyToMany): void;
  /** Forgets a table, its columns, keys and relationships. Its rows are the engine's to drop, before. */
  removeTable(name: string): void;
  removeColumn(table: string, column: string): void;
  removeKey(table: string, key: string): void;
  removeChoice(name: string): void;
  removeRelationship(schemaName: string): void;
}

export function declarations(engine: Engine): Declarations {
  const { metadata } = engine;
  const remember = (kind: Kind, name: string, solution: string | undefined, definition: unknown): void => {
    const id = stableId('declaration', kind, name);
    const values = { kind, name, solution: solution ?? null, definition: JSON.stringify(definition) };
    if (engine.system.get(DECLARATIONS, id) === undefined)
      engine.system.insert(DECLARATIONS, { [`${DECLARATIONS}id`]: id, ...values });
    else engine.system.update(DECLARATIONS, id, values);
  };
  const forget = (kind: Kind, name: string): void =>
    engine.system.remove(DECLARATIONS, stableId('declaration', kind, name));
  const forgetRelationship = (schemaName: string): void => {
    forget('oneToMany', schemaName);
    forget('manyToMany', schemaName);
  };
  return {
    choice(choice) {
      metadata.declareChoice(choice);
      remember('choice', choice.name, undefined, choice);
    },
    table(table) {
      metadata.declareTable(table);
      remember('table', table.logicalName, table.solution, { ...table, columns: [], keys: [] });
      for (const column of table.columns.values())
        remember('column', `${table.logicalName}.${column.logicalName}`, table.solution, column);
      for (const key of table.keys) remember('key', `${table.logicalName}.${key.logicalName}`, table.solution, key);
    },
    columns(table, columns) {
      metadata.declareColumns(table, columns);
      for (const column of columns) remember('column', `${table}.${column.logicalName}`, column.solution, column);
    },
    key(table, key) {
      metadata.declareKey(table, key);
      remember('key', `${table}.${key.logicalName}`, undefined, key);
    },
    oneToMany(relationship) {
      metadata.declareOneToMany(relationship);
      remember('oneToMany', relationship.schemaName, relationship.solution, relationship);
    },
    manyToMany(relationship) {
      metadata.declareManyToMany(relationship);
      remember('manyToMany', relationship.schemaName, relationship.solution, relationship);
    },
    removeTable(name) {
      const table = metadata.table(name);
      if (table === undefined) return;
      const relationships = [...metadata.manyToOne(name), ...metadata.oneToMany(name), ...metadata.manyToMany(name)];
      for (const { schemaName } of relationships) forgetRelationship(schemaName);
      for (const column of table.columns.keys()) forget('column', `${name}.${column}`);
      for (const key of table.keys) forget('key', `${name}.${key.logicalName}`);
      forget('table', name);
      metadata.removeTable(name);
    },
    removeColumn(table, column) {
      for (const each of metadata.manyToOne(table))
        if (each.referencingColumn === column) forgetRelationship(each.schemaName);
      forget('column', `${table}.${column}`);
      metadata.removeColumn(table, column);
    },
    removeKey(table, key) {
      forget('key', `${table}.${key}`);
      metadata.removeKey(table, key);
    },
    removeChoice(name) {
      forget('choice', name);
      metadata.removeChoice(name);
    },
    removeRelationship(schemaName) {
      forgetRelationship(schemaName);
      metadata.removeRelationship(schemaName);
    },
  };
}

/** Declares again what earlier imports declared. Call before the first request, after the engine has opened. */
export function restoreDeclarations(engine: Engine): void {
  const rows = engine.system.find(DECLARATIONS, {});
  if (rows.length === 0) return;
  for (const kind of ORDER) {
    for (const row of rows)
      if (row['kind'] === kind) restore(engine, kind, String(row['name']), JSON.parse(String(row['definition'])));
  }
  engine.syncSchema();
}

/** The stored JSON is what `declarations` wrote: this is its parsed boundary. */
function restore(engine: Engine, kind: Kind, name: string, definition: unknown): void {
  const { metadata } = engine;
  const table = name.split('.')[0] ?? '';
  switch (kind) {
    case 'choice':
      return metadata.declareChoice(definition as Choice);
    case 'table':
      return metadata.declareTable({ ...(definition as Table), columns: new Map(), keys: [] });
    case 'column':
      return metadata.declareColumns(table, [shareChoice(engine, definition as Column)]);
    case 'key':
      return metadata.declareKey(table, definition as AlternateKey);
    case 'oneToMany':
      return metadata.declareOneToMany(definition as OneToMany);
    case 'manyToMany':
      return metadata.declareManyToMany(definition as ManyToMany);
  }
}

/** A column of a global choice shows the choice as it is now. */
function shareChoice(engine: Engine, column: Column): Column {
  const shared = column.choice?.isGlobal === true ? engine.metadata.globalChoice(column.choice.name) : undefined;
  return shared === undefined ? column : { ...column, choice: shared };
}
