/** Column security: what field security profiles let a user do with secured columns. */
import type { Core } from '../core.ts';
import type { TableModel } from '../model/types.ts';
import type { SqlRow } from '../storage/database.ts';
import { missingColumnPermission } from './errors.ts';
import type { Rights } from './rights.ts';

/** What is allowed with one secured column. */
export interface ColumnRule {
  readonly read: boolean;
  readonly create: boolean;
  readonly update: boolean;
}

/** By table, then by column; only secured columns are in it. */
export type ColumnRules = ReadonlyMap<string, ReadonlyMap<string, ColumnRule>>;

/** canread, cancreate, canupdate: 4 Allowed, 0 Not Allowed ([DOC] fieldpermission). */
const ALLOWED = 4;

/** Secured columns of all tables, with what the profiles of the user and of its teams allow: the most permissive wins. */
export function readColumnRules(core: Core, userId: string, principals: ReadonlySet<string>): ColumnRules {
  const rules = new Map<string, Map<string, ColumnRule>>();
  for (const table of core.registry.tables()) {
    for (const column of table.columns.values()) {
      if (column.isSecured !== true) continue;
      const ofTable = rules.get(table.logicalName) ?? new Map<string, ColumnRule>();
      rules.set(table.logicalName, ofTable.set(column.logicalName, { read: false, create: false, update: false }));
    }
  }
  if (rules.size === 0 || core.models.find('fieldpermission') === undefined) return rules;
  for (const row of permissionsOf(core, userId, principals)) {
    const ofTable = rules.get(String(row['entityname']));
    const before = ofTable?.get(String(row['attributelogicalname']));
    if (ofTable === undefined || before === undefined) continue;
    ofTable.set(String(row['attributelogicalname']), {
      read: before.read || row['canread'] === ALLOWED,
      create: before.create || row['cancreate'] === ALLOWED,
      update: before.update || row['canupdate'] === ALLOWED,
    });
  }
  return rules;
}

function permissionsOf(core: Core, userId: string, principals: ReadonlySet<string>): SqlRow[] {
  return core.db.rows(
    `SELECT "entityname", "attributelogicalname", "canread", "cancreate", "canupdate" FROM "fieldpermission"
     WHERE "fieldsecurityprofileid" IN (
       SELECT "fieldsecurityprofileid" FROM "systemuserprofiles" WHERE "systemuserid" = ?
       UNION SELECT "fieldsecurityprofileid" FROM "teamprofiles" WHERE "teamid" IN (SELECT value FROM json_each(?)))`,
    [userId, JSON.stringify([...principals])],
  );
}

/** True when the user may not see the column's values. */
export function isMasked(rights: Rights, table: string, column: string): boolean {
  return rights.columns.get(table)?.get(column)?.read === false;
}

/** @throws DataverseError 0x8004f502, 0x8004f507 when a column is sent that the user may not set */
export function requireColumns(rights: Rights, model: TableModel, sent: SqlRow, mode: 'create' | 'update'): void {
  const rules = rights.columns.get(model.name);
  if (rules === undefined) return;
  for (const name in sent) if (rules.get(name)?.[mode] === false) throw missingColumnPermission(mode);
}
