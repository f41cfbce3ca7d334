import type { LoggedEvent } from '@activity-logging/activity-model';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { itemId } from '../logging/items.ts';
import { mentionedIn } from '../privacy/mentioned.ts';
import { entryName } from '../queue/entry-id.ts';
import type { Delivery, Item, ListedEntry, ManagedQueue } from '../queue/types.ts';
import { describeReason } from '../reasons.ts';
import { readAgain } from '../sources/entries.ts';
import type { Source } from '../sources/types.ts';
import { refuse } from './answers.ts';

export interface QueueAdmin {
  readonly queue: ManagedQueue;
  /** They read the events of a delivery again, to say what it is about. */
  readonly sources: readonly Source[];
}

/** A reason is looked for among this many entries of its state. */
const searched = 100_000;

const listQuery = z.strictObject({
  state: z.enum(['pending', 'logged', 'skipped', 'parked']).optional(),
  reason: z.string().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
const showQuery = z.strictObject({ id: z.string().min(1), payload: z.enum(['true', 'false']).default('false') });
const entry = z.strictObject({ entry: z.string().min(1) });
const code = z.strictObject({ code: z.string().min(1) });
const replayBody = z.union([
  entry,
  code,
  z.strictObject({ token: z.string().min(1) }),
  z.strictObject({ all: z.literal(true) }),
]);
const dropBody = z.union([entry, code]);
const forgetBody = z.strictObject({ needles: z.array(z.string().trim().min(3)).min(1), dryRun: z.boolean() });

/** What operators do with the queue: routes of the administration port, for `activity-logging queue` (SPEC B-5, B-9). */
export function registerQueueAdmin(app: FastifyInstance, { queue, sources }: QueueAdmin): void {
  app.get('/queue/status', async () => {
    const { parkedBy, skippedBy, ...figures } = await queue.statistics();
    return { ...figures, parked: byReason(parkedBy), skipped: byReason(skippedBy) };
  });

  app.get('/queue', async (request, reply) => {
    const query = listQuery.safeParse(request.query);
    if (!query.success) return refuse(reply, 400, 'bad-request', 'state, reason or limit is not valid.');
    const { state, reason, limit } = query.data;
    const found = await queue.list({ limit: reason === undefined ? limit : searched, ...(state ? { state } : {}) });
    const wanted = reason === undefined ? found : found.filter((one) => one.reason?.code === reason);
    return { entries: wanted.slice(0, limit).map(described) };
  });

  app.get('/queue/entry', async (request, reply) => {
    const query = showQuery.safeParse(request.query);
    if (!query.success) return refuse(reply, 400, 'bad-request', 'Name an entry by its id.');
    const found = await queue.find(query.data.id);
    if (!found) return refuse(reply, 404, 'no-entry', 'The queue has no entry of this id.');
    const delivery = await queue.delivery(found.delivery);
    return {
      ...described(found),
      ...(delivery ? await contentOf(found, delivery, { queue, sources }, query.data.payload === 'true') : {}),
    };
  });

  app.post('/queue/replay', async (request, reply) => {
    const filter = replayBody.safeParse(request.body);
    if (!filter.success) return refuse(reply, 400, 'bad-request', 'Name an entry, a token or a code, or all.');
    return { replayed: await queue.replay(filter.data) };
  });

  app.post('/queue/drop', async (request, reply) => {
    const filter = dropBody.safeParse(request.body);
    if (!filter.success) return refuse(reply, 400, 'bad-request', 'Name an entry or a code.');
    return { dropped: await queue.drop(filter.data) };
  });

  app.post('/queue/forget', async (request, reply) => {
    const body = forgetBody.safeParse(request.body);
    if (!body.success) return refuse(reply, 400, 'bad-request', 'Name a person by addresses or numbers.');
    const { needles, dryRun } = body.data;
    return dryRun ? mentionedIn(queue, sources, needles) : queue.forget(needles);
  });
}

function described(listed: ListedEntry): ListedEntry & { readonly text?: string; readonly fix?: string } {
  return { ...listed, ...(listed.reason ? describeReason(listed.reason) : {}) };
}

function byReason(counts: Readonly<Record<string, number>>): object[] {
  return Object.entries(counts)
    .map(([name, count]) => ({ code: name, count, ...describeReason({ code: name }) }))
    .sort((a, b) => b.count - a.count);
}

/** What an entry is about: names and ids alone; what people wrote, and who they are, only when it is asked for. */
async function contentOf(
  { id }: ListedEntry,
  delivery: Delivery,
  { queue, sources }: QueueAdmin,
  withPayload: boolean,
): Promise<object> {
  const parsed = readAgain(sources, delivery);
  const index = Number(entryName(id).name || Number.NaN);
  const event = parsed.ok === true ? parsed.events[index] : undefined;
  const item = event ? (await queue.items([itemId(event)])).get(itemId(event)) : undefined;
  const text = Buffer.from(delivery.raw).toString('utf8');
  return {
    bytes: delivery.raw.byteLength,
    ...(event ? { event: { ...identityOf(event), fields: Object.keys(event.fields).sort() } } : {}),
    ...(item ? { item: writtenOf(item) } : {}),
    ...(withPayload ? { payload: text } : {}),
  };
}

function identityOf({ source, type, externalId, version }: LoggedEvent): object {
  return { source, type, externalId, version };
}

function writtenOf({ id, revision, rows, issues }: Item): object {
  return { id, revision, rows: rows.map(({ hash: _hash, parties: _parties, ...row }) => row), issues };
}
