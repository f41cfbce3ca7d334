/**
 * Copies of all rows, taken and put back while the server runs. Both happen at once for everybody else: no transaction of this server
 * stays open between two turns of the event loop. What is in no row (registered secrets, metadata in memory) is not part of a copy.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Core } from '../engine/core.ts';
import { DataverseError } from '../engine/errors.ts';
import { constant, identifier } from '../engine/storage/database.ts';
import { DECLARATIONS } from '../metadata/base/private-tables.ts';

export interface Snapshot {
  readonly name: string;
  readonly takenOn: string;
  readonly bytes: number;
}

export interface Snapshots {
  /** Copies all rows; a copy of the same name is replaced. @throws DataverseError 400 for a bad name */
  take(name: string): void;
  /**
   * Puts the rows of a copy back. Row versions and autonumbers go on rising, so that no ETag ever comes twice.
   * @throws DataverseError 404 when there is no such copy; 409 when tables or metadata have changed since it was taken
   */
  restore(name: string): void;
  list(): readonly Snapshot[];
}

const ENDING = '.sqlite';
/** What the engine counts with; not rows of the organisation. */
const COUNTERS = '_engine';

/** @param folder made when the first copy is taken */
export function createSnapshots(core: Core, folder: string): Snapshots {
  const { db } = core;
  return {
    take(name) {
      const file = fileOf(folder, name);
      mkdirSync(folder, { recursive: true });
      const draft = `${file}.draft`;
      rmSync(draft, { force: true });
      db.exec(`VACUUM INTO ${constant(draft)}`);
      renameSync(draft, file);
    },
    restore(name) {
      const file = fileOf(folder, name);
      if (!existsSync(file)) throw new DataverseError(404, '0x80040217', `There is no snapshot '${name}'.`);
      db.exec(`ATTACH DATABASE ${constant(file)} AS "snapshot"`);
      try {
        checkSame(core, name);
        replaceRows(core);
      } finally {
        // Prepared statements hold the attached file.
        db.forget();
        db.exec('DETACH DATABASE "snapshot"');
        core.security.reset();
      }
    },
    list() {
      if (!existsSync(folder)) return [];
      const files = readdirSync(folder).filter((each) => each.endsWith(ENDING));
      return files.sort().map((each) => {
        const { mtime, size } = statSync(join(folder, each));
        return { name: each.slice(0, -ENDING.length), takenOn: mtime.toISOString(), bytes: size };
      });
    },
  };
}

function fileOf(folder: string, name: string): string {
  if (!/^[\w-]{1,64}$/.test(name))
    throw new DataverseError(400, '0x80060888', 'The name of a snapshot is 1 to 64 letters, digits, - or _.');
  return join(folder, `${name}${ENDING}`);
}

/** The metadata in memory must fit the rows; it is not rolled back. */
function checkSame(core: Core, name: string): void {
  const differs = (columns: string, table: string): boolean =>
    [
      ['main', 'snapshot'],
      ['snapshot', 'main'],
    ].some(([one, other]) => {
      const rows = (schema: string | undefined): string => `SELECT ${columns} FROM "${schema ?? ''}".${table}`;
      return core.db.tuples(`${rows(one)} EXCEPT ${rows(other)} LIMIT 1`, []).length > 0;
    });
  if (
    differs('"type", "name", "sql"', 'sqlite_master') ||
    differs('"kind", "name", "definition"', identifier(DECLARATIONS))
  )
    throw new DataverseError(
      409,
      '0x80040216',
      `Tables or metadata have changed since the snapshot '${name}' was taken (a solution was imported); it cannot be put back.`,
    );
}

function replaceRows(core: Core): void {
  const { db } = core;
  const tables = db
    .tuples("SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'", [])
    .map(([table]) => String(table))
    .filter((table) => table !== COUNTERS);
  db.exec('BEGIN IMMEDIATE');
  try {
    for (const table of tables) {
      db.exec(`DELETE FROM main.${identifier(table)}`);
      db.exec(`INSERT INTO main.${identifier(table)} SELECT * FROM "snapshot".${identifier(table)}`);
    }
    db.exec('COMMIT');
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
  const highest = highestVersion(core, tables);
  while (core.nextVersion() < highest);
}

/** After a kill the engine's counter may stand below the versions of a copy. */
function highestVersion(core: Core, tables: readonly string[]): number {
  let highest = 0;
  for (const table of tables) {
    const versioned = core.db.tuples("SELECT 1 FROM pragma_table_info(?) WHERE name = 'versionnumber'", [table]);
    if (versioned.length === 0) continue;
    const found = core.db.tuples(`SELECT max("versionnumber") FROM main.${identifier(table)}`, [])[0]?.[0];
    if (typeof found === 'number') highest = Math.max(highest, found);
  }
  return highest;
}
