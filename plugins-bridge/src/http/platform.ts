import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parseJson } from '../json.ts';
import { secretHeader } from '../platform/secret-header.ts';
import { TtlCache } from '../ttl-cache.ts';
import { refuse, sameSecret } from './answers.ts';

export interface PlatformMessage {
  readonly message: string;
  readonly table: string;
  readonly id: string;
}

/** A message of a synchronous step: the platform waits for the answer. */
export interface PlatformQuestion {
  readonly table: string;
  /** systemuserids: who acts, and who acts for them. */
  readonly users: readonly string[];
  /** Columns of the step's image of the row as it will be; absent when there is none or the message was too large for it. */
  readonly row: Readonly<Record<string, unknown>> | undefined;
}

export interface PlatformWebhook {
  /** Without a secret the webhook is off. */
  readonly secret: string | undefined;
  /** Id of the organisation this bridge serves; unknown until Dataverse was reached. */
  readonly organisationId: () => string | undefined;
  /** Row data of the message is never trusted: the handler reads what it needs (SPEC B-10). */
  readonly handle: (message: PlatformMessage) => Promise<void>;
  /** A refusal rolls back what was asked for; `undefined`: this is nothing to decide. */
  readonly judge: (question: PlatformQuestion) => 'allow' | 'refuse' | undefined;
}

/** The remote execution context as the platform posts it, as far as it is used (facts §6). */
const context = z.object({
  MessageName: z.string(),
  PrimaryEntityName: z.string(),
  PrimaryEntityId: z.string(),
  OrganizationId: z.string(),
  OperationId: z.string().min(1),
  Mode: z.number().optional(),
  UserId: z.string().optional(),
  InitiatingUserId: z.string().optional(),
  PostEntityImages: z
    .array(z.object({ value: z.object({ Attributes: z.array(z.object({ key: z.string(), value: z.unknown() })) }) }))
    .optional(),
});
const optionValue = z.object({ Value: z.number() });
const synchronous = 0;

/** Operation ids are remembered this long; the platform repeats once, at once. */
const rememberMs = 60 * 60_000;

export function registerPlatformWebhook(
  app: FastifyInstance,
  { secret, organisationId, handle, judge }: PlatformWebhook,
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
    if (message.data.Mode === synchronous) {
      const answer = judge(questionOf(message.data));
      if (answer === 'refuse') return refuse(reply, 422, 'refused', 'The operation is refused by a rule.');
      // Every step of one operation has its id, so that a question is never taken for a repetition.
      if (answer === 'allow') return { refused: false };
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

function questionOf(message: z.infer<typeof context>): PlatformQuestion {
  const attributes = message.PostEntityImages?.[0]?.value.Attributes;
  const plain = (value: unknown): unknown => optionValue.safeParse(value).data?.Value ?? value;
  return {
    table: message.PrimaryEntityName,
    users: [message.UserId, message.InitiatingUserId].filter((id) => id !== undefined),
    row: attributes && Object.fromEntries(attributes.map(({ key, value }) => [key, plain(value)])),
  };
}
