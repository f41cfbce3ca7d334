import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Postgres, postgresMissing, startPostgres } from '../test-support/postgres.ts';
import { postgresStates } from './postgres-states.ts';
import { statesContract } from './states-contract.ts';

(postgresMissing === undefined ? describe : describe.skip)('states of sources in PostgreSQL', () => {
  let server: Postgres;
  beforeAll(async () => {
    server = await startPostgres();
  }, 60_000);
  afterAll(async () => server?.stop());

  statesContract(() => postgresStates(server.url));

  it('B-1 of several bridges one pulls at a time, and another one when it has died', async () => {
    const bridges = [1, 2, 3].map(() => postgresStates(server.url));
    let running = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 100));
      running -= 1;
    };
    const ran = await Promise.all(bridges.map((states) => states.exclusively('salesloft', work)));
    expect(most).toBe(1);
    expect(ran).toContain(true);
    // Another source is none of its business.
    const both = await bridges[0]!.exclusively('salesloft', async () => {
      expect(await bridges[1]!.exclusively('salesloft', work)).toBe(false);
      expect(await bridges[1]!.exclusively('outreach', work)).toBe(true);
    });
    expect(both).toBe(true);
    await expect(bridges[0]!.exclusively('salesloft', () => Promise.reject(new Error('died')))).rejects.toThrow('died');
    expect(await bridges[1]!.exclusively('salesloft', work)).toBe(true);
    await Promise.all(bridges.map((states) => states.close()));
  });

  it('B-1 bridges that write at the same time lose nothing of each other', async () => {
    const bridges = [1, 2, 3, 4].map(() => postgresStates(server.url));
    await Promise.all(
      bridges.flatMap((states, bridge) =>
        Array.from({ length: 5 }, (_, list) => states.update('busy', { cursors: { [`${bridge}-${list}`]: 'x' } })),
      ),
    );
    expect(Object.keys((await bridges[0]!.read('busy')).cursors)).toHaveLength(20);
    await Promise.all(bridges.map((states) => states.close()));
  });

  it('B-1 goes on when the database was away', async () => {
    const states = postgresStates(server.url);
    await states.update('kept', { heardAt: 1 });
    await server.kill9();
    await expect(states.read('kept')).rejects.toBeDefined();
    await server.restart();
    expect((await states.read('kept')).heardAt).toBe(1);
    await states.close();
  });
});
