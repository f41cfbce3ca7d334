import { signingSecret } from '../hmac.ts';
import type { Received } from '../types.ts';

/** True when `outreach-webhook-signature` is the HMAC-SHA256 of the raw body under one of the webhook's secrets (facts §5.2). */
export function verifyOutreach({ raw, headers }: Received, secrets: readonly string[]): boolean {
  return signingSecret('sha256', [raw], headers['outreach-webhook-signature'], secrets) !== undefined;
}
