/** One SQLite file: pragmas, functions, prepared statements. The only place that talks to node:sqlite. */
import { DatabaseSync } from 'node:sqlite';
import type { StatementSync } from 'node:sqlite';

export type SqlValue = string | number | null;
export type SqlRow = Record<string, SqlValue>;

/** Most distinct statements kept prepared; a request normally reuses one of a few dozen. */
const STATEMENTS = 1500;

export interface Database {
  exec(sql: string): void;
  /** Rows as arrays in the order of the select list: the form in which lists are read. */
  tuples(sql: string, params: readonly SqlValue[]): SqlValue[][];
  /** Rows by column name. */
  rows(sql: string, params: readonly SqlValue[]): SqlRow[];
  row(sql: string, params: readonly SqlValue[]): SqlRow | undefined;
  /** Number of rows changed. */
  run(sql: string, params: readonly SqlValue[]): number;
  /** Forgets prepared statements; needed after a table was altered. */
  forget(): void;
  close(): void;
}

/** Case folding of the platform's collation for text that is not plain ASCII. */
export function fold(text: string): string {
  return text.toLowerCase();
}

/**
 * Opens (or makes) the file in WAL mode. `synchronous = NORMAL`: no fsync a statement; a commit survives a killed process,
 * and after a power cut the file is consistent though the last commits may be missing. Fit for a development server.
 * @param file path, or `:memory:`
 */
export function openDatabase(file: string): Database {
  const sqlite = new DatabaseSync(file);
  sqlite.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536; PRAGMA busy_timeout = 5000; PRAGMA wal_autocheckpoint = 8000;',
  );
  // SQLite folds only A-Z by itself; conditions with other letters go through this function.
  sqlite.function('ci', { deterministic: true }, (text) => (typeof text === 'string' ? fold(text) : text));
  const objects = cache(sqlite, false);
  const arrays = cache(sqlite, true);
  return {
    exec: (sql) => sqlite.exec(sql),
    // node:sqlite gives unknown-shaped rows; every column here is TEXT, INTEGER or REAL, so this is the parsed boundary.
    tuples: (sql, params) => arrays.get(sql).all(...params) as unknown as SqlValue[][],
    rows: (sql, params) => objects.get(sql).all(...params) as SqlRow[],
    row: (sql, params) => objects.get(sql).get(...params) as SqlRow | undefined,
    run: (sql, params) => Number(objects.get(sql).run(...params).changes),
    forget() {
      objects.clear();
      arrays.clear();
    },
    close() {
      objects.clear();
      arrays.clear();
      sqlite.close();
    },
  };
}

/** Least recently used statements leave first. */
function cache(sqlite: DatabaseSync, asArrays: boolean): { get(sql: string): StatementSync; clear(): void } {
  const statements = new Map<string, StatementSync>();
  return {
    get(sql) {
      const known = statements.get(sql);
      if (known !== undefined) {
        // Only a nearly full cache pays for keeping the order of use.
        if (statements.size > STATEMENTS / 2) {
          statements.delete(sql);
          statements.set(sql, known);
        }
        return known;
      }
      const made = sqlite.prepare(sql);
      if (asArrays) made.setReturnArrays(true);
      statements.set(sql, made);
      if (statements.size > STATEMENTS) {
        const oldest = statements.keys().next();
        if (!oldest.done) statements.delete(oldest.value);
      }
      return made;
    },
    clear: () => statements.clear(),
  };
}

/** A name from metadata as an SQL identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A constant from metadata (a table name) as an SQL text; never for values of requests, those are bound. */
export function constant(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
