import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { retryAfterMs } from '../outbound/http-client.ts';
import { signEvents } from '../sources/canonical/index.ts';

const fed = z.object({
  accepted: z.boolean(),
  repeated: z.boolean(),
  problems: z
    .array(z.object({ field: z.string(), value: z.string().exactOptional(), rule: z.string() }))
    .exactOptional(),
});
const answer = z.object({ events: z.array(fed) });
const refusal = z.object({ error: z.object({ message: z.string() }) });

/** What the bridge said to one event. */
type Fed = z.infer<typeof fed>;

/** A running bridge that takes events. */
export interface Feed {
  /** Resolves once all of them are on its disk, in their order. @throws Error when it cannot take them */
  send(events: readonly string[], signal: AbortSignal): Promise<readonly Fed[]>;
  /** Waits until fewer than the limit are waiting at the bridge. */
  room(count: number, signal: AbortSignal): Promise<void>;
}

export interface FeedOptions {
  /** Where the bridge takes events. */
  readonly url: string;
  readonly secret: string;
  /** Events that wait at the bridge. */
  readonly pending: () => Promise<number>;
  /** How many may wait there at most. */
  readonly ahead: number;
  /** Told why it waits, and when it goes on. */
  readonly waiting: (why: string | undefined) => void;
}

const lookEveryMs = 1000;
/** A bridge that takes nothing for so long needs somebody to look at it. */
const patienceMs = 10 * 60_000;
const longestPauseMs = 60_000;

/** Feeds a bridge over HTTP as any sender does, at the speed it asks for: Retry-After is kept (SPEC B-5, B-9). */
export function httpFeed({ url, secret, pending, ahead, waiting }: FeedOptions): Feed {
  /** What the bridge may have waiting, at most. */
  let atMost = ahead;

  async function pause(ms: number, why: string, signal: AbortSignal): Promise<void> {
    waiting(why);
    await delay(ms, undefined, { signal });
    waiting(undefined);
  }

  return {
    async send(events, signal) {
      const raw = `[${events.join(',')}]`;
      const patience = Date.now() + patienceMs;
      for (let attempt = 0; ; attempt += 1) {
        const { ok, wait, why, fed } = await post(url, raw, secret, signal);
        if (ok) {
          atMost += events.length;
          return fed;
        }
        if (Date.now() > patience) throw new Error(`Nothing was taken for ten minutes: ${why}`);
        await pause(wait ?? Math.min(longestPauseMs, 500 * 2 ** attempt), why, signal);
      }
    },
    async room(count, signal) {
      // A request that is larger than the limit goes once nothing else waits.
      const limit = Math.max(ahead - count, 0);
      while (atMost > limit) {
        atMost = await pending();
        if (atMost > limit) await pause(lookEveryMs, `${atMost} events wait at the bridge`, signal);
      }
    },
  };
}

interface Posted {
  readonly ok: boolean;
  readonly fed: readonly Fed[];
  /** Milliseconds the bridge asked to wait. */
  readonly wait?: number;
  readonly why: string;
}

/** One attempt. @throws Error for a refusal that stays */
async function post(url: string, raw: string, secret: string, signal: AbortSignal): Promise<Posted> {
  let response: Response;
  let text: string;
  try {
    const headers = { 'content-type': 'application/json', ...signEvents(raw, secret, Date.now()) };
    response = await fetch(new URL('/events', url), { method: 'POST', headers, body: raw, signal });
    text = await response.text();
  } catch (error) {
    if (signal.aborted) throw error;
    return { ok: false, fed: [], why: `no bridge answers at ${url}` };
  }
  if (response.status === 202) return { ok: true, fed: answer.parse(JSON.parse(text)).events, why: '' };
  const said = refusal.safeParse(jsonOf(text));
  const why = said.success ? said.data.error.message : `the bridge answered ${response.status}`;
  if (response.status !== 429 && response.status < 500) throw new Error(why);
  const wait = retryAfterMs({ 'retry-after': response.headers.get('retry-after') ?? undefined });
  return { ok: false, fed: [], why, ...(wait === undefined ? {} : { wait }) };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A proxy's page instead of an answer: the status alone counts.
    return undefined;
  }
}
