/** Creating rows, with everything the platform adds to what the caller sends. */
import type { Core } from '../core.ts';
import { DataverseError, missingColumn } from '../errors.ts';
import type { TableModel } from '../model/types.ts';
import { requireCreate } from '../security/writes.ts';
import type { SqlRow } from '../storage/database.ts';
import type { RowRef } from '../types.ts';
import { fillAutoNumbers } from './autonumber.ts';
import { computeColumns } from './computed.ts';
import { insertParties, readParties, refOf, syncServerParties } from './parties.ts';
import { readPayload, setLookup } from './payload.ts';
import type { JsonObject, Payload, PayloadContext } from './payload.ts';
import { insertPointer } from './pointer.ts';
import { insertRow } from './rows.ts';
import { initialState } from './states.ts';
import type { Unit } from './unit.ts';
import { updateRow } from './update.ts';

/** Tables whose rows come into being only through others. */
const NOT_CREATABLE = new Set(['activityparty', 'activitypointer', 'audit']);

export interface CreateOptions {
  /** Finds rows that binds name. */
  resolve(reference: string): RowRef;
  /** Values fixed by the request's address: the id or key of an upsert, the parent of a nested row. */
  readonly fixed?: SqlRow;
}

/**
 * Creates a row, its nested rows and its parties.
 * @returns the row's id
 * @throws DataverseError for what the body does wrong (facts §7), an id or key that is taken, a table without Create
 */
export function createRow(core: Core, unit: Unit, model: TableModel, body: JsonObject, options: CreateOptions): string {
  if (NOT_CREATABLE.has(model.name)) throw createNotSupported(model.name);
  const context: PayloadContext = { mode: 'create', resolve: (reference) => options.resolve(reference) };
  const payload = readPayload(core, model, body, context);
  for (const parent of payload.parents) {
    const table = core.models.of(parent.relationshipTable);
    const id = createRow(core, unit, table, parent.body, { resolve: context.resolve });
    setLookup(payload.values, parent.navigation.column, { table: table.name, id });
  }
  const sent: SqlRow = { ...payload.values, ...options.fixed };
  const row = completeRow(core, unit, model, sent);
  const id = String(row[model.id.name]);
  requireCreate(core, unit.caller, model, row, sent);
  if (model.isActivity) insertPointer(core, model, row);
  insertRow(core, model, row);
  if (model.isActivity) writeParties(core, unit, model, row, payload, context);
  createChildren(core, unit, model, id, payload, context);
  unit.emit({ message: 'Create', model, id, target: { ...sent, [model.id.name]: id }, post: row, output: { id } });
  return id;
}

export function createNotSupported(table: string): DataverseError {
  return new DataverseError(400, '0x80040800', `The 'Create' method does not support entities of type '${table}'.`);
}

/** Adds id, defaults, owner, dates, state, computed columns and version to what was sent. */
function completeRow(core: Core, unit: Unit, model: TableModel, sent: SqlRow): SqlRow {
  const { columns, table } = model;
  const row: SqlRow = { [model.id.name]: sent[model.id.name] ?? unit.newId() };
  const id = String(row[model.id.name]);
  if (model.isElastic) row['partitionid'] = id;
  for (const [name, value] of model.defaults) row[name] = value;
  for (const name in sent) {
    const value = sent[name];
    // An explicit null does not beat a default, nor an id made here.
    if (value !== null && value !== undefined) row[name] = value;
  }
  for (const column of model.mandatory)
    if ((row[column.name] ?? null) === null) throw missingColumn(model.name, column.name);
  if (table.ownership === 'UserOwned')
    setOwner(core, model, row, sent['ownerid'] ? undefined : { table: 'systemuser', id: unit.caller.userId });
  if (table.ownership === 'OrganizationOwned') setOrganization(core, model, row);
  stampCreation(unit, model, row);
  initialState(core, model, row, sent, id);
  if (model.isActivity && columns.has('activitytypecode')) row['activitytypecode'] = model.name;
  computeColumns(model, row, undefined);
  fillAutoNumbers(core, model, row, unit.now);
  row['versionnumber'] = core.nextVersion();
  return row;
}

/** There is one organisation; rows that belong to it say so. */
function setOrganization(core: Core, model: TableModel, row: SqlRow): void {
  const column = model.columns.get('organizationid');
  const organization = core.models.find('organization');
  if (column === undefined || organization === undefined) return;
  const id = core.db.row(`SELECT ${organization.id.sql} AS id FROM ${organization.sql} LIMIT 1`, [])?.['id'];
  if (typeof id === 'string') setLookup(row, column, { table: organization.name, id });
}

function stampCreation(unit: Unit, model: TableModel, row: SqlRow): void {
  const { columns } = model;
  // A migrated row takes its original date; the column then tells when the row really came.
  const original = row['overriddencreatedon'];
  if (columns.has('createdon')) row['createdon'] = original ?? unit.now;
  if (original !== undefined) row['overriddencreatedon'] = unit.now;
  if (columns.has('modifiedon')) row['modifiedon'] = unit.now;
  const acting = unit.caller.initiatingUserId === unit.caller.userId ? undefined : unit.caller.initiatingUserId;
  for (const [by, behalf] of [
    ['createdby', 'createdonbehalfby'],
    ['modifiedby', 'modifiedonbehalfby'],
  ] as const) {
    const column = columns.get(by);
    if (column !== undefined) setLookup(row, column, { table: 'systemuser', id: unit.caller.userId });
    const behalfColumn = columns.get(behalf);
    if (acting !== undefined && behalfColumn !== undefined)
      setLookup(row, behalfColumn, { table: 'systemuser', id: acting });
  }
}

/**
 * Sets the owner (when given) and what follows from it: owning user or team and business unit.
 * @param owner undefined when `row` has the owner already
 */
export function setOwner(core: Core, model: TableModel, row: SqlRow, owner: RowRef | undefined): void {
  const column = model.columns.get('ownerid');
  if (column === undefined) return;
  if (owner !== undefined) setLookup(row, column, owner);
  const ref = owner ?? refOf(model, row, 'ownerid');
  if (ref === undefined) return;
  const isTeam = ref.table === 'team';
  const user = model.columns.get('owninguser');
  const team = model.columns.get('owningteam');
  if (user !== undefined) setLookup(row, user, isTeam ? undefined : ref);
  if (team !== undefined) setLookup(row, team, isTeam ? ref : undefined);
  const unit = model.columns.get('owningbusinessunit');
  const table = core.models.find(ref.table);
  if (unit === undefined || !table?.columns.has('businessunitid')) return;
  const found = core.db.row(`SELECT "businessunitid" AS id FROM ${table.sql} WHERE ${table.id.sql} = ?`, [ref.id]);
  const id = found?.['id'];
  setLookup(row, unit, typeof id === 'string' ? { table: 'businessunit', id } : undefined);
}

function writeParties(
  core: Core,
  unit: Unit,
  model: TableModel,
  row: SqlRow,
  payload: Payload,
  context: PayloadContext,
): void {
  for (const child of payload.children) {
    if (child.navigation.name !== model.parties?.name) continue;
    insertParties(core, unit, model, row, readParties(core, model, child.bodies, context));
  }
  syncServerParties(core, unit, model, row, undefined);
}

function createChildren(
  core: Core,
  unit: Unit,
  model: TableModel,
  id: string,
  payload: Payload,
  context: PayloadContext,
): void {
  for (const child of payload.children) {
    if (model.isActivity && child.navigation.name === model.parties?.name) continue;
    const { referencingTable, referencingColumn } = child.navigation.relationship;
    const table = core.models.of(referencingTable);
    const link = table.columns.get(referencingColumn);
    if (link === undefined) continue;
    for (const body of child.bodies) {
      const fixed: SqlRow = {};
      setLookup(fixed, link, { table: model.name, id });
      createRow(core, unit, table, body, { resolve: context.resolve, fixed });
    }
  }
  for (const { navigation, refs } of payload.attached) {
    const { referencingTable, referencingColumn } = navigation.relationship;
    const table = core.models.of(referencingTable);
    const link = table.columns.get(referencingColumn);
    if (link === undefined) continue;
    for (const ref of refs) {
      const changes: SqlRow = {};
      setLookup(changes, link, { table: model.name, id });
      updateRow(core, unit, table, ref.id, changes);
    }
  }
}
