import { isUtf8 } from 'node:buffer';
import { createHmac, createSecretKey, type KeyObject, randomUUID, timingSafeEqual } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { Headers } from '../types.ts';

/** True for a secret as Standard Webhooks writes it: `whsec_` and 24 to 64 bytes in base64. */
export function isEventSecret(text: string): boolean {
  const encoded = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text)?.[1];
  if (encoded === undefined) return false;
  const key = Buffer.from(encoded, 'base64');
  return key.toString('base64') === encoded && key.length >= 24 && key.length <= 64;
}

/** A timestamp may be this far from the bridge's clock, seconds, either way (Standard Webhooks, "Verifying webhook authenticity"). */
const toleranceSeconds = 5 * 60;

/**
 * True when the request is signed by Standard Webhooks under one of the secrets (two are valid at once while they rotate) and its
 * timestamp is within five minutes. Compared in constant time; every secret and every signature is tried whatever the result. The
 * scheme signs text, which stands for exactly these bytes only if they are UTF-8: others are refused (SPEC B-1).
 *
 * On node:crypto: the scheme's own library hashes in JavaScript, which was a tenth of the time an event took to be accepted.
 */
export function verifyEvents(raw: Uint8Array, headers: Headers, secrets: readonly string[]): boolean {
  const [id, timestamp, signature] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(
    (name) => headers[name],
  );
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signature !== 'string' || id === '')
    return false;
  if (!/^\d{1,12}$/.test(timestamp) || !isUtf8(raw)) return false;
  if (Math.abs(Math.floor(Date.now() / 1000) - Number(timestamp)) > toleranceSeconds) return false;
  const given = signature.split(' ').flatMap((one) => (one.startsWith('v1,') ? [Buffer.from(one.slice(3))] : []));
  let valid = false;
  for (const secret of secrets) {
    const mac = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.`).update(raw).digest('base64');
    const expected = Buffer.from(mac);
    for (const one of given) valid = (one.length === expected.length && timingSafeEqual(one, expected)) || valid;
  }
  return valid;
}

const keys = new Map<string, KeyObject>();

/** Made once: to make a key from its bytes takes five times as long as to sign with it. */
function keyOf(secret: string): KeyObject {
  const known = keys.get(secret);
  if (known) return known;
  const made = createSecretKey(Buffer.from(secret.slice('whsec_'.length), 'base64'));
  keys.set(secret, made);
  return made;
}

/** Headers that sign a request of events, for a sender of our own. */
export function signEvents(raw: string, secret: string, now: number): Record<string, string> {
  const id = `msg_${randomUUID()}`;
  const signature = new Webhook(secret).sign(id, new Date(now), raw);
  const timestamp = String(Math.floor(now / 1000));
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
}
