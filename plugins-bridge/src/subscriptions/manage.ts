import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { readSecretFile, removeSecretFile, writeSecretFile } from '../connections/secret-file.ts';
import { type Subscription, type SubscriptionApi, SubscriptionRefused, type SubscriptionTarget } from './types.ts';

/** What became of the subscription of an event. */
export interface SubscriptionState {
  readonly event: string;
  readonly state: 'created' | 'kept' | 'renewed' | 'removed' | 'on' | 'off' | 'missing' | 'refused' | 'unavailable';
  /** What there is to say of it. */
  readonly why?: string;
}

/** Subscriptions this bridge made: id, and the hash of the secret it was made with. They are ours also at another address. */
export interface MadeSubscriptions {
  read(): Readonly<Record<string, string>>;
  write(made: Readonly<Record<string, string>>): void;
}

/** Kept beside the sign-in, `<folder>/<source>.subscriptions.json`. */
export function madeSubscriptionsFile(folder: string, source: string): MadeSubscriptions {
  const path = join(folder, `${source}.subscriptions.json`);
  return {
    read: () => z.record(z.string(), z.string()).parse(readSecretFile(path) ?? {}),
    write: (made) => (Object.keys(made).length > 0 ? writeSecretFile(path, made) : removeSecretFile(path)),
  };
}

/**
 * Makes what is missing, switches on what is off, gives a new secret to those that have an old one, and removes ours that are of no
 * use: at a former address, or twice. Run again it changes nothing (SPEC B-1).
 */
export async function connectSubscriptions(
  api: SubscriptionApi,
  target: SubscriptionTarget,
  store: MadeSubscriptions,
): Promise<SubscriptionState[]> {
  const listed = await api.list();
  const known = store.read();
  // What the source no longer has is forgotten.
  const made = new Map(Object.entries(known).filter(([id]) => listed.some((one) => one.id === id)));
  const mark = hash(target.secret);
  const keep = (id: string): void => {
    made.set(id, mark);
    // Written with each step: what was made is known as ours also when the next step fails.
    store.write(Object.fromEntries(made));
  };
  const states: SubscriptionState[] = [];
  const used = new Set<string>();
  for (const event of api.wanted) {
    const existing = listed.find((one) => one.event === event && one.url === target.url);
    if (existing) used.add(existing.id);
    const state = await attempt(event, async () => {
      if (!existing) {
        keep(await api.create(event, target));
        return 'created';
      }
      if (existing.enabled && made.get(existing.id) === mark) return 'kept';
      await api.renew(existing, target);
      keep(existing.id);
      return 'renewed';
    });
    const isMissed = state.state === 'refused' && api.optional.includes(event);
    states.push(isMissed ? { ...state, state: 'unavailable' } : state);
  }
  for (const stale of oursOf(listed, target.url, known).filter(({ id }) => !used.has(id))) {
    states.push(
      await attempt(stale.event, async () => {
        await api.remove(stale.id);
        made.delete(stale.id);
        store.write(Object.fromEntries(made));
        return 'removed';
      }),
    );
  }
  return states;
}

/** Whether each event the bridge needs has a subscription that is on. Changes nothing. */
export async function checkSubscriptions(api: SubscriptionApi, url: string): Promise<SubscriptionState[]> {
  const listed = await api.list();
  return api.wanted.map((event) => {
    const mine = listed.filter((one) => one.event === event && one.url === url);
    if (mine.some(({ enabled }) => enabled)) return { event, state: 'on' };
    const [off] = mine;
    if (!off && api.optional.includes(event)) return { event, state: 'unavailable' };
    if (!off) return { event, state: 'missing', why: 'the source has no subscription of it for this address' };
    return { event, state: 'off', why: off.why ?? 'the source switched it off' };
  });
}

/** Removes ours and no others. */
export async function disconnectSubscriptions(
  api: SubscriptionApi,
  url: string,
  store: MadeSubscriptions,
): Promise<SubscriptionState[]> {
  const made = new Map(Object.entries(store.read()));
  const states: SubscriptionState[] = [];
  for (const ours of oursOf(await api.list(), url, store.read())) {
    states.push(
      await attempt(ours.event, async () => {
        await api.remove(ours.id);
        made.delete(ours.id);
        return 'removed';
      }),
    );
  }
  if (states.every(({ state }) => state === 'removed')) made.clear();
  store.write(Object.fromEntries(made));
  return states;
}

/** Those at our address, and those we made at an earlier one. */
function oursOf(
  listed: readonly Subscription[],
  url: string,
  made: Readonly<Record<string, string>>,
): readonly Subscription[] {
  return listed.filter((one) => one.url === url || one.id in made);
}

/** One event that is refused (a scope is missing, say) does not keep the others from being made. */
async function attempt(event: string, act: () => Promise<SubscriptionState['state']>): Promise<SubscriptionState> {
  try {
    return { event, state: await act() };
  } catch (error) {
    if (error instanceof SubscriptionRefused) return { event, state: 'refused', why: error.message };
    throw error;
  }
}

function hash(secret: string): string {
  return createHash('sha256').update(`subscription\n${secret}`).digest('hex');
}
