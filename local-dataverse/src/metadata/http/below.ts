/** Single components of a collection, and single properties of a component, named by the address. */
import { DataverseError } from '../../engine/errors.ts';
import type { Json } from './json.ts';

/** The row of a collection whose SchemaName, LogicalName or MetadataId is the key. @throws DataverseError 404 */
export function keyed(rows: readonly Json[], key: string, collection: string): Json {
  const found = rows.find((row) => [row['SchemaName'], row['LogicalName'], row['MetadataId']].includes(key));
  if (found === undefined) throw new DataverseError(404, '0x80060888', `Could not find '${key}' in ${collection}.`);
  return found;
}

/** `EntityDefinitions(…)/DisplayName`: a structured value as it is, a plain one as `value`. Undefined when there is no such property. */
export function propertyOf(row: Json, name: string): Json | undefined {
  if (!(name in row)) return undefined;
  const value = row[name];
  return isJson(value) ? value : { value };
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
