/** statecode and statuscode: what a new row gets, which changes are allowed, what closed means (facts §2, §3). */
import type { Core } from '../core.ts';
import { closedActivity, invalidState, invalidStatus } from '../errors.ts';
import type { StateModel, TableModel } from '../model/types.ts';
import type { SqlRow } from '../storage/database.ts';

const COMPLETED = 1;
const CANCELED = 2;

/** Completed and canceled activities; Scheduled (3) is not closed. */
export function isClosed(model: TableModel, row: SqlRow): boolean {
  return model.isActivity && (row['statecode'] === COMPLETED || row['statecode'] === CANCELED);
}

/**
 * Puts the state of a new row into `row`. Activities start in their open state whatever statecode the caller sent.
 * @throws DataverseError 0x80048408 for a status reason that does not belong to the state
 */
export function initialState(core: Core, model: TableModel, row: SqlRow, sent: SqlRow, id: string): void {
  const machine = model.state;
  if (machine === undefined) return;
  const mayChoose = model.isActivity
    ? core.behaviour.closedOnCreate
    : model.columns.get('statecode')?.column.validForCreate === true;
  const status = asNumber(sent['statuscode']);
  const state = (mayChoose ? (asNumber(sent['statecode']) ?? stateOf(machine, status)) : undefined) ?? machine.initial;
  row['statecode'] = state;
  row['statuscode'] = checkedStatus(model, machine, state, status, id);
}

/**
 * Works out the state columns of an update and whether the row may be touched at all.
 * @param sent columns of the PATCH; state columns in it are replaced by the resulting pair
 * @throws DataverseError 0x80048408 (pair), 0x80040216 (closed activity)
 */
export function changeState(core: Core, model: TableModel, before: SqlRow, sent: SqlRow, id: string): void {
  const machine = model.state;
  if (machine === undefined) return;
  const wasClosed = isClosed(model, before);
  if (!('statecode' in sent) && !('statuscode' in sent)) {
    if (wasClosed && core.behaviour.closedActivitiesReadOnly) throw closedActivity();
    return;
  }
  const status = asNumber(sent['statuscode']);
  const old = asNumber(before['statecode']) ?? machine.initial;
  const state = asNumber(sent['statecode']) ?? old;
  sent['statecode'] = state;
  sent['statuscode'] = checkedStatus(model, machine, state, status ?? keptStatus(machine, state, before), id);
  if (wasClosed) checkReopening(core, model, sent, state, id);
}

/** A closed activity takes a new state; together with a further column only when it is opened again by that. */
function checkReopening(core: Core, model: TableModel, sent: SqlRow, state: number, id: string): void {
  const opens = state !== COMPLETED && state !== CANCELED;
  if (opens && model.name === 'email' && !core.behaviour.reopenEmails) throw invalidState(state, model.name, id);
  if (opens || !core.behaviour.closedActivitiesReadOnly) return;
  const further = Object.keys(sent).some((name) => name !== 'statecode' && name !== 'statuscode');
  if (further) throw closedActivity();
}

/** True when a row in `from` may go to the pair, as IsValidStateTransition answers. */
export function isValidTransition(
  core: Core,
  model: TableModel,
  before: SqlRow,
  state: number,
  status: number,
): boolean {
  const machine = model.state;
  if (machine === undefined || !(machine.statuses.get(state) ?? []).includes(status)) return false;
  const opens = state !== COMPLETED && state !== CANCELED;
  return !(isClosed(model, before) && opens && model.name === 'email' && !core.behaviour.reopenEmails);
}

function checkedStatus(
  model: TableModel,
  machine: StateModel,
  state: number,
  status: number | undefined,
  id: string,
): number | null {
  const allowed = machine.statuses.get(state);
  if (allowed === undefined) throw invalidState(state, model.name, id);
  if (status === undefined) return allowed[0] ?? null;
  if (!allowed.includes(status)) {
    throw invalidStatus(status, `${model.table.schemaName}State.${machine.names.get(state) ?? state}`, model.name, id);
  }
  return status;
}

/** Without a status reason the row keeps its own when the state stays, else takes the state's default. */
function keptStatus(machine: StateModel, state: number, before: SqlRow): number | undefined {
  const current = asNumber(before['statuscode']);
  return current !== undefined && state === before['statecode'] && machine.statuses.get(state)?.includes(current)
    ? current
    : undefined;
}

function stateOf(machine: StateModel, status: number | undefined): number | undefined {
  for (const [state, statuses] of machine.statuses) if (status !== undefined && statuses.includes(status)) return state;
  return undefined;
}

function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
