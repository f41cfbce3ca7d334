/**
 * The load of `bench -- ingest`, in a process of its own so that it shares no event loop with a server:
 * `node load.ts` takes `{url, requests, connections, first, perSecond?}` as JSON on a line of stdin and answers on a line of stdout.
 * Every request is signed before the clock starts.
 */
import { createInterface } from 'node:readline';
import { signedEvents } from '@activity-logging/samples';
import { Pool } from 'undici';
import { eventSecret } from '../../support/processes.ts';
import { percentile } from '../measure.ts';
import { eventAt } from './event.ts';

export interface Order {
  readonly url: string;
  readonly requests: number;
  /** Each carries one request at a time. */
  readonly connections: number;
  /** Number of the first event: no event is sent twice. */
  readonly first: number;
  /** Requests begin at this rate whether earlier ones are answered or not; without it as fast as connections are free. */
  readonly perSecond?: number;
}

export interface Measured {
  readonly perSecond: number;
  /** Milliseconds from the moment a request was due until its answer was whole. */
  readonly p50Ms: number;
  readonly p99Ms: number;
}

interface Prepared {
  readonly raw: string;
  readonly headers: Record<string, string>;
}

async function run({ url, requests, connections, first, perSecond }: Order): Promise<Measured> {
  const prepared = Array.from({ length: requests }, (_, index) => signedEvents([eventAt(first + index)], eventSecret));
  const pool = new Pool(url, { connections, pipelining: 1 });
  const taken: number[] = [];
  const send = async ({ raw, headers }: Prepared, due: number): Promise<void> => {
    const answer = await pool.request({ path: '/events', method: 'POST', headers, body: raw });
    await answer.body.dump();
    if (answer.statusCode !== 202) throw new Error(`an event was answered ${answer.statusCode}`);
    taken.push(performance.now() - due);
  };
  // Connections are open before the clock starts; the health page of the bare server is its answer to anything else.
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const answer = await pool.request({ path: '/health/live', method: 'GET' });
      await answer.body.dump();
    }),
  );
  const start = performance.now();
  await (perSecond === undefined ? closed(prepared, connections, send) : open(prepared, perSecond, start, send));
  const seconds = (performance.now() - start) / 1000;
  await pool.close();
  return { perSecond: requests / seconds, p50Ms: percentile(taken, 0.5), p99Ms: percentile(taken, 0.99) };
}

type Send = (one: Prepared, due: number) => Promise<void>;

async function closed(prepared: readonly Prepared[], connections: number, send: Send): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let one = prepared[next++]; one; one = prepared[next++]) await send(one, performance.now());
  };
  await Promise.all(Array.from({ length: connections }, lane));
}

/** What a late timer left undone is sent at once, and counts from when it was due. */
function open(prepared: readonly Prepared[], perSecond: number, start: number, send: Send): Promise<unknown> {
  const all: Promise<void>[] = [];
  return new Promise<void>((resolve) => {
    const tick = (): void => {
      const due = ((performance.now() - start) / 1000) * perSecond;
      while (all.length < prepared.length && all.length <= due) {
        const one = prepared[all.length];
        if (one) all.push(send(one, start + (all.length / perSecond) * 1000));
      }
      if (all.length < prepared.length) setTimeout(tick, 1);
      else resolve();
    };
    tick();
  }).then(() => Promise.all(all));
}

if (import.meta.main) {
  for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(await run(JSON.parse(line) as Order))}\n`);
  }
}
