import type { Outcome } from '../queue/types.ts';
import { reason } from '../reasons.ts';
import type { SentOutcome } from './send.ts';

/** How often something refused that should pass is tried before a person is asked. */
const patience = 8;
const longestDelayMs = 5 * 60_000;

/** When to try again: what the other side asked for, else longer from time to time, never all at once. */
export function retryAt(
  attempts: number,
  retryAfterMs: number | undefined,
  now: number,
  random: () => number = Math.random,
): number {
  const delay = Math.min(longestDelayMs, 500 * 2 ** Math.min(attempts, 20));
  return Math.ceil(now + Math.max(retryAfterMs ?? 0, delay * (0.75 + random() / 2)));
}

/**
 * What became of an item whose rows were sent: what must be repeated first, then what needs a person, then what was written.
 *
 * @param attempts how often its entries were put off before.
 */
export function outcomeOfRows(rows: readonly SentOutcome[], attempts: number, now: number): Outcome {
  const retry = rows.find((row) => row.do === 'retry');
  if (retry) {
    if (retry.stale && attempts >= patience) {
      return { do: 'park', reason: reason('refused-by-platform', 'a row it refers to does not exist') };
    }
    // An error of the platform on this row alone, again and again: other rows pass, so waiting will not help.
    if (attempts >= patience && retry.retryAfterMs === undefined && /^0x/.test(retry.reason.detail ?? '')) {
      return { do: 'park', reason: reason('refused-by-platform', retry.reason.detail) };
    }
    return { do: 'retry', at: retryAt(attempts, retry.retryAfterMs, now), reason: retry.reason };
  }
  const parked = rows.find((row) => row.do === 'park');
  if (parked) return { do: 'park', reason: parked.reason };
  if (rows.some((row) => row.do === 'written' && row.changed)) return { do: 'done' };
  if (rows.some((row) => row.do === 'older')) return { do: 'skip', reason: reason('older-than-row') };
  if (rows.length > 0 && rows.every((row) => row.do === 'gone'))
    return { do: 'skip', reason: reason('deleted-in-crm') };
  // Everything it says stands in the row already: logged, though not by it.
  return { do: 'done' };
}
