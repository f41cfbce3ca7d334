import { createHash, createHmac } from 'node:crypto';
import { Pool, request } from 'undici';
import type { CanonicalSample } from './canonical.ts';
import type { SampleEvent } from './events.ts';

/** Body and headers of a webhook as Salesloft sends it: hex HMAC-SHA1 of the raw body, keyed by the subscription's token. */
export function signed(
  { event, body }: SampleEvent,
  callbackToken: string,
): { raw: string; headers: Record<string, string> } {
  const raw = JSON.stringify(body);
  const signature = createHmac('sha1', callbackToken).update(raw).digest('hex');
  return {
    raw,
    headers: { 'content-type': 'application/json', 'x-salesloft-event': event, 'x-salesloft-signature': signature },
  };
}

/**
 * Body and headers of events of the canonical format, signed as Standard Webhooks says: base64 HMAC-SHA256 of id, time and body.
 *
 * @param secret `whsec_` and the key in base64.
 * @param at epoch milliseconds of the sending.
 */
export function signedEvents(
  events: readonly object[],
  secret: string,
  at: number = Date.now(),
): { raw: string; headers: Record<string, string> } {
  const raw = JSON.stringify(events);
  const id = `msg-${createHash('sha256').update(raw).digest('hex').slice(0, 24)}`;
  const seconds = Math.floor(at / 1000);
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${raw}`).digest('base64');
  return {
    raw,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': `v1,${signature}`,
    },
  };
}

/**
 * Posts events of the canonical format to `POST /events` of a bridge, in one request.
 *
 * @returns what the bridge says became of each.
 * @throws Error when the bridge refuses the request.
 */
export async function sendCanonical(url: string, events: readonly CanonicalSample[], secret: string): Promise<unknown> {
  const { raw, headers } = signedEvents(events, secret);
  const { statusCode, body } = await request(new URL('/events', url), { method: 'POST', headers, body: raw });
  const text = await body.text();
  if (statusCode !== 202) throw new Refused(`the events were answered ${statusCode}: ${text}`);
  return JSON.parse(text);
}

/** Posts under way at the same time. */
const concurrency = 8;

/**
 * Posts events to a bridge as the source would, and tries one again after a pause while the bridge is unreachable or answers 5xx.
 *
 * @param options.attempts how often an event is tried (the source itself gives up after four).
 * @returns how many the bridge accepted.
 * @throws Error when the bridge refuses one (4xx), or is still unreachable after the last attempt.
 */
export async function sendEvents(
  url: string,
  events: readonly SampleEvent[],
  options: {
    callbackToken: string;
    attempts?: number;
    pauseMs?: number;
    onSent?: (count: number) => void;
  },
): Promise<number> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: concurrency });
  let next = 0;
  let sent = 0;
  const lane = async (): Promise<void> => {
    for (let event = events[next++]; event !== undefined; event = events[next++]) {
      await sendOne(pool, pathname, event, options);
      sent += 1;
      options.onSent?.(sent);
    }
  };
  try {
    await Promise.all(Array.from({ length: concurrency }, lane));
  } finally {
    await pool.close();
  }
  return sent;
}

async function sendOne(
  pool: Pool,
  path: string,
  event: SampleEvent,
  { callbackToken, attempts = 1, pauseMs = 500 }: { callbackToken: string; attempts?: number; pauseMs?: number },
): Promise<void> {
  const { raw, headers } = signed(event, callbackToken);
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { statusCode, body } = await pool.request({ method: 'POST', path, headers, body: raw });
      const text = await body.text();
      if (statusCode < 300) return;
      if (statusCode < 500 || attempt >= attempts)
        throw new Refused(`${event.event} was answered ${statusCode}: ${text}`);
    } catch (error) {
      if (error instanceof Refused || attempt >= attempts) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

/** The bridge answered, and will not answer differently. */
class Refused extends Error {}
