import type { FastifyInstance } from 'fastify';

/** Ids, counts, codes and names of sources: never anything of a payload (SPEC B-9). */
export type SpanAttributes = Readonly<Record<string, string | number | readonly string[]>>;

export interface SpanOptions {
  readonly attributes: SpanAttributes;
  /** Deliveries this process took: the span is linked to the requests that brought them. */
  readonly deliveries?: readonly string[];
}

/** Traces of one bridge. */
export interface Tracing {
  /** Runs `work` in a span below the one it is called in. */
  span<T>(name: string, options: SpanOptions, work: () => Promise<T>): Promise<T>;
  /** Remembers the span it is called in as the one that brought a delivery. */
  brought(delivery: string): void;
  /** Gives every request that brings payloads a span; it continues the sender's trace (`traceparent`, W3C Trace Context). */
  traceRequests(app: FastifyInstance): void;
  /** Sends what is left. */
  close(): Promise<void>;
}

/** The traces, when the environment names where they go; nothing is loaded otherwise (SPEC B-9). */
export async function loadTracing(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Tracing | undefined> {
  const endpoint = environment['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] || environment['OTEL_EXPORTER_OTLP_ENDPOINT'];
  if (!endpoint || environment['OTEL_SDK_DISABLED']?.toLowerCase() === 'true') return undefined;
  const { openTelemetry } = await import('./open-telemetry.ts');
  return openTelemetry(environment);
}
