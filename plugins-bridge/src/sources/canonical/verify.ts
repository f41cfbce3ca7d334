import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { Headers } from '../types.ts';

/** True for a secret as Standard Webhooks writes it: `whsec_` and 24 to 64 bytes in base64. */
export function isEventSecret(text: string): boolean {
  const encoded = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text)?.[1];
  if (encoded === undefined) return false;
  const key = Buffer.from(encoded, 'base64');
  return key.toString('base64') === encoded && key.length >= 24 && key.length <= 64;
}

/**
 * True when the request is signed by Standard Webhooks under one of the secrets (two are valid at once while they rotate) and its
 * timestamp is within five minutes. The library compares in constant time; every secret is tried whatever the result. It signs the
 * decoded text, which stands for exactly these bytes only if they are UTF-8: others are refused (SPEC B-1).
 */
export function verifyEvents(raw: Uint8Array, headers: Headers, secrets: readonly string[]): boolean {
  const [id, timestamp, signature] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(
    (name) => headers[name],
  );
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signature !== 'string') return false;
  if (!/^\d{1,12}$/.test(timestamp) || !isUtf8(raw)) return false;
  const text = Buffer.from(raw).toString('utf8');
  const signed = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
  let valid = false;
  for (const secret of secrets) valid = isSignedBy(secret, text, signed) || valid;
  return valid;
}

function isSignedBy(secret: string, text: string, headers: Record<string, string>): boolean {
  try {
    new Webhook(secret).verify(text, headers, { jsonParse: false });
    return true;
  } catch {
    // The library's only way to say no.
    return false;
  }
}

/** Headers that sign a request of events, for a sender of our own. */
export function signEvents(raw: string, secret: string, now: number): Record<string, string> {
  const id = `msg_${randomUUID()}`;
  const signature = new Webhook(secret).sign(id, new Date(now), raw);
  const timestamp = String(Math.floor(now / 1000));
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
}
