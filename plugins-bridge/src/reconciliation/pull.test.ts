import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sourceApi } from '../connections/source-api.ts';
import { configuredToken } from '../connections/tokens.ts';
import { PassingFailure } from '../failures.ts';
import { type HttpClient, httpClient } from '../outbound/http-client.ts';
import { openSqliteQueue } from '../queue/sqlite/index.ts';
import type { EventQueue } from '../queue/types.ts';
import { deliveryOf, entriesOf } from '../sources/entries.ts';
import { outreachSource } from '../sources/outreach/index.ts';
import { salesloftSource } from '../sources/salesloft/index.ts';
import { apiToken, payloadsOf, salesloftApi, type TestApi } from '../test-support/salesloft.ts';
import { outreachPull } from './outreach.ts';
import { pullList } from './pull.ts';
import { salesloftPull } from './salesloft.ts';
import type { PullResource } from './types.ts';

const source = salesloftSource({ callbackTokens: ['a callback token'] });
const one = payloadsOf({ id: 1, email: 'ann@acme.example' }, { id: 7, email: 'robin@us.example' });
const start = '2026-01-22T06:00:00Z';
/** A moment with microseconds, as the source writes it. */
const moment = (second: number, micros = 0): string =>
  `2026-01-22T01:${String(Math.floor(second / 60)).padStart(2, '0')}:${String(second % 60).padStart(2, '0')}.${String(micros).padStart(6, '0')}-05:00`;
const call = (id: number, updated_at: string): object => ({ ...one.call(1), id, updated_at });

let folder: string;
let queue: EventQueue;
let api: TestApi;
let http: HttpClient;
let resource: PullResource;
let saved: string[];
let pauses: number[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'al-pull-'));
  queue = openSqliteQueue(join(folder, 'queue.sqlite'));
  api = await salesloftApi([], []);
  http = httpClient(api.url);
  const tokens = configuredToken('salesloft', apiToken);
  const pull = salesloftPull(sourceApi({ name: 'salesloft', http, tokens }));
  resource = pull.resources.find(({ name }) => name === 'activities/calls')!;
  saved = [];
  pauses = [];
});
afterEach(async () => {
  await http.close();
  await api.close();
  await queue.close();
  rmSync(folder, { recursive: true, force: true });
});

const calls = (...items: object[]): void => void api.account.lists.set('activities/calls', items);
const run = (cursor = start, of: PullResource = resource, into: Pick<EventQueue, 'accept' | 'items'> = queue) =>
  pullList(of, cursor, async (text) => void saved.push(text), {
    source,
    queue: into,
    now: Date.now,
    pause: async (ms) => void (ms > 0 && pauses.push(ms)),
  });
const received = async (): Promise<number> => (await queue.statistics()).deliveries.received;

/** Works off what waits, as the worker would: the items then know it. */
async function workOff(): Promise<void> {
  for (const claim of await queue.claim(1_000)) {
    const items = await Promise.all(
      claim.entries.map(async ({ work }) => {
        if (work.what !== 'event') throw new Error('unread');
        const { source: from, type, externalId, version, fields } = work.event;
        const stamped = Object.entries(fields).map(([name, value]) => [name, { value, version }]);
        const state = { source: from, type, externalId, version, fields: Object.fromEntries(stamped) };
        return { id: `${from}|${type}|${externalId}`, revision: 0, state, rows: [], issues: [] };
      }),
    );
    const outcomes = new Map(claim.entries.map(({ id }) => [id, { do: 'done' }] as const));
    await queue.settle({ claim, outcomes, items });
  }
}

describe('a pull', () => {
  it('B-1 walks a list of several pages by the time of change and never asks for a deep one', async () => {
    calls(...Array.from({ length: 250 }, (_, index) => call(index + 1, moment(index))));
    expect(await run()).toEqual({ seen: 250, found: 250 });
    expect(await received()).toBe(250);
    const pages = api.account.asked.map((url) => new URL(url, 'http://x').searchParams.get('page'));
    expect(pages).toEqual(['1', '1', '1']);
    expect(saved.at(-1)).toBe(moment(249));
  });

  it('B-1 loses none of many that changed at one moment, over the border of a page', async () => {
    calls(...Array.from({ length: 230 }, (_, index) => call(index + 1, moment(index < 20 ? index : 30, 587_713))));
    expect(await run()).toEqual({ seen: 230, found: 230 });
    expect(await received()).toBe(230);
  });

  it('B-3 what is found again is the same delivery', async () => {
    calls(call(1, moment(1)), call(2, moment(2)));
    expect(await run()).toEqual({ seen: 2, found: 2 });
    expect(await run(saved.at(-1))).toEqual({ seen: 2, found: 0 });
    expect(await received()).toBe(2);
  });

  it('B-3 what a webhook brought is not taken again; a newer change of it is', async () => {
    calls(call(1, moment(1)), call(2, moment(2)));
    await run();
    await workOff();
    const before = await received();
    let accepted = 0;
    const counting = {
      ...queue,
      accept: (...args: Parameters<EventQueue['accept']>) => {
        accepted += 1;
        return queue.accept(...args);
      },
    };
    await run(start, resource, counting);
    expect(accepted).toBe(0);
    // Seen again, or touched without a change of what is logged: nothing to take.
    calls(call(1, moment(1)), call(2, moment(30)));
    expect(await run(start, resource, counting)).toEqual({ seen: 2, found: 0 });
    calls(call(1, moment(1)), { ...call(2, moment(40)), sentiment: 'Hot lead' });
    expect(await run(start, resource, counting)).toEqual({ seen: 2, found: 1 });
    expect(await received()).toBe(before + 1);
  });

  it('B-1 a part of an item that nobody told of is taken, although the item is known in a newer version', async () => {
    const record = { ...one.record(1), call: { id: 1 }, updated_at: moment(50) };
    api.account.lists.set('call_data_records', [record]);
    calls(call(1, moment(10)));
    const records = salesloftPull(
      sourceApi({ name: 'salesloft', http, tokens: configuredToken('salesloft', apiToken) }),
    ).resources.find(({ name }) => name === 'call_data_records')!;
    await run(start, records);
    await workOff();
    expect(await run()).toEqual({ seen: 1, found: 1 });
  });

  it('B-1 a pull that was cut goes on where its last page ended', async () => {
    calls(...Array.from({ length: 150 }, (_, index) => call(index + 1, moment(index * 10))));
    let left = 120;
    const dying = {
      ...queue,
      accept: (...args: Parameters<EventQueue['accept']>) =>
        (left -= 1) < 0 ? Promise.reject(new Error('killed')) : queue.accept(...args),
    };
    await expect(run(start, resource, dying)).rejects.toThrow('killed');
    expect(saved).toEqual([moment(990)]);
    expect(await received()).toBeGreaterThanOrEqual(100);
    api.account.asked.length = 0;
    await run(saved.at(-1));
    expect(await received()).toBe(150);
    // Only the last minutes of what was there are asked for again.
    expect(api.account.asked[0]).toContain(encodeURIComponent('2026-01-22T06:11:30.000Z'));
  });

  it('B-1 a list that is not filtered or sorted as asked is not believed', async () => {
    const unsorted: PullResource = {
      name: 'calls',
      page: async () => ({
        items: [2, 1].map((id) => ({
          id: String(id),
          version: moment(id),
          event: 'call_updated',
          body: call(id, moment(id)),
        })),
        isLast: true,
        pauseMs: 0,
      }),
    };
    await expect(run(start, unsorted)).rejects.toBeInstanceOf(PassingFailure);
    await expect(run('2026-03-01T00:00:00Z', unsorted)).rejects.toBeInstanceOf(PassingFailure);
    expect(await received()).toBe(0);
  });

  it('B-1 waits when little is left of the minute of all integrations', async () => {
    const answers = [500, 201, 200].map((left) => ({
      'x-ratelimit-remaining-minute': String(left),
      'x-ratelimit-endpoint-cost': '1',
    }));
    let page = 0;
    const scarce = salesloftPull({
      send: () => Promise.reject(new Error('not asked')),
      async read() {
        const body = {
          data: Array.from({ length: 100 }, (_, index) => call(page * 100 + index, moment(page * 100 + index))),
        };
        const headers = answers[page] ?? {};
        page += 1;
        return page > 3 ? { body: { data: [] }, headers } : { body, headers };
      },
    });
    await run(start, scarce.resources[1]);
    expect(pauses).toEqual([60_000]);
  });

  it('B-5 what cannot be read is parked once, and stops nothing', async () => {
    calls(call(1, moment(1)), { ...call(2, moment(2)), duration: 'long' }, call(3, moment(3)));
    await run();
    await run();
    expect(await queue.statistics()).toMatchObject({ deliveries: { received: 3, parked: 1 } });
  });

  it('B-1 Outreach: what its lists show is read as its webhooks are, and a webhook that brought it stands', async () => {
    const tokens = configuredToken('outreach', apiToken);
    const outreach = outreachPull(sourceApi({ name: 'outreach', http, tokens, mediaType: 'application/vnd.api+json' }));
    const mailing = (id: number, updatedAt: string): object => ({
      ...{ type: 'mailing', id, relationships: { prospect: { data: { type: 'prospect', id: 5 } } } },
      attributes: {
        ...{ createdAt: '2026-01-22T06:00:00.000Z', deliveredAt: '2026-01-22T06:00:01.000Z', updatedAt },
        ...{ state: 'delivered', subject: 'Offer', bodyText: 'Hello', mailboxAddress: 'robin@us.example' },
      },
    });
    const items = [1, 2].map((id) => mailing(id, `2026-01-22T06:00:0${id}.000Z`));
    api.account.lists.set('mailings', items);
    const from = outreachSource({ secrets: ['a secret of webhooks'] });
    const pull = (name: string) =>
      pullList(
        outreach.resources.find((one) => one.name === name)!,
        start,
        async () => undefined,
        {
          ...{ source: from, queue, now: Date.now, pause: async () => undefined },
        },
      );
    // The first one came by webhook.
    const body = { data: items[0], meta: { eventName: 'mailing.updated', deliveredAt: '2026-01-22T06:00:04.000Z' } };
    const delivery = deliveryOf('outreach', 'mailing.updated', Buffer.from(JSON.stringify(body)), 1);
    await queue.accept(delivery, entriesOf(from, delivery, body));
    await workOff();
    expect(await pull('mailings')).toEqual({ seen: 2, found: 1 });
    expect(await queue.statistics()).toMatchObject({ deliveries: { received: 2, parked: 0, pending: 1 } });
    expect(await pull('mailings')).toEqual({ seen: 2, found: 0 });
    expect(await pull('calls')).toEqual({ seen: 0, found: 0 });
    expect(api.account.asked[0]).toContain('sort=updatedAt');
  });

  it('B-1 what is never logged does not fill the queue', async () => {
    const tasks = salesloftPull(
      sourceApi({ name: 'salesloft', http, tokens: configuredToken('salesloft', apiToken) }),
    ).resources.find(({ name }) => name === 'tasks')!;
    api.account.lists.set('tasks', [{ ...one.step(1), cadence: null, updated_at: moment(1) }]);
    expect(await run(start, tasks)).toEqual({ seen: 1, found: 0 });
    expect(await received()).toBe(0);
  });
});
