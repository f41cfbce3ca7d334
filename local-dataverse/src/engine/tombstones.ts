/** What was deleted from tables with change tracking, for delta links: table, id, and the row version at which it went. */
import type { Core } from './core.ts';
import type { TableModel } from './model/types.ts';
import type { Database } from './storage/database.ts';

const TABLE = '"_deleted"';

/** The column's name makes row versions go on above it after a restart, see `highestVersion`. */
export function createTombstones(db: Database): void {
  db.exec(
    `CREATE TABLE IF NOT EXISTS ${TABLE} ("table" TEXT NOT NULL, "id" TEXT NOT NULL, "versionnumber" INTEGER NOT NULL)`,
  );
  db.exec(`CREATE INDEX IF NOT EXISTS "ix__deleted" ON ${TABLE} ("table", "versionnumber")`);
}

/** Notes that a row went; nothing for tables without change tracking. */
export function bury(core: Core, model: TableModel, id: string): void {
  if (model.isTracked)
    core.db.run(`INSERT INTO ${TABLE} ("table", "id", "versionnumber") VALUES (?, ?, ?)`, [
      model.name,
      id.slice(0, 36),
      core.nextVersion(),
    ]);
}

/** Ids of rows that went after a version and are not there again, in order. */
export function buriedSince(core: Core, model: TableModel, version: number): string[] {
  const rows = core.db.tuples(
    `SELECT DISTINCT "id" FROM ${TABLE} WHERE "table" = ? AND "versionnumber" > ? AND "id" NOT IN (SELECT ${model.id.sql} FROM ${model.sql}) ORDER BY "versionnumber"`,
    [model.name, version],
  );
  return rows.map(([id]) => String(id));
}
