import { type AddressInfo, connect as dial, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Postgres, postgresMissing, startPostgres } from '../../test-support/postgres.ts';
import { connect } from './connection.ts';

/** What a server sends after each answer: it is ready for the next question. */
const ready = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);
const fields = Buffer.from('SFATAL\0C57P01\0Mterminating connection due to unexpected postmaster exit\0\0');
const farewell = Buffer.concat([Buffer.from([0x45, 0, 0, 0, fields.length + 4]), fields]);

/** Before `url`: where sessions end as those of a server do that is killed, after an answer and in the same packet. */
async function dyingServer(url: string) {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  const left = { deaths: 0 };
  const server = createServer((near) => {
    const far = dial(Number(port), hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      // Whoever is cut off is: what came of it is seen from the queries.
      one.on('error', () => undefined).on('close', () => other.destroy());
    }
    near.pipe(far);
    far.on('data', (answer: Buffer) => {
      if (left.deaths === 0 || !answer.subarray(-ready.length).equals(ready)) return void near.write(answer);
      left.deaths -= 1;
      near.end(Buffer.concat([answer, farewell]));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const own = new URL(url);
  own.port = String((server.address() as AddressInfo).port);
  return {
    url: own.href,
    left,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

if (postgresMissing) it.skip(postgresMissing, () => undefined);
(postgresMissing ? describe.skip : describe)('connections to PostgreSQL that are lost', () => {
  let server: Postgres;
  beforeAll(async () => {
    server = await startPostgres();
  }, 60_000);
  afterAll(() => server.stop());

  it('B-2 whatever moment a session ends at, only who uses it is told, and the bridge goes on', async () => {
    const dying = await dyingServer(server.url);
    const connection = await connect({ url: dying.url, onError: () => undefined });
    try {
      for (let round = 0; round < 5; round += 1) {
        // Many more than there are connections: most wait for one, new or given back.
        dying.left.deaths = 30;
        await Promise.allSettled(
          Array.from({ length: 60 }, (_, number) =>
            number % 2 === 0
              ? connection.query('SELECT 1')
              : connection.transaction(({ query }) => query('SELECT 1 AS one')),
          ),
        );
      }
      dying.left.deaths = 0;
      const answers = await Promise.allSettled(
        Array.from({ length: 20 }, () => connection.transaction(({ query }) => query('SELECT 2 AS two'))),
      );
      expect(answers).toEqual(Array(20).fill({ status: 'fulfilled', value: [{ two: 2 }] }));
    } finally {
      await connection.close();
      await dying.close();
    }
  }, 60_000);
});
