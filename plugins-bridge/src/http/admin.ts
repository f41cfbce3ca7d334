import Fastify, { type FastifyInstance } from 'fastify';
import type { Metrics } from '../metrics/metrics.ts';
import type { ManagedQueue } from '../queue/types.ts';
import type { Source } from '../sources/types.ts';
import { registerQueueAdmin } from './admin-queue.ts';
import { refuse } from './answers.ts';

export interface AdminOptions {
  readonly queue: ManagedQueue;
  readonly sources: readonly Source[];
  readonly ready: () => { readonly ready: boolean; readonly why?: string };
  readonly metrics: Pick<Metrics, 'text' | 'contentType'>;
  /** Further figures for `/status`. */
  readonly figures: () => Readonly<Record<string, unknown>>;
}

/** Status and administration: for the loopback address only, never for a browser. */
export function createAdmin({ queue, sources, ready, figures, metrics }: AdminOptions): FastifyInstance {
  const app = Fastify({ logger: false, forceCloseConnections: true });
  app.addHook('onRequest', async (request, reply) => {
    // A page of any site could reach a loopback port: it sends Origin, or another Host by way of its own DNS.
    const host = request.hostname;
    if (request.headers.origin !== undefined || !['127.0.0.1', 'localhost', '::1', '[::1]'].includes(host)) {
      return refuse(reply, 403, 'not-for-browsers', 'This port is for local tools only.');
    }
  });

  app.get('/status', async () => {
    const { entries, deliveries, ...rest } = await queue.statistics();
    const received = entries.logged + entries.skipped + entries.parked + entries.pending;
    return { ...ready(), deliveries, events: { received, ...entries }, ...rest, ...figures() };
  });

  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()));
  registerQueueAdmin(app, { queue, sources });
  return app;
}
