/**
 * Rows of elastic tables: known by id and partition together, and gone when their time is up
 * (`PAD:elastic-tables.md`, `use-elastic-tables.md`). Where the engine takes a row's id it takes for them `id|partition`.
 */
import type { Core } from './core.ts';
import type { TableModel } from './model/types.ts';
import type { SqlRow } from './storage/database.ts';
import { bury } from './tombstones.ts';

const SEPARATOR = '|';
const ID_LENGTH = 36;

/** SQL that a row's id is compared with. */
export function rowKey(model: TableModel, alias?: string): string {
  const at = alias === undefined ? '' : `${alias}.`;
  return model.isElastic ? `(${at}${model.id.sql} || '${SEPARATOR}' || ${at}"partitionid")` : `${at}${model.id.sql}`;
}

/** SQL of the second since 1970 at which a row goes; rows without time to live have none. */
export const EXPIRY = `(CAST(strftime('%s', "modifiedon") AS INTEGER) + "ttlinseconds")`;

/** The row with this id in this partition; without one in the partition of its own, which has the id as name. */
export function partitioned(id: string, partition: string | undefined): string {
  return `${id}${SEPARATOR}${partition ?? id}`;
}

/** The id as the Web API shows it. */
export function plainId(id: string): string {
  return id.length > ID_LENGTH && id[ID_LENGTH] === SEPARATOR ? id.slice(0, ID_LENGTH) : id;
}

/** Columns that a row's id fixes. */
export function idColumns(model: TableModel, id: string): SqlRow {
  if (!model.isElastic) return { [model.id.name]: id };
  return { [model.id.name]: plainId(id), partitionid: id.slice(ID_LENGTH + 1) };
}

const tables = new WeakMap<Core, { version: number; models: readonly TableModel[]; at: number }>();

/** Removes rows whose time is up, without a message. Looks once a second of the clock: times to live are whole seconds. */
export function expireRows(core: Core): void {
  let kept = tables.get(core);
  if (kept?.version !== core.registry.version) {
    const models = core.registry.tables().flatMap((table) => {
      const model = table.tableType === 'Elastic' ? core.models.find(table.logicalName) : undefined;
      return model ?? [];
    });
    kept = { version: core.registry.version, models, at: Number.NaN };
    tables.set(core, kept);
  }
  const now = Math.floor(core.clock() / 1000);
  if (kept.at === now) return;
  kept.at = now;
  for (const model of kept.models) {
    const where = `WHERE "ttlinseconds" IS NOT NULL AND ${EXPIRY} <= ?`;
    if (model.isTracked)
      for (const [id] of core.db.tuples(`SELECT ${model.id.sql} FROM ${model.sql} ${where}`, [now]))
        bury(core, model, String(id));
    core.db.run(`DELETE FROM ${model.sql} ${where}`, [now]);
  }
}
