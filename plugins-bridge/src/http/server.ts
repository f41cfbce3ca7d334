import Fastify, { type FastifyInstance, type RouteOptions } from 'fastify';
import type { Logger } from 'pino';
import { parseJson } from '../json.ts';
import { safeError } from '../log.ts';
import type { EventQueue } from '../queue/types.ts';
import { deliveryOf, entriesOf } from '../sources/entries.ts';
import type { WebhookSource } from '../sources/types.ts';
import type { Tracing } from '../tracing/tracing.ts';
import { refuse } from './answers.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { registerEvents } from './events.ts';
import { type Readiness, registerHealth } from './health.ts';
import { measureRequests } from './measure.ts';
import { registerOpenApi } from './openapi.ts';
import { type PlatformWebhook, registerPlatformWebhook } from './platform.ts';
import { registerSchemas } from './schemas.ts';

export interface ServerOptions {
  readonly queue: EventQueue;
  readonly sources: readonly WebhookSource[];
  /** Secrets of the senders of `POST /events`; without them it is off. */
  readonly eventSecrets?: readonly string[] | undefined;
  readonly metrics: Pick<Metrics, 'refused' | 'requestSeconds'>;
  readonly tracing?: Tracing | undefined;
  readonly webhook: PlatformWebhook;
  readonly ready: () => Readiness;
  readonly maxBodyBytes: number;
  readonly log: Logger;
  readonly now: () => number;
  /** Told of every route. */
  readonly onRoute?: (route: RouteOptions) => void;
}

/** The port the sources and the platform reach. */
export function createServer(options: ServerOptions): FastifyInstance {
  const { queue, sources, log, now } = options;
  const app = Fastify({ bodyLimit: options.maxBodyBytes, logger: false, forceCloseConnections: 'idle' });
  if (options.onRoute) app.addHook('onRoute', options.onRoute);
  measureRequests(
    app,
    options.metrics,
    sources.map(({ name }) => name),
  );
  options.tracing?.traceRequests(app);
  // Signatures are over the bytes: nothing is parsed before they are checked.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  app.setErrorHandler((error, request, reply) => {
    const status = statusOf(error);
    if (status >= 500)
      log.error({ request: request.id, route: request.routeOptions.url, error: safeError(error) }, 'a request failed');
    const text =
      status === 413
        ? 'The payload is too large.'
        : status >= 500
          ? 'Not stored; send it again.'
          : 'The request is not valid.';
    return refuse(reply, status, status === 413 ? 'too-large' : status >= 500 ? 'not-stored' : 'bad-request', text);
  });

  app.post<{ Params: { source: string } }>('/sources/:source', async (request, reply) => {
    const source = sources.find(({ name }) => name === request.params.source);
    if (!source) return refuse(reply, 404, 'no-source', 'There is no such source.');
    const raw = request.body instanceof Buffer ? request.body : Buffer.alloc(0);
    if (!source.verify(raw, request.headers))
      return refuse(reply, 401, 'bad-signature', 'The signature is missing or wrong.');
    const name = source.eventName(request.headers);
    if (name === undefined) return refuse(reply, 400, 'no-event-name', 'The request does not name its event.');
    const body = parseJson(raw);
    if (!body.ok) return refuse(reply, 400, 'not-json', 'The payload is not JSON.');
    const delivery = deliveryOf(source.name, name.slice(0, 200), raw, now());
    // Answered once it is on disk, not before (SPEC B-2).
    const { repeated } = await queue.accept(delivery, entriesOf(source, delivery, body.value));
    return reply.code(202).send({ delivery: delivery.id, repeated });
  });

  registerEvents(app, { queue, secrets: options.eventSecrets, now });
  registerSchemas(app);
  registerOpenApi(app);
  registerHealth(app, options.ready);
  registerPlatformWebhook(app, options.webhook);
  return app;
}

/** What is not the sender's fault is 503: nothing was stored and sending again may succeed. */
function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 503;
  return status >= 400 && status < 500 ? status : 503;
}
