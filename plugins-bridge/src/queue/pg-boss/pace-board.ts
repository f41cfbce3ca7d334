import { randomUUID } from 'node:crypto';
import type { PaceBoard } from '../../dataverse/pace-board.ts';
import type { Connection } from './connection.ts';
import { schema } from './schema.ts';

/** The board of all bridges on one database. Times are the database's: bridges' clocks may differ. */
export function postgresBoard({ query }: Connection, now: () => number): PaceBoard {
  const bridge = randomUUID();
  return {
    async exchange({ user, pausedUntil, windowMs }) {
      const time = now();
      const [row] = await query(
        `WITH mine AS (
           INSERT INTO ${schema}.pace (usr, bridge, seen_at, paused_until, window_ms)
           VALUES ($1, $2, clock_timestamp(), clock_timestamp() + $3 * interval '1 millisecond', $4)
           ON CONFLICT (usr, bridge) DO UPDATE
             SET seen_at = excluded.seen_at, paused_until = excluded.paused_until, window_ms = excluded.window_ms),
         gone AS (DELETE FROM ${schema}.pace WHERE seen_at < clock_timestamp() - interval '1 hour')
         SELECT count(*) FILTER (WHERE seen_at > clock_timestamp() - interval '10 seconds') AS bridges,
           coalesce(extract(epoch FROM max(paused_until) - clock_timestamp()) * 1000, 0) AS pause,
           coalesce(max(window_ms), 0) AS window_ms
         FROM ${schema}.pace WHERE usr = $1 AND bridge <> $2`,
        [user, bridge, Math.max(0, Math.round(pausedUntil - time)), windowMs],
      );
      const pause = Math.ceil(Number(row?.['pause']));
      return {
        bridges: Number(row?.['bridges']) + 1,
        pausedUntil: Math.max(pausedUntil, pause > 0 ? time + pause : 0),
        windowMs: windowMs > 0 ? windowMs : Number(row?.['window_ms']),
      };
    },
  };
}
