import type { BatchPart, PartResponse } from './batch.ts';
import type { BatchingClient } from './client.ts';
import { DataverseError } from './errors.ts';
import type { Room } from './lanes.ts';

/** Where parts of all work under way wait for the next `$batch` (DESIGN decisions 2 and 5). */
export interface WritePool {
  /** Resolves with the part's answer. @throws PassingFailure, DataverseError */
  send(part: BatchPart): Promise<PartResponse>;
}

/** Parts a batch carries at most: about three seconds of work for the platform. */
const most = 40;
/** Fewer are not taken apart for the sake of time. */
const least = 6;
/** The platform takes 1,000 operations a batch. */
const mostOperations = 900;

interface Waiting {
  readonly part: BatchPart;
  readonly resolve: (answer: PartResponse) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Fills batches at the moment they may begin, with whatever waits then: small and at once when there is little to do, full when
 * there is a backlog, whoever the parts come from.
 */
export function writePool(client: Pick<BatchingClient, 'batch' | 'batchWhenFree'>): WritePool {
  const pool: Waiting[] = [];
  /** Batches asked for that have not begun. */
  let asked = 0;

  function ask(): void {
    while (asked < Math.ceil(pool.length / most)) {
      asked += 1;
      void fill();
    }
  }

  async function fill(): Promise<void> {
    let taken: Waiting[] | undefined;
    const take = (room: Room): readonly BatchPart[] => {
      asked -= 1;
      const own = takeFrom(pool, room);
      taken = own;
      ask();
      return own.map(({ part }) => part);
    };
    try {
      const answers = await client.batchWhenFree(take);
      taken?.forEach(({ resolve }, index) => resolve(answers[index] ?? []));
    } catch (error) {
      if (!taken) {
        asked -= 1;
        taken = pool.splice(0, most);
      }
      await failed(taken, error);
      ask();
    }
  }

  /** A batch that is refused as a whole is halved until the part alone that spoils it fails. */
  async function failed(taken: readonly Waiting[], error: unknown): Promise<void> {
    if (!(error instanceof DataverseError) || taken.length < 2) {
      for (const { reject } of taken) reject(error);
      return;
    }
    const middle = Math.ceil(taken.length / 2);
    await Promise.all([taken.slice(0, middle), taken.slice(middle)].map(again));
  }

  async function again(taken: readonly Waiting[]): Promise<void> {
    try {
      const answers = await client.batch(taken.map(({ part }) => part));
      taken.forEach(({ resolve }, index) => resolve(answers[index] ?? []));
    } catch (error) {
      await failed(taken, error);
    }
  }

  return {
    send: (part) =>
      new Promise((resolve, reject) => {
        pool.push({ part, resolve, reject });
        // What comes in the same turn goes together.
        if (pool.length === 1) setImmediate(ask);
        else if (pool.length > most) ask();
      }),
  };
}

/** Fewer than `least` only when no more wait: a request has a price of its own. */
function takeFrom(pool: Waiting[], room: Room): Waiting[] {
  const fair = Math.ceil(pool.length / (room.beside + 1));
  const count = Math.min(most, Math.max(least, fair));
  let operations = 0;
  let end = 0;
  for (const { part } of pool.slice(0, count)) {
    operations += 'operations' in part ? part.operations.length : 1;
    if (end > 0 && operations > mostOperations) break;
    if (end >= least && operations > room.operations) break;
    end += 1;
  }
  return pool.splice(0, end);
}
