import { z } from 'zod';
import type { Connection } from '../dataverse/connect.ts';
import { deleteRows, findPersonRows, type PersonRows } from '../privacy/rows.ts';
import type { AdminPort } from './admin-port.ts';
import type { Said } from './config.ts';

const forgotten = z.object({
  deliveries: z.number(),
  entries: z.number(),
  items: z.number(),
  rows: z.array(z.object({ table: z.string(), activityId: z.string() })),
  issues: z.array(z.guid()),
});

/**
 * Erases a person from the bridge's queue and from our own tables; without `yes` it only says what would go (SPEC L-30).
 *
 * The queue goes first: what it forgot cannot make new rows. Started again it finds what is left.
 *
 * @throws NoBridgeError, PassingFailure, DataverseError
 */
export async function forgetPerson(
  { client, metadata }: Pick<Connection, 'client' | 'metadata'>,
  port: AdminPort,
  needles: readonly string[],
  yes: boolean,
): Promise<Said> {
  const queue = forgotten.parse(await port.post('/queue/forget', { needles, dryRun: !yes }));
  const found = (await findPersonRows({ client, metadata }, needles)).map((rows) => withIssues(rows, queue.issues));
  if (yes) for (const { set, ids } of found) await deleteRows(client, set, ids);
  const verb = yes ? 'removed' : 'would be removed';
  const kept = Map.groupBy(queue.rows, ({ table }) => table);
  const activities = [...kept].map(([table, rows]) => `${rows.length} of ${table}`).join(', ');
  return {
    lines: [
      `queue: ${queue.deliveries} payloads, ${queue.entries} entries, ${queue.items} items ${verb}`,
      ...found.map(({ table, ids }) => `${table}: ${ids.length} rows ${verb}`),
    ],
    notes: [
      `Activities stay, they are records of the organisation${activities ? `: ${activities}` : ''}.`,
      'Later events of the person are logged again, unless the address is added to the excluded addresses of the settings.',
      ...(yes ? [] : ['Nothing was removed; say --yes to remove it.']),
    ],
    exitCode: 0,
  };
}

/** Issues of the person's items may name nobody: the queue knows them. */
function withIssues(rows: PersonRows, issues: readonly string[]): PersonRows {
  return rows.table === 'al_loggingissue' ? { ...rows, ids: [...new Set([...rows.ids, ...issues])] } : rows;
}
