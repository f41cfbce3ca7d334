/** Makes the SQL tables follow the metadata: new tables, new columns, indexes for lookups and keys. Never drops data. */
import { SHARES } from '../../metadata/base/private-tables.ts';
import type { MetadataRegistry } from '../../metadata/types.ts';
import { EXPIRY, rowKey } from '../elastic.ts';
import { createTombstones } from '../tombstones.ts';
import type { Models } from '../model/models.ts';
import type { ColumnModel, Store, TableModel } from '../model/types.ts';
import { constant, identifier } from './database.ts';
import type { Database } from './database.ts';

/** Text compares case-insensitively on the platform, so the column itself does. */
const SQL_TYPES: Record<Store, string> = {
  text: 'TEXT COLLATE NOCASE',
  memo: 'TEXT COLLATE NOCASE',
  choices: 'TEXT',
  integer: 'INTEGER',
  boolean: 'INTEGER',
  real: 'REAL',
  guid: 'TEXT',
  lookup: 'TEXT',
  datetime: 'TEXT',
  date: 'TEXT',
};

/** Lookups nobody filters by; an index on them would only slow writes. */
const UNINDEXED = new Set([
  'createdby',
  'modifiedby',
  'createdonbehalfby',
  'modifiedonbehalfby',
  'owningbusinessunit',
  'owninguser',
  'owningteam',
  'transactioncurrencyid',
]);

/** New columns from which on an empty table is made again. */
const REMAKE = 3;

/** Idempotent. Runs in one transaction, so a failing declaration leaves the file as it was. */
export function syncSchema(db: Database, registry: MetadataRegistry, models: Models): void {
  db.exec('SAVEPOINT "sync"');
  try {
    db.exec('CREATE TABLE IF NOT EXISTS "_engine" ("name" TEXT PRIMARY KEY, "value" INTEGER NOT NULL)');
    createTombstones(db);
    const existing = new Set(
      db.tuples("SELECT name FROM sqlite_master WHERE type = 'table'", []).map((row) => String(row[0])),
    );
    for (const table of registry.tables()) {
      const model = models.of(table.logicalName);
      if (existing.has(model.name)) addColumns(db, model);
      else createTable(db, model);
      addIndexes(db, model);
    }
    for (const table of registry.tables()) createIntersects(db, registry, table.logicalName, existing);
    db.exec('RELEASE "sync"');
  } catch (error) {
    db.exec('ROLLBACK TO "sync"; RELEASE "sync"');
    throw error;
  } finally {
    db.forget();
  }
}

function createTable(db: Database, model: TableModel): void {
  // Elastic rows are unique by id and partition, see their index.
  const columns = [`${model.id.sql} TEXT${model.isElastic ? '' : ' PRIMARY KEY'} NOT NULL`];
  for (const column of model.columns.values()) {
    if (column.name === model.id.name) continue;
    columns.push(`${column.sql} ${SQL_TYPES[column.store]}`);
    if (column.typeName !== undefined) columns.push(`${identifier(column.typeName)} TEXT`);
  }
  // Every row has a version, also where the metadata shows no such column: ETags need it.
  if (!model.columns.has('versionnumber')) columns.push('"versionnumber" INTEGER');
  db.exec(`CREATE TABLE ${model.sql} (${columns.join(', ')})`);
}

function addColumns(db: Database, model: TableModel): void {
  const info = db.tuples(`SELECT name FROM pragma_table_info(?)`, [model.name]);
  const present = new Set(info.map((row) => String(row[0])));
  const missing = [...model.columns.values()].filter((column) => !present.has(column.name)).length;
  // SQLite reads its whole schema anew after each ALTER; a table without rows is quicker made again. Its indexes follow.
  if (missing >= REMAKE && db.tuples(`SELECT 1 FROM ${model.sql} LIMIT 1`, []).length === 0) {
    db.exec(`DROP TABLE ${model.sql}`);
    createTable(db, model);
    return;
  }
  for (const column of model.columns.values()) {
    if (!present.has(column.name))
      db.exec(`ALTER TABLE ${model.sql} ADD COLUMN ${column.sql} ${SQL_TYPES[column.store]}`);
    if (column.typeName === undefined || present.has(column.typeName)) continue;
    db.exec(`ALTER TABLE ${model.sql} ADD COLUMN ${identifier(column.typeName)} TEXT`);
    // A lookup that had one target and now has several: the rows so far point to the first.
    const first = column.targets[0];
    if (present.has(column.name) && first !== undefined) {
      db.exec(
        `UPDATE ${model.sql} SET ${identifier(column.typeName)} = ${constant(first)} WHERE ${column.sql} IS NOT NULL`,
      );
    }
  }
}

function addIndexes(db: Database, model: TableModel): void {
  for (const column of model.columns.values()) {
    if (!isIndexed(model, column)) continue;
    const name = identifier(`ix_${model.name}_${column.name}`);
    db.exec(`CREATE INDEX IF NOT EXISTS ${name} ON ${model.sql} (${column.sql}) WHERE ${column.sql} IS NOT NULL`);
  }
  // The newest activities first, in the order in which pages are cut: without this SQLite sorts all rows to show a page.
  if (holdsActivities(model) && model.columns.has('createdon')) {
    const name = identifier(`ix_${model.name}_createdon`);
    db.exec(`CREATE INDEX IF NOT EXISTS ${name} ON ${model.sql} ("createdon" DESC, ${model.id.sql})`);
  }
  if (model.isElastic) {
    addElasticIndexes(db, model);
    return;
  }
  for (const key of model.keys) {
    const columns = key.columns.flatMap((name) => model.columns.get(name) ?? []);
    if (columns.length === 0 || columns.length !== key.columns.length) continue;
    const list = columns.map((column) => column.sql).join(', ');
    const filled = columns.map((column) => `${column.sql} IS NOT NULL`).join(' AND ');
    db.exec(
      `CREATE UNIQUE INDEX IF NOT EXISTS ${identifier(keyIndex(model, key.logicalName))} ON ${model.sql} (${list}) WHERE ${filled}`,
    );
  }
}

/** Their one key is this index; the other finds the rows whose time is up. */
function addElasticIndexes(db: Database, model: TableModel): void {
  const name = (kind: string): string => identifier(`${kind}_${model.name}`);
  db.exec(`CREATE UNIQUE INDEX IF NOT EXISTS ${name('rk')} ON ${model.sql} (${rowKey(model)})`);
  db.exec(`CREATE INDEX IF NOT EXISTS ${name('id')} ON ${model.sql} (${model.id.sql})`);
  db.exec(`CREATE INDEX IF NOT EXISTS ${name('ttl')} ON ${model.sql} (${EXPIRY}) WHERE "ttlinseconds" IS NOT NULL`);
}

function isIndexed(model: TableModel, column: ColumnModel): boolean {
  if (column.store === 'lookup') return !UNINDEXED.has(column.name);
  // Application users are looked up with every request that brings a token.
  if (column.name === 'applicationid') return true;
  // Shares are looked for with every row that a user who has some reads.
  if (model.name === SHARES) return column.name === 'objectid';
  // People and companies are found by address and name; nobody looks an activity up by its subject.
  return column.column.format === 'Email' || (column.name === model.table.primaryName && !holdsActivities(model));
}

function holdsActivities(model: TableModel): boolean {
  return model.isActivity || model.name === 'activitypointer';
}

/** Name of the unique index of an alternate key, as constraint errors give it back. */
export function keyIndex(model: Pick<TableModel, 'name'>, key: string): string {
  return `uk_${model.name}_${key}`;
}

function createIntersects(
  db: Database,
  registry: MetadataRegistry,
  table: string,
  existing: ReadonlySet<string>,
): void {
  for (const relationship of registry.manyToMany(table)) {
    if (relationship.table1 !== table || existing.has(relationship.intersectTable)) continue;
    // An intersect table that is declared as a table of its own (listmember) already stands.
    if (registry.table(relationship.intersectTable) !== undefined) continue;
    const first = registry.table(relationship.table1)?.primaryId;
    const second = registry.table(relationship.table2)?.primaryId;
    if (first === undefined || second === undefined) continue;
    const [one, two] = intersectColumns(first, second);
    const name = identifier(relationship.intersectTable);
    db.exec(
      `CREATE TABLE IF NOT EXISTS ${name} (${identifier(one)} TEXT NOT NULL, ${identifier(two)} TEXT NOT NULL, PRIMARY KEY (${identifier(one)}, ${identifier(two)})) WITHOUT ROWID`,
    );
  }
}

/** Names of the two id columns of an intersect table; a relationship of a table with itself tells them apart by a suffix. */
export function intersectColumns(first: string, second: string): [string, string] {
  return first === second ? [`${first}one`, `${second}two`] : [first, second];
}
