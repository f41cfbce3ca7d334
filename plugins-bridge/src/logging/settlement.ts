import type { Claim, Entry, Outcome, Settlement } from '../queue/types.ts';
import { type ItemWork, storedItem } from './items.ts';
import type { ItemResult } from './context.ts';

/** One settlement a claim, from the results of its items. */
export function settlementOf(
  claim: Claim,
  items: readonly ItemWork[],
  results: ReadonlyMap<string, ItemResult>,
): Settlement {
  const outcomes = new Map<string, Outcome>();
  const own = items.filter(({ entries }) => entries.some((entry) => claim.entries.includes(entry)));
  const timers: NonNullable<Settlement['timers']>[number][] = [];
  for (const work of own) {
    const result = results.get(work.id);
    if (!result) continue;
    for (const entry of work.entries)
      if (claim.entries.includes(entry)) outcomes.set(entry.id, outcomeFor(entry, result.outcome));
    if (result.recheckAt !== undefined) {
      timers.push({
        id: `recheck|${work.id}`,
        at: result.recheckAt,
        key: claim.key,
        work: { what: 'recheck', item: work.id },
      });
    }
  }
  // A recheck of an item that nothing is known of any more.
  for (const entry of claim.entries)
    if (!outcomes.has(entry.id) && entry.work.what === 'recheck') outcomes.set(entry.id, { do: 'replace' });
  return {
    claim,
    outcomes,
    items: own.map((work) => {
      const result = results.get(work.id);
      return storedItem(work, result?.rows ?? [], result?.issues);
    }),
    timers,
  };
}

/** A recheck is no event of a source: once it is done there is nothing to keep of it. */
function outcomeFor({ work }: Entry, outcome: Outcome): Outcome {
  return work.what === 'recheck' && (outcome.do === 'done' || outcome.do === 'skip') ? { do: 'replace' } : outcome;
}
