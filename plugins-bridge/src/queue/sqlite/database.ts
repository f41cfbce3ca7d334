import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { schema, schemaVersion, upgrades } from './schema.ts';

/** The queue's file with its prepared statements. */
export interface Database {
  /** A statement, prepared once. */
  readonly sql: (text: string) => StatementSync;
  /** Runs `work` in one transaction that is on disk when it returns. */
  readonly transaction: <T>(work: () => T) => T;
  readonly close: () => void;
}

/**
 * Opens or makes the queue's file for this process alone: the file lock is released by the system when the process ends,
 * however it ends, so whoever can open the file may take over all claims.
 *
 * @throws when another process has the file open, or when the file was written by a newer version.
 */
export function openDatabase(path: string): Database {
  const db = new DatabaseSync(path, { timeout: 1000 });
  try {
    // A checkpoint every eight megabytes: the reserve of the disk must hold them (disk-guard.ts).
    // EXCLUSIVE must precede WAL, so that no shared-memory file is used and the lock is held until the end.
    db.exec(
      'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16000; PRAGMA wal_autocheckpoint = 2000;',
    );
    db.exec('BEGIN EXCLUSIVE');
    const version = Number(db.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
    if (version > schemaVersion) throw new Error(`The queue file ${path} was written by a newer version (${version}).`);
    if (version === 0) db.exec(schema);
    else for (const step of upgrades.slice(version - 1)) db.exec(step);
    db.exec(`PRAGMA user_version = ${schemaVersion}`);
    db.exec('COMMIT');
  } catch (error) {
    db.close();
    if (/database is locked|busy/i.test(String(error))) {
      throw new Error(`The queue file ${path} is in use by another process.`, { cause: error });
    }
    throw error;
  }

  const statements = new Map<string, StatementSync>();
  const sql = (text: string): StatementSync => {
    let statement = statements.get(text);
    if (!statement) {
      statement = db.prepare(text);
      statements.set(text, statement);
    }
    return statement;
  };
  return {
    sql,
    transaction(work) {
      db.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        db.exec('COMMIT');
        return result;
      } catch (error) {
        if (db.isTransaction) db.exec('ROLLBACK');
        throw error;
      }
    },
    close: () => db.close(),
  };
}
