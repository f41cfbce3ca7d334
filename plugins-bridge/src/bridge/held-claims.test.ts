import { describe, expect, it } from '@jest/globals';
import { openSqliteQueue } from '../queue/sqlite/index.ts';
import { holdClaims } from './held-claims.ts';

describe('held claims', () => {
  it('B-9 go back to the queue; what is settled later changes nothing', async () => {
    const real = openSqliteQueue(':memory:');
    const { queue, release } = holdClaims(real);
    const delivery = { id: 'd', source: 's', name: 'n', raw: Buffer.from('{}'), receivedAt: 1 };
    const entry = (name: string) => ({ name, key: name, work: { what: 'unread' } as const });
    await queue.accept(delivery, [entry('a'), entry('b'), entry('c')]);
    const claims = await queue.claim(10);
    const done = (index: number) => ({
      claim: claims[index]!,
      outcomes: new Map([[claims[index]!.entries[0]!.id, { do: 'done' } as const]]),
      items: [],
    });
    expect(await queue.settle(done(0))).toEqual({ conflict: false });
    // One is being settled at the moment in which they are given back: it counts.
    const settling = queue.settle(done(1));
    expect(await release()).toBe(1);
    expect(await settling).toEqual({ conflict: false });
    expect(await queue.settle(done(2))).toEqual({ conflict: true });
    expect(await queue.claim(10)).toEqual([]);
    expect((await real.statistics()).entries).toMatchObject({ logged: 2, pending: 1 });
    // As another process sees it.
    expect((await real.claim(10)).flatMap(({ entries }) => entries.map(({ id }) => id))).toEqual(['d#c']);
    await real.close();
  });
});
