import type { WebhookSource } from '../types.ts';
import { cleanAircall } from './clean.ts';
import { parseAircall } from './parse.ts';
import { envelopeSchema } from './schemas.ts';
import { verifyAircall } from './verify.ts';

export interface AircallOptions {
  /** Tokens of the webhook, as Aircall shows them; two are valid at once while they rotate. */
  readonly tokens: readonly string[];
}

/** Aircall's webhooks of calls (SPEC B-1, L-13). Their people are found by the number, and by what the payload says of the contact. */
export function aircallSource({ tokens }: AircallOptions): WebhookSource {
  return {
    name: 'aircall',
    verify: (received) => verifyAircall(received, tokens),
    eventName(_headers, body) {
      const parsed = envelopeSchema.safeParse(body);
      return parsed.success ? parsed.data.event : undefined;
    },
    clean: cleanAircall,
    parse: parseAircall,
    maxBodyBytes: 262_144,
  };
}
