/** Merge of two accounts, contacts or leads: content, children, and the end of the subordinate. */
import type { Core } from '../core.ts';
import { invalidArgument, notFound } from '../errors.ts';
import type { TableModel } from '../model/types.ts';
import type { SqlRow } from '../storage/database.ts';
import { toValues } from './messages.ts';
import { setLookup } from './payload.ts';
import { reparent } from './reparent.ts';
import { loadRow } from './rows.ts';
import type { Unit } from './unit.ts';
import { updateRow } from './update.ts';

export const MERGEABLE: readonly string[] = ['account', 'contact', 'lead'];

/** Tables whose rows belong to the subordinate for good: its addresses, its system jobs. */
const NOT_MOVED = new Set(['customeraddress', 'asyncoperation', 'activitypointer']);

/** Columns that name who took part in an activity; a switch says whether they follow. */
const PARTICIPANTS = new Set(['activityparty.partyid', 'email.emailsender', 'email.sendersaccount']);

const PARENTS = ['parentaccountid', 'parentcustomerid', 'parentcontactid'];

export interface MergeOptions {
  /** Columns to set on the master. */
  readonly content: SqlRow;
  /** Refuses rows with different parents. */
  readonly checkParents: boolean;
}

/**
 * Merges `subordinate` into `master` ([DOC] MergeRequest): the master takes the content and everything that points to the
 * subordinate; the subordinate becomes inactive, `merged`, with `masterid`.
 * @throws DataverseError 0x80040217 (no row), 0x80040203 (same row, inactive row, different parents)
 */
export function mergeRows(
  core: Core,
  unit: Unit,
  model: TableModel,
  master: string,
  subordinate: string,
  options: MergeOptions,
): void {
  const target = loadRow(core, model, master);
  const other = loadRow(core, model, subordinate);
  if (target === undefined) throw notFound(model.name, master);
  if (other === undefined) throw notFound(model.name, subordinate);
  if (master === subordinate) throw invalidArgument('A row cannot be merged with itself.');
  if (target['statecode'] !== model.state?.initial)
    throw invalidArgument('Merge cannot be performed on master entity that is inactive.');
  if (other['statecode'] !== model.state?.initial)
    throw invalidArgument('Merge cannot be performed on sub-entity that is inactive.');
  if (options.checkParents && PARENTS.some((name) => (target[name] ?? null) !== (other[name] ?? null)))
    throw invalidArgument('The rows have different parents.');
  moveChildren(core, unit, model, master, subordinate);
  unit.nested(() => {
    updateRow(core, unit, model, master, options.content);
    updateRow(core, unit, model, subordinate, endOf(core, model, master));
  });
  unit.emit({
    message: 'Merge',
    model,
    id: master,
    pre: target,
    post: loadRow(core, model, master) ?? target,
    input: {
      SubordinateId: subordinate,
      UpdateContent: { table: model.name, values: toValues(model, options.content) },
      PerformParentingChecks: options.checkParents,
    },
  });
}

function moveChildren(core: Core, unit: Unit, model: TableModel, master: string, subordinate: string): void {
  const from = { table: model.name, id: subordinate };
  const to = { table: model.name, id: master };
  for (const { referencingTable, referencingColumn } of model.referencedBy) {
    const table = core.models.find(referencingTable);
    const column = table?.columns.get(referencingColumn);
    if (table === undefined || column === undefined || NOT_MOVED.has(table.name)) continue;
    if (column.name === 'masterid' || column.name === table.id.name) continue;
    if (PARTICIPANTS.has(`${table.name}.${column.name}`) && !core.behaviour.mergeMovesParties) continue;
    // The regarding party of an activity is the server's; it follows the activity's own column.
    reparent(core, unit, table, column, from, to, (row) => table.name === 'activityparty' && isServers(row));
  }
}

function isServers(party: SqlRow): boolean {
  return party['participationtypemask'] === 8 || party['participationtypemask'] === 9;
}

function endOf(core: Core, model: TableModel, master: string): SqlRow {
  const changes: SqlRow =
    model.name === 'lead' ? { statecode: 2, statuscode: core.behaviour.mergedLeadStatus } : { statecode: 1 };
  if (model.columns.has('merged')) changes['merged'] = 1;
  const column = model.columns.get('masterid');
  if (column !== undefined) setLookup(changes, column, { table: model.name, id: master });
  return changes;
}
