import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { fetch } from 'undici';
import { batchText, changeSet, single } from '../http/testing/server.ts';
import { startOrganisation } from '../protection/testing/organisation.ts';
import type { Organisation } from '../protection/testing/organisation.ts';

const ADA = '11111111-2222-4333-8444-000000000001';

let org: Organisation;
let ada = '';
beforeAll(async () => {
  org = await startOrganisation();
  ada = await org.signIn(ADA);
});
beforeEach(async () => {
  expect((await org.local('POST', 'reset')).status).toBe(204);
  expect((await org.local('PUT', 'protection', {})).status).toBe(204);
});
afterAll(() => org.close());

const post = (path: string, body: unknown) => org.api(ada, path, { method: 'POST', body: JSON.stringify(body) });
const named = async (lastname: string): Promise<number> => {
  const answer = await org.api(ada, `contacts?$select=contactid&$filter=lastname eq '${lastname}'`);
  return ((await answer.json()) as { value: unknown[] }).value.length;
};
const setFaults = async (...faults: unknown[]): Promise<void> => {
  expect((await org.local('PUT', 'faults', { faults })).status).toBe(204);
};

describe('/_local/faults', () => {
  it('429 storm: so many requests are refused and nothing is done for them', async () => {
    await setFaults({ kind: 'throttle', count: 2, retryAfterSeconds: 7, exceeded: 'time', method: 'POST' });
    const answers = [];
    for (let index = 0; index < 3; index += 1) answers.push(await post('contacts', { lastname: 'Storm' }));
    expect(answers.map((answer) => answer.status)).toEqual([429, 429, 204]);
    expect(answers[0]?.headers.get('retry-after')).toBe('7');
    expect(((await answers[0]?.json()) as { error: { code: string } }).error.code).toBe('0x80072321');
    expect(await named('Storm')).toBe(1);
    const state = (await (await org.local('GET', 'faults')).json()) as { faults: { hits: number }[] };
    expect(state.faults[0]?.hits).toBe(2);
  });

  it('503, only where the path fits', async () => {
    await setFaults({ kind: 'unavailable', path: 'accounts', retryAfterSeconds: 3 });
    const refused = await org.api(ada, 'accounts?$top=1');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '3']);
    expect((await org.api(ada, 'contacts?$top=1')).status).toBe(200);
  });

  it('B-2: reset in the middle of an answer: the row is there though the caller never heard of it', async () => {
    await setFaults({ kind: 'reset', count: 2, method: 'POST' });
    await expect(post('contacts', { lastname: 'Unheard' })).rejects.toThrow('fetch failed');
    const half = org.api(ada, 'contacts', {
      method: 'POST',
      body: JSON.stringify({ lastname: 'Unheard' }),
      headers: { prefer: 'return=representation' },
    });
    const head = await half;
    expect(head.status).toBe(201);
    await expect(head.text()).rejects.toThrow();
    expect(await named('Unheard')).toBe(2);
    expect((await post('contacts', { lastname: 'Heard' })).status).toBe(204);
  });

  it('slow: one answer waits, others do not', async () => {
    await setFaults({ kind: 'slow', count: 1, delayMs: 1000, path: 'accounts' });
    const started = performance.now();
    const order: string[] = [];
    const slow = org.api(ada, 'accounts?$top=1').then(() => order.push('slow'));
    await org.api(ada, 'contacts?$top=1').then(() => order.push('other'));
    await slow;
    expect(order).toEqual(['other', 'slow']);
    expect(performance.now() - started).toBeGreaterThanOrEqual(998);
  });

  it('tells what is wrong with a fault, and reset forgets them', async () => {
    const wrong = await org.local('PUT', 'faults', { faults: [{ kind: 'bang' }] });
    expect(wrong.status).toBe(400);
    expect(await wrong.text()).toContain("'kind' must be one of throttle, unavailable, reset, slow.");
    await setFaults({ kind: 'unavailable' });
    await org.local('POST', 'reset');
    expect((await org.api(ada, 'WhoAmI')).status).toBe(200);
  });
});

describe('/_local/protection', () => {
  it('turns limits on and off while the server runs', async () => {
    expect((await org.local('PUT', 'protection', { limits: { requests: 1 } })).status).toBe(204);
    expect((await org.api(ada, 'WhoAmI')).status).toBe(200);
    expect((await org.api(ada, 'WhoAmI')).status).toBe(429);
    await org.local('POST', 'reset');
    expect((await org.api(ada, 'WhoAmI')).status).toBe(200);
    const wrong = await org.local('PUT', 'protection', { limits: { requests: 0 } });
    expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringContaining('limits.requests')]);
    expect(await (await org.local('GET', 'protection')).json()).toMatchObject({
      limits: { requests: 1 },
      latencyMs: 0,
    });
  });
});

describe('/_local/requests', () => {
  it('counts what was called, by shape and status, and what batches asked for', async () => {
    const made = await post('contacts', { lastname: 'Counted' });
    const id = /\(([^)]+)\)$/.exec(made.headers.get('odata-entityid') ?? '')?.[1] ?? '';
    await org.api(ada, `contacts(${id})?$select=lastname`);
    await org.api(ada, `contacts(${ADA})`);
    await org.api(ada, '$batch', {
      method: 'POST',
      headers: { 'content-type': 'multipart/mixed; boundary=batch_a' },
      body: batchText(
        changeSet(['PATCH contacts(' + id + ')', { firstname: 'A' }], ['POST tasks', { subject: 'T' }]),
        single("GET EntityDefinitions(LogicalName='task')?$select=LogicalName"),
      ).replaceAll('\n', '\r\n'),
    });
    const expected = {
      total: 4,
      requests: [
        { method: 'POST', path: 'contacts', status: 204, count: 1 },
        { method: 'GET', path: 'contacts({id})', status: 200, count: 1 },
        { method: 'GET', path: 'contacts({id})', status: 404, count: 1 },
        { method: 'POST', path: '$batch', status: 200, count: 1 },
      ],
      operations: [
        { method: 'PATCH', path: 'contacts({id})', count: 1 },
        { method: 'POST', path: 'tasks', count: 1 },
        { method: 'GET', path: 'EntityDefinitions(LogicalName={})', count: 1 },
      ],
    };
    expect(await (await org.local('GET', 'requests')).json()).toEqual(expected);
    expect((await org.local('DELETE', 'requests')).status).toBe(204);
    expect(await (await org.local('GET', 'requests')).json()).toEqual({ total: 0, requests: [], operations: [] });
  });
});

describe('/_local/clock', () => {
  it('moves the time rows are made at', async () => {
    const moved = await org.local('PUT', 'clock', { now: '2031-05-06T07:08:09Z' });
    expect(((await moved.json()) as { now: string }).now).toMatch(/^2031-05-06T07:08:09/);
    const answer = await org.api(ada, 'contacts', {
      method: 'POST',
      body: '{"lastname":"Future"}',
      headers: { prefer: 'return=representation' },
    });
    expect(((await answer.json()) as { createdon: string }).createdon).toMatch(/^2031-05-06T07:08:/);
    expect((await org.local('PUT', 'clock', { offsetMs: 'soon' })).status).toBe(400);
    await org.local('POST', 'reset');
    const state = (await (await org.local('GET', 'clock')).json()) as { offsetMs: number };
    expect(state.offsetMs).toBe(0);
  });
});

describe('who may control', () => {
  it('no page of another site', async () => {
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      const refused = await fetch(`${org.server.url}/_local/reset`, { method: 'POST', headers });
      expect(refused.status).toBe(403);
    }
  });
});
