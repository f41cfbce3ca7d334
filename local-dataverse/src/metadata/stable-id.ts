/** Ids made from names, so that the same metadata has the same ids on every start (UUID version 5). */
import { createHash } from 'node:crypto';

/** Namespace of all ids the local Dataverse derives. */
const NAMESPACE = Buffer.from('10ca10000000400080000000000000ff', 'hex');

/** A GUID in lower case that depends on the parts only. */
export function stableId(...parts: readonly (string | number)[]): string {
  const bytes = createHash('sha1').update(NAMESPACE).update(parts.join('\u0000')).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
