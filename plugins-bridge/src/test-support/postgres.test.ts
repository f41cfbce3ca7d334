import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { postgresMissing, startPostgres } from './postgres.ts';

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

if (postgresMissing) it.skip(postgresMissing, () => undefined);
(postgresMissing ? describe.skip : describe)('a PostgreSQL server for tests', () => {
  it('keeps what it confirmed when it is killed, and answers at the same address again', async () => {
    const server = await startPostgres();
    try {
      await ask(server.url, 'CREATE TABLE kept AS SELECT 1 AS one');
      const before = server.pid;
      await server.kill9();
      await expect(ask(server.url, 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);
      await server.restart();
      expect(server.pid).not.toBe(before);
      expect(await ask(server.url, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
      expect(await ask(await server.createDatabase(), 'SELECT to_regclass($$kept$$) AS there')).toEqual([
        { there: null },
      ]);
    } finally {
      await server.stop();
    }
  });
});
