import Fastify, { type FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Metrics } from '../metrics/metrics.ts';
import type { EventQueue } from '../queue/types.ts';
import { describeReason } from '../reasons.ts';
import { guardAdmin } from './admin-guard.ts';
import { refuse } from './answers.ts';
import { type Readiness, registerHealth } from './health.ts';

export interface AdminOptions {
  readonly queue: EventQueue;
  readonly ready: () => Readiness;
  /** Address the port listens at. */
  readonly host: string;
  /** Asked for on any address but a loopback one. */
  readonly token: string | undefined;
  readonly metrics: Pick<Metrics, 'text' | 'contentType'>;
  /** Further figures for `/status`. */
  readonly figures: () => Readonly<Record<string, unknown>>;
}

const listQuery = z.object({
  state: z.enum(['pending', 'logged', 'skipped', 'parked']).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
const replayBody = z.union([
  z.strictObject({ entry: z.string() }),
  z.strictObject({ token: z.string() }),
  z.strictObject({ code: z.string() }),
  z.strictObject({ all: z.literal(true) }),
]);

/** Status and administration, never for a browser. */
export function createAdmin({ queue, ready, host, token, figures, metrics }: AdminOptions): FastifyInstance {
  const app = Fastify({ logger: false, forceCloseConnections: true });
  guardAdmin(app, host, token);
  registerHealth(app, ready);

  app.get('/status', async () => {
    const { entries, deliveries, ...rest } = await queue.statistics();
    const received = entries.logged + entries.skipped + entries.parked + entries.pending;
    return { ...ready(), deliveries, events: { received, ...entries }, ...rest, ...figures() };
  });

  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()));

  app.get('/queue', async (request, reply) => {
    const query = listQuery.safeParse(request.query);
    if (!query.success) return refuse(reply, 400, 'bad-request', 'state or limit is not valid.');
    const { state, limit } = query.data;
    const entries = await queue.list({ limit, ...(state ? { state } : {}) });
    return { entries: entries.map((entry) => ({ ...entry, ...(entry.reason ? describeReason(entry.reason) : {}) })) };
  });

  app.post('/queue/replay', async (request, reply) => {
    const filter = replayBody.safeParse(request.body);
    if (!filter.success) return refuse(reply, 400, 'bad-request', 'Name an entry, a token or a code, or all.');
    return { replayed: await queue.replay(filter.data) };
  });
  return app;
}
