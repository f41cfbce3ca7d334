/** The organisation's metadata in memory: what base tables, imports and metadata writes declared. */
import type { AlternateKey, Choice, Column, ManyToMany, MetadataRegistry, OneToMany, Table } from './types.ts';

interface State {
  tables: Map<string, Table>;
  setNames: Map<string, string>;
  choices: Map<string, Choice>;
  oneToMany: Map<string, OneToMany>;
  manyToMany: Map<string, ManyToMany>;
  version: number;
}

/** Relationship lists by table, made anew when something was declared. */
interface Index {
  readonly version: number;
  readonly manyToOne: ReadonlyMap<string, readonly OneToMany[]>;
  readonly oneToMany: ReadonlyMap<string, readonly OneToMany[]>;
  readonly manyToMany: ReadonlyMap<string, readonly ManyToMany[]>;
}

/**
 * Makes an empty registry.
 *
 * Declaring a table, choice, relationship or key that is there already replaces it: a second import is an upgrade.
 * @throws Error when columns or keys are declared on a table that does not exist, or a set name belongs to another table.
 */
export function createRegistry(): MetadataRegistry {
  const state: State = {
    tables: new Map(),
    setNames: new Map(),
    choices: new Map(),
    oneToMany: new Map(),
    manyToMany: new Map(),
    version: 0,
  };
  let index: Index = buildIndex(state);
  const current = (): Index => (index.version === state.version ? index : (index = buildIndex(state)));
  const changed = (): void => void (state.version += 1);

  return {
    table: (logicalName) => state.tables.get(logicalName),
    tableBySet(entitySetName) {
      const name = state.setNames.get(entitySetName);
      return name === undefined ? undefined : state.tables.get(name);
    },
    tables: () => [...state.tables.values()],
    globalChoice: (name) => state.choices.get(name),
    globalChoices: () => [...state.choices.values()],
    manyToOne: (logicalName) => current().manyToOne.get(logicalName) ?? [],
    oneToMany: (logicalName) => current().oneToMany.get(logicalName) ?? [],
    manyToMany: (logicalName) => current().manyToMany.get(logicalName) ?? [],
    declareTable(table) {
      declareTable(state, table);
      changed();
    },
    declareColumns(logicalName, columns) {
      const table = tableOf(state, logicalName);
      state.tables.set(logicalName, { ...table, columns: withColumns(table, columns) });
      changed();
    },
    declareChoice(choice) {
      state.choices.set(choice.name, choice);
      changed();
    },
    declareOneToMany(relationship) {
      state.oneToMany.set(relationship.schemaName, relationship);
      changed();
    },
    declareManyToMany(relationship) {
      state.manyToMany.set(relationship.schemaName, relationship);
      changed();
    },
    declareKey(logicalName, key) {
      const table = tableOf(state, logicalName);
      state.tables.set(logicalName, { ...table, keys: withKey(table.keys, key) });
      changed();
    },
    removeTable(logicalName) {
      removeTable(state, logicalName);
      changed();
    },
    removeColumn(logicalName, column) {
      removeColumn(state, logicalName, column);
      changed();
    },
    removeKey(logicalName, key) {
      const table = tableOf(state, logicalName);
      state.tables.set(logicalName, { ...table, keys: table.keys.filter((each) => each.logicalName !== key) });
      changed();
    },
    removeChoice(name) {
      state.choices.delete(name);
      changed();
    },
    removeRelationship(schemaName) {
      state.oneToMany.delete(schemaName);
      state.manyToMany.delete(schemaName);
      changed();
    },
    get version() {
      return state.version;
    },
    checkpoint() {
      const kept = copy(state);
      return () => {
        Object.assign(state, { ...copy(kept), version: state.version + 1 });
      };
    },
  };
}

function tableOf(state: State, logicalName: string): Table {
  const table = state.tables.get(logicalName);
  if (table === undefined) throw new Error(`The table '${logicalName}' is not declared.`);
  return table;
}

function declareTable(state: State, table: Table): void {
  const holder = state.setNames.get(table.entitySetName);
  if (holder !== undefined && holder !== table.logicalName) {
    throw new Error(`The entity set name '${table.entitySetName}' belongs to the table '${holder}'.`);
  }
  const before = state.tables.get(table.logicalName);
  if (before !== undefined) state.setNames.delete(before.entitySetName);
  state.tables.set(table.logicalName, { ...table, columns: withFileNames(table.columns) });
  if (table.isPrivate !== true) state.setNames.set(table.entitySetName, table.logicalName);
}

function removeTable(state: State, logicalName: string): void {
  const table = tableOf(state, logicalName);
  state.tables.delete(logicalName);
  if (state.setNames.get(table.entitySetName) === logicalName) state.setNames.delete(table.entitySetName);
  for (const each of [...state.oneToMany.values()])
    if (each.referencingTable === logicalName || each.referencedTable === logicalName)
      state.oneToMany.delete(each.schemaName);
  for (const each of [...state.manyToMany.values()])
    if (each.table1 === logicalName || each.table2 === logicalName) state.manyToMany.delete(each.schemaName);
}

function removeColumn(state: State, logicalName: string, column: string): void {
  const table = tableOf(state, logicalName);
  const columns = new Map(table.columns);
  columns.delete(column);
  state.tables.set(logicalName, { ...table, columns });
  for (const each of [...state.oneToMany.values()])
    if (each.referencingTable === logicalName && each.referencingColumn === column)
      state.oneToMany.delete(each.schemaName);
}

/** Tables, columns and relationships are never changed in place, so copying the maps is enough. */
function copy(state: State): State {
  return {
    tables: new Map(state.tables),
    setNames: new Map(state.setNames),
    choices: new Map(state.choices),
    oneToMany: new Map(state.oneToMany),
    manyToMany: new Map(state.manyToMany),
    version: state.version,
  };
}

function withColumns(table: Table, columns: readonly Column[]): ReadonlyMap<string, Column> {
  const merged = new Map(table.columns);
  for (const column of columns) merged.set(column.logicalName, column);
  return withFileNames(merged);
}

/** Each file column has a read-only text beside it, the name of the file ([DOC] file-column-data). */
function withFileNames(columns: ReadonlyMap<string, Column>): ReadonlyMap<string, Column> {
  const files = [...columns.values()].filter(
    ({ type, logicalName }) => type === 'File' && !columns.has(`${logicalName}_name`),
  );
  if (files.length === 0) return columns;
  const names = files.map((file): [string, Column] => [
    `${file.logicalName}_name`,
    {
      logicalName: `${file.logicalName}_name`,
      schemaName: `${file.schemaName}_Name`,
      type: 'String',
      displayName: {},
      required: 'None',
      validForCreate: false,
      validForUpdate: false,
      validForRead: true,
      isCustom: file.isCustom,
      maxLength: 200,
    },
  ]);
  return new Map([...columns, ...names]);
}

function withKey(keys: readonly AlternateKey[], key: AlternateKey): readonly AlternateKey[] {
  return [...keys.filter((each) => each.logicalName !== key.logicalName), key];
}

function buildIndex(state: State): Index {
  const manyToOne = new Map<string, OneToMany[]>();
  const oneToMany = new Map<string, OneToMany[]>();
  const manyToMany = new Map<string, ManyToMany[]>();
  for (const relationship of state.oneToMany.values()) {
    append(manyToOne, relationship.referencingTable, relationship);
    append(oneToMany, relationship.referencedTable, relationship);
  }
  for (const relationship of state.manyToMany.values()) {
    append(manyToMany, relationship.table1, relationship);
    if (relationship.table2 !== relationship.table1) append(manyToMany, relationship.table2, relationship);
  }
  return { version: state.version, manyToOne, oneToMany, manyToMany };
}

function append<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [item]);
  else list.push(item);
}
