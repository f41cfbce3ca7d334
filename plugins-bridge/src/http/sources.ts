import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { parseJson } from '../json.ts';
import type { EventQueue } from '../queue/types.ts';
import { deliveryOf, entriesOf } from '../sources/entries.ts';
import type { WebhookSource } from '../sources/types.ts';
import { refuse } from './answers.ts';
import { closeOnErrors } from './errors.ts';

export interface SourcesEndpoint {
  readonly queue: EventQueue;
  readonly sources: readonly WebhookSource[];
  readonly maxBodyBytes: number;
  readonly log: Logger;
  readonly now: () => number;
}

/** `POST /sources/<name>`: the sources' own webhooks, each verified on the bytes as received (SPEC B-1). */
export function registerSources(app: FastifyInstance, options: SourcesEndpoint): void {
  const { sources, maxBodyBytes, log } = options;
  for (const source of sources) {
    app.post(
      `/sources/${source.name}`,
      {
        bodyLimit: Math.min(maxBodyBytes, source.maxBodyBytes ?? maxBodyBytes),
        config: { rateLimit: {} },
        ...(source.whenNotStored === 'destroy' ? { errorHandler: closeOnErrors(log) } : {}),
      },
      (request, reply) => take(source, request, reply, options),
    );
  }
  app.post('/sources/:source', (_request, reply) => refuse(reply, 404, 'no-source', 'There is no such source.'));
}

async function take(
  source: WebhookSource,
  request: FastifyRequest,
  reply: FastifyReply,
  { queue, now }: SourcesEndpoint,
): Promise<FastifyReply> {
  const raw = request.body instanceof Buffer ? request.body : Buffer.alloc(0);
  const received = { raw, headers: request.headers, at: now() };
  if (!source.verify(received)) return refuse(reply, 401, 'bad-signature', 'The signature is missing or wrong.');
  const body = parseJson(raw);
  if (!body.ok) return refuse(reply, 400, 'not-json', 'The payload is not JSON.');
  const answer = source.handshake?.(received, body.value);
  if (answer) return reply.send(answer);
  const name = source.eventName(request.headers, body.value);
  if (name === undefined) return refuse(reply, 400, 'no-event-name', 'The request does not name its event.');
  const kept = source.clean ? source.clean(body.value) : body.value;
  const bytes = source.clean ? Buffer.from(JSON.stringify(kept)) : raw;
  const delivery = deliveryOf(source.name, name.slice(0, 200), bytes, received.at);
  // Answered once it is on disk, not before (SPEC B-2).
  const { repeated } = await queue.accept(delivery, entriesOf(source, delivery, kept));
  return reply.code(202).send({ delivery: delivery.id, repeated });
}
