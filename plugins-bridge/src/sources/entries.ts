import { hash } from 'node:crypto';
import type { Delivery, NewEntry } from '../queue/types.ts';
import { reason } from '../reasons.ts';
import type { Parsed, Source } from './types.ts';

/**
 * The same bytes of the same event are the same delivery, however often they are sent (SPEC B-3).
 *
 * @param identity what the sender itself names the delivery by; it stands in place of name and bytes.
 */
export function deliveryOf(
  source: string,
  name: string,
  raw: Uint8Array,
  receivedAt: number,
  identity?: string,
): Delivery {
  const named =
    identity === undefined ? Buffer.concat([Buffer.from(`${source}\n${name}\n`), raw]) : `${source}\n\n${identity}`;
  return { id: hash('sha256', named), source, name, raw, receivedAt };
}

/** Entries of a delivery. What cannot be read is kept and parked (SPEC B-5). */
export function entriesOf(source: Source, delivery: Delivery, body: unknown): NewEntry[] {
  return entriesOfParsed(delivery, source.parse(delivery.name, body));
}

/** Reads a kept delivery again, by the source that took it. */
export function readAgain(sources: readonly Source[], delivery: Delivery): Parsed {
  const source = sources.find(({ name }) => name === delivery.source);
  if (!source) return { ok: false, reason: reason('unknown-event', `source ${delivery.source} is not configured`) };
  try {
    return source.parse(delivery.name, JSON.parse(Buffer.from(delivery.raw).toString('utf8')));
  } catch {
    return { ok: false, reason: reason('wrong-shape', 'not JSON') };
  }
}

export function entriesOfParsed(delivery: Delivery, parsed: Parsed): NewEntry[] {
  const whole = { name: '', key: `delivery|${delivery.id}`, work: { what: 'unread' } } as const;
  if (parsed.ok === 'nothing') return [{ ...whole, settled: { state: 'skipped', reason: parsed.reason } }];
  if (!parsed.ok) return [{ ...whole, settled: { state: 'parked', reason: parsed.reason } }];
  return parsed.events.map((event, index) => ({
    name: String(index),
    key: event.key,
    work: { what: 'event', event },
  }));
}
