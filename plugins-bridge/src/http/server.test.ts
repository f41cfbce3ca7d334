import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { createLogger } from '../log.ts';
import { createMetrics } from '../metrics/metrics.ts';
import { openSqliteQueue } from '../queue/sqlite/index.ts';
import type { ManagedQueue } from '../queue/types.ts';
import { salesloftSource } from '../sources/salesloft/index.ts';
import { callbackToken, payloadsOf, post } from '../test-support/salesloft.ts';
import { createAdmin } from './admin.ts';
import type { PlatformMessage, PlatformQuestion } from './platform.ts';
import { createServer } from './server.ts';

const folder = mkdtempSync(join(tmpdir(), 'al-http-'));
const one = payloadsOf({ id: 1, email: 'ann@acme.example' }, { id: 7, email: 'robin@us.example' });
const handled: PlatformMessage[] = [];
const judged: PlatformQuestion[] = [];
let logged = '';
const metrics = createMetrics();
let queue: ManagedQueue;
let server: FastifyInstance;
let admin: FastifyInstance;
let url: string;
let adminUrl: string;
let failing = false;

beforeAll(async () => {
  const real = openSqliteQueue(join(folder, 'queue.sqlite'));
  queue = {
    ...real,
    accept: (delivery, entries) =>
      failing ? Promise.reject(new Error('disk I/O error')) : real.accept(delivery, entries),
  };
  server = createServer({
    queue,
    sources: [salesloftSource({ callbackTokens: [callbackToken] })],
    ready: () => ({ ready: false, why: 'a test' }),
    maxBodyBytes: 20_000,
    metrics,
    requestsPerMinute: 1_000,
    log: createLogger('debug', { write: (text) => (logged += text) }),
    now: Date.now,
    webhook: {
      secret: 'a secret of the webhook',
      organisationId: () => 'AAAA',
      judge(question) {
        judged.push(question);
        return question.table === 'phonecall' ? 'refuse' : undefined;
      },
      async handle(message) {
        if (message.table === 'broken') throw new Error('later');
        handled.push(message);
      },
    },
  });
  admin = createAdmin({
    queue,
    sources: [],
    metrics,
    host: '127.0.0.1',
    token: undefined,
    ready: () => ({ ready: true }),
    figures: () => ({ requests: 3 }),
  });
  url = await server.listen({ host: '127.0.0.1', port: 0 });
  adminUrl = await admin.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await Promise.all([server.close(), admin.close()]);
  await queue.close();
  rmSync(folder, { recursive: true, force: true });
});

const status = async () =>
  (await fetch(`${adminUrl}/status`)).json() as Promise<{
    deliveries: Record<string, number>;
    parkedBy: object;
    repeated: number;
  }>;
const errorOf = async (response: Response): Promise<unknown> => [
  response.status,
  ((await response.json()) as { error: { code: string } }).error.code,
];

describe('POST /sources/salesloft', () => {
  it('B-1 a wrong or missing signature gets 401 and stores nothing', async () => {
    const raw = JSON.stringify(one.note(3, 'x'));
    expect(await errorOf(await post(url, 'note_created', raw, 'another token'))).toEqual([401, 'bad-signature']);
    const unsigned = await fetch(`${url}/sources/salesloft`, {
      method: 'POST',
      headers: { 'x-salesloft-event': 'note_created' },
      body: raw,
    });
    expect(await errorOf(unsigned)).toEqual([401, 'bad-signature']);
    expect(await errorOf(await fetch(`${url}/sources/salesloft`, { method: 'POST' }))).toEqual([401, 'bad-signature']);
    expect((await status()).deliveries['received']).toBe(0);
  });

  it('what is not JSON gets 400 with the reason', async () => {
    expect(await errorOf(await post(url, 'note_created', '{"id":'))).toEqual([400, 'not-json']);
    expect(await errorOf(await post(url, '', '{}'))).toEqual([400, 'no-event-name']);
    expect((await status()).deliveries['received']).toBe(0);
  });

  it('B-2, B-3 202 once it is stored; the same bytes again are the same delivery', async () => {
    const first = await post(url, 'note_created', one.note(3, 'Likes tea'));
    expect([first.status, await first.json()]).toEqual([
      202,
      { delivery: expect.stringMatching(/^[0-9a-f]{64}$/), repeated: false },
    ]);
    expect(await (await post(url, 'note_created', one.note(3, 'Likes tea'))).json()).toMatchObject({ repeated: true });
    expect(await status()).toMatchObject({ deliveries: { received: 1, pending: 1 }, repeated: 1 });
  });

  it('B-5 an unknown event and one of another shape are kept and parked with the reason', async () => {
    expect((await post(url, 'note_invented', { id: 1 })).status).toBe(202);
    expect((await post(url, 'note_created', { ...one.note(3, 'x'), associated_type: 'planet' })).status).toBe(202);
    expect(await status()).toMatchObject({
      deliveries: { parked: 2 },
      parkedBy: { 'unknown-event': 1, 'wrong-shape': 1 },
    });
    const { entries } = (await (await fetch(`${adminUrl}/queue?state=parked`)).json()) as { entries: object[] };
    expect(entries).toMatchObject([
      { name: 'note_invented', text: expect.stringContaining('note_invented'), fix: expect.stringContaining('update') },
      { name: 'note_created', text: expect.stringContaining('associated_type') },
    ]);
  });

  it('an event of no logged kind is skipped', async () => {
    expect((await post(url, 'success_created', { id: 1 })).status).toBe(202);
    expect((await status()).deliveries).toMatchObject({ skipped: 1 });
  });

  it('a payload over the limit gets 413, an unknown source 404', async () => {
    expect(await errorOf(await post(url, 'note_created', { text: 'x'.repeat(30_000) }))).toEqual([413, 'too-large']);
    expect(await errorOf(await fetch(`${url}/sources/else`, { method: 'POST', body: '{}' }))).toEqual([
      404,
      'no-source',
    ]);
  });

  it('B-2 what could not be stored gets 503, so that the source sends it again', async () => {
    failing = true;
    const answer = await post(url, 'note_created', one.note(9, 'Again'));
    failing = false;
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(await errorOf(answer)).toEqual([503, 'not-stored']);
  });

  it('B-9 logs carry no personal data', () => {
    expect(logged).toContain('a request failed');
    expect(logged).not.toMatch(/acme|Likes tea|ann@/);
  });
});

describe('POST /platform/webhook', () => {
  const send = (body: object, secret = 'a secret of the webhook'): Promise<Response> =>
    fetch(`${url}/platform/webhook`, {
      method: 'POST',
      headers: { 'x-activity-logging-secret': secret, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const context = {
    MessageName: 'Update',
    PrimaryEntityName: 'al_loggingconfiguration',
    PrimaryEntityId: 'id',
    OrganizationId: 'aaaa',
    OperationId: 'op-1',
    Depth: 1,
  };

  it('B-10 checks secret and organisation, and takes an operation once', async () => {
    expect(await errorOf(await send(context, 'wrong'))).toEqual([401, 'bad-secret']);
    expect(await errorOf(await send({ ...context, OrganizationId: 'bbbb' }))).toEqual([403, 'other-organisation']);
    expect(await errorOf(await send({ hello: 1 }))).toEqual([400, 'bad-request']);
    expect(handled).toEqual([]);
    expect(await (await send(context)).json()).toEqual({ repeated: false });
    expect(await (await send(context)).json()).toEqual({ repeated: true });
    expect(handled).toEqual([{ message: 'Update', table: 'al_loggingconfiguration', id: 'id' }]);
  });

  it('T-6 a synchronous step is answered by a rule, each time anew; the image is read as plain values', async () => {
    const Attributes = [
      { key: 'statecode', value: { __type: 'OptionSetValue:x', Value: 1 } },
      { key: 'directioncode', value: true },
    ];
    const asked = { ...context, PrimaryEntityName: 'phonecall', OperationId: 'op-3', Mode: 0, UserId: 'u' };
    const PostEntityImages = [{ key: 'row', value: { Attributes } }];
    expect(await errorOf(await send({ ...asked, PostEntityImages }))).toEqual([422, 'refused']);
    // Too large for its image.
    expect(await errorOf(await send({ ...asked, InitiatingUserId: 'i' }))).toEqual([422, 'refused']);
    expect(judged).toEqual([
      { table: 'phonecall', users: ['u'], row: { statecode: 1, directioncode: true } },
      { table: 'phonecall', users: ['u', 'i'], row: undefined },
    ]);
    expect(await (await send({ ...asked, Mode: 1 })).json()).toEqual({ repeated: false });
    expect(judged).toHaveLength(2);
  });

  it('what was not done is done when it is repeated', async () => {
    const broken = { ...context, PrimaryEntityName: 'broken', OperationId: 'op-2' };
    expect((await send(broken)).status).toBe(503);
    expect((await send(broken)).status).toBe(503);
  });
});

describe('the other addresses', () => {
  it('B-9 health tells alive from ready', async () => {
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    const ready = await fetch(`${url}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([503, { ready: false, why: 'a test' }]);
  });

  it('administration answers no browser and no other host name', async () => {
    expect((await fetch(`${adminUrl}/status`, { headers: { origin: 'https://evil.example' } })).status).toBe(403);
    const { port } = new URL(adminUrl);
    const other = await new Promise<number | undefined>((resolve, reject) => {
      get({ host: '127.0.0.1', port, path: '/status', headers: { host: `evil.example:${port}` } }, (answer) =>
        resolve(answer.resume().statusCode),
      ).on('error', reject);
    });
    expect(other).toBe(403);
  });

  it('B-5 parked entries can be replayed singly or by reason', async () => {
    const replay = async (body: object) => {
      const answer = await fetch(`${adminUrl}/queue/replay`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return answer.json();
    };
    expect(await replay({ code: 'unknown-event' })).toEqual({ replayed: 1 });
    expect(await replay({ all: true })).toEqual({ replayed: 1 });
    expect(await replay({ everything: true })).toMatchObject({ error: { code: 'bad-request' } });
  });
});

describe('GET /metrics', () => {
  it('B-9 refused requests are counted by source and status; what a request names is no label', async () => {
    await post(url, 'note_created', '{}', 'another token');
    for (const path of ['/sources/ann@acme.example', '/wp-admin/ann', '/events']) {
      await fetch(`${url}${path}`, { method: 'POST', body: '{}' });
    }
    const answer = await fetch(`${adminUrl}/metrics`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, metrics.contentType]);
    const text = await answer.text();
    expect(text).toMatch(/activity_logging_requests_refused_total\{source="salesloft",status="401"\} [1-9]/);
    expect(text).toMatch(/activity_logging_requests_refused_total\{source="unknown",status="404"\} [1-9]/);
    expect(text).toMatch(/activity_logging_requests_refused_total\{source="canonical",status="404"\} [1-9]/);
    expect(text).toMatch(/request_duration_seconds_count\{route="unknown",status="404"\} [1-9]/);
    expect(text).not.toMatch(/acme|wp-admin/);
  });
});

// The signature of the tests is the one the source documents: HMAC-SHA1, hexadecimal.
it('signs as documented', () =>
  expect(createHmac('sha1', 'key').update('The quick brown fox jumps over the lazy dog').digest('hex')).toBe(
    'de7c9b85b8b78aa6bc8a7a36f70a90701c9db4d9',
  ));
