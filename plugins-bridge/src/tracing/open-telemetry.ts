import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type Context,
  isSpanContextValid,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import type { FastifyInstance } from 'fastify';
import { resourceOf } from './resource.ts';
import type { Tracing } from './tracing.ts';

/** Deliveries whose span is remembered at most. */
const capacity = 20_000;
const traceparent =
  /^(?!ff)[0-9a-f]{2}-(?<traceId>[0-9a-f]{32})-(?<spanId>[0-9a-f]{16})-(?<flags>[0-9a-f]{2})(?:-.*)?$/;

/** OpenTelemetry over OTLP/HTTP, set up by its standard variables. Nothing global is touched: every bridge has its own. */
export function openTelemetry(environment: Readonly<Record<string, string | undefined>>): Tracing {
  const provider = new NodeTracerProvider({
    resource: resourceOf(environment),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  const tracer = provider.getTracer('activity-logging');
  const current = new AsyncLocalStorage<Context>();
  const here = (): Context => current.getStore() ?? ROOT_CONTEXT;
  const requests = new WeakMap<object, Context>();
  const brought = new Map<string, Context>();

  return {
    async span(name, { attributes, deliveries = [] }, work) {
      const links = deliveries.flatMap((id) => {
        const context = trace.getSpanContext(brought.get(id) ?? ROOT_CONTEXT);
        return context ? [{ context }] : [];
      });
      const span = tracer.startSpan(name, { attributes: mutable(attributes), links }, here());
      try {
        return await current.run(trace.setSpan(here(), span), work);
      } catch (error) {
        fail(span, error instanceof Error ? error.name : typeof error);
        throw error;
      } finally {
        span.end();
      }
    },
    brought(delivery) {
      const oldest = brought.size < capacity ? undefined : brought.keys().next().value;
      if (oldest !== undefined) brought.delete(oldest);
      brought.set(delivery, here());
    },
    traceRequests(app: FastifyInstance) {
      app.addHook('onRequest', (request, reply, done) => {
        const { url: route } = request.routeOptions;
        if (request.method === 'POST' && route !== undefined) {
          const parent = parentOf(request.headers['traceparent']);
          const attributes = { 'http.request.method': 'POST', 'http.route': route };
          const span = tracer.startSpan('receive', { kind: SpanKind.SERVER, attributes }, parent);
          requests.set(request, trace.setSpan(parent, span));
          reply.raw.once('close', () => {
            if (reply.raw.writableFinished) span.setAttribute('http.response.status_code', reply.statusCode);
            if (!reply.raw.writableFinished || reply.statusCode >= 500) fail(span, String(reply.statusCode));
            span.end();
          });
        }
        done();
      });
      // After the body has been read: what reads it does so outside of the request's own chain of calls.
      app.addHook('preHandler', (request, _reply, done) => current.run(requests.get(request) ?? ROOT_CONTEXT, done));
    },
    close: () => provider.shutdown(),
  };
}

/** Messages of errors can quote values: only their type is told. */
function fail(span: Span, type: string): void {
  span.setAttribute('error.type', type);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

function parentOf(header: string | readonly string[] | undefined): Context {
  const { traceId = '', spanId = '', flags = '' } = traceparent.exec(String(header))?.groups ?? {};
  const context = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true };
  return isSpanContextValid(context) ? trace.setSpanContext(ROOT_CONTEXT, context) : ROOT_CONTEXT;
}

function mutable(attributes: Readonly<Record<string, string | number | readonly string[]>>) {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, typeof value === 'object' ? [...value] : value]),
  );
}
