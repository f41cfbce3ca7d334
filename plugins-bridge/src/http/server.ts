import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { EventQueue } from '../queue/types.ts';
import type { WebhookSource } from '../sources/types.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { answerErrors } from './errors.ts';
import { registerEvents } from './events.ts';
import { measureRequests } from './measure.ts';
import { type PlatformWebhook, registerPlatformWebhook } from './platform.ts';
import { registerSchemas } from './schemas.ts';
import { registerSources } from './sources.ts';

export interface ServerOptions {
  readonly queue: EventQueue;
  readonly sources: readonly WebhookSource[];
  /** Secrets of the senders of `POST /events`; without them it is off. */
  readonly eventSecrets?: readonly string[] | undefined;
  readonly metrics: Pick<Metrics, 'refused' | 'requestSeconds'>;
  readonly webhook: PlatformWebhook;
  readonly ready: () => { readonly ready: boolean; readonly why?: string };
  readonly maxBodyBytes: number;
  /** Requests taken in a minute from one address for one source. */
  readonly requestsPerMinute: number;
  readonly log: Logger;
  readonly now: () => number;
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
  measureRequests(
    app,
    options.metrics,
    sources.map(({ name }) => name),
  );
  // Signatures are over the bytes: nothing is parsed before they are checked.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
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
  app.get('/health/live', async () => ({ live: true }));
  app.get('/health/ready', async (_request, reply) => {
    const state = options.ready();
    return reply.code(state.ready ? 200 : 503).send(state);
  });
  registerPlatformWebhook(app, options.webhook);
  return app;
}
