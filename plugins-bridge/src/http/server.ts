import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance, type RouteOptions } from 'fastify';
import type { Logger } from 'pino';
import type { EventQueue } from '../queue/types.ts';
import type { WebhookSource } from '../sources/types.ts';
import type { Tracing } from '../tracing/tracing.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { answerErrors } from './errors.ts';
import { registerEvents } from './events.ts';
import { type Readiness, registerHealth } from './health.ts';
import { measureRequests } from './measure.ts';
import { registerOpenApi } from './openapi.ts';
import { type PlatformWebhook, registerPlatformWebhook } from './platform.ts';
import { registerSchemas } from './schemas.ts';
import { registerSources } from './sources.ts';

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
  /** Requests taken in a minute from one address for one source. */
  readonly requestsPerMinute: number;
  readonly log: Logger;
  readonly now: () => number;
  /** Told of every route. */
  readonly onRoute?: (route: RouteOptions) => void;
}

/** The port the sources and the platform reach. */
export function createServer(options: ServerOptions): FastifyInstance {
  const { queue, sources, log, now, maxBodyBytes } = options;
  const app = Fastify({
    bodyLimit: maxBodyBytes,
    logger: false,
    forceCloseConnections: 'idle',
    // What comes in on an open connection while the bridge closes is still stored: to some sources 503 is a receipt.
    return503OnClosing: false,
  });
  if (options.onRoute) app.addHook('onRoute', options.onRoute);
  measureRequests(
    app,
    options.metrics,
    sources.map(({ name }) => name),
  );
  options.tracing?.traceRequests(app);
  // Signatures are over the bytes: nothing is parsed before they are checked.
  app.removeAllContentTypeParsers();
  // Fastify remembers the parser of a type that is named, and looks for the one of all others every time.
  app.addContentTypeParser(['application/json', '*'], { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  app.setErrorHandler(answerErrors(log));

  // What sources send is limited, for each of them apart; health and the platform's webhook never are.
  void app.register(async (scope) => {
    await scope.register(rateLimit, {
      global: false,
      max: options.requestsPerMinute,
      timeWindow: 60_000,
      addHeadersOnExceeding: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    });
    registerSources(scope, { queue, sources, maxBodyBytes, log, now });
    registerEvents(scope, { queue, secrets: options.eventSecrets, now });
  });
  registerSchemas(app);
  registerOpenApi(app);
  registerHealth(app, options.ready);
  registerPlatformWebhook(app, options.webhook);
  return app;
}
