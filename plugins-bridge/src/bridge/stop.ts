import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Running } from './connect.ts';
import type { Parts } from './parts.ts';

/** Requests under way are given this long when the bridge closes. */
const closeMs = 5_000;
/** Kept of the limit for what comes after the work: claims given back, the queue closed. */
const reserveMs = 2_000;

export interface StopOptions {
  /** Milliseconds in which payloads are still taken although the bridge is not ready any more. */
  readonly drainMs: number;
  /** Milliseconds after which what has not ended goes back to the queue. */
  readonly limitMs: number;
}

export interface Stoppable {
  readonly parts: Pick<Parts, 'log' | 'release' | 'close'>;
  readonly server: FastifyInstance;
  readonly admin: FastifyInstance;
  readonly running: Running | undefined;
}

/**
 * Stops in an order in which nothing is lost: no new work, then no new payloads, then what is under way ends or goes back to the
 * queue, then the queue is closed (SPEC B-9).
 */
export async function stopBridge({ parts, server, admin, running }: Stoppable, options: StopOptions): Promise<void> {
  const { log } = parts;
  const deadline = performance.now() + options.limitMs;
  const left = (): number => Math.max(0, deadline - reserveMs - performance.now());
  const ending = running?.stop() ?? Promise.resolve();
  // Told below; until then nobody waits for it.
  ending.catch(() => undefined);
  await delay(Math.min(options.drainMs, left()));
  await closeServer(server, Math.min(closeMs, left()));
  if (!(await endsWithin(ending, left()))) {
    const claims = await parts.release();
    log.warn({ claims }, 'not all work has ended in time; it went back to the queue');
  }
  await admin.close();
  if (!(await endsWithin(parts.close(), reserveMs))) log.warn('connections did not close in time');
}

/** Ends when the requests under way have, or soon: a connection nobody sends anything on would keep it open for ever. */
async function closeServer(server: FastifyInstance, milliseconds: number): Promise<void> {
  const timer = setTimeout(() => server.server.closeAllConnections(), milliseconds);
  await server.close();
  clearTimeout(timer);
}

/** @returns false when the time was over first. */
async function endsWithin(work: Promise<void>, milliseconds: number): Promise<boolean> {
  const stopped = new AbortController();
  const timeOver = delay(milliseconds, false, { signal: stopped.signal, ref: true }).catch(() => false);
  try {
    return await Promise.race([work.then(() => true), timeOver]);
  } finally {
    stopped.abort();
  }
}
