import pg from 'pg';
import { outlivesSessions } from '../lost-sessions.ts';
import { type SourceStates, stateSchema } from './states.ts';

const table = 'activity_logging_sources.state';
/** Any numbers; the same for every bridge. */
const upgradeLock = 727_000_002;
const pullLock = 727_000_003;

/**
 * A table beside the queue's. Who pulls is decided by an advisory lock of its session: it ends with the bridge, however that ends. Two
 * that pull at once by mischance do no harm, because what they find are the same deliveries.
 *
 * @param url of the queue's database; holds a password and is never logged.
 */
export function postgresStates(url: string): SourceStates {
  const pool = new pg.Pool({
    connectionString: url,
    max: 3,
    application_name: 'activity-logging sources',
    ...outlivesSessions,
  });
  // A connection that is lost while nobody uses it; the next use gets another one, or fails and says so.
  pool.on('error', () => undefined);
  let made: Promise<void> | undefined;
  const ready = (): Promise<void> => {
    made ??= makeTable(pool).catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };

  let ended: Promise<void> | undefined;
  return {
    async read(source) {
      await ready();
      const { rows } = await pool.query<{ state: unknown }>(`SELECT state FROM ${table} WHERE source = $1`, [source]);
      return stateSchema.parse(rows[0]?.state ?? {});
    },
    async update(source, change) {
      await ready();
      const { cursors = {}, ...others } = change;
      const gone = Object.entries(others).flatMap(([name, value]) => (value === undefined ? [name] : []));
      await pool.query(
        `INSERT INTO ${table} AS kept (source, state) VALUES ($1, $2::jsonb || jsonb_build_object('cursors', $3::jsonb))
         ON CONFLICT (source) DO UPDATE SET state = (kept.state || $2::jsonb) - $4::text[]
           || jsonb_build_object('cursors', coalesce(kept.state -> 'cursors', '{}') || $3::jsonb)`,
        [source, JSON.stringify(others), JSON.stringify(cursors), gone],
      );
    },
    async exclusively(source, work) {
      await ready();
      const session = await pool.connect();
      const lock = [pullLock, source];
      let isMine = false;
      try {
        const asked = await session.query<{ mine: boolean }>(
          'SELECT pg_try_advisory_lock($1, hashtext($2)) AS mine',
          lock,
        );
        isMine = asked.rows[0]?.mine === true;
        if (isMine) await work();
        return isMine;
      } finally {
        const unlock = 'SELECT pg_advisory_unlock($1, hashtext($2))';
        // A session that was lost has given its lock back.
        const returned = isMine ? session.query(unlock, lock).then(() => false) : Promise.resolve(false);
        session.release(await returned.catch(() => true));
      }
    },
    close: () => (ended ??= pool.end()),
  };
}

/** Bridges that start together would trip over each other without the lock. */
async function makeTable(pool: pg.Pool): Promise<void> {
  const session = await pool.connect();
  try {
    await session.query('BEGIN');
    await session.query('SELECT pg_advisory_xact_lock($1)', [upgradeLock]);
    await session.query('CREATE SCHEMA IF NOT EXISTS activity_logging_sources');
    await session.query(`CREATE TABLE IF NOT EXISTS ${table} (source text PRIMARY KEY, state jsonb NOT NULL)`);
    await session.query('COMMIT');
  } catch (error) {
    await session.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    session.release();
  }
}
