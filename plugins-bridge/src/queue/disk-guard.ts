import { statfs } from 'node:fs/promises';
import type { EventQueue } from './types.ts';
import { QueueFull } from './types.ts';

export interface DiskGuardOptions {
  /** Folder on the queue's disk; absent when its disk is another machine's (PostgreSQL). */
  readonly folder?: string;
  /** Bytes that are left free for the work that empties the queue. */
  readonly reserve: number;
  /** Bytes the queue can take without asking the disk for more: pages inside its file that are free. */
  readonly spare?: () => number;
  /** Told once when the disk becomes short, and once when it has room again. */
  readonly changed: (short: boolean, freeBytes: number) => void;
  readonly now?: () => number;
  /** Bytes free on the disk of a folder. */
  readonly freeBytes?: (folder: string) => Promise<number>;
}

/** The disk is looked at this often at most. */
const lookEveryMs = 1000;
/** Seconds after which a sender may ask again. */
const retryAfter = 30;

/**
 * Lets a queue take nothing new while its disk is short, so that what was taken can still be worked off, settled and, after its
 * time, removed: the reserve is theirs. Nothing that was acknowledged is touched (SPEC B-2).
 */
export function guardDisk<Q extends EventQueue>(queue: Q, options: DiskGuardOptions): Q {
  const { folder, reserve, spare = () => 0, changed, now = Date.now, freeBytes = freeOn } = options;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | undefined;
  let short = false;

  async function look(): Promise<void> {
    if (folder === undefined) return;
    lookedAt = now();
    const free = (await freeBytes(folder)) + spare();
    if (short !== free < reserve) {
      short = free < reserve;
      changed(short, free);
    }
  }

  /** One look for all that come in meanwhile. */
  async function upToDate(): Promise<void> {
    if (now() - lookedAt >= lookEveryMs) looking ??= look().finally(() => (looking = undefined));
    await looking;
  }

  return {
    ...queue,
    async accept(delivery, entries) {
      await upToDate();
      if (short) throw new QueueFull(retryAfter);
      try {
        return await queue.accept(delivery, entries);
      } catch (error) {
        // Whatever the look a moment ago said: the next one is asked the disk again.
        lookedAt = Number.NEGATIVE_INFINITY;
        throw isFull(error) ? new QueueFull(retryAfter) : error;
      }
    },
  };
}

/** SQLITE_FULL of SQLite, with any extension; disk_full of PostgreSQL. */
function isFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('errcode' in error && typeof error.errcode === 'number') return (error.errcode & 0xff) === 13;
  return 'code' in error && error.code === '53100';
}

async function freeOn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
