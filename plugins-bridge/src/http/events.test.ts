import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { canonicalSamples, sendCanonical } from '@activity-logging/samples';
import { CloudEvent, HTTP } from 'cloudevents';
import type { FastifyInstance } from 'fastify';
import { Webhook } from 'standardwebhooks';
import { createLogger } from '../log.ts';
import { createMetrics } from '../metrics/metrics.ts';
import { openSqliteQueue } from '../queue/sqlite/index.ts';
import type { EventQueue } from '../queue/types.ts';
import { canonicalSource } from '../sources/canonical/index.ts';
import { readAgain } from '../sources/entries.ts';
import { createServer } from './server.ts';

const folder = mkdtempSync(join(tmpdir(), 'al-events-'));
const secretOf = (letter: string): string => `whsec_${Buffer.from(letter.repeat(24)).toString('base64')}`;
const secrets = [secretOf('n'), secretOf('o')];
let queue: EventQueue;
let server: FastifyInstance;
let url: string;
let logged = '';
let failing = false;

function serverWith(eventSecrets: readonly string[] | undefined): FastifyInstance {
  return createServer({
    queue,
    sources: [],
    eventSecrets,
    ready: () => ({ ready: true }),
    maxBodyBytes: 50_000,
    metrics: createMetrics(),
    requestsPerMinute: 1_000,
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
    accept: (delivery, entries) =>
      failing ? Promise.reject(new Error('disk I/O error')) : real.accept(delivery, entries),
  };
  server = serverWith(secrets);
  url = await server.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await server.close();
  await queue.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Sent {
  readonly headers?: Record<string, string>;
  readonly secret?: string;
  readonly at?: Date;
}

/** Signs with the specification's library and posts. */
async function send(body: unknown, { headers = {}, secret = secrets[0]!, at = new Date() }: Sent = {}) {
  const raw = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await fetch(`${url}/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...headers,
      'webhook-id': 'msg-1',
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign('msg-1', at, raw),
    },
    body: raw,
  });
  return { status: answer.status, body: (await answer.json()) as Answer };
}
interface Answer {
  readonly events: readonly {
    id: string | null;
    accepted: boolean;
    repeated: boolean;
    delivery: string;
    problems?: object[];
  }[];
  readonly error: { readonly code: string };
}
const note = (id: string, more: object = {}): object => ({
  kind: 'note',
  id,
  version: 1,
  source: 'notes-app',
  people: [{ emails: ['ann@alder.example'] }],
  body: 'Likes tea',
  ...more,
});
const cloud = (id: string, data: object) =>
  new CloudEvent({ id, source: '/notes/7', type: 'com.activity-logging.note.v1', data: { ...data } });
const received = async (): Promise<number> => (await queue.statistics()).deliveries.received;
const events = async (delivery: string) => {
  const kept = await queue.delivery(delivery);
  return kept ? readAgain([canonicalSource], kept) : undefined;
};

describe('POST /events', () => {
  it('B-1 unsigned, wrongly signed and replayed requests get 401 and nothing is stored', async () => {
    const raw = JSON.stringify(note('0'));
    const plain = await fetch(`${url}/events`, { method: 'POST', body: raw });
    expect([plain.status, ((await plain.json()) as Answer).error.code]).toEqual([401, 'bad-signature']);
    expect((await send(note('0'), { secret: secretOf('x') })).status).toBe(401);
    expect((await send(note('0'), { at: new Date(Date.now() - 6 * 60_000) })).status).toBe(401);
    expect((await send(note('0'), { at: new Date(Date.now() + 6 * 60_000) })).status).toBe(401);
    const signed = new Webhook(secrets[0]!).sign('msg-1', new Date(), raw);
    const other = await fetch(`${url}/events`, {
      method: 'POST',
      headers: {
        'webhook-id': 'msg-1',
        'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
        'webhook-signature': signed,
      },
      body: raw.replace('tea', 'gin'),
    });
    expect(other.status).toBe(401);
    expect(await received()).toBe(0);
  });

  it('B-1, B-2, B-3 one event of the own format; the same again is the same delivery', async () => {
    const first = await send(note('1'));
    expect(first).toEqual({
      status: 202,
      body: {
        events: [{ id: '1', accepted: true, repeated: false, delivery: expect.stringMatching(/^[0-9a-f]{64}$/) }],
      },
    });
    expect(await events(first.body.events[0]!.delivery)).toMatchObject({
      ok: true,
      events: [{ source: 'notes-app', type: 'note', externalId: '1', key: 'person|ann@alder.example' }],
    });
    // Of a batch as well, and written in another way.
    const again = await send(JSON.stringify([note('1'), note('1', { version: 2 })], null, 2));
    expect(again.body.events.map(({ repeated }) => repeated)).toEqual([true, false]);
    expect(await received()).toBe(2);
  });

  it('B-1 either of two secrets is valid while they rotate', async () => {
    for (const secret of secrets) expect((await send(note('2'), { secret })).status).toBe(202);
    expect((await send(note('2'), { secret: secrets[1]! })).body.events[0]).toMatchObject({ repeated: true });
  });

  it('B-1 CloudEvents in structured, binary and batch mode; id and source name the delivery', async () => {
    const before = await received();
    const structured = HTTP.structured(cloud('c-1', note('3')));
    const first = await send(structured.body, { headers: structured.headers as Record<string, string> });
    expect(first).toMatchObject({ status: 202, body: { events: [{ id: 'c-1', accepted: true, repeated: false }] } });

    const binary = HTTP.binary(cloud('c-1', note('3')));
    const headers = Object.fromEntries(Object.entries(binary.headers).map(([name, value]) => [name, String(value)]));
    const same = await send(binary.body, { headers });
    expect(same.body.events).toEqual([{ ...first.body.events[0], repeated: true }]);
    const next = await send(binary.body, { headers: { ...headers, 'ce-id': 'c%20%E2%82%AC' } });
    expect(next.body.events).toMatchObject([{ id: 'c €', accepted: true, repeated: false }]);

    const batch = [cloud('c-1', note('3')), cloud('c-3', note('4')), cloud('c-3', note('4'))].map((event) =>
      event.toJSON(),
    );
    const answer = await send(batch, {
      headers: { 'content-type': 'application/cloudevents-batch+json; charset=utf-8' },
    });
    expect(answer.body.events.map(({ id, repeated }) => [id, repeated])).toEqual([
      ['c-1', true],
      ['c-3', false],
      ['c-3', true],
    ]);
    expect((await received()) - before).toBe(3);
    expect(await events(next.body.events[0]!.delivery)).toMatchObject({ ok: true, events: [{ externalId: '3' }] });
  });

  it('B-5 what cannot be read is kept, parked and named; the others are taken; corrected it is taken too', async () => {
    const wrong = cloud('c-9', note('9', { occurredOn: 'yesterday', people: [{}] })).toJSON();
    const answer = await send([note('8'), 5, { ...note('9'), subjekt: 'x' }, wrong]);
    expect(answer.status).toBe(202);
    expect(answer.body.events).toMatchObject([
      { id: '8', accepted: true },
      { id: null, accepted: false, problems: [{ field: '$', value: '5', rule: 'must be an object' }] },
      { id: '9', accepted: false, problems: [{ field: 'subjekt', value: 'x' }] },
      {
        id: 'c-9',
        accepted: false,
        problems: [{ field: 'data.people[0]' }, { field: 'data.occurredOn', value: 'yesterday' }],
      },
    ]);
    const parked = await queue.list({ state: 'parked', limit: 10 });
    expect(parked.map(({ delivery, reason }) => [delivery, reason?.code])).toEqual(
      expect.arrayContaining(answer.body.events.slice(1).map(({ delivery }) => [delivery, 'wrong-shape'])),
    );
    expect(JSON.stringify(parked)).not.toContain('yesterday');
    const corrected = await send(cloud('c-9', note('9')).toJSON());
    expect(corrected.body.events).toMatchObject([{ id: 'c-9', accepted: true, repeated: false }]);
  });

  it.each([
    ['no JSON', '{"kind":', {}, 'not-json'],
    ['nested without end', `${'['.repeat(20_000)}${']'.repeat(20_000)}`, {}, 'not-json'],
    ['a text', '"note"', {}, 'no-event'],
    ['null', 'null', {}, 'no-event'],
    ['a batch that is none', '{}', { 'content-type': 'application/cloudevents-batch+json' }, 'no-batch'],
    ['more than a thousand events', JSON.stringify(Array.from({ length: 1001 }, () => 1)), {}, 'too-many'],
  ])(
    'B-5 a body of another shape (%s) gets 400 and nothing is stored',
    async (_what, body, headers: Record<string, string>, code) => {
      const before = await received();
      const answer = await send(body, { headers });
      expect([answer.status, answer.body.error.code]).toEqual([400, code]);
      expect(await received()).toBe(before);
    },
  );

  it('whoever announces CloudEvents and sends none is told so', async () => {
    const answer = await send(note('10'), { headers: { 'content-type': 'application/cloudevents+json' } });
    expect(answer.body.events).toMatchObject([
      { accepted: false, problems: expect.arrayContaining([expect.objectContaining({ field: 'specversion' })]) },
    ]);
  });

  it('a body over the limit gets 413; what could not be stored 503, and is taken when it is sent again', async () => {
    expect((await send(note('11', { body: 'x'.repeat(60_000) }))).status).toBe(413);
    failing = true;
    const refused = await send([note('12'), note('13')]);
    failing = false;
    expect([refused.status, refused.body.error.code]).toEqual([503, 'not-stored']);
    expect((await send([note('12'), note('13')])).body.events).toMatchObject([
      { repeated: false },
      { repeated: false },
    ]);
  });

  it('B-1 the samples of every kind are accepted, and the same again is known', async () => {
    const samples = canonicalSamples({ base: Date.parse('2026-11-22T12:00:00Z') });
    expect(new Set(samples.map(({ kind }) => kind)).size).toBe(9);
    for (const repeated of [false, true]) {
      const answer = (await sendCanonical(url, samples, secrets[1]!)) as Answer;
      expect(answer.events.filter((event) => !event.accepted || event.repeated !== repeated)).toEqual([]);
      expect(answer.events.map(({ id }) => id)).toEqual(samples.map(({ id }) => id));
    }
    await expect(sendCanonical(url, samples, secretOf('x'))).rejects.toThrow('401');
  });

  it('B-9 logs carry no personal data', () => {
    expect(logged).toContain('a request failed');
    expect(logged).not.toMatch(/alder|Likes tea|yesterday/);
  });

  it('without secrets there is no such address', async () => {
    const off = serverWith(undefined);
    const address = await off.listen({ host: '127.0.0.1', port: 0 });
    const answer = await fetch(`${address}/events`, { method: 'POST', body: '{}' });
    expect([answer.status, ((await answer.json()) as Answer).error.code]).toEqual([404, 'no-events']);
    await off.close();
  });
});
