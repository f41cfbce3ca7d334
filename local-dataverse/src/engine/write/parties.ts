/** Activity parties: what a caller may send, and the owner and regarding rows the server keeps itself (facts §2, §3). */
import type { Core } from '../core.ts';
import { invalidArgument, partyNotAllowed } from '../errors.ts';
import type { TableModel } from '../model/types.ts';
import { requireParties } from '../security/writes.ts';
import type { SqlRow, SqlValue } from '../storage/database.ts';
import type { RowRef } from '../types.ts';
import { readPayload, setLookup } from './payload.ts';
import type { JsonObject, PayloadContext } from './payload.ts';
import { insertRow } from './rows.ts';
import type { Unit } from './unit.ts';

const REGARDING = 8;
const OWNER = 9;
const LAST_MASK = 12;

/** participationtypemask values a caller may send; custom activities take all, tasks take none. */
const MASKS: Readonly<Record<string, readonly number[]>> = {
  task: [],
  phonecall: [1, 2],
  email: [1, 2, 3, 4],
  appointment: [5, 6, 7],
};

/** Address columns that an e-mail's parties take over, by table. */
const ADDRESSES: Readonly<Record<string, string>> = {
  contact: 'emailaddress1',
  account: 'emailaddress1',
  lead: 'emailaddress1',
  systemuser: 'internalemailaddress',
  queue: 'emailaddress',
};

/**
 * Reads party bodies and checks them against the activity's table.
 * @throws DataverseError 0x80048d19 (unknown names), 0x80040203 (no mask), 0x80043506 (mask not allowed, nobody named)
 */
export function readParties(
  core: Core,
  activity: TableModel,
  bodies: readonly JsonObject[],
  context: PayloadContext,
): SqlRow[] {
  const model = core.models.of('activityparty');
  return bodies.map((body) => {
    const { values } = readPayload(core, model, body, {
      mode: 'create',
      resolve: (reference) => context.resolve(reference),
    });
    checkParty(activity, values);
    return values;
  });
}

function checkParty(activity: TableModel, values: SqlRow): void {
  const mask = values['participationtypemask'];
  if (typeof mask !== 'number') throw invalidArgument(`A party of ${activity.name} needs participationtypemask.`);
  const allowed = MASKS[activity.name];
  const fits =
    allowed === undefined
      ? mask >= 1 && mask <= LAST_MASK && mask !== REGARDING && mask !== OWNER
      : allowed.includes(mask);
  if (!fits)
    throw partyNotAllowed(`Cannot create activity party with participationtypemask ${mask} on ${activity.name}.`);
  if ((values['partyid'] ?? null) === null && (values['addressused'] ?? null) === null) {
    throw partyNotAllowed('Activity party object Id or type is missing');
  }
}

/** Writes checked parties of an activity. */
export function insertParties(
  core: Core,
  unit: Unit,
  activity: TableModel,
  row: SqlRow,
  parties: readonly SqlRow[],
): void {
  const model = core.models.of('activityparty');
  const people = parties.flatMap((party) => refOf(model, party, 'partyid') ?? []);
  requireParties(core, unit.caller, activity, row, people);
  for (const party of parties) {
    if (activity.name === 'email' && (party['addressused'] ?? null) === null) fillAddress(core, model, party);
    insertParty(core, unit, model, activity, row, party);
  }
}

function insertParty(
  core: Core,
  unit: Unit,
  model: TableModel,
  activity: TableModel,
  row: SqlRow,
  party: SqlRow,
): void {
  const id = unit.newId();
  const full: SqlRow = { activitypartyid: id, ...party };
  const link = model.columns.get('activityid');
  const activityId = String(row[activity.id.name]);
  if (link !== undefined) setLookup(full, link, { table: activity.name, id: activityId });
  copyColumn(model, full, 'scheduledstart', row['scheduledstart']);
  copyColumn(model, full, 'scheduledend', row['scheduledend']);
  copyColumn(model, full, 'ownerid', row['ownerid']);
  if (model.columns.has('ispartydeleted')) full['ispartydeleted'] = 0;
  if (model.columns.has('instancetypecode')) full['instancetypecode'] = 0;
  full['versionnumber'] = core.nextVersion();
  insertRow(core, model, full);
}

function copyColumn(model: TableModel, row: SqlRow, name: string, value: SqlValue | undefined): void {
  if (value === undefined || value === null || !model.columns.has(name)) return;
  row[name] = value;
}

function fillAddress(core: Core, parties: TableModel, party: SqlRow): void {
  const person = refOf(parties, party, 'partyid');
  const column = person && ADDRESSES[person.table];
  const model = person && core.models.find(person.table);
  const address = column === undefined ? undefined : model?.columns.get(column);
  if (person === undefined || model === undefined || address === undefined) return;
  const row = core.db.row(`SELECT ${address.sql} AS address FROM ${model.sql} WHERE ${model.id.sql} = ?`, [person.id]);
  if (typeof row?.['address'] === 'string') party['addressused'] = row['address'];
}

/** Keeps the server's own two rows in step: mask 9 for the owner, mask 8 for the regarding row. */
export function syncServerParties(
  core: Core,
  unit: Unit,
  activity: TableModel,
  row: SqlRow,
  before: SqlRow | undefined,
): void {
  const model = core.models.find('activityparty');
  if (model === undefined) return;
  const pairs: [string, number][] = [
    ['ownerid', OWNER],
    ['regardingobjectid', REGARDING],
  ];
  for (const [column, mask] of pairs) {
    const now = refOf(activity, row, column);
    if (before !== undefined) {
      if (now?.id === refOf(activity, before, column)?.id) continue;
      core.db.run(`DELETE FROM ${model.sql} WHERE "activityid" = ? AND "participationtypemask" = ?`, [
        String(row[activity.id.name]),
        mask,
      ]);
    }
    if (now === undefined) continue;
    const party: SqlRow = { participationtypemask: mask };
    const partyid = model.columns.get('partyid');
    if (partyid !== undefined) setLookup(party, partyid, now);
    insertParty(core, unit, model, activity, row, party);
  }
}

/** Removes the parties a caller may send; the server's own stay. */
export function clearParties(core: Core, activityId: string): void {
  const model = core.models.of('activityparty');
  core.db.run(`DELETE FROM ${model.sql} WHERE "activityid" = ? AND "participationtypemask" NOT IN (?, ?)`, [
    activityId,
    REGARDING,
    OWNER,
  ]);
}

export function removeAllParties(core: Core, activityId: string): void {
  const model = core.models.find('activityparty');
  if (model !== undefined) core.db.run(`DELETE FROM ${model.sql} WHERE "activityid" = ?`, [activityId]);
}

/** The row a lookup column of a stored row points to. */
export function refOf(model: TableModel, row: SqlRow, name: string): RowRef | undefined {
  const column = model.columns.get(name);
  const id = row[name];
  if (column === undefined || typeof id !== 'string') return undefined;
  const type = column.typeName === undefined ? undefined : row[column.typeName];
  return { table: typeof type === 'string' ? type : (column.targets[0] ?? ''), id };
}
