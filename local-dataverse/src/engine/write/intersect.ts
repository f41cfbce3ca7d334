/** Links of many-to-many relationships: where they are kept, making them, removing them. */
import type { Core } from '../core.ts';
import { duplicateId, notFound } from '../errors.ts';
import type { ColumnModel, Intersecting, TableModel } from '../model/types.ts';
import { requireLink } from '../security/writes.ts';
import { constant, identifier } from '../storage/database.ts';
import type { SqlRow } from '../storage/database.ts';
import { intersectColumns } from '../storage/schema.ts';
import type { RowRef } from '../types.ts';
import { setLookup } from './payload.ts';
import { insertRow, rowExists } from './rows.ts';
import type { Unit } from './unit.ts';

/** The intersect table as one side sees it. SQL names are quoted. */
export interface LinkTable {
  readonly sql: string;
  /** Column with the id of the row the request starts from. */
  readonly own: string;
  /** Column with the id of the row on the other side. */
  readonly far: string;
  /** For intersect tables that serve several relationships (listmember): the further condition, with AND. */
  readonly condition: string;
}

/** Finds where the links are kept: in a bare table of two ids, or in a table that the metadata declares (listmember). */
export function linkTable(core: Core, model: TableModel, navigation: Intersecting): LinkTable {
  const { relationship } = navigation;
  const forward = isForward(model, navigation);
  const [one, two] = columnsOf(core, navigation);
  const declared = core.models.find(relationship.intersectTable);
  const types = [
    typed(declared?.columns.get(one), relationship.table1),
    typed(declared?.columns.get(two), relationship.table2),
  ];
  return {
    sql: identifier(relationship.intersectTable),
    own: identifier(forward ? one : two),
    far: identifier(forward ? two : one),
    condition: types.join(''),
  };
}

function columnsOf(core: Core, { relationship }: Intersecting): [string, string] {
  const first = core.models.of(relationship.table1).id.name;
  const second = core.models.of(relationship.table2).id.name;
  if (core.models.find(relationship.intersectTable) === undefined) return intersectColumns(first, second);
  return [relationship.intersectColumn1 ?? first, relationship.intersectColumn2 ?? second];
}

function isForward(model: TableModel, { relationship, name }: Intersecting): boolean {
  return relationship.table1 === model.name && relationship.navigation1 === name;
}

function typed(column: ColumnModel | undefined, table: string): string {
  return column?.typeName === undefined ? '' : ` AND ${identifier(column.typeName)} = ${constant(table)}`;
}

/**
 * Links two rows.
 * @throws DataverseError 0x80040237 when they are linked already, 0x80040217 when the other row is not there
 */
export function linkRows(
  core: Core,
  unit: Unit,
  model: TableModel,
  navigation: Intersecting,
  id: string,
  other: RowRef,
): void {
  const far = core.models.of(navigation.other);
  if (!rowExists(core, far, other.id)) throw notFound(far.name, other.id);
  requireLink(core, unit.caller, model, navigation, id, other);
  const table = linkTable(core, model, navigation);
  const found = core.db.row(
    `SELECT 1 AS found FROM ${table.sql} WHERE ${table.own} = ? AND ${table.far} = ?${table.condition}`,
    [id, other.id],
  );
  if (found !== undefined) throw duplicateId();
  const declared = core.models.find(navigation.relationship.intersectTable);
  if (declared === undefined) {
    core.db.run(`INSERT INTO ${table.sql} (${table.own}, ${table.far}) VALUES (?, ?)`, [id, other.id]);
    core.security.touched(navigation.relationship.intersectTable);
    return;
  }
  insertRow(core, declared, declaredRow(core, unit, declared, model, navigation, id, other));
}

/** A row of an intersect table that is a table of its own, with its own id and dates. */
function declaredRow(
  core: Core,
  unit: Unit,
  declared: TableModel,
  model: TableModel,
  navigation: Intersecting,
  id: string,
  other: RowRef,
): SqlRow {
  const row: SqlRow = { [declared.id.name]: unit.newId() };
  const [one, two] = columnsOf(core, navigation);
  const own = { table: model.name, id };
  const [first, second] = isForward(model, navigation) ? [own, other] : [other, own];
  for (const [name, ref] of [
    [one, first],
    [two, second],
  ] as const) {
    const column = declared.columns.get(name);
    if (column?.store === 'lookup') setLookup(row, column, ref);
    else row[name] = ref.id;
    if (name === 'entityid' && declared.columns.has('entitytype')) row['entitytype'] = ref.table;
  }
  for (const name of ['createdon', 'modifiedon']) if (declared.columns.has(name)) row[name] = unit.now;
  if (declared.columns.has('versionnumber')) row['versionnumber'] = core.nextVersion();
  return row;
}

/** Removes a link. Rows that are not linked stay as they are, without an error. */
export function unlinkRows(core: Core, model: TableModel, navigation: Intersecting, id: string, other: string): void {
  const table = linkTable(core, model, navigation);
  core.db.run(`DELETE FROM ${table.sql} WHERE ${table.own} = ? AND ${table.far} = ?${table.condition}`, [id, other]);
  core.security.touched(navigation.relationship.intersectTable);
}

/** Removes every link of a row that is being deleted. */
export function removeLinks(core: Core, model: TableModel, id: string): void {
  for (const navigation of model.navigations.values()) {
    if (navigation.kind !== 'intersect') continue;
    if (core.models.find(navigation.other) === undefined) continue;
    const table = linkTable(core, model, navigation);
    core.db.run(`DELETE FROM ${table.sql} WHERE ${table.own} = ?${table.condition}`, [id]);
  }
}
