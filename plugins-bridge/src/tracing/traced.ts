import type { BatchingClient } from '../dataverse/client.ts';
import type { Claim, EventQueue } from '../queue/types.ts';
import type { Tracing } from './tracing.ts';

/** Delivery ids a span names at most. */
const namedIds = 100;

/** The same queue; taking a delivery is a span. */
export function tracedQueue<Queue extends EventQueue>(queue: Queue, tracing: Tracing): Queue {
  return {
    ...queue,
    accept(delivery, entries) {
      const attributes = {
        'activity_logging.delivery.id': delivery.id,
        'activity_logging.source': delivery.source,
        'activity_logging.entries': entries.length,
      };
      return tracing.span('accept', { attributes }, () => {
        tracing.brought(delivery.id);
        return queue.accept(delivery, entries);
      });
    },
  };
}

/** The same client; a batch is a span. */
export function tracedClient(client: BatchingClient, tracing: Tracing): BatchingClient {
  return {
    ...client,
    batch(parts) {
      const operations = parts.reduce((sum, part) => sum + ('operations' in part ? part.operations.length : 1), 0);
      const attributes = { 'activity_logging.parts': parts.length, 'activity_logging.operations': operations };
      return tracing.span('dataverse batch', { attributes }, () => client.batch(parts));
    },
    // What it holds is not known before it may begin.
    batchWhenFree: (choose) => tracing.span('dataverse batch', { attributes: {} }, () => client.batchWhenFree(choose)),
  };
}

/** The same work; it is a span that names the deliveries it is about. */
export function tracedWork(
  work: (claims: readonly Claim[]) => Promise<void>,
  tracing: Tracing,
): (claims: readonly Claim[]) => Promise<void> {
  return (claims) => {
    const entries = claims.flatMap((claim) => claim.entries);
    const deliveries = [...new Set(entries.map(({ delivery }) => delivery))]
      .filter((id) => id !== '')
      .slice(0, namedIds);
    const attributes = {
      'activity_logging.claims': claims.length,
      'activity_logging.entries': entries.length,
      'activity_logging.delivery.ids': deliveries,
    };
    return tracing.span('process', { attributes, deliveries }, () => work(claims));
  };
}
