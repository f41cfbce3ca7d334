/**
 * The switch `keysOnActivities`: whether activity tables can have alternate keys. Microsoft's list of what keys need names no table that may
 * not have them, and nobody was found who has one on task or email.
 */
import { invalidArgument } from '../engine/errors.ts';
import type { MetadataRegistry } from '../metadata/types.ts';

/**
 * @returns a check to run inside the transaction of an import or a metadata write; keys that are there already are left alone
 * @throws (the check) DataverseError when an activity table got a key that it must not have
 */
export function activityKeyGuard(metadata: MetadataRegistry, isAllowed: boolean): () => void {
  const known = new Set(keysOf(metadata));
  return () => {
    if (isAllowed) return;
    const made = keysOf(metadata).find((key) => !known.has(key));
    if (made !== undefined)
      throw invalidArgument(`The alternate key '${made}' cannot be created: its table is an activity.`);
  };
}

function keysOf(metadata: MetadataRegistry): string[] {
  return metadata
    .tables()
    .filter((table) => table.isActivity)
    .flatMap((table) => table.keys.map((key) => `${table.logicalName}.${key.logicalName}`));
}
