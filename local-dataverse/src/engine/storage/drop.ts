/** Takes tables, columns and intersect tables out of SQLite. */
import type { Models } from '../model/models.ts';
import type { Engine } from '../types.ts';
import { identifier } from './database.ts';
import type { Database } from './database.ts';
import { keyIndex } from './schema.ts';

export type Dropped = Parameters<Engine['drop']>[0];

/** Drops what there is; names that storage does not know are passed over. Joins the caller's transaction. */
export function dropStorage(db: Database, models: Models, what: Dropped): void {
  try {
    if ('intersect' in what) {
      // An intersect table that is a table of its own (listmember) is not dropped with one of its relationships.
      if (models.find(what.intersect) === undefined) db.exec(`DROP TABLE IF EXISTS ${identifier(what.intersect)}`);
    } else if (what.key !== undefined)
      db.exec(`DROP INDEX IF EXISTS ${identifier(keyIndex({ name: what.table }, what.key))}`);
    else if (what.column === undefined) db.exec(`DROP TABLE IF EXISTS ${identifier(what.table)}`);
    else dropColumn(db, what.table, what.column);
  } finally {
    db.forget();
  }
}

/** A lookup to several tables has a second SQL column. SQLite drops a column only when no index names it. */
function dropColumn(db: Database, table: string, name: string): void {
  const info = db.tuples('SELECT name FROM pragma_table_info(?)', [table]);
  const present = new Set(info.map(([column]) => String(column)));
  for (const column of [name, `${name}__type`]) {
    if (!present.has(column)) continue;
    for (const [index] of db.tuples("SELECT name FROM pragma_index_list(?) WHERE origin = 'c'", [table])) {
      const of = db.tuples('SELECT name FROM pragma_index_info(?)', [String(index)]);
      if (of.some(([each]) => each === column) || isAbout(db, String(index), column))
        db.exec(`DROP INDEX IF EXISTS ${identifier(String(index))}`);
    }
    db.exec(`ALTER TABLE ${identifier(table)} DROP COLUMN ${identifier(column)}`);
  }
}

/** The condition of a partial index can name a column too. */
function isAbout(db: Database, index: string, column: string): boolean {
  const sql = db.tuples("SELECT sql FROM sqlite_master WHERE type = 'index' AND name = ?", [index])[0]?.[0];
  return typeof sql === 'string' && sql.includes(identifier(column));
}
