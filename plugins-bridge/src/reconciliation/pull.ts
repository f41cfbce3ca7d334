import { canonical, compareVersions, fieldsOf, type LoggedEvent, mergeEvent } from '@activity-logging/activity-model';
import { PassingFailure } from '../failures.ts';
import { itemId } from '../logging/items.ts';
import type { EventQueue, Item } from '../queue/types.ts';
import { reason } from '../reasons.ts';
import { deliveryOf, entriesOfParsed } from '../sources/entries.ts';
import type { Parsed, Source } from '../sources/types.ts';
import type { PulledItem, PullResource } from './types.ts';

export interface PullContext {
  readonly source: Source;
  readonly queue: Pick<EventQueue, 'accept' | 'items'>;
  readonly now: () => number;
  /** Waits; throws when the bridge is closing. */
  readonly pause: (ms: number) => Promise<void>;
}

export interface PullFigures {
  /** Items the lists showed. */
  readonly seen: number;
  /** Items of which something was not known. */
  readonly found: number;
}

/** Changes can become visible a little after their time: so much is asked for again. Milliseconds. */
const overlapMs = 5 * 60_000;

/**
 * Walks a list from the last known change to its end, page by page from the newest change seen, so that no page is deep (facts §1.1).
 * What is not known goes the way of a delivery, with an id of its own version: found again, it is the same delivery (SPEC B-3).
 *
 * @param save keeps the time of the last change that is on disk: a pull that was killed goes on there.
 * @throws PassingFailure, SignInLost
 */
export async function pullList(
  resource: PullResource,
  cursor: string,
  save: (cursor: string) => Promise<void>,
  context: PullContext,
): Promise<PullFigures> {
  let since = new Date(Date.parse(cursor) - overlapMs).toISOString();
  let page = 1;
  let saved = cursor;
  let previous = new Set<string>();
  let seen = 0;
  let found = 0;
  for (;;) {
    const { items, isLast, pauseMs } = await resource.page(since, page);
    checkOrder(resource.name, items, since);
    const fresh = items.filter((item) => !previous.has(nameOf(item)));
    seen += fresh.length;
    found += await acceptUnknown(resource.name, fresh, context);
    const last = items.at(-1)?.version;
    if (last !== undefined && compareVersions(last, saved) > 0) {
      await save(last);
      saved = last;
    }
    if (isLast || last === undefined) return { seen, found };
    if (compareVersions(last, since) > 0) {
      // The next page begins with this moment, of which there may be more.
      since = last;
      page = 1;
      previous = new Set(items.map(nameOf));
    } else page += 1;
    await context.pause(pauseMs);
  }
}

/** A list that is not filtered or sorted as asked would let the cursor jump over changes. @throws PassingFailure */
function checkOrder(name: string, items: readonly PulledItem[], since: string): void {
  let before = since;
  for (const { version } of items) {
    if (compareVersions(version, before) < 0) {
      throw new PassingFailure(reason('source-unavailable', `the list ${name} does not come by its time of change`));
    }
    before = version;
  }
}

function nameOf({ id, version }: PulledItem): string {
  return `${id}|${version}`;
}

/** Resolves to how many were not known. All of a page share few commits of the queue. */
async function acceptUnknown(list: string, items: readonly PulledItem[], context: PullContext): Promise<number> {
  const { source, queue, now } = context;
  const read = items.map((item) => ({ item, parsed: source.parse(item.event, item.body) }));
  const known = await queue.items(read.flatMap(({ parsed }) => eventsOf(parsed).map(itemId)));
  const accepted = await Promise.all(
    read.map(async ({ item, parsed }) => {
      // What is never logged would only fill the queue: a webhook tells of it, if anybody must know.
      if (parsed.ok === 'nothing') return false;
      if (parsed.ok && parsed.events.every((event) => isKnown(known.get(itemId(event)), event))) return false;
      const identity = `pull|${list}|${item.id}|${item.version}`;
      const raw = Buffer.from(JSON.stringify(item.body));
      const delivery = deliveryOf(source.name, item.event, raw, now(), identity);
      const { repeated } = await queue.accept(delivery, entriesOfParsed(delivery, parsed));
      return !repeated;
    }),
  );
  return accepted.filter(Boolean).length;
}

function eventsOf(parsed: Parsed): readonly LoggedEvent[] {
  return parsed.ok === true ? parsed.events : [];
}

/** True when the event says nothing that the item's deliveries have not said; only its version may be another one. */
function isKnown(item: Item | undefined, event: LoggedEvent): boolean {
  if (!item) return false;
  const { source, type, externalId, version, key, fields } = event;
  // The raw payload is left aside: a list may write the same thing in another order.
  const merged = mergeEvent(item.state, { source, type, externalId, version, key, fields });
  return merged === item.state || canonical(fieldsOf(merged)) === canonical(fieldsOf(item.state));
}
