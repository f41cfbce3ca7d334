/** Rows shared with users and teams (GrantAccess …): what the platform keeps in principalobjectaccess. */
import { SHARES } from '../../metadata/base/private-tables.ts';
import type { Core } from '../core.ts';
import { identifier } from '../storage/database.ts';
import type { Database } from '../storage/database.ts';
import type { RowRef } from '../types.ts';
import type { Unit } from '../write/unit.ts';

const TABLE = identifier(SHARES);

/** Tables of which a row is shared with one of the principals: others need no look at the shares. */
export function sharedTables(db: Database, principals: ReadonlySet<string>): Set<string> {
  const rows = db.tuples(
    `SELECT DISTINCT "objecttypecode" FROM ${TABLE} WHERE "principalid" IN (SELECT value FROM json_each(?))`,
    [JSON.stringify([...principals])],
  );
  return new Set(rows.map(([table]) => String(table)));
}

/** Access rights bits that are shared of one row with any of the principals. */
export function sharedRights(db: Database, table: string, id: string, principals: ReadonlySet<string>): number {
  const rows = db.tuples(
    `SELECT "accessrightsmask" FROM ${TABLE} WHERE "objectid" = ? AND "objecttypecode" = ? AND "principalid" IN (SELECT value FROM json_each(?))`,
    [id, table, JSON.stringify([...principals])],
  );
  return rows.reduce((mask, [bits]) => mask | Number(bits), 0);
}

export interface Share {
  readonly principal: RowRef;
  /** Access rights bits. */
  readonly mask: number;
}

/** With whom a row is shared. */
export function sharesOf(core: Core, target: RowRef): Share[] {
  return core.db
    .rows(
      `SELECT "principalid", "principaltypecode", "accessrightsmask" FROM ${TABLE} WHERE "objectid" = ? AND "objecttypecode" = ? ORDER BY rowid`,
      [target.id, target.table],
    )
    .map((row) => ({
      principal: { table: String(row['principaltypecode']), id: String(row['principalid']) },
      mask: Number(row['accessrightsmask']),
    }));
}

/** Shares a row; an earlier share of it with the same principal is replaced. */
export function grant(core: Core, unit: Unit, target: RowRef, principal: RowRef, mask: number): void {
  unshare(core, target, principal.id);
  core.db.run(
    `INSERT INTO ${TABLE} (${identifier(`${SHARES}id`)}, "objectid", "objecttypecode", "principalid", "principaltypecode", "accessrightsmask") VALUES (?, ?, ?, ?, ?, ?)`,
    [unit.newId(), target.id, target.table, principal.id, principal.table, mask],
  );
}

export function unshare(core: Core, target: RowRef, principalId: string): void {
  core.db.run(`DELETE FROM ${TABLE} WHERE "objectid" = ? AND "objecttypecode" = ? AND "principalid" = ?`, [
    target.id,
    target.table,
    principalId,
  ]);
  core.security.touched(SHARES);
}

/** The row is gone. */
export function unshareAll(core: Core, table: string, id: string): void {
  const gone = core.db.run(`DELETE FROM ${TABLE} WHERE "objectid" = ? AND "objecttypecode" = ?`, [id, table]);
  if (gone > 0) core.security.touched(SHARES);
}
