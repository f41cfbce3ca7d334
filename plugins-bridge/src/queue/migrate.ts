import type { ManagedQueue, QueueRecord } from './types.ts';

export interface Migrated {
  /** What the old queue keeps. */
  readonly deliveries: number;
  readonly entries: number;
  readonly items: number;
  readonly timers: number;
  /** Records of these that the new one did not have yet. */
  readonly added: number;
}

/**
 * Takes everything over from one queue to another. What is there already stays as it is, so a run that was broken off is simply
 * started again; the old queue is only read.
 *
 * @throws when something of the old queue is under claim.
 */
export async function migrateQueue(from: ManagedQueue, to: ManagedQueue): Promise<Migrated> {
  const counts = { delivery: 0, entry: 0, item: 0, timer: 0 };
  async function* counted(): AsyncIterable<QueueRecord> {
    for await (const record of from.dump()) {
      counts[record.what] += 1;
      yield record;
    }
  }
  const added = await to.load(counted());
  return { deliveries: counts.delivery, entries: counts.entry, items: counts.item, timers: counts.timer, added };
}
