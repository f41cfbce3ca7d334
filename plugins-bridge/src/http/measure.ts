import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../metrics/metrics.ts';

type Figures = Pick<Metrics, 'refused' | 'requestSeconds'>;

/** Counts the requests of the public port. What a request names is a label only when it is the name of a configured source. */
export function measureRequests(app: FastifyInstance, metrics: Figures, sources: readonly string[]): void {
  app.addHook('onRequest', (request, reply, done) => {
    const begun = performance.now();
    // Also of a connection that ends without an answer: `onResponse` is not told of those.
    reply.raw.once('close', () => {
      const route = request.routeOptions.url ?? 'unknown';
      const status = reply.raw.writableFinished ? String(reply.statusCode) : 'closed';
      metrics.requestSeconds.observe({ route, status }, (performance.now() - begun) / 1000);
      const source = sourceOf(route, request.params, sources);
      if (source !== undefined && !/^2/.test(status)) metrics.refused.inc({ source, status });
    });
    done();
  });
}

function sourceOf(route: string, params: unknown, sources: readonly string[]): string | undefined {
  if (route === '/events') return 'canonical';
  if (!route.startsWith('/sources/')) return undefined;
  const name = (params as { readonly source?: string }).source ?? route.split('/')[2] ?? '';
  return sources.includes(name) ? name : 'unknown';
}
