import type { FastifyInstance } from 'fastify';
import type { EventQueue } from '../queue/types.ts';
import {
  canonicalSource,
  documentsOf,
  parsedOf,
  type Read,
  readEvent,
  verifyEvents,
} from '../sources/canonical/index.ts';
import { deliveryOf, entriesOfParsed } from '../sources/entries.ts';
import { refuse } from './answers.ts';

export interface EventsEndpoint {
  readonly queue: EventQueue;
  /** Secrets of the senders; two while they rotate. Without them the endpoint is off. */
  readonly secrets: readonly string[] | undefined;
  readonly now: () => number;
}

/** What became of one event of a request, in its order. */
interface EventAnswer {
  /** As the sender named it; `null` when it did not. */
  readonly id: string | null;
  /** False: kept and parked with the problems, and never logged as it stands (SPEC B-5). */
  readonly accepted: boolean;
  /** The same event was taken before. */
  readonly repeated: boolean;
  readonly delivery: string;
  readonly problems?: Extract<Read, { ok: false }>['problems'];
}

/**
 * `POST /events`: the own format and CloudEvents 1.0, signed by Standard Webhooks (SPEC B-1). Every event is a delivery of its own,
 * so that one that comes again in another batch is known, and one that cannot be read holds up no other.
 */
export function registerEvents(app: FastifyInstance, { queue, secrets, now }: EventsEndpoint): void {
  app.post('/events', { config: { rateLimit: {} } }, async (request, reply) => {
    if (!secrets)
      return refuse(reply, 404, 'no-events', 'This bridge takes no events: BRIDGE_EVENT_SECRETS is not set.');
    const raw = request.body instanceof Buffer ? request.body : Buffer.alloc(0);
    if (!verifyEvents(raw, request.headers, secrets)) {
      return refuse(reply, 401, 'bad-signature', 'The signature is missing, wrong or more than five minutes old.');
    }
    const taken = documentsOf(raw, request.headers);
    if (!taken.ok) return refuse(reply, 400, taken.code, taken.message);
    const receivedAt = now();
    // Answered once all of them are on disk, not before (SPEC B-2); they share a commit, in the order of the request.
    const events = await Promise.all(taken.documents.map((document) => accept(queue, document, receivedAt)));
    return reply.code(202).send({ events });
  });
}

async function accept(queue: EventQueue, document: unknown, receivedAt: number): Promise<EventAnswer> {
  const read = readEvent(document);
  const raw = Buffer.from(JSON.stringify(document));
  // What cannot be read is known by its bytes: corrected under the same id it is another delivery.
  const identity = read.ok ? read.identity : undefined;
  const delivery = deliveryOf(canonicalSource.name, read.name, raw, receivedAt, identity);
  const { repeated } = await queue.accept(delivery, entriesOfParsed(delivery, parsedOf(read)));
  return {
    id: read.id ?? null,
    accepted: read.ok,
    repeated,
    delivery: delivery.id,
    ...(read.ok ? {} : { problems: read.problems }),
  };
}
