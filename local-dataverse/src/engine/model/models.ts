/** Compiled tables, made on first use and thrown away when the metadata's version moves. */
import { isTracked } from '../../metadata/change-tracking.ts';
import type { Column, MetadataRegistry, OneToMany, Table } from '../../metadata/types.ts';
import { identifier } from '../storage/database.ts';
import type { SqlValue } from '../storage/database.ts';
import type { ColumnModel, Navigation, SharedColumn, StateModel, Store, TableModel, ToMany } from './types.ts';

export interface Models {
  /** Undefined when the table does not exist. */
  find(logicalName: string): TableModel | undefined;
  /** @throws Error when the table does not exist: for names that metadata itself gave. */
  of(logicalName: string): TableModel;
  bySet(entitySetName: string): TableModel | undefined;
}

const STORES: Partial<Record<Column['type'], Store>> = {
  BigInt: 'integer',
  Boolean: 'boolean',
  Customer: 'lookup',
  DateTime: 'datetime',
  Decimal: 'real',
  Double: 'real',
  EntityName: 'text',
  // The id of the file; its contents have a place of their own.
  File: 'guid',
  Integer: 'integer',
  Lookup: 'lookup',
  Memo: 'memo',
  Money: 'real',
  MultiSelectPicklist: 'choices',
  Owner: 'lookup',
  Picklist: 'integer',
  State: 'integer',
  Status: 'integer',
  String: 'text',
  Uniqueidentifier: 'guid',
};

export function createModels(registry: MetadataRegistry): Models {
  let version = -1;
  let compiled = new Map<string, TableModel>();
  const find = (logicalName: string): TableModel | undefined => {
    if (version !== registry.version) {
      version = registry.version;
      compiled = new Map();
    }
    const known = compiled.get(logicalName);
    if (known !== undefined) return known;
    const table = registry.table(logicalName);
    if (table === undefined) return undefined;
    const made = compileTable(registry, table);
    compiled.set(logicalName, made);
    return made;
  };
  return {
    find,
    of(logicalName) {
      const model = find(logicalName);
      if (model === undefined) throw new Error(`The metadata names a table '${logicalName}' that does not exist.`);
      return model;
    },
    bySet(entitySetName) {
      const table = registry.tableBySet(entitySetName);
      return table === undefined ? undefined : find(table.logicalName);
    },
  };
}

function compileTable(registry: MetadataRegistry, table: Table): TableModel {
  const manyToOne = registry.manyToOne(table.logicalName);
  const oneToMany = registry.oneToMany(table.logicalName);
  const columns = new Map<string, ColumnModel>();
  const properties = new Map<string, ColumnModel>();
  for (const column of table.columns.values()) {
    const model = columnModel(column, manyToOne);
    if (model === undefined) continue;
    columns.set(model.name, model);
    if (column.validForRead) properties.set(model.property, model);
  }
  const id = columns.get(table.primaryId) ?? primaryId(table);
  if (!columns.has(id.name)) {
    columns.set(id.name, id);
    properties.set(id.property, id);
  }
  const navigations = navigationsOf(registry, table, columns, manyToOne, oneToMany);
  const isActivity = table.isActivity && table.logicalName !== 'activitypointer';
  const names = new Map(
    manyToOne.map((one) => [`${one.referencingColumn} ${one.referencedTable}`, one.lookupNavigation]),
  );
  return {
    table,
    name: table.logicalName,
    set: table.entitySetName,
    sql: identifier(table.logicalName),
    id,
    columns,
    properties,
    navigations,
    referencedBy: oneToMany,
    state: stateModel(columns),
    keys: table.keys,
    defaults: [...columns.values()].flatMap(defaultOf),
    autoNumbers: [...columns.values()].filter((column) => column.column.autoNumberFormat !== undefined),
    mandatory: [...columns.values()].filter((column) => isMandatory(table, column)),
    isActivity,
    isTracked: isTracked(table),
    isElastic: table.tableType === 'Elastic',
    parties: partiesOf(navigations),
    hasFiles: [...table.columns.values()].some((column) => column.type === 'File' || column.type === 'Image'),
    shared: isActivity ? sharedColumns(registry, columns) : [],
    navigationOf: (column, target) => names.get(`${column.name} ${target}`),
  };
}

/** Undefined for columns that are computed elsewhere and never stored (virtual names, party lists, files). */
function columnModel(column: Column, manyToOne: readonly OneToMany[]): ColumnModel | undefined {
  const store = column.type === 'DateTime' && column.dateBehavior === 'DateOnly' ? 'date' : STORES[column.type];
  if (store === undefined) return undefined;
  const name = column.logicalName;
  const related = manyToOne.filter((one) => one.referencingColumn === name).map((one) => one.referencedTable);
  const targets = store === 'lookup' ? [...new Set([...(column.targets ?? []), ...related])] : [];
  const several = targets.length > 1 || column.type === 'Owner' || column.type === 'Customer';
  const isChoice =
    column.type === 'Picklist' || column.type === 'State' || column.type === 'Status' || store === 'choices';
  return {
    column,
    name,
    sql: identifier(name),
    property: store === 'lookup' ? `_${name}_value` : name,
    store,
    targets,
    typeName: several ? `${name}__type` : undefined,
    options: isChoice && column.choice ? new Set(column.choice.options.map((option) => option.value)) : undefined,
  };
}

function primaryId(table: Table): ColumnModel {
  const column: Column = {
    logicalName: table.primaryId,
    schemaName: table.primaryId,
    type: 'Uniqueidentifier',
    displayName: {},
    required: 'SystemRequired',
    validForCreate: true,
    validForUpdate: false,
    validForRead: true,
    isCustom: table.isCustom,
  };
  const name = table.primaryId;
  return {
    column,
    name,
    sql: identifier(name),
    property: name,
    store: 'guid',
    targets: [],
    typeName: undefined,
    options: undefined,
  };
}

function navigationsOf(
  registry: MetadataRegistry,
  table: Table,
  columns: ReadonlyMap<string, ColumnModel>,
  manyToOne: readonly OneToMany[],
  oneToMany: readonly OneToMany[],
): Map<string, Navigation> {
  const navigations = new Map<string, Navigation>();
  // Activities derive from activitypointer, so its navigations (`ownerid`, `regardingobjectid_contact`) are theirs too.
  const inherited =
    table.isActivity && table.logicalName !== 'activitypointer' ? registry.manyToOne('activitypointer') : [];
  for (const one of [...inherited, ...manyToOne]) {
    const column = columns.get(one.referencingColumn);
    if (column === undefined || registry.table(one.referencedTable) === undefined) continue;
    const before = navigations.get(one.lookupNavigation);
    const relationships = new Map(before?.kind === 'one' ? before.relationships : []);
    navigations.set(one.lookupNavigation, {
      kind: 'one',
      name: one.lookupNavigation,
      column,
      relationships: relationships.set(one.referencedTable, one),
    });
  }
  for (const relationship of oneToMany) {
    if (registry.table(relationship.referencingTable) === undefined) continue;
    navigations.set(relationship.collectionNavigation, {
      kind: 'many',
      name: relationship.collectionNavigation,
      relationship,
    });
  }
  for (const relationship of registry.manyToMany(table.logicalName)) {
    const first = relationship.table1 === table.logicalName;
    const name = first ? relationship.navigation1 : relationship.navigation2;
    const other = first ? relationship.table2 : relationship.table1;
    navigations.set(name, { kind: 'intersect', name, relationship, other });
  }
  return navigations;
}

function partiesOf(navigations: ReadonlyMap<string, Navigation>): ToMany | undefined {
  for (const navigation of navigations.values()) {
    if (navigation.kind !== 'many') continue;
    const { referencingTable, referencingColumn } = navigation.relationship;
    if (referencingTable === 'activityparty' && referencingColumn === 'activityid') return navigation;
  }
  return undefined;
}

function sharedColumns(registry: MetadataRegistry, columns: ReadonlyMap<string, ColumnModel>): SharedColumn[] {
  const table = registry.table('activitypointer');
  if (table === undefined) return [];
  const manyToOne = registry.manyToOne('activitypointer');
  const shared: SharedColumn[] = [];
  for (const column of table.columns.values()) {
    const own = columns.get(column.logicalName);
    const pointer = own && columnModel(column, manyToOne);
    if (own !== undefined && pointer !== undefined) shared.push({ own, pointer });
  }
  return shared;
}

function defaultOf(column: ColumnModel): [string, SqlValue][] {
  const value = column.column.defaultValue;
  const isState = column.column.type === 'State' || column.column.type === 'Status';
  if (value === undefined || value === '' || isState) return [];
  // -1 is how metadata says that a choice has no default.
  if (value === -1 && column.options !== undefined) return [];
  return [[column.name, typeof value === 'boolean' ? Number(value) : value]];
}

/** SystemRequired columns that neither a default nor the server fills; the platform itself enforces only these. */
function isMandatory(table: Table, column: ColumnModel): boolean {
  const { required, validForCreate, defaultValue, isCustom, type } = column.column;
  if (required !== 'SystemRequired' || !validForCreate || defaultValue !== undefined) return false;
  // What custom tables mark so is their key, owner and state, all the server's.
  if (!isCustom || column.name === table.primaryId) return false;
  return type !== 'Owner' && type !== 'State' && type !== 'Status' && type !== 'Boolean';
}

function stateModel(columns: ReadonlyMap<string, ColumnModel>): StateModel | undefined {
  const state = columns.get('statecode')?.column;
  const status = columns.get('statuscode')?.column;
  if (state?.choice === undefined || status?.choice === undefined) return undefined;
  const statuses = new Map<number, number[]>();
  const names = new Map<number, string>();
  for (const option of state.choice.options) {
    const own = status.choice.options.filter((each) => each.state === option.value).map((each) => each.value);
    const first = option.defaultStatus;
    statuses.set(option.value, first === undefined ? own : [first, ...own.filter((value) => value !== first)]);
    names.set(option.value, option.label[1033] ?? String(option.value));
  }
  const initial = typeof state.defaultValue === 'number' ? state.defaultValue : Math.min(...statuses.keys());
  return { initial, statuses, names };
}
