import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * The secret whose HMAC of `parts` is `signature` in hexadecimal; `undefined` when none is. Two secrets are valid at once while they
 * rotate: every one is tried whatever the result, so that the time tells nothing.
 */
export function signingSecret(
  algorithm: 'sha1' | 'sha256',
  parts: readonly (string | Uint8Array)[],
  signature: unknown,
  secrets: readonly string[],
): string | undefined {
  const digits = algorithm === 'sha1' ? 40 : 64;
  if (typeof signature !== 'string' || signature.length !== digits || !/^[0-9a-f]+$/i.test(signature)) return undefined;
  const given = Buffer.from(signature, 'hex');
  let found: string | undefined;
  for (const secret of secrets) {
    const mac = createHmac(algorithm, secret);
    for (const part of parts) mac.update(part);
    if (timingSafeEqual(mac.digest(), given)) found = secret;
  }
  return found;
}
