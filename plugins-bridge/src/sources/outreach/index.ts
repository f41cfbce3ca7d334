import type { SourceDirectory, WebhookSource } from '../types.ts';
import { parseOutreach } from './parse.ts';
import { envelopeSchema } from './schemas.ts';
import { verifyOutreach } from './verify.ts';

export interface OutreachOptions {
  /** Secrets of the webhooks; two are valid at once while they rotate. */
  readonly secrets: readonly string[];
  readonly directory?: SourceDirectory;
}

/** Outreach's native webhooks (SPEC B-1). It takes every answer for a receipt and sends nothing again that was answered. */
export function outreachSource({ secrets, directory }: OutreachOptions): WebhookSource {
  return {
    name: 'outreach',
    verify: (received) => verifyOutreach(received, secrets),
    eventName(_headers, body) {
      const parsed = envelopeSchema.safeParse(body);
      return parsed.success ? parsed.data.meta.eventName : undefined;
    },
    parse: parseOutreach,
    whenNotStored: 'destroy',
    ...(directory ? { directory } : {}),
  };
}
