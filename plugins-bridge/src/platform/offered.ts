import { z } from 'zod';
import type { DataverseClient } from '../dataverse/client.ts';
import type { WantedStep } from './wanted-steps.ts';

/** Where a step on a message can be registered. */
export interface Offer {
  readonly messageId: string;
  /** Of a message on one table. */
  readonly filterId?: string;
}

const filters = z.object({
  value: z.array(
    z.object({
      sdkmessagefilterid: z.string(),
      primaryobjecttypecode: z.string(),
      sdkmessageid: z.object({ sdkmessageid: z.string(), name: z.string() }),
    }),
  ),
});
const messages = z.object({ value: z.array(z.object({ sdkmessageid: z.string(), name: z.string() })) });

/**
 * Asks the organisation which of the steps it takes: one query for all on tables, one for all without. The platform tells by the messages'
 * filters (facts §6), so nothing is assumed.
 *
 * @returns the offer of a wanted step, if there is one.
 */
export async function offersOf(
  client: DataverseClient,
  wanted: readonly WantedStep[],
): Promise<(step: WantedStep) => Offer | undefined> {
  const offers = new Map<string, Offer>();
  const key = ({ message, table }: WantedStep): string => `${message}|${table ?? ''}`;
  const onTables = wanted.filter(({ table }) => table !== undefined);
  if (onTables.length > 0) {
    const query =
      'iscustomprocessingstepallowed eq true and isvisible eq true' +
      ` and ${anyOf('sdkmessageid/name', onTables, ({ message }) => message)}` +
      ` and ${anyOf('primaryobjecttypecode', onTables, ({ table }) => table)}`;
    const path = `sdkmessagefilters?$select=sdkmessagefilterid,primaryobjecttypecode&$expand=sdkmessageid($select=sdkmessageid,name)&$filter=${encodeURIComponent(query)}`;
    for (const row of filters.parse(await client.read(path)).value) {
      const { sdkmessageid: messageId, name: message } = row.sdkmessageid;
      offers.set(key({ message, table: row.primaryobjecttypecode }), { messageId, filterId: row.sdkmessagefilterid });
    }
  }
  const everywhere = wanted.filter(({ table }) => table === undefined);
  if (everywhere.length > 0) {
    const query =
      `isprivate eq false and ${anyOf('name', everywhere, ({ message }) => message)}` +
      ' and sdkmessageid_sdkmessagefilter/any(f:f/iscustomprocessingstepallowed eq true and f/isvisible eq true)';
    const path = `sdkmessages?$select=sdkmessageid,name&$filter=${encodeURIComponent(query)}`;
    for (const { sdkmessageid: messageId, name: message } of messages.parse(await client.read(path)).value)
      offers.set(key({ message }), { messageId });
  }
  return (step) => offers.get(key(step));
}

/** `(path eq 'a' or path eq 'b')`; the values are names of ours and need no quoting. */
function anyOf(path: string, wanted: readonly WantedStep[], of: (step: WantedStep) => string | undefined): string {
  return `(${[...new Set(wanted.map(of))].map((value) => `${path} eq '${value}'`).join(' or ')})`;
}
