/** Changing rows: versions, state, owner, and the copies other tables keep of them. */
import type { Core } from '../core.ts';
import { closedActivity, invalidArgument, notFound, versionMismatch } from '../errors.ts';
import { plainId } from '../elastic.ts';
import type { TableModel } from '../model/types.ts';
import { requireUpdate } from '../security/writes.ts';
import type { SqlRow } from '../storage/database.ts';
import { computeColumns } from './computed.ts';
import { keepDraft } from './drafts.ts';
import { setOwner } from './create.ts';
import { clearParties, insertParties, refOf, syncServerParties } from './parties.ts';
import { setLookup } from './payload.ts';
import { changePointer } from './pointer.ts';
import { changeRow, loadRow } from './rows.ts';
import { changeState, isClosed } from './states.ts';
import type { Unit } from './unit.ts';

/** Optimistic concurrency of one request: the version the caller saw, from If-Match. */
export interface Precondition {
  readonly version?: number | undefined;
}

/**
 * Changes columns of a row.
 * @param changes SQL columns to set, already checked against the metadata; may be empty
 * @throws DataverseError 0x80040217 (no row), 0x80060882 (version), 0x80048408 (state), closed activity
 */
export function updateRow(
  core: Core,
  unit: Unit,
  model: TableModel,
  id: string,
  changes: SqlRow,
  precondition: Precondition = {},
): void {
  const before = loadRow(core, model, id);
  if (before === undefined) throw notFound(model.name, id);
  requireUpdate(core, unit.caller, model, before, changes);
  checkVersion(before, precondition);
  if (model.name === 'activitypointer' || model.name === 'audit')
    throw invalidArgument(`The 'Update' method does not support entities of type '${model.name}'.`);
  const full: SqlRow = { ...changes };
  delete full[model.id.name];
  if ('ownerid' in full) {
    if (full['ownerid'] === null) throw invalidArgument(`The owner of ${model.name} cannot be empty.`);
    setOwner(core, model, full, undefined);
  }
  changeState(core, model, before, full, id);
  closingTime(unit, model, before, full);
  computeColumns(model, full, before);
  stampChange(unit, model, full);
  const isDraft = keepDraft(core, model, id, full);
  full['versionnumber'] = core.nextVersion();
  if (!isDraft) changeRow(core, model, id, full);
  const after: SqlRow = { ...before, ...full };
  if (model.isActivity) {
    changePointer(core, model, id, full);
    syncServerParties(core, unit, model, after, before);
  }
  announce(core, unit, model, id, changes, before, after);
}

/** @throws DataverseError 0x80060882 */
export function checkVersion(row: SqlRow, precondition: Precondition): void {
  if (precondition.version !== undefined && row['versionnumber'] !== precondition.version) throw versionMismatch();
}

/** Closing an activity notes when, unless the caller says so. */
function closingTime(unit: Unit, model: TableModel, before: SqlRow, changes: SqlRow): void {
  if (!model.isActivity || !('statecode' in changes) || !model.columns.has('actualend')) return;
  const closes = isClosed(model, changes) && !isClosed(model, before);
  if (closes && (before['actualend'] ?? null) === null && !('actualend' in changes)) changes['actualend'] = unit.now;
}

function stampChange(unit: Unit, model: TableModel, changes: SqlRow): void {
  const { columns } = model;
  if (columns.has('modifiedon')) changes['modifiedon'] = unit.now;
  const by = columns.get('modifiedby');
  if (by !== undefined) setLookup(changes, by, { table: 'systemuser', id: unit.caller.userId });
  const behalf = columns.get('modifiedonbehalfby');
  const { userId, initiatingUserId } = unit.caller;
  if (behalf !== undefined)
    setLookup(changes, behalf, initiatingUserId === userId ? undefined : { table: 'systemuser', id: initiatingUserId });
}

/** Update, and the older messages for owner and state that steps may still be registered on. */
function announce(
  core: Core,
  unit: Unit,
  model: TableModel,
  id: string,
  target: SqlRow,
  pre: SqlRow,
  post: SqlRow,
): void {
  const draft = { model, id, target: { ...target, [model.id.name]: plainId(id) }, pre, post };
  unit.emit({ message: 'Update', ...draft });
  if (!core.behaviour.legacyUpdateMessages) return;
  if ('ownerid' in target && target['ownerid'] !== pre['ownerid']) {
    unit.emit({ message: 'Assign', ...draft, input: { assignee: refOf(model, post, 'ownerid') } });
  }
  if ('statecode' in target || 'statuscode' in target) {
    unit.emit({ message: 'SetState', ...draft, input: { state: post['statecode'], status: post['statuscode'] } });
  }
}

/**
 * Replaces the parties a caller may send (PUT), or adds to them (POST).
 * @throws DataverseError 0x80040217 (no row), closed activity
 */
export function writePartyCollection(
  core: Core,
  unit: Unit,
  model: TableModel,
  id: string,
  parties: readonly SqlRow[],
  replace: boolean,
): void {
  const before = loadRow(core, model, id);
  if (before === undefined) throw notFound(model.name, id);
  requireUpdate(core, unit.caller, model, before, {});
  if (isClosed(model, before) && core.behaviour.closedActivitiesReadOnly) throw closedActivity();
  if (replace) clearParties(core, id);
  insertParties(core, unit, model, before, parties);
  const changes: SqlRow = {};
  stampChange(unit, model, changes);
  changes['versionnumber'] = core.nextVersion();
  changeRow(core, model, id, changes);
  changePointer(core, model, id, changes);
  unit.emit({
    message: 'Update',
    model,
    id,
    target: { [model.id.name]: id },
    pre: before,
    post: { ...before, ...changes },
  });
}
