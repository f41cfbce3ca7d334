import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { secretHeader } from '../platform/secret-header.ts';
import { TtlCache } from '../ttl-cache.ts';
import { parseJson, refuse, sameSecret } from './answers.ts';

export interface PlatformMessage {
  readonly message: string;
  readonly table: string;
  readonly id: string;
}

export interface PlatformWebhook {
  /** Without a secret the webhook is off. */
  readonly secret: string | undefined;
  /** Id of the organisation this bridge serves; unknown until Dataverse was reached. */
  readonly organisationId: () => string | undefined;
  /** Row data of the message is never trusted: the handler reads what it needs (SPEC B-10). */
  readonly handle: (message: PlatformMessage) => Promise<void>;
}

/** The remote execution context as the platform posts it, as far as it is used (facts §6). */
const context = z.object({
  MessageName: z.string(),
  PrimaryEntityName: z.string(),
  PrimaryEntityId: z.string(),
  OrganizationId: z.string(),
  OperationId: z.string().min(1),
});

/** Operation ids are remembered this long; the platform repeats once, at once. */
const rememberMs = 60 * 60_000;

export function registerPlatformWebhook(
  app: FastifyInstance,
  { secret, organisationId, handle }: PlatformWebhook,
): void {
  const seen = new TtlCache<true>({ capacity: 20_000 });
  app.post('/platform/webhook', async (request, reply) => {
    if (secret === undefined || !sameSecret(request.headers[secretHeader], secret)) {
      return refuse(reply, 401, 'bad-secret', 'The secret is missing or wrong.');
    }
    const body = parseJson(request.body instanceof Buffer ? request.body : Buffer.alloc(0));
    const message = context.safeParse(body.ok ? body.value : undefined);
    if (!message.success) return refuse(reply, 400, 'bad-request', 'The body is no execution context.');
    const { MessageName, PrimaryEntityName, PrimaryEntityId, OrganizationId, OperationId } = message.data;
    const organisation = organisationId();
    if (organisation === undefined) return refuse(reply, 503, 'not-ready', 'Dataverse has not been reached yet.');
    if (OrganizationId.toLowerCase() !== organisation.toLowerCase()) {
      return refuse(reply, 403, 'other-organisation', 'This bridge serves another organisation.');
    }
    if (seen.get(OperationId)) return { repeated: true };
    seen.set(OperationId, true, rememberMs);
    try {
      await handle({ message: MessageName, table: PrimaryEntityName, id: PrimaryEntityId });
    } catch (error) {
      // Not done: the platform's repetition must not be taken for one.
      seen.delete(OperationId);
      throw error;
    }
    return { repeated: false };
  });
}
