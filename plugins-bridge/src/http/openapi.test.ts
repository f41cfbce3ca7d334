import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import type { FastifyInstance } from 'fastify';
import { createLogger } from '../log.ts';
import { createMetrics } from '../metrics/metrics.ts';
import { openSqliteQueue } from '../queue/sqlite/index.ts';
import { createServer } from './server.ts';

const routes: string[] = [];
const queue = openSqliteQueue(':memory:');
let server: FastifyInstance;
let url: string;
beforeAll(async () => {
  server = createServer({
    queue,
    sources: [],
    ready: () => ({ ready: true }),
    maxBodyBytes: 1000,
    requestsPerMinute: 1000,
    metrics: createMetrics(),
    log: createLogger('silent'),
    now: Date.now,
    webhook: {
      secret: undefined,
      organisationId: () => undefined,
      handle: async () => undefined,
      judge: () => undefined,
    },
    onRoute: ({ method, url: path }) => routes.push(...[method].flat().map((one) => `${one} ${path}`)),
  });
  url = await server.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await server.close();
  await queue.close();
});

interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, { operationId: string; responses: object }>>;
}
const read = async (): Promise<Document> => (await (await fetch(`${url}/openapi.json`)).json()) as Document;

describe('GET /openapi.json', () => {
  it('B-9 is a valid OpenAPI 3.1 document whose references lead somewhere', async () => {
    const document = await read();
    expect(document.openapi).toMatch(/^3\.1\./);
    const validator = new Validator();
    const { valid, errors } = await validator.validate({ ...document });
    expect([valid, errors]).toEqual([true, undefined]);
    const text = JSON.stringify(document);
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      expect(document).toHaveProperty(['components', 'schemas', String(name)]);
    }
    const ids = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect((await validator.validate({ openapi: '3.1.0', paths: {} })).valid).toBe(false);
  });

  it('B-9 names every route there is, and no other', async () => {
    const { paths } = await read();
    const documented = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    );
    // Fastify answers HEAD wherever it answers GET.
    const registered = routes.filter((route) => !route.startsWith('HEAD '));
    expect(registered.length).toBeGreaterThan(10);
    expect(documented.sort()).toEqual(registered.sort());
  });
});
