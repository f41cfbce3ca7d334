import Fastify, { type FastifyInstance } from 'fastify';
import type { Metrics } from '../metrics/metrics.ts';
import type { ManagedQueue } from '../queue/types.ts';
import type { Source } from '../sources/types.ts';
import { registerQueueAdmin } from './admin-queue.ts';
import { guardAdmin } from './admin-guard.ts';
import { type Readiness, registerHealth } from './health.ts';

export interface AdminOptions {
  readonly queue: ManagedQueue;
  readonly sources: readonly Source[];
  readonly ready: () => Readiness;
  /** Address the port listens at. */
  readonly host: string;
  /** Asked for on any address but a loopback one. */
  readonly token: string | undefined;
  readonly metrics: Pick<Metrics, 'text' | 'contentType'>;
  /** Further figures for `/status`. */
  readonly figures: () => Readonly<Record<string, unknown>>;
}

/** Status and administration, never for a browser. */
export function createAdmin(options: AdminOptions): FastifyInstance {
  const { queue, sources, ready, host, token, figures, metrics } = options;
  const app = Fastify({ logger: false, forceCloseConnections: true });
  guardAdmin(app, host, token);
  registerHealth(app, ready);

  app.get('/status', async () => {
    const { entries, deliveries, ...rest } = await queue.statistics();
    const received = entries.logged + entries.skipped + entries.parked + entries.pending;
    return { ...ready(), deliveries, events: { received, ...entries }, ...rest, ...figures() };
  });

  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()));
  registerQueueAdmin(app, { queue, sources });
  return app;
}
