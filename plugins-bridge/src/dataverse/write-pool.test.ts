import { describe, expect, it } from '@jest/globals';
import { PassingFailure } from '../failures.ts';
import { reason } from '../reasons.ts';
import type { BatchPart, ChangeSet, PartResponse } from './batch.ts';
import { DataverseError } from './errors.ts';
import { gatherReads } from './gather-reads.ts';
import type { Room } from './lanes.ts';
import { writePool } from './write-pool.ts';

const part = (name: string, operations = 2): ChangeSet => ({
  operations: Array.from({ length: operations }, () => ({ method: 'POST', path: name })),
});
const nameOf = (one: BatchPart): string => ('operations' in one ? (one.operations[0]?.path ?? '') : one.path);
const answer = (one: BatchPart): PartResponse => [{ status: 204, headers: { for: nameOf(one) }, body: undefined }];

/** A client whose batches begin when the test says so. */
function heldClient(answers: (parts: readonly BatchPart[]) => PartResponse[] = (parts) => parts.map(answer)) {
  const batches: string[][] = [];
  const waiting: ((beside: number, operations?: number) => void)[] = [];
  const take = async (parts: readonly BatchPart[]): Promise<PartResponse[]> => {
    batches.push(parts.map(nameOf));
    return answers(parts);
  };
  return {
    batches,
    waiting,
    client: {
      batch: take,
      batchWhenFree: async (choose: (room: Room) => readonly BatchPart[]) => {
        const parts = choose(
          await new Promise<Room>((resolve) =>
            waiting.push((beside, operations = Infinity) => resolve({ beside, operations })),
          ),
        );
        return parts.length === 0 ? [] : take(parts);
      },
    },
  };
}
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('write pool', () => {
  it('fills a batch when it may begin, full when there is a backlog, and gives each part its own answer', async () => {
    const { client, batches, waiting } = heldClient();
    const pool = writePool(client);
    const first = Array.from({ length: 3 }, (_, index) => pool.send(part(`a${index}`)));
    await turn();
    const later = Array.from({ length: 97 }, (_, index) => pool.send(part(`b${index}`)));
    while (batches.flat().length < 100) {
      waiting.shift()?.(0);
      await turn();
    }
    expect(batches.map(({ length }) => length)).toEqual([40, 40, 20]);
    const answers = await Promise.all([...first, ...later]);
    expect(answers.map(([one]) => one?.headers['for'])).toEqual(batches.flat());
  });

  it('shares little work out among the lanes that are free', async () => {
    const { client, batches, waiting } = heldClient();
    const pool = writePool(client);
    const all = Promise.all(Array.from({ length: 20 }, (_, index) => pool.send(part(`${index}`))));
    for (let beside = 2; batches.flat().length < 20; beside = Math.max(0, beside - 1)) {
      await turn();
      waiting.shift()?.(beside);
    }
    await all;
    expect(batches.map(({ length }) => length)).toEqual([7, 7, 6]);
  });

  it('keeps a batch below the thousand operations the platform takes', async () => {
    const { client, batches, waiting } = heldClient();
    const pool = writePool(client);
    const all = Promise.all([400, 400, 400, 2000].map((operations) => pool.send(part(`${operations}`, operations))));
    while (batches.flat().length < 4) {
      await turn();
      waiting.shift()?.(0);
    }
    await all;
    expect(batches).toEqual([['400', '400'], ['400'], ['2000']]);
  });

  it('B-4 a part that spoils its batch fails alone', async () => {
    const refused = new DataverseError({ failure: 'final', status: 400, code: '0x1', message: '' }, 'POST $batch');
    const { client, waiting } = heldClient((parts) => {
      if (parts.some((one) => nameOf(one) === 'bad')) throw refused;
      return parts.map(answer);
    });
    const pool = writePool(client);
    const names = ['a', 'b', 'bad', 'c', 'd', 'e'];
    const all = Promise.allSettled(names.map((name) => pool.send(part(name))));
    await turn();
    waiting.shift()?.(0);
    expect((await all).map(({ status }) => status)).toEqual(
      names.map((name) => (name === 'bad' ? 'rejected' : 'fulfilled')),
    );
  });

  it('B-6 brings no more than there is room for, but a few rows always', async () => {
    const { client, batches, waiting } = heldClient();
    const pool = writePool(client);
    const all = Promise.all(Array.from({ length: 70 }, (_, index) => pool.send(part(`${index}`))));
    for (const operations of [50, 51, 3, 0, Infinity]) {
      await turn();
      waiting.shift()?.(0, operations);
    }
    await all;
    expect(batches.map(({ length }) => length)).toEqual([25, 25, 6, 6, 8]);
  });

  it('B-5 what waits fails with the platform, and what comes later is sent again', async () => {
    const batches: string[][] = [];
    let down = true;
    const pool = writePool({
      batch: async () => [],
      batchWhenFree: async (choose) => {
        if (down) throw new PassingFailure(reason('platform-unavailable'));
        const parts = choose({ beside: 0, operations: Infinity });
        batches.push(parts.map(nameOf));
        return parts.map(answer);
      },
    });
    await expect(pool.send(part('a'))).rejects.toBeInstanceOf(PassingFailure);
    down = false;
    await pool.send(part('b'));
    expect(batches).toEqual([['b']]);
  });
});

describe('reads of one moment', () => {
  const read = (path: string): BatchPart => ({ method: 'GET', path });

  it('share a batch, and each asker gets its own answers', async () => {
    const sent: string[][] = [];
    const ask = gatherReads(async (parts) => {
      sent.push(parts.map(nameOf));
      return parts.map(answer);
    });
    const [first, second] = await Promise.all([ask([read('a'), read('b')]), ask([read('c')])]);
    expect(sent).toEqual([['a', 'b', 'c']]);
    expect([first, second].map((answers) => answers.map(([one]) => one?.headers['for']))).toEqual([['a', 'b'], ['c']]);
    await Promise.all([1, 2, 3].map((number) => ask(Array.from({ length: 20 }, () => read(`${number}`)))));
    expect(sent.slice(1).map(({ length }) => length)).toEqual([40, 20]);
  });

  it('fail together', async () => {
    const ask = gatherReads(() => Promise.reject(new PassingFailure(reason('platform-unavailable'))));
    const both = await Promise.allSettled([ask([read('a')]), ask([read('b')])]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
