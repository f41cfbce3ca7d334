import { z } from 'zod';
import type { DataverseClient } from '../dataverse/client.ts';
import { fetchAny, fetchIn } from '../dataverse/fetch-xml.ts';
import type { Metadata } from '../dataverse/metadata.ts';
import { chunksFor } from '../dataverse/query.ts';
import { readBatch } from '../dataverse/read-all.ts';
import type { CrmRow } from './crm-rows.ts';

const answer = z.object({ about: z.string(), done: z.string().nullish(), made: z.string().nullish() });

/**
 * Moment of the latest activity regarding each of the rows, by id (SPEC B-8): when it was done, else when its row was made.
 * One request, summed up by the platform.
 *
 * @throws PassingFailure, DataverseError
 */
export async function lastActive(
  client: DataverseClient,
  metadata: Metadata,
  rows: readonly CrmRow[],
): Promise<ReadonlyMap<string, string>> {
  const info = rows.length > 0 ? await metadata.table('activitypointer') : undefined;
  if (!info) return new Map();
  const ids = [...new Set(rows.map(({ id }) => id))];
  const inside =
    '<attribute name="regardingobjectid" alias="about" groupby="true"/>' +
    '<attribute name="actualend" alias="done" aggregate="max"/>' +
    '<attribute name="createdon" alias="made" aggregate="max"/>';
  const queries = chunksFor(ids, 1).map((some) => fetchAny(info, inside, [fetchIn('regardingobjectid', some)], true));
  const found = await readBatch(client, queries);
  return new Map(
    found.flat().map((row) => {
      const { about, done, made } = answer.parse(row);
      return [about.toLowerCase(), done ?? made ?? ''];
    }),
  );
}
