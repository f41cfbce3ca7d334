/** Direct row access for the platform's own parts: no privileges, no messages, no read-only rules. */
import { newId } from './ids.ts';
import type { Core } from './core.ts';
import { eraseRow, eraseRows } from './erase.ts';
import { formatMoment, readDate, readDateTime } from './dates.ts';
import { notFound } from './errors.ts';
import type { ColumnModel, TableModel } from './model/types.ts';
import type { SqlRow, SqlValue } from './storage/database.ts';
import { identifier } from './storage/database.ts';
import type { ColumnValue, Engine, RowRef, Values } from './types.ts';
import { computeColumns } from './write/computed.ts';
import { setOwner } from './write/create.ts';
import { toValues } from './write/messages.ts';
import { removeAllParties } from './write/parties.ts';
import { setLookup } from './write/payload.ts';
import { changePointer, insertPointer, removePointer } from './write/pointer.ts';
import { changeRow, insertRow, loadRow, removeRow } from './write/rows.ts';

export function systemAccess(core: Core): Engine['system'] {
  const transaction = <T>(work: () => T): T => {
    core.db.run('SAVEPOINT "system"', []);
    try {
      const result = work();
      core.db.run('RELEASE "system"', []);
      return result;
    } catch (error) {
      core.db.run('ROLLBACK TO "system"', []);
      core.db.run('RELEASE "system"', []);
      core.security.undone();
      throw error;
    }
  };
  return {
    insert: (table, values) => transaction(() => insert(core, core.models.of(table), values)),
    update: (table, id, values) => transaction(() => update(core, core.models.of(table), id.toLowerCase(), values)),
    remove: (table, id) => transaction(() => remove(core, core.models.of(table), id.toLowerCase())),
    erase: (table, id) =>
      transaction(() =>
        id === undefined
          ? eraseRows(core, core.models.of(table))
          : eraseRow(core, core.models.of(table), id.toLowerCase()),
      ),
    get(table, id) {
      const model = core.models.of(table);
      const row = loadRow(core, model, id.toLowerCase());
      return row && toValues(model, row);
    },
    find: (table, where, columns) => find(core, core.models.of(table), where, columns),
    transaction,
  };
}

function insert(core: Core, model: TableModel, values: Values): string {
  const row: SqlRow = { [model.id.name]: newId() };
  for (const [name, value] of model.defaults) row[name] = value;
  Object.assign(row, toRow(model, values));
  if (model.isElastic) row['partitionid'] ??= row[model.id.name] ?? null;
  const now = formatMoment(core.clock());
  for (const name of ['createdon', 'modifiedon']) if (model.columns.has(name)) row[name] ??= now;
  if (model.state !== undefined) {
    row['statecode'] ??= model.state.initial;
    row['statuscode'] ??= model.state.statuses.get(Number(row['statecode']))?.[0] ?? null;
  }
  computeColumns(model, row, undefined);
  if (model.table.ownership === 'UserOwned') setOwner(core, model, row, undefined);
  row['versionnumber'] = core.nextVersion();
  if (model.isActivity) insertPointer(core, model, row);
  insertRow(core, model, row);
  return String(row[model.id.name]);
}

function update(core: Core, model: TableModel, id: string, values: Values): void {
  const before = loadRow(core, model, id);
  if (before === undefined) throw notFound(model.name, id);
  const changes = toRow(model, values);
  delete changes[model.id.name];
  computeColumns(model, changes, before);
  if (changes['ownerid'] && model.table.ownership === 'UserOwned') setOwner(core, model, changes, undefined);
  if (model.columns.has('modifiedon')) changes['modifiedon'] ??= formatMoment(core.clock());
  changes['versionnumber'] = core.nextVersion();
  changeRow(core, model, id, changes);
  if (model.isActivity) changePointer(core, model, id, changes);
}

function remove(core: Core, model: TableModel, id: string): void {
  removeRow(core, model, id);
  if (!model.isActivity) return;
  removePointer(core, id);
  removeAllParties(core, id);
}

function find(core: Core, model: TableModel, where: Values, columns?: readonly string[]): Values[] {
  const conditions: string[] = [];
  const params: SqlValue[] = [];
  const row = toRow(model, where);
  for (const name in row) {
    const value = row[name] ?? null;
    conditions.push(value === null ? `${identifier(name)} IS NULL` : `${identifier(name)} = ?`);
    if (value !== null) params.push(value);
  }
  const clause = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  return core.db
    .rows(
      `SELECT ${columns === undefined ? '*' : selected(model, columns)} FROM ${model.sql} ${clause} ORDER BY rowid`,
      params,
    )
    .map((found) => toValues(model, found));
}

/** Wanted columns, lookups with the table they point to. @throws Error for a column that the table does not have */
function selected(model: TableModel, columns: readonly string[]): string {
  const names = columns.flatMap((name) => {
    const column = model.columns.get(name);
    if (column === undefined) throw new Error(`The table '${model.name}' has no column '${name}'.`);
    return column.typeName === undefined ? [name] : [name, column.typeName];
  });
  return names.map(identifier).join(', ');
}

/** @throws Error for a column that the table does not have, or a value of another kind: a fault of our own code */
function toRow(model: TableModel, values: Values): SqlRow {
  const row: SqlRow = {};
  for (const name in values) {
    const value = values[name];
    const column = model.columns.get(name);
    if (column === undefined) throw new Error(`The table '${model.name}' has no column '${name}'.`);
    if (value === undefined) continue;
    if (column.store === 'lookup') setLookup(row, column, lookupValue(column, value));
    else row[name] = plainValue(model, column, value);
  }
  return row;
}

function lookupValue(column: ColumnModel, value: ColumnValue): RowRef | undefined {
  if (value === null) return undefined;
  if (isRef(value)) return { table: value.table, id: value.id.toLowerCase() };
  if (typeof value === 'string') return { table: column.targets[0] ?? '', id: value.toLowerCase() };
  throw new Error(`The lookup '${column.name}' takes a row reference.`);
}

function plainValue(model: TableModel, column: ColumnModel, value: ColumnValue): SqlValue {
  if (value === null) return null;
  if (Array.isArray(value)) return value.join(',');
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'number') return value;
  if (typeof value === 'string') {
    if (column.store === 'guid') return value.replace(/[{}]/g, '').toLowerCase();
    if (column.store === 'datetime') return readDateTime(value) ?? wrong(model, column, value);
    if (column.store === 'date') return readDate(value) ?? wrong(model, column, value);
    return value;
  }
  return wrong(model, column, JSON.stringify(value));
}

function wrong(model: TableModel, column: ColumnModel, value: string): never {
  throw new Error(`'${value.slice(0, 80)}' is no value for ${model.name}.${column.name} (${column.store}).`);
}

function isRef(value: ColumnValue): value is RowRef {
  return typeof value === 'object' && value !== null && 'table' in value;
}
