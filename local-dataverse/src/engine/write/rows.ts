/** Single rows in SQL: read, insert, change, remove. Knows columns, not rules. */
import type { Core } from '../core.ts';
import { rowKey } from '../elastic.ts';
import { duplicateId, duplicateKey } from '../errors.ts';
import type { TableModel } from '../model/types.ts';
import { identifier } from '../storage/database.ts';
import { keyIndex } from '../storage/schema.ts';
import { bury } from '../tombstones.ts';
import type { SqlRow, SqlValue } from '../storage/database.ts';

const texts = new Map<string, string>();

/** SQL texts are made once a shape: same table, same columns, same text, so the prepared statement is found again. */
function cached(key: string, make: () => string): string {
  const known = texts.get(key);
  if (known !== undefined) return known;
  const text = make();
  if (texts.size > 5000) texts.clear();
  texts.set(key, text);
  return text;
}

export function loadRow(core: Core, model: TableModel, id: string): SqlRow | undefined {
  return core.db.row(`SELECT * FROM ${model.sql} WHERE ${rowKey(model)} = ?`, [id]);
}

export function rowExists(core: Core, model: TableModel, id: string): boolean {
  return core.db.row(`SELECT 1 AS found FROM ${model.sql} WHERE ${rowKey(model)} = ?`, [id]) !== undefined;
}

/** @throws DataverseError 0x80040237 (id taken), 0x80060892 (alternate key taken) */
export function insertRow(core: Core, model: TableModel, row: SqlRow): void {
  const names = Object.keys(row);
  const sql = cached(`+${model.name} ${names.join(' ')}`, () => {
    const columns = names.map(identifier).join(', ');
    return `INSERT INTO ${model.sql} (${columns}) VALUES (${names.map(() => '?').join(', ')})`;
  });
  guarded(model, () => core.db.run(sql, Object.values(row)));
  core.security.touched(model.name);
}

/** @returns false when there is no such row */
export function changeRow(core: Core, model: TableModel, id: string, changes: SqlRow): boolean {
  const names = Object.keys(changes);
  if (names.length === 0) return rowExists(core, model, id);
  const sql = cached(`=${model.name} ${names.join(' ')}`, () => {
    const list = names.map((name) => `${identifier(name)} = ?`).join(', ');
    return `UPDATE ${model.sql} SET ${list} WHERE ${rowKey(model)} = ?`;
  });
  const params: SqlValue[] = Object.values(changes);
  params.push(id);
  core.security.touched(model.name);
  return guarded(model, () => core.db.run(sql, params)) > 0;
}

export function removeRow(core: Core, model: TableModel, id: string): boolean {
  core.security.touched(model.name);
  bury(core, model, id);
  return core.db.run(`DELETE FROM ${model.sql} WHERE ${rowKey(model)} = ?`, [id]) > 0;
}

const PRIMARY_KEY = 1555;
const UNIQUE = 2067;

function guarded<T>(model: TableModel, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw constraintError(model, error) ?? error;
  }
}

function constraintError(model: TableModel, error: unknown): Error | undefined {
  // By shape, not by class: under a test runner SQLite's errors belong to another realm.
  if (typeof error !== 'object' || error === null || !('errcode' in error) || !('message' in error)) return undefined;
  if (error.errcode === PRIMARY_KEY) return duplicateId();
  if (error.errcode !== UNIQUE) return undefined;
  const message = String(error.message);
  // SQLite names either the index or the columns of the violated key.
  for (const key of model.keys) {
    const columns = key.columns.map((column) => `${model.name}.${column}`).join(', ');
    if (message.includes(keyIndex(model, key.logicalName)) || message.endsWith(columns)) {
      return duplicateKey(key.schemaName, key.columns);
    }
  }
  return duplicateId();
}
