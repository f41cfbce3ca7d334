import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Label values come from closed lists: names of sources, codes of the catalogue, HTTP statuses. Never from a payload (SPEC B-9). */
export type Metrics = ReturnType<typeof createMetrics>;

/** The metrics of one bridge, in a registry of its own (SPEC B-9). */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    /** Prometheus' text format. */
    text: () => registry.metrics(),
    contentType: registry.contentType,
    registry,
    deliveries: new Counter({
      name: 'activity_logging_deliveries_total',
      help: 'Payloads taken, by source and result: accepted (stored) or repeated (known already).',
      labelNames: ['source', 'result'],
      registers,
    }),
    refused: new Counter({
      name: 'activity_logging_requests_refused_total',
      help: 'Requests to a source or to /events that were not answered 2xx, by source and HTTP status; status closed: the connection ended without an answer.',
      labelNames: ['source', 'status'],
      registers,
    }),
    requestSeconds: new Histogram({
      name: 'activity_logging_http_request_duration_seconds',
      help: 'Time from a request of the public port to its answer, by route.',
      labelNames: ['route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
      registers,
    }),
    entries: new Counter({
      name: 'activity_logging_entries_total',
      help: 'Entries of the queue that were settled, by outcome (logged, skipped, parked, retried, replaced) and reason code; none: without one.',
      labelNames: ['outcome', 'reason'],
      registers,
    }),
    conflicts: new Counter({
      name: 'activity_logging_settle_conflicts_total',
      help: 'Claims taken up again because another claim changed one of their items.',
      registers,
    }),
    eventToRow: new Histogram({
      name: 'activity_logging_event_to_row_seconds',
      help: 'Time from the receipt of a payload to its activity row, for payloads this process received.',
      buckets: [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 1800, 7200],
      registers,
    }),
    dataverseSeconds: new Histogram({
      name: 'activity_logging_dataverse_request_duration_seconds',
      help: 'Time of a request to Dataverse, by kind (batch, read, write) and HTTP status; none: no answer came.',
      labelNames: ['kind', 'status'],
      buckets: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120],
      registers,
    }),
    batchOperations: new Histogram({
      name: 'activity_logging_dataverse_batch_operations',
      help: 'Operations in a $batch request.',
      buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000],
      registers,
    }),
    throttledSeconds: new Counter({
      name: 'activity_logging_dataverse_throttled_seconds_total',
      help: 'Seconds Dataverse asked to wait (Retry-After of 429 and 503), summed over all answers.',
      registers,
    }),
    sourceApi: new Counter({
      name: 'activity_logging_source_api_requests_total',
      help: 'Requests to the APIs of sources, by source and HTTP status; none: no answer came.',
      labelNames: ['source', 'status'],
      registers,
    }),
    claims: new Gauge({
      name: 'activity_logging_queue_claims',
      help: 'Claims this process works on.',
      registers,
    }),
  };
}
