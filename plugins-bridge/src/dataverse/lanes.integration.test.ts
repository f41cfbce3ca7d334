import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Organisation, solutionsArePacked, startOrganisation } from '../test-support/organisation.ts';
import { connectDataverse } from './connect.ts';
import { readPages } from './read-all.ts';
import { writePool } from './write-pool.ts';

(solutionsArePacked ? describe : describe.skip)('several application users', () => {
  let organisation: Organisation;
  beforeAll(async () => {
    organisation = await startOrganisation();
  }, 60_000);
  afterAll(() => organisation?.close());

  async function local(path: string, body: object): Promise<void> {
    const answer = await fetch(`${organisation.url}/_local/${path}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(answer.ok).toBe(true);
  }

  it('B-6 the work is spread over them, and each keeps to limits of its own', async () => {
    const second = { clientId: randomUUID(), clientSecret: randomUUID() };
    await local(`apps/${second.clientId}`, {
      name: 'second',
      secret: second.clientSecret,
      roles: ['Activity Logging Bridge', 'Activity Logging Bridge (Sales)'],
    });
    const { client, http, lanes } = connectDataverse(
      organisation.config({ BRIDGE_MORE_APP_USERS: JSON.stringify([second]) }),
    );
    try {
      await local('protection', { limits: { concurrency: 5, dopHint: 4 }, costs: { create: 40 }, latencyMs: 20 });
      const writes = writePool(client);
      const answers = await Promise.all(
        Array.from({ length: 200 }, (_, index) =>
          writes.send({ method: 'POST', path: 'tasks', body: { subject: `spread ${index}` } }),
        ),
      );
      expect(answers.map(([answer]) => answer?.status)).toEqual(answers.map(() => 204));
      const rows = await readPages(
        organisation.admin,
        `tasks?$select=_createdby_value&$filter=${encodeURIComponent("startswith(subject,'spread ')")}`,
        500,
      );
      expect(rows).toHaveLength(200);
      expect(new Set(rows.map((row) => row['_createdby_value'])).size).toBe(2);
    } finally {
      lanes.close();
      await http.close();
    }
  }, 60_000);
});
