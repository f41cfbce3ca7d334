import { createHash, timingSafeEqual } from 'node:crypto';
import { parseJson } from '../../json.ts';
import type { Received } from '../types.ts';

/**
 * True when the body's `token` is one of the webhook's tokens: Aircall signs nothing (facts §5.3). Compared as hashes, so that
 * neither content nor length shows in the time; every token is tried whatever the result.
 */
export function verifyAircall({ raw }: Received, tokens: readonly string[]): boolean {
  const body = parseJson(raw);
  if (!body.ok || body.value === null || typeof body.value !== 'object' || !('token' in body.value)) return false;
  const { token: given } = body.value;
  if (typeof given !== 'string') return false;
  let valid = false;
  for (const token of tokens) valid = timingSafeEqual(hash(token), hash(given)) || valid;
  return valid;
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
