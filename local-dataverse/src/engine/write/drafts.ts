/**
 * Changes to forms, views, charts and web resources take effect when they are published; new rows and deletes at once.
 * Source: model-driven-apps/publish-customizations; RetrieveUnpublished exists for these tables (service description).
 */
import type { Core } from '../core.ts';
import type { TableModel } from '../model/types.ts';
import type { SqlRow } from '../storage/database.ts';
import { systemAccess } from '../system.ts';
import type { Engine, Values } from '../types.ts';
import { toValues } from './messages.ts';

const DRAFTS = 'ld_unpublished';
const DRAFTED = new Set(['systemform', 'savedquery', 'savedqueryvisualization', 'webresource']);

/** True for tables whose changes wait to be published. */
export function isDrafted(table: string): boolean {
  return DRAFTED.has(table);
}

/** Keeps changes of a row for publishing. @returns false when the table's changes take effect at once */
export function keepDraft(core: Core, model: TableModel, id: string, changes: SqlRow): boolean {
  if (!DRAFTED.has(model.name) || core.models.find(DRAFTS) === undefined) return false;
  const system = systemAccess(core);
  const found = system.find(DRAFTS, { tablename: model.name, objectid: id })[0];
  const all = { ...(found === undefined ? {} : changesOf(found)), ...toValues(model, changes) };
  if (found === undefined) system.insert(DRAFTS, { tablename: model.name, objectid: id, changes: JSON.stringify(all) });
  else system.update(DRAFTS, String(found[`${DRAFTS}id`]), { changes: JSON.stringify(all) });
  return true;
}

/**
 * Publishes what waits.
 * @param wanted which rows; default all of the table
 * @returns how many rows changed
 */
export function publishDrafts(
  system: Engine['system'],
  table: string,
  wanted: (id: string) => boolean = () => true,
): number {
  let count = 0;
  for (const draft of system.find(DRAFTS, { tablename: table })) {
    const id = String(draft['objectid']);
    if (!wanted(id)) continue;
    // The row may have been deleted meanwhile.
    if (system.get(table, id) !== undefined) {
      system.update(table, id, changesOf(draft));
      count += 1;
    }
    system.remove(DRAFTS, String(draft[`${DRAFTS}id`]));
  }
  return count;
}

/** Reads with everything of the table as if it were published; nothing is. */
export function readUnpublished<T>(core: Core, table: string, read: () => T): T {
  core.db.run('SAVEPOINT "drafts"', []);
  try {
    publishDrafts(systemAccess(core), table);
    return read();
  } finally {
    core.db.run('ROLLBACK TO "drafts"', []);
    core.db.run('RELEASE "drafts"', []);
  }
}

/** The stored JSON is what `keepDraft` wrote. */
function changesOf(draft: Values): Values {
  return JSON.parse(String(draft['changes'])) as Values;
}
