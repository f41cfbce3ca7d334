import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { Webhook } from 'standardwebhooks';
import { dataverseClient } from '../dataverse/client.ts';
import { createLanes } from '../dataverse/lanes.ts';
import { createServer as createBridgeServer } from '../http/server.ts';
import { createLogger } from '../log.ts';
import { createMetrics } from '../metrics/metrics.ts';
import { openSqliteQueue } from '../queue/sqlite/index.ts';
import type { EventQueue } from '../queue/types.ts';
import { tracedClient, tracedQueue, tracedWork } from './traced.ts';
import { loadTracing, type Tracing } from './tracing.ts';

interface OtlpSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly kind: number;
  readonly attributes: readonly { readonly key: string; readonly value: Record<string, unknown> }[];
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly status: { readonly code?: number };
}
interface Export {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly { key: string; value: { stringValue?: string } }[] };
    readonly scopeSpans: readonly { readonly spans: readonly OtlpSpan[] }[];
  }[];
}

const secret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
const exports: Export[] = [];
let raw = '';
const collector = createServer((request, response) => {
  void textOf(request).then((body) => {
    raw += body;
    expect([request.url, request.headers['content-type']]).toEqual(['/v1/traces', 'application/json']);
    exports.push(JSON.parse(body) as Export);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
});
async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

let tracing: Tracing;
let queue: EventQueue;
let server: FastifyInstance;
let url: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = endpoint;
  const loaded = await loadTracing({ ...process.env, OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=te%20st' });
  if (!loaded) throw new Error('no tracing');
  tracing = loaded;
  queue = tracedQueue(openSqliteQueue(':memory:'), tracing);
  server = createBridgeServer({
    queue,
    sources: [],
    eventSecrets: [secret],
    ready: () => ({ ready: true }),
    requestsPerMinute: 1000,
    maxBodyBytes: 10_000,
    metrics: createMetrics(),
    tracing,
    log: createLogger('silent'),
    now: Date.now,
    webhook: {
      secret: undefined,
      organisationId: () => undefined,
      handle: async () => undefined,
      judge: () => undefined,
    },
  });
  url = await server.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  delete process.env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  await server?.close();
  await queue?.close();
  collector.closeAllConnections();
  await new Promise((resolve) => collector.close(resolve));
});

const valueOf = (span: OtlpSpan | undefined, key: string): unknown =>
  Object.values(span?.attributes.find((attribute) => attribute.key === key)?.value ?? {})[0];

describe('traces', () => {
  it('B-9 are not loaded unless the standard variables name where they go', async () => {
    expect(await loadTracing({})).toBeUndefined();
    expect(await loadTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: '' })).toBeUndefined();
    expect(await loadTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://x', OTEL_SDK_DISABLED: 'true' })).toBeUndefined();
  });

  it('B-9 follow a payload from the sender to Dataverse over OTLP, without personal data', async () => {
    const people = [{ emails: ['ann@alder.example'], name: 'Ann Alder' }];
    const note = { kind: 'note', id: '1', version: '1', source: 'notes-app', people, body: 'Likes tea' };
    const body = JSON.stringify(note);
    const at = new Date();
    const answer = await fetch(`${url}/events`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
        'webhook-id': 'm',
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign('m', at, body),
      },
      body,
    });
    expect(answer.status).toBe(202);
    const delivery = ((await answer.json()) as { events: { delivery: string }[] }).events[0]?.delivery;
    // Refused, and of no valid trace.
    await fetch(`${url}/events`, { method: 'POST', headers: { traceparent: '00-nonsense' }, body });

    const http = {
      origin: 'http://crm',
      close: async () => undefined,
      request: () => Promise.reject(new Error('ann@alder.example refused')),
    };
    const lanes = createLanes([{ id: 'app', tokens: { get: async () => 'token' } }], { most: 1 });
    const client = tracedClient(dataverseClient(http, lanes), tracing);
    const work = tracedWork(async () => {
      const batch = client.batch([{ operations: [{ method: 'POST', path: 'tasks', body: note }] }]);
      await expect(batch).rejects.toThrow('platform-unavailable');
    }, tracing);
    await work(await queue.claim(10));
    await tracing.close();

    const spans = exports.flatMap(({ resourceSpans }) =>
      resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)),
    );
    const [receive, refused] = spans.filter(({ name }) => name === 'receive');
    const [accept, process_, batch] = ['accept', 'process', 'dataverse batch'].map((name) =>
      spans.find((span) => span.name === name),
    );
    expect(spans).toHaveLength(5);
    expect(receive).toMatchObject({
      traceId: '0af7651916cd43dd8448eb211c80319c',
      parentSpanId: 'b7ad6b7169203331',
      kind: 2,
    });
    expect([valueOf(receive, 'http.route'), valueOf(receive, 'http.response.status_code')]).toEqual(['/events', 202]);
    expect(refused?.traceId).not.toBe(receive?.traceId);
    expect(valueOf(refused, 'http.response.status_code')).toBe(401);
    expect(accept).toMatchObject({ traceId: receive?.traceId, parentSpanId: receive?.spanId });
    expect(valueOf(accept, 'activity_logging.delivery.id')).toBe(delivery);
    expect(process_?.links).toMatchObject([{ traceId: accept?.traceId, spanId: accept?.spanId }]);
    expect(valueOf(process_, 'activity_logging.delivery.ids')).toEqual({ values: [{ stringValue: delivery }] });
    expect(batch).toMatchObject({ traceId: process_?.traceId, parentSpanId: process_?.spanId, status: { code: 2 } });
    expect([valueOf(batch, 'activity_logging.operations'), valueOf(batch, 'error.type')]).toEqual([1, 'Error']);
    expect(exports[0]?.resourceSpans[0]?.resource.attributes).toEqual(
      expect.arrayContaining([
        { key: 'service.name', value: { stringValue: 'activity-logging-bridge' } },
        { key: 'deployment.environment.name', value: { stringValue: 'te st' } },
      ]),
    );
    expect(raw).not.toMatch(/alder|Ann|Likes tea|whsec/);
  });
});
