import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * True when `signature` is the hexadecimal HMAC-SHA1 of the raw body under one of the callback tokens (two are valid at once
 * while they rotate). Every token is tried whatever the result, so that the time tells nothing (facts §5.1).
 */
export function verifySalesloft(raw: Uint8Array, signature: unknown, tokens: readonly string[]): boolean {
  if (typeof signature !== 'string' || !/^[0-9a-f]{40}$/i.test(signature)) return false;
  const given = Buffer.from(signature, 'hex');
  let valid = false;
  for (const token of tokens) {
    const expected = createHmac('sha1', token).update(raw).digest();
    valid = timingSafeEqual(expected, given) || valid;
  }
  return valid;
}
