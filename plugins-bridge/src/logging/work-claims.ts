import type { Claim, EventQueue, Outcome, Settlement } from '../queue/types.ts';
import { entriesOfParsed, readAgain } from '../sources/entries.ts';
import { itemIdsOf, mergeClaims } from './items.ts';
import type { LoggingContext } from './context.ts';
import { processItems } from './process.ts';
import { settlementOf } from './settlement.ts';

/** Carries claims to their end: read, merge, write, settle. */
export async function workClaims(claims: readonly Claim[], queue: EventQueue, context: LoggingContext): Promise<void> {
  const unread = claims.filter(({ entries }) => entries.some(({ work }) => work.what === 'unread'));
  const readable = claims.filter((claim) => !unread.includes(claim));
  await Promise.all([...unread.map((claim) => readClaim(claim, queue, context)), logClaims(readable, queue, context)]);
}

async function logClaims(claims: readonly Claim[], queue: EventQueue, context: LoggingContext): Promise<void> {
  if (claims.length === 0) return;
  const items = mergeClaims(claims, await queue.items(itemIdsOf(claims)));
  const results = await processItems(items, context);
  await Promise.all(claims.map((claim) => settle(settlementOf(claim, items, results), queue, context)));
}

/** A delivery that was put back although it could not be read before: this version may read it. */
async function readClaim(claim: Claim, queue: EventQueue, context: LoggingContext): Promise<void> {
  const outcomes = new Map<string, Outcome>();
  const entries: NonNullable<Settlement['entries']>[number][] = [];
  for (const entry of claim.entries) {
    const delivery = await queue.delivery(entry.delivery);
    const parsed = delivery ? readAgain(context.sources, delivery) : undefined;
    if (delivery && parsed?.ok === true) {
      entries.push(...entriesOfParsed(delivery, parsed).map((made) => ({ ...made, delivery: delivery.id })));
      outcomes.set(entry.id, { do: 'replace' });
    } else if (parsed && parsed.ok !== true) {
      outcomes.set(entry.id, { do: parsed.ok === 'nothing' ? 'skip' : 'park', reason: parsed.reason });
    } else {
      outcomes.set(entry.id, { do: 'replace' });
    }
  }
  await settle({ claim, outcomes, items: [], entries }, queue, context);
}

async function settle(settlement: Settlement, queue: EventQueue, { log }: LoggingContext): Promise<void> {
  const { conflict } = await queue.settle(settlement);
  if (conflict) {
    log.debug({ claim: settlement.claim.id }, 'an item changed meanwhile; its entries are taken up again');
    return;
  }
  for (const [entry, outcome] of settlement.outcomes) {
    if (outcome.do === 'park') log.warn({ entry, ...outcome.reason }, 'parked');
    else if (outcome.do === 'retry') log.info({ entry, ...outcome.reason, at: outcome.at }, 'put off');
  }
}
