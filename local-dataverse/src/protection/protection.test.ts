import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'undici';
import { batchText, changeSet, single } from '../http/testing/server.ts';
import { startOrganisation } from './testing/organisation.ts';
import type { Organisation } from './testing/organisation.ts';

const ADA = '11111111-2222-4333-8444-000000000001';
const BOB = '11111111-2222-4333-8444-000000000002';

const text = (...parts: string[]): string => batchText(...parts).replaceAll('\n', '\r\n');
const batch = (org: Organisation, token: string, body: string, headers = {}): Promise<Response> =>
  org.api(token, '$batch', {
    method: 'POST',
    body,
    headers: { 'content-type': 'multipart/mixed; boundary=batch_a', ...headers },
  });
const left = (answer: Response): (string | null)[] => [
  answer.headers.get('x-ms-ratelimit-burst-remaining-xrm-requests'),
  answer.headers.get('x-ms-ratelimit-time-remaining-xrm-requests'),
];

describe('limits over sockets', () => {
  let org: Organisation;
  let now = 0;
  let ada = '';
  beforeAll(async () => {
    org = await startOrganisation({
      protection: {
        limits: { windowSeconds: 30, requests: 5, executionSeconds: 1, concurrency: 2, dopHint: 3 },
        costs: Object.fromEntries(['request', 'create', 'read', 'action'].map((name) => [name, 1])),
      },
      protectionClock: () => now,
    });
    ada = await org.signIn(ADA);
  });
  afterAll(() => org.close());

  it('B-6: counts requests of a user in a sliding window and tells when to come again', async () => {
    const first = await org.api(ada, 'WhoAmI');
    expect(left(first)).toEqual(['4', '1.00']);
    expect(first.headers.get('x-ms-dop-hint')).toBe('3');
    now += 1500;
    for (let count = 1; count < 5; count += 1) expect((await org.api(ada, 'contacts?$top=1')).status).toBe(200);
    const refused = await org.api(ada, 'WhoAmI');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('29');
    expect(left(refused)[0]).toBe('0');
    expect(await refused.json()).toEqual({
      error: {
        code: '0x80072322',
        message: 'Number of requests exceeded the limit of 5 over time window of 30 seconds.',
      },
    });
    now += 29_000;
    expect((await org.api(ada, 'WhoAmI')).status).toBe(200);
    expect((await org.api(ada, 'WhoAmI')).status).toBe(429);
  });

  it('counts users apart, and not those who are nobody', async () => {
    const bob = await org.signIn(BOB);
    expect(left(await org.api(bob, 'WhoAmI'))[0]).toBe('4');
    for (let count = 0; count < 8; count += 1) expect((await org.api('nonsense', 'WhoAmI')).status).toBe(401);
    expect(left(await org.api(bob, 'WhoAmI'))[0]).toBe('3');
  });

  it('a batch is one request, also for what it asks of other parts of the platform', async () => {
    now += 60_000;
    const answer = await batch(
      org,
      ada,
      text(
        single('GET WhoAmI'),
        single("GET EntityDefinitions(LogicalName='task')?$select=LogicalName"),
        single('POST PublishAllXml', {}),
      ),
    );
    expect([...(await answer.text()).matchAll(/^HTTP\/1\.1 (\d+)/gm)].map((found) => found[1])).toEqual([
      '200',
      '200',
      '204',
    ]);
    expect(left(answer)[0]).toBe('4');
  });

  it('leaves other addresses of the server alone', async () => {
    now += 60_000;
    for (let count = 0; count < 8; count += 1) {
      const answer = await org.local('PUT', `apps/${ADA}`, { name: 'a', secret: 's', roles: [] });
      expect(answer.status).toBe(204);
      expect(answer.headers.get('x-ms-dop-hint')).toBeNull();
    }
    await org.local('PUT', `apps/${ADA}`, { name: 'a', secret: 's', roles: ['System Administrator'] });
  });
});

describe('execution time, concurrency and latency over sockets', () => {
  let org: Organisation;
  let now = 0;
  let ada = '';
  beforeAll(async () => {
    org = await startOrganisation({
      protection: {
        limits: { windowSeconds: 30, executionSeconds: 0.2, concurrency: 2 },
        costs: { request: 0, create: 20, read: 60, update: 25, delete: 25 },
        latencyMs: 40,
      },
      protectionClock: () => now,
    });
    ada = await org.signIn(ADA);
  });
  afterAll(() => org.close());

  it('answers late by latency and execution time', async () => {
    const started = performance.now();
    const both = await Promise.all([org.api(ada, 'contacts?$top=1'), org.api(ada, 'contacts?$top=1')]);
    const took = performance.now() - started;
    expect(both.map((answer) => answer.status)).toEqual([200, 200]);
    expect(took).toBeGreaterThanOrEqual(99);
  });

  it('refuses more requests at once than the limit, until one ends', async () => {
    now += 30_000;
    const answers = await Promise.all([1, 2, 3].map(() => org.api(ada, 'WhoAmI')));
    const refused = answers.filter((answer) => answer.status === 429);
    expect(refused).toHaveLength(1);
    expect(await refused[0]?.json()).toEqual({
      error: { code: '0x80072326', message: 'Number of concurrent requests exceeded the limit of 2.' },
    });
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect((await org.api(ada, 'WhoAmI')).status).toBe(200);
  });

  it('a caller who hangs up still occupies its place until the work is over', async () => {
    now += 30_000;
    await org.local('DELETE', 'requests');
    await org.local('PUT', 'faults', { faults: [{ kind: 'slow', delayMs: 1500, count: 2, path: 'contacts' }] });
    const abort = new AbortController();
    const hungUp = [1, 2].map(() =>
      expect(org.api(ada, 'contacts?$top=1', { signal: abort.signal })).rejects.toThrow('aborted'),
    );
    const worked = async (): Promise<number> =>
      ((await (await org.local('GET', 'requests')).json()) as { total: number }).total;
    while ((await worked()) < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    abort.abort();
    await Promise.all(hungUp);
    expect((await org.api(ada, 'WhoAmI')).status).toBe(429);
    await new Promise((resolve) => setTimeout(resolve, 1700));
    expect((await org.api(ada, 'WhoAmI')).status).toBe(200);
  });

  it('counts what a request asks for when it is let in, so that two together do not share one budget', async () => {
    now += 30_000;
    const ten = Array.from({ length: 10 }, (): [string, object] => ['POST contacts', { lastname: 'Lovelace' }]);
    const both = await Promise.all([
      batch(org, ada, text(changeSet(...ten))),
      batch(org, ada, text(changeSet(...ten))),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 429]);
  });

  it('adds up the execution time of each operation of a batch, and only of those that ran', async () => {
    now += 30_000;
    const contact = { lastname: 'Lovelace' };
    const good = await batch(org, ada, text(changeSet(['POST contacts', contact], ['POST contacts', contact])));
    expect(good.status).toBe(200);
    expect(left(good)).toEqual(['5999', '0.16']);
    const bad = [
      changeSet(['POST contacts', contact], ['POST contacts', { nonsense: 1 }], ['POST contacts', contact]),
      single('GET WhoAmI'),
    ];
    const stopped = await batch(org, ada, text(...bad));
    expect(stopped.status).toBe(400);
    expect(left(stopped)).toEqual(['5998', '0.12']);
    const wenton = await batch(org, ada, text(...bad), { prefer: 'odata.continue-on-error' });
    expect(left(wenton)).toEqual(['5997', '0.02']);
    expect(left(await org.api(ada, 'contacts?$top=1'))).toEqual(['5996', '0.00']);
    const refused = await org.api(ada, 'WhoAmI');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('30');
    expect(await refused.json()).toEqual({
      error: {
        code: '0x80072321',
        message:
          'Combined execution time of incoming requests exceeded limit of 200 milliseconds over time window of 30 seconds. Decrease number of concurrent requests or reduce the duration of requests and try again later.',
      },
    });
    now += 30_000;
    expect((await org.api(ada, 'WhoAmI')).status).toBe(200);
  });
});

describe('without settings', () => {
  it('nothing is limited and no header speaks of limits', async () => {
    const org = await startOrganisation();
    try {
      const ada = await org.signIn(ADA);
      const answer = await org.api(ada, 'WhoAmI');
      expect(answer.status).toBe(200);
      expect([...answer.headers.keys()].filter((name) => /ratelimit|dop/.test(name))).toEqual([]);
    } finally {
      await org.close();
    }
  });
});
