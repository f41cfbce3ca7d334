import { z } from 'zod';
import { PassingFailure } from '../failures.ts';
import { reason } from '../reasons.ts';
import type { Operation } from './batch.ts';
import { type DataverseClient, serviceRoot } from './client.ts';
import { DataverseError, platformError } from './errors.ts';

export type Row = Readonly<Record<string, unknown>>;

const answer = z.object({
  value: z.array(z.record(z.string(), z.unknown())),
  '@odata.nextLink': z.string().optional(),
});

/** Runs queries in one batch. @returns the rows of each. @throws PassingFailure, DataverseError */
export async function readBatch(client: DataverseClient, queries: readonly Operation[]): Promise<Row[][]> {
  const answers = await readAllowed(client, queries);
  return answers.map((rows) => {
    if (rows instanceof DataverseError) throw rows;
    return rows;
  });
}

/** As {@link readBatch}; a query that a missing privilege refuses gives the refusal. @throws PassingFailure, DataverseError */
export async function readAllowed(
  client: DataverseClient,
  queries: readonly Operation[],
): Promise<(Row[] | DataverseError)[]> {
  if (queries.length === 0) return [];
  const responses = await client.batch(queries);
  return queries.map(({ path }, index) => {
    const set = path.split('?')[0] ?? path;
    const response = responses[index]?.[0];
    const error = response ? platformError(response) : undefined;
    if (!response || error?.failure === 'passing' || error?.failure === 'throttled')
      throw new PassingFailure(reason('platform-unavailable', `query of ${set}`));
    if (error?.failure === 'privilege') return new DataverseError(error, `GET ${set}`);
    if (error) throw new DataverseError(error, `GET ${set}`);
    return answer.parse(response.body).value;
  });
}

/** All pages of a query. @throws PassingFailure, DataverseError */
export async function readPages(client: DataverseClient, path: string, pageSize: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (let next: string | undefined = path; next !== undefined;) {
    const page = answer.parse(await client.read(next, { Prefer: `odata.maxpagesize=${pageSize}` }));
    rows.push(...page.value);
    const link: string | undefined = page['@odata.nextLink'];
    // The link is absolute; a request is relative to the service root.
    next = link?.slice(link.indexOf(serviceRoot) + serviceRoot.length);
  }
  return rows;
}
