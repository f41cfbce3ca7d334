import type { WebhookSource } from '../types.ts';
import { cleanZoom } from './clean.ts';
import { zoomHandshake } from './handshake.ts';
import { parseZoom } from './parse.ts';
import { envelopeSchema } from './schemas.ts';
import { zoomSecret } from './verify.ts';

export interface ZoomOptions {
  /** Secret tokens of the Zoom app; two are valid at once while they rotate. */
  readonly secretTokens: readonly string[];
}

/** Zoom's webhook of finished cloud recordings (SPEC B-1, L-21). */
export function zoomSource({ secretTokens }: ZoomOptions): WebhookSource {
  return {
    name: 'zoom',
    verify: (received) => zoomSecret(received, secretTokens) !== undefined,
    eventName(_headers, body) {
      const parsed = envelopeSchema.safeParse(body);
      return parsed.success ? parsed.data.event : undefined;
    },
    handshake(received, body) {
      // Answered with the secret that Zoom signed the question with: of two, it knows only that one.
      const secret = zoomSecret(received, secretTokens);
      return secret === undefined ? undefined : zoomHandshake(body, secret);
    },
    clean: cleanZoom,
    parse: parseZoom,
    maxBodyBytes: 262_144,
  };
}
