import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { TestClock } from 'pg-boss';
import { type Postgres, postgresMissing, startPostgres } from '../../test-support/postgres.ts';
import { queueContract } from '../contract.ts';
import type { QueueFixture } from '../contract-fixture.ts';
import { upkeepContract } from '../contract-upkeep.ts';
import type { ManagedQueue } from '../types.ts';
import { openPostgresQueue } from './index.ts';

if (postgresMissing) it.skip(postgresMissing, () => undefined);
(postgresMissing ? describe.skip : describe)('queue on PostgreSQL', () => {
  let server: Postgres;
  beforeAll(async () => {
    server = await startPostgres();
  }, 60_000);
  afterAll(() => server.stop());

  /** A queue on a database of its own, with a clock that stands still. */
  async function openFixture(): Promise<QueueFixture> {
    const clock = new TestClock(1_000_000);
    const errors: unknown[] = [];
    const openAt = async (url: string): Promise<ManagedQueue> => {
      const opened = await openPostgresQueue({
        url,
        clock,
        now: () => clock.now(),
        onError: (error) => errors.push(error),
      });
      return opened.queue;
    };
    const url = await server.createDatabase();
    let queue = await openAt(url);
    const others: ManagedQueue[] = [];
    return {
      get queue() {
        return queue;
      },
      advance: (milliseconds) => clock.setTime(clock.now() + milliseconds),
      async reopen() {
        await queue.close();
        queue = await openAt(url);
      },
      async openOther() {
        const other = await openAt(await server.createDatabase());
        others.push(other);
        return other;
      },
      async close() {
        for (const one of [queue, ...others]) await one.close();
        if (errors.length > 0) throw new AggregateError(errors, 'failures in the background');
      },
    };
  }

  queueContract('pg-boss', openFixture);
  upkeepContract('pg-boss', openFixture);
});
