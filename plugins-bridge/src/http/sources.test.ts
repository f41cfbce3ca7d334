import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import type { FastifyInstance } from 'fastify';
import { createLogger } from '../log.ts';
import { createMetrics } from '../metrics/metrics.ts';
import { openSqliteQueue } from '../queue/sqlite/index.ts';
import { type EventQueue, QueueFull } from '../queue/types.ts';
import { canonicalSource } from '../sources/canonical/index.ts';
import { aircallSource } from '../sources/aircall/index.ts';
import { readAgain } from '../sources/entries.ts';
import { outreachSource } from '../sources/outreach/index.ts';
import { salesloftSource } from '../sources/salesloft/index.ts';
import { zoomSource } from '../sources/zoom/index.ts';
import { aircall, aircallToken, postAircall } from '../test-support/aircall.ts';
import { callCreated, outreach, outreachSecret, postOutreach, second } from '../test-support/outreach.ts';
import { bytesBack } from '../test-support/raw-socket.ts';
import { callbackToken, payloadsOf, post } from '../test-support/salesloft.ts';
import { postZoom, zoomRecording, zoomToken } from '../test-support/zoom.ts';
import { createServer } from './server.ts';

const folder = mkdtempSync(join(tmpdir(), 'al-sources-'));
const eventSecret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const sources = [
  salesloftSource({ callbackTokens: [callbackToken] }),
  outreachSource({ secrets: [outreachSecret, 'the older secret'] }),
  aircallSource({ tokens: [aircallToken, 'the older token'] }),
  zoomSource({ secretTokens: [zoomToken] }),
];
let queue: EventQueue;
let server: FastifyInstance;
let url: string;
let outreachAddress: string;
let logged = '';
let failure: Error | undefined;

function serverOf(requestsPerMinute: number): FastifyInstance {
  return createServer({
    queue,
    sources,
    eventSecrets: [eventSecret],
    ready: () => ({ ready: true }),
    maxBodyBytes: 400_000,
    requestsPerMinute,
    metrics: createMetrics(),
    log: createLogger('debug', { write: (text) => (logged += text) }),
    now: Date.now,
    webhook: {
      secret: undefined,
      organisationId: () => undefined,
      handle: () => Promise.resolve(),
      judge: () => undefined,
    },
  });
}

beforeAll(async () => {
  const real = openSqliteQueue(join(folder, 'queue.sqlite'));
  queue = {
    ...real,
    accept: (delivery, entries) => (failure ? Promise.reject(failure) : real.accept(delivery, entries)),
  };
  server = serverOf(10_000);
  url = await server.listen({ host: '127.0.0.1', port: 0 });
  outreachAddress = `${url}/sources/outreach`;
});
afterEach(() => {
  failure = undefined;
});
afterAll(async () => {
  await server.close();
  await queue.close();
  rmSync(folder, { recursive: true, force: true });
});

const received = async (): Promise<number> => (await queue.statistics()).deliveries.received;
const answerOf = async (response: Response): Promise<unknown> => [
  response.status,
  ((await response.json()) as { error: { code: string } }).error.code,
];
/** What is kept of an answered request. */
async function keptOf(response: Response) {
  expect(response.status).toBe(202);
  const { delivery } = (await response.json()) as { delivery: string };
  const kept = await queue.delivery(delivery);
  if (!kept) throw new Error('nothing is kept');
  return kept;
}

const signedHeaders = (body: string, secret = outreachSecret): Record<string, string> => ({
  'content-type': 'application/json',
  'outreach-webhook-signature': createHmac('sha256', secret).update(body).digest('hex'),
});

describe('POST /sources/outreach', () => {
  it('B-1, B-2 202 once it is stored, under either secret; the same bytes again are the same delivery', async () => {
    const kept = await keptOf(await postOutreach(url, callCreated(1)));
    expect(kept).toMatchObject({ source: 'outreach', name: 'call.created' });
    expect(readAgain(sources, kept)).toMatchObject({ ok: true, events: [{ externalId: '1' }] });
    const again = await postOutreach(url, callCreated(1), 'the older secret');
    expect([again.status, await again.json()]).toEqual([202, { delivery: kept.id, repeated: true }]);
  });

  it('B-1 unsigned, wrong, too large, no JSON and no event are answered, and nothing is stored', async () => {
    const before = await received();
    expect(await answerOf(await postOutreach(url, callCreated(2), 'else'))).toEqual([401, 'bad-signature']);
    const large = outreach('call.updated', 2, { note: 'x'.repeat(500_000) });
    expect(await answerOf(await postOutreach(url, large))).toEqual([413, 'too-large']);
    expect(await answerOf(await postOutreach(url, '{"data":'))).toEqual([400, 'not-json']);
    expect(await answerOf(await postOutreach(url, '{"data":{}}'))).toEqual([400, 'no-event-name']);
    expect(await received()).toBe(before);
  });

  it.each([
    ['the disk fails', new Error('disk I/O error')],
    ['the disk is short', new QueueFull(30)],
  ])(
    'B-2 when it cannot be stored (%s) the connection ends without a single byte, and sent again it is taken',
    async (_what, error) => {
      const body = JSON.stringify(callCreated(3));
      const before = await received();
      failure = error;
      expect(await bytesBack(outreachAddress, body, signedHeaders(body))).toBe('');
      expect(await received()).toBe(before);
      // As any client sees it: no answer at all.
      await expect(postOutreach(url, body)).rejects.toThrow();
      failure = undefined;
      const taken = await bytesBack(outreachAddress, body, { ...signedHeaders(body), connection: 'close' });
      expect(taken).toMatch(/^HTTP\/1\.1 202 /);
    },
  );

  it('what is wrong with the request itself is answered also while nothing can be stored', async () => {
    failure = new QueueFull(30);
    const body = JSON.stringify(callCreated(4));
    const back = await bytesBack(outreachAddress, body, { ...signedHeaders(body, 'else'), connection: 'close' });
    expect(back).toMatch(/^HTTP\/1\.1 401 /);
  });

  it('B-5 an event that is not known is parked', async () => {
    const { id } = await keptOf(await postOutreach(url, outreach('planet.created', 1, { updatedAt: second(1) })));
    const parked = await queue.list({ state: 'parked', limit: 50 });
    expect(parked.find(({ delivery }) => delivery === id)?.reason).toEqual({
      code: 'unknown-event',
      detail: 'planet.created',
    });
  });
});

describe('POST /sources/aircall', () => {
  it('B-1 takes either token and keeps none; the delivery is the same under both', async () => {
    const kept = await keptOf(await postAircall(url, aircall('call.ended', 70)));
    const text = Buffer.from(kept.raw).toString();
    expect(text).not.toContain(aircallToken);
    expect(JSON.parse(text)).toMatchObject({ event: 'call.ended', data: { id: 123 } });
    expect(readAgain(sources, kept)).toMatchObject({ ok: true, events: [{ type: 'call', externalId: '123' }] });
    const again = await postAircall(url, aircall('call.ended', 70, {}, 'the older token'));
    expect(await again.json()).toEqual({ delivery: kept.id, repeated: true });
  });

  it('B-1 a wrong token, none and what is no JSON get 401, a payload over its own limit 413; nothing is stored', async () => {
    const before = await received();
    expect(await answerOf(await postAircall(url, aircall('call.ended', 70, {}, 'else')))).toEqual([
      401,
      'bad-signature',
    ]);
    expect(await answerOf(await postAircall(url, { event: 'call.ended' }))).toEqual([401, 'bad-signature']);
    const broken = await fetch(`${url}/sources/aircall`, { method: 'POST', body: '{"token":' });
    expect(await answerOf(broken)).toEqual([401, 'bad-signature']);
    const large = aircall('call.ended', 70, { raw_digits: '1'.repeat(300_000) });
    expect(await answerOf(await postAircall(url, large))).toEqual([413, 'too-large']);
    expect(await received()).toBe(before);
  });

  it('B-2 when it cannot be stored the answer is 503 with the time to wait', async () => {
    failure = new QueueFull(30);
    const answer = await postAircall(url, aircall('call.ended', 71));
    expect(answer.headers.get('retry-after')).toBe('30');
    expect(await answerOf(answer)).toEqual([503, 'queue-full']);
  });
});

describe('POST /sources/zoom', () => {
  it('B-1, L-30 takes a signed recording and keeps nothing that opens it', async () => {
    const kept = await keptOf(await postZoom(url, zoomRecording()));
    const text = Buffer.from(kept.raw).toString();
    expect(text).toContain('Rollout with Alder');
    expect(text).not.toMatch(/a-download-token|a-password|a-passcode|in-the-/);
    expect(readAgain(sources, kept)).toMatchObject({ ok: true, events: [{ type: 'recording' }] });
  });

  it('B-1 a wrong secret and a time six minutes away get 401', async () => {
    for (const options of [{ secret: 'else' }, { at: Date.now() - 360_000 }, { at: Date.now() + 360_000 }])
      expect(await answerOf(await postZoom(url, zoomRecording(), options))).toEqual([401, 'bad-signature']);
  });

  it('B-1 answers the question for the address at once, only when it is signed, and stores nothing of it', async () => {
    const before = await received();
    const question = {
      event: 'endpoint.url_validation',
      payload: { plainToken: 'qgg8vlvZRS6UYooatFL8Aw' },
      event_ts: 1,
    };
    const answer = await postZoom(url, question);
    const encryptedToken = createHmac('sha256', zoomToken).update('qgg8vlvZRS6UYooatFL8Aw').digest('hex');
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { plainToken: 'qgg8vlvZRS6UYooatFL8Aw', encryptedToken },
    ]);
    expect(await answerOf(await postZoom(url, question, { secret: 'else' }))).toEqual([401, 'bad-signature']);
    expect(await received()).toBe(before);
  });
});

describe('limits', () => {
  it('B-1 each source has a limit of its own, answered 429 with the time to wait; health is never limited', async () => {
    const limited = serverOf(2);
    const address = await limited.listen({ host: '127.0.0.1', port: 0 });
    try {
      const one = payloadsOf({ id: 1, email: 'ann@acme.example' }, { id: 7, email: 'robin@us.example' });
      const note = (id: number): Promise<Response> => post(address, 'note_created', one.note(id, 'x'));
      expect([(await note(1)).status, (await note(2)).status]).toEqual([202, 202]);
      const refused = await note(3);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60);
      expect(await answerOf(refused)).toEqual([429, 'too-many-requests']);

      for (const at of [1, 2]) expect((await postAircall(address, aircall('call.ended', at))).status).toBe(202);
      const raw = JSON.stringify({ kind: 'note', id: 'n', version: 1, source: 'app', people: [{ name: 'Ann' }] });
      const statuses = [];
      for (const id of ['1', '2', '3']) {
        const at = new Date();
        const headers = {
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
          'webhook-signature': new Webhook(eventSecret).sign(id, at, raw),
        };
        statuses.push((await fetch(`${address}/events`, { method: 'POST', headers, body: raw })).status);
      }
      expect(statuses).toEqual([202, 202, 429]);

      const before = await received();
      const call = (id: number): string => JSON.stringify(callCreated(id));
      const send = (id: number, of = call(id)): Promise<string> =>
        bytesBack(`${address}/sources/outreach`, of, { ...signedHeaders(of), connection: 'close' });
      expect(await send(71)).toMatch(/^HTTP\/1\.1 202 /);
      expect(await send(72)).toMatch(/^HTTP\/1\.1 202 /);
      // To Outreach 429 would be a receipt.
      expect(await send(73)).toBe('');
      expect(await received()).toBe(before + 2);

      const health = await Promise.all(Array.from({ length: 20 }, () => fetch(`${address}/health/live`)));
      expect(health.map(({ status }) => status)).toEqual(Array(20).fill(200));
    } finally {
      await limited.close();
    }
  });

  it('B-9 logs carry no personal data, no token and no secret', () => {
    expect(logged).toContain('a request failed');
    expect(logged).not.toMatch(/202555|northwind|secret-of|token-of/);
  });

  it('what was kept can be read again by the source that took it', async () => {
    expect(readAgain([canonicalSource], await keptOf(await postOutreach(url, callCreated(9))))).toMatchObject({
      ok: false,
      reason: { code: 'unknown-event' },
    });
  });
});
