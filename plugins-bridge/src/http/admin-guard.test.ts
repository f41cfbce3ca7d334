import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { createMetrics } from '../metrics/metrics.ts';
import { openSqliteQueue } from '../queue/sqlite/index.ts';
import { createAdmin } from './admin.ts';

const queue = openSqliteQueue(':memory:');
const token = 'a token for administration';
const portAt = (host: string, of?: string): FastifyInstance =>
  createAdmin({
    queue,
    sources: [],
    host,
    token: of,
    ready: () => ({ ready: false, why: 'a test' }),
    metrics: createMetrics(),
    figures: () => ({}),
  });
const local = portAt('127.0.0.1', token);
const everywhere = portAt('0.0.0.0', token);
const withoutToken = portAt('::');

beforeAll(async () => {
  for (const app of [local, everywhere, withoutToken]) await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  for (const app of [local, everywhere, withoutToken]) await app.close();
  await queue.close();
});

/** Status and code of an answer. The path goes as it is written. */
async function ask(app: FastifyInstance, path: string, headers: Record<string, string> = {}): Promise<unknown> {
  const { port } = app.server.address() as AddressInfo;
  const options = { host: '127.0.0.1', port, path, headers: { host: '10.1.2.3:8485', ...headers } };
  const answer = await new Promise<IncomingMessage>((resolve, reject) => get(options, resolve).on('error', reject));
  let text = '';
  for await (const chunk of answer) text += String(chunk);
  if (answer.statusCode === 200) return [200, 'ok'];
  const body = JSON.parse(text) as { error?: { code: string }; why?: string };
  return [answer.statusCode, body.error?.code ?? body.why];
}

describe('administration port', () => {
  it('B-9 on the loopback address local tools need no token', async () => {
    for (const host of ['127.0.0.1:8485', 'localhost:8485', '[::1]:8485']) {
      expect(await ask(local, '/status', { host })).toEqual([200, 'ok']);
    }
  });

  it('B-9 on another address metrics and health answer everybody, all else who has the token', async () => {
    for (const app of [everywhere, withoutToken]) {
      expect(await ask(app, '/metrics')).toEqual([200, 'ok']);
      expect(await ask(app, '/health/live')).toEqual([200, 'ok']);
      expect(await ask(app, '/health/ready')).toEqual([503, 'a test']);
    }
    for (const path of ['/status', '/queue', '/nothing', '/metrics/../queue']) {
      expect(await ask(everywhere, path)).toEqual([401, 'bad-admin-token']);
      expect(await ask(everywhere, path, { authorization: 'Bearer another token' })).toEqual([401, 'bad-admin-token']);
      expect(await ask(withoutToken, path, { authorization: 'Bearer undefined' })).toEqual([403, 'no-admin-token']);
    }
    expect(await ask(everywhere, '/status', { authorization: `Bearer ${token}` })).toEqual([200, 'ok']);
    // A proxy in the same pod speaks from the loopback address: it is nobody's proof.
    expect(await ask(everywhere, '/queue', { host: '127.0.0.1:8485' })).toEqual([401, 'bad-admin-token']);
  });

  it('B-12 never answers a browser: no Origin, no name but localhost', async () => {
    for (const app of [local, everywhere]) {
      for (const headers of [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { host: 'evil.example' },
        { host: '1.2.3.4.evil.example' },
      ]) {
        expect(await ask(app, '/metrics', headers)).toEqual([403, 'not-for-browsers']);
      }
    }
  });
});
