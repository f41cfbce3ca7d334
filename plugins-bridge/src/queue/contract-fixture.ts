import { it } from '@jest/globals';
import { entryId, entryName } from './entry-id.ts';
import type { Claim, EventQueue, ManagedQueue, NewEntry, Outcome } from './types.ts';

export interface QueueFixture {
  readonly queue: ManagedQueue;
  /** Moves the queue's clock. */
  advance(milliseconds: number): Promise<void>;
  /** Closes the queue as it is and opens what it left on disk. */
  reopen(): Promise<void>;
  /** An empty queue of the same kind; closed with the fixture. */
  openOther(): Promise<ManagedQueue>;
  close(): Promise<void>;
}

/** Runs checks that each have a queue of their own. */
export function checks(open: () => Promise<QueueFixture>) {
  return (title: string, run: (fixture: QueueFixture) => Promise<void>): void => {
    it(title, async () => {
      const fixture = await open();
      try {
        await run(fixture);
      } finally {
        await fixture.close();
      }
    });
  };
}

let number = 0;

/** An entry about an item of its own. */
export function entry(key: string, name = `entry-${(number += 1)}`): NewEntry {
  const event = { source: 'test', type: 'note', externalId: name, version: '1', key, fields: {} } as const;
  return { name, key, work: { what: 'event', event } };
}

export async function accept(queue: EventQueue, ...entries: readonly NewEntry[]): Promise<void> {
  for (const one of entries) {
    const delivery = {
      id: `delivery-${one.name}`,
      source: 'test',
      name: 'note',
      raw: Buffer.from('{}'),
      receivedAt: 1_000_000,
    };
    await queue.accept(delivery, [one]);
  }
}

/** Names of entries under claim, in order. */
export const names = (claims: readonly Claim[]): string[] =>
  claims.flatMap(({ entries }) => entries.map(({ id }) => entryName(id).name));
/** The id of an entry that `accept` stored under this name. */
export const idOf = (name: string): string => entryId(`delivery-${name}`, name);
/** The same outcome for each entry. */
export const all = (claim: Claim, outcome: Outcome): Map<string, Outcome> =>
  new Map(claim.entries.map(({ id }) => [id, outcome]));
export const why = { code: 'test' };

export async function settleAll(queue: EventQueue, claims: readonly Claim[], outcome: Outcome): Promise<void> {
  await Promise.all(claims.map((claim) => queue.settle({ claim, outcomes: all(claim, outcome), items: [] })));
}
