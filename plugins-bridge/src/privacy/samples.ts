import type { DataverseClient } from '../dataverse/client.ts';
import type { Metadata } from '../dataverse/metadata.ts';
import { readPages } from '../dataverse/read-all.ts';
import { deleteRows } from './rows.ts';

/**
 * Deletes samples that were received before a moment: they are payloads, kept no longer than those of the queue (SPEC L-30).
 *
 * @param before milliseconds since 1970. @returns how many. @throws PassingFailure, DataverseError
 */
export async function forgetSamples(client: DataverseClient, metadata: Metadata, before: number): Promise<number> {
  const info = await metadata.table('al_loggingsample');
  if (!info) return 0;
  const moment = new Date(before).toISOString();
  // Somebody may have made one by hand, without the time.
  const old = `al_receivedon lt ${moment} or (al_receivedon eq null and createdon lt ${moment})`;
  const path = `${info.set}?$select=${info.primaryId}&$filter=${encodeURIComponent(old)}`;
  const ids = (await readPages(client, path, 500)).map((row) => String(row[info.primaryId]));
  await deleteRows(client, info.set, ids);
  return ids.length;
}
