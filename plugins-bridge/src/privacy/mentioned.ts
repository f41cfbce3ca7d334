import { setImmediate as breathe } from 'node:timers/promises';
import type { LoggedEvent } from '@activity-logging/activity-model';
import { itemId } from '../logging/items.ts';
import { mentionsOf } from '../queue/mentions.ts';
import type { Forgotten, ManagedQueue } from '../queue/types.ts';
import { readAgain } from '../sources/entries.ts';
import type { Source } from '../sources/types.ts';

const everyEntry = 10_000_000;
/** Payloads looked at before others have their turn. */
const atOnce = 200;

/**
 * What `forget` would find, as far as the payloads that are kept tell of it: items whose payloads were removed after their time are
 * found by `forget` alone. Changes nothing (SPEC L-30).
 */
export async function mentionedIn(
  queue: ManagedQueue,
  sources: readonly Source[],
  needles: readonly string[],
): Promise<Forgotten> {
  const mentions = mentionsOf(needles);
  const ids = [...new Set((await queue.list({ limit: everyEntry })).map(({ delivery }) => delivery))];
  const items = new Set<string>();
  let deliveries = 0;
  let entries = 0;
  const isNamed = (event: LoggedEvent): boolean =>
    mentions.inText(event.key) || mentions.inDocument(JSON.stringify(event));
  for (const [index, id] of ids.entries()) {
    if (index % atOnce === atOnce - 1) await breathe();
    const delivery = id === '' ? undefined : await queue.delivery(id);
    if (!delivery || !mentions.inDocument(Buffer.from(delivery.raw).toString('utf8'))) continue;
    deliveries += 1;
    const parsed = readAgain(sources, delivery);
    const named = parsed.ok === true ? parsed.events.filter(isNamed) : [];
    entries += parsed.ok === true ? named.length : 1;
    for (const event of named) items.add(itemId(event));
  }
  const known = [...(await queue.items([...items])).values()];
  return {
    ...{ deliveries, entries, items: known.length },
    rows: known.flatMap(({ rows }) => rows.map(({ table, activityId }) => ({ table, activityId }))),
    issues: known.flatMap(({ issues }) => issues),
  };
}
