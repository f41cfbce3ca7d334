import { signingSecret } from '../hmac.ts';
import type { Received } from '../types.ts';

/** True when `x-salesloft-signature` is the HMAC-SHA1 of the raw body under one of the callback tokens (facts §5.1). */
export function verifySalesloft({ raw, headers }: Received, tokens: readonly string[]): boolean {
  return signingSecret('sha1', [raw], headers['x-salesloft-signature'], tokens) !== undefined;
}
