import { createHash } from 'node:crypto';

/** Namespace of every id in our solutions. Never change it: an id that changes is a new component to Dataverse. */
const namespace = Buffer.from('6f2b1f0e5d1c5a0e9a3cb1c7a5d6e701', 'hex');

/**
 * Stable id of a component: UUIDv5 (RFC 9562 §5.5) of its name, e.g. `form/contact/activity-logging`.
 * Lower case, without braces.
 */
export function idOf(...path: readonly string[]): string {
  const hash = createHash('sha1').update(namespace).update(path.join('/')).digest().subarray(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
