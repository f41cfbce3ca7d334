import { describe, expect, it } from '@jest/globals';
import { checkSubscriptions, connectSubscriptions, disconnectSubscriptions, type MadeSubscriptions } from './manage.ts';
import { type Subscription, type SubscriptionApi, SubscriptionRefused, type SubscriptionTarget } from './types.ts';

const url = 'https://bridge.example/sources/test';
const target: SubscriptionTarget = { url, secret: 'secret-1' };

/** A source with the events `a` and `b`, and what the bridge did there. */
function world(listed: readonly Subscription[], refused: readonly string[] = []) {
  const all = new Map(listed.map((one) => [one.id, one]));
  const done: string[] = [];
  let kept: Readonly<Record<string, string>> = {};
  let next = 100;
  const api: SubscriptionApi = {
    wanted: ['a', 'b'],
    optional: [],
    list: () => Promise.resolve([...all.values()]),
    async create(event, { url: at }) {
      if (refused.includes(event)) throw new SubscriptionRefused(403);
      const id = String((next += 1));
      all.set(id, { id, event, url: at, enabled: true });
      done.push(`create ${event}`);
      return id;
    },
    async renew(one, { url: at, secret }) {
      all.set(one.id, { ...one, url: at, enabled: true });
      done.push(`renew ${one.id} ${secret}`);
    },
    async remove(id) {
      all.delete(id);
      done.push(`remove ${id}`);
    },
  };
  const store: MadeSubscriptions = { read: () => kept, write: (made) => void (kept = made) };
  return { api, store, all, done, kept: () => kept };
}

const words = (states: readonly { event: string; state: string }[]): string[] =>
  states.map(({ event, state }) => `${event} ${state}`);
const at = (id: string, event: string, more: Partial<Subscription> = {}): Subscription => ({
  ...{ id, event, url, enabled: true, ...more },
});

describe('subscriptions', () => {
  it('B-1 makes what is missing; run again it changes nothing', async () => {
    const { api, store, done } = world([]);
    expect(words(await connectSubscriptions(api, target, store))).toEqual(['a created', 'b created']);
    expect(words(await connectSubscriptions(api, target, store))).toEqual(['a kept', 'b kept']);
    expect(done).toEqual(['create a', 'create b']);
  });

  it('B-1 switches on what is off, and gives a new secret to what was made with another', async () => {
    const { api, store, done, all } = world([]);
    await connectSubscriptions(api, target, store);
    all.set('101', at('101', 'a', { enabled: false }));
    expect(words(await connectSubscriptions(api, target, store))).toEqual(['a renewed', 'b kept']);
    expect(words(await connectSubscriptions(api, { ...target, secret: 'secret-2' }, store))).toEqual([
      'a renewed',
      'b renewed',
    ]);
    expect(done.slice(2)).toEqual(['renew 101 secret-1', 'renew 101 secret-2', 'renew 102 secret-2']);
  });

  it('B-1 one at our address that another data folder made is taken over', async () => {
    const { api, store, done } = world([at('1', 'a'), at('2', 'b')]);
    expect(words(await connectSubscriptions(api, target, store))).toEqual(['a renewed', 'b renewed']);
    expect(done).toEqual(['renew 1 secret-1', 'renew 2 secret-1']);
  });

  it('B-1 removes ours at a former address and doubles, and leaves those of others alone', async () => {
    const others = at('9', 'a', { url: 'https://else.example/hook' });
    const { api, store, all } = world([others]);
    await connectSubscriptions(api, { ...target, url: 'https://old.example/sources/test' }, store);
    all.set('50', at('50', 'a'));
    all.set('51', at('51', 'a'));
    expect(words(await connectSubscriptions(api, target, store))).toEqual([
      'a renewed',
      'b created',
      'a removed',
      'b removed',
      'a removed',
    ]);
    expect([...all.values()].map((one) => `${one.event} ${one.url}`).sort()).toEqual([
      'a https://bridge.example/sources/test',
      'a https://else.example/hook',
      'b https://bridge.example/sources/test',
    ]);
  });

  it('B-1 an event that is refused does not keep the others from being made', async () => {
    const { api, store } = world([], ['a']);
    const states = await connectSubscriptions(api, target, store);
    expect(states).toEqual([
      { event: 'a', state: 'refused', why: 'HTTP 403, a scope or permission is missing' },
      { event: 'b', state: 'created' },
    ]);
  });

  it('B-1 what was made is known as ours also when a later step fails', async () => {
    const { api, store, kept } = world([]);
    const broken = {
      ...api,
      create: (event: string, to: SubscriptionTarget) =>
        event === 'b' ? Promise.reject(new Error('cut')) : api.create(event, to),
    };
    await expect(connectSubscriptions(broken, target, store)).rejects.toThrow('cut');
    expect(Object.keys(kept())).toEqual(['101']);
  });

  it('B-1 says of each event whether its subscription is on', async () => {
    const { api } = world([at('1', 'a', { enabled: false, why: 'too many failures' })]);
    expect(await checkSubscriptions(api, url)).toEqual([
      { event: 'a', state: 'off', why: 'too many failures' },
      { event: 'b', state: 'missing', why: expect.any(String) },
    ]);
    const whole = world([at('1', 'a', { enabled: false }), at('2', 'a'), at('3', 'b')]);
    expect(words(await checkSubscriptions(whole.api, url))).toEqual(['a on', 'b on']);
  });

  it('B-1 an event the organisation does not have is said and is no fault', async () => {
    const { api, store } = world([], ['b']);
    const optional = { ...api, optional: ['b'] };
    expect(words(await connectSubscriptions(optional, target, store))).toEqual(['a created', 'b unavailable']);
    expect(words(await checkSubscriptions(optional, url))).toEqual(['a on', 'b unavailable']);
  });

  it('B-1 disconnecting removes ours only', async () => {
    const { api, store, all, kept } = world([at('9', 'a', { url: 'https://else.example/hook' })]);
    await connectSubscriptions(api, target, store);
    expect(words(await disconnectSubscriptions(api, url, store))).toEqual(['a removed', 'b removed']);
    expect([...all.keys()]).toEqual(['9']);
    expect(kept()).toEqual({});
  });
});
