/** Answers RelationshipDefinitions: all relationships of the organisation, with or without a cast to their kind. */
import { DataverseError, notImplemented } from '../../engine/errors.ts';
import type { MetadataRegistry } from '../types.ts';
import { attributeJson } from './attributes.ts';
import { manyToManyJson, manyToOneJson } from './entities.ts';
import type { Json } from './json.ts';
import { project, type MetadataQuery } from './query.ts';

const BASE = 'RelationshipMetadataBase';
const ONE = 'OneToManyRelationshipMetadata';
const MANY = 'ManyToManyRelationshipMetadata';

/** What can be selected and filtered without a cast. */
const SHARED = new Set([
  '@odata.type',
  'MetadataId',
  'HasChanged',
  'IsCustomRelationship',
  'IsCustomizable',
  'IsValidForAdvancedFind',
  'SchemaName',
  'SecurityTypes',
  'IsManaged',
  'RelationshipType',
  'IntroducedVersion',
]);

/**
 * The relationships, or the one with the key (SchemaName or MetadataId).
 * @param path segments behind RelationshipDefinitions: nothing, or a cast
 * @throws DataverseError 404 for a key nobody has (or not in the kind cast to), 400 for what cannot be expanded, 501 for longer paths
 */
export function relationships(
  registry: MetadataRegistry,
  key: string | undefined,
  path: readonly string[],
  query: MetadataQuery,
  context: (suffix: string) => string,
): Json {
  const cast = path[0]?.replace(/^Microsoft\.Dynamics\.CRM\./, '');
  if (path.length > 1 || (cast !== undefined && cast !== ONE && cast !== MANY))
    throw notImplemented(`RelationshipDefinitions/${path.join('/')}`);
  const shown = all(registry).filter((row) => cast === undefined || row['@odata.type'] === typeName(cast));
  const visible = (row: Json): Json => (cast === undefined ? baseOf(row) : row);
  const told = (row: Json): Json => ({
    ...project(query.select === undefined ? row : visible(row), query, cast ?? BASE),
    ...expanded(registry, row, cast, query),
  });
  const suffix = `RelationshipDefinitions${cast === undefined ? '' : `/Microsoft.Dynamics.CRM.${cast}`}`;
  if (key === undefined) {
    const rows = shown.filter((row) => query.filter === undefined || query.filter(visible(row)));
    return { '@odata.context': context(suffix), value: rows.map(told) };
  }
  const found = shown.find((row) => row['SchemaName'] === key || row['MetadataId'] === key);
  if (found === undefined)
    throw new DataverseError(
      404,
      '0x80060888',
      `Could not find a relationship with specified key: SchemaName = ${key}.`,
    );
  return { '@odata.context': context(`${suffix}/$entity`), ...told(found) };
}

/** The one navigation there is: the `Lookup` of a one-to-many relationship, behind the cast that has it. */
function expanded(registry: MetadataRegistry, row: Json, cast: string | undefined, query: MetadataQuery): Json {
  const found: Record<string, unknown> = {};
  for (const [name, inner] of query.expand) {
    if (cast !== ONE || name !== 'Lookup')
      throw new DataverseError(
        400,
        '0x80060888',
        `Could not find a property named '${name}' on type 'Microsoft.Dynamics.CRM.${cast ?? BASE}'.`,
      );
    const table = registry.table(String(row['ReferencingEntity']));
    const column = table?.columns.get(String(row['ReferencingAttribute']));
    found[name] =
      table === undefined || column === undefined
        ? null
        : project(attributeJson(table, column), inner, 'LookupAttributeMetadata');
  }
  return found;
}

/** One-to-many ones stand at the table that holds the lookup; many-to-many ones at both, hence once by name. */
function all(registry: MetadataRegistry): Json[] {
  const found = new Map<unknown, Json>();
  const add = (type: string, row: Json): void => {
    if (!found.has(row['SchemaName'])) found.set(row['SchemaName'], { '@odata.type': typeName(type), ...row });
  };
  const isKnown = (name: unknown): boolean => name === 'owner' || registry.table(String(name))?.isPrivate !== true;
  for (const table of registry.tables().filter((each) => each.isPrivate !== true)) {
    for (const row of manyToOneJson(registry, table.logicalName)) if (isKnown(row['ReferencedEntity'])) add(ONE, row);
    for (const each of registry.manyToMany(table.logicalName)) add(MANY, manyToManyJson(each, registry));
  }
  return [...found.values()];
}

function typeName(type: string): string {
  return `#Microsoft.Dynamics.CRM.${type}`;
}

function baseOf(row: Json): Json {
  return Object.fromEntries(Object.entries(row).filter(([name]) => SHARED.has(name)));
}
