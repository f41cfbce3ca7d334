import { signingSecret } from '../hmac.ts';
import type { Received } from '../types.ts';

/** How far the sender's clock may be from ours, either way. */
const windowMs = 5 * 60_000;

/**
 * The secret token the request is signed with: `x-zm-signature` is `v0=` and the HMAC-SHA256 of `v0:timestamp:body`, the timestamp
 * (seconds) at most five minutes from `at` (facts §5.5). `undefined` when it is none of them.
 */
export function zoomSecret({ raw, headers, at }: Received, secrets: readonly string[]): string | undefined {
  const [timestamp, signature] = [headers['x-zm-request-timestamp'], headers['x-zm-signature']];
  if (typeof timestamp !== 'string' || !/^\d{1,12}$/.test(timestamp)) return undefined;
  if (typeof signature !== 'string' || !signature.startsWith('v0=')) return undefined;
  if (Math.abs(at - Number(timestamp) * 1000) > windowMs) return undefined;
  return signingSecret('sha256', [`v0:${timestamp}:`, raw], signature.slice('v0='.length), secrets);
}
