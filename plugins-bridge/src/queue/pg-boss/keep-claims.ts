import type { Claim } from '../types.ts';
import { type Connection, lanes } from './connection.ts';
import { attemptOf, returnClaims } from './lanes.ts';

/** Claims this bridge holds: they show a sign of life until they are settled, and go back when they cannot be. */
export interface KeptClaims {
  add(claims: readonly Claim[]): void;
  /** Settled. */
  remove(claim: Claim): void;
  /** Could not be settled: its entries wait again as soon as the database can be told. */
  giveBack(claim: Claim): void;
  /** Gives back what is left. */
  close(): Promise<void>;
}

/** Well below the ten seconds after which pg-boss takes a bridge for dead. */
const beatMs = 3_000;
const giveBackMs = 500;

export function keepClaims(connection: Connection, onError: (error: unknown) => void, ready: () => void): KeptClaims {
  const held = new Map<string, Claim>();
  const returning = new Map<string, Claim>();
  let beating = false;
  let returned: Promise<void> | undefined;

  /** One beat for all of them; those that were given to another bridge are left alone by pg-boss. */
  async function beat(): Promise<void> {
    if (beating || held.size === 0) return;
    beating = true;
    try {
      await connection.boss.touch(lanes, [...held.values()].map(attemptOf));
    } catch (error) {
      onError(error);
    } finally {
      beating = false;
    }
  }

  async function returnAll(): Promise<void> {
    const claims = [...returning.values()];
    await connection.transaction((tx) => returnClaims(connection, tx, claims));
    for (const { id } of claims) returning.delete(id);
    ready();
  }

  function tryToReturn(): void {
    if (returning.size === 0) return;
    returned ??= returnAll()
      .catch(onError)
      .finally(() => (returned = undefined));
  }

  const timers = [setInterval(() => void beat(), beatMs), setInterval(tryToReturn, giveBackMs)];
  for (const timer of timers) timer.unref();

  return {
    add(claims) {
      for (const claim of claims) held.set(claim.id, claim);
    },
    remove({ id }) {
      held.delete(id);
    },
    giveBack(claim) {
      held.delete(claim.id);
      returning.set(claim.id, claim);
    },
    async close() {
      for (const timer of timers) clearInterval(timer);
      await returned;
      for (const [id, claim] of held) returning.set(id, claim);
      held.clear();
      // When it does not work the claims come back by themselves, a few seconds later.
      if (returning.size > 0) await returnAll().catch(onError);
    },
  };
}
