/** Answers EntityDefinitions, GlobalOptionSetDefinitions and RelationshipDefinitions requests; pure, so that `$batch` can ask too. */
import { DataverseError, badRequest, notImplemented } from '../../engine/errors.ts';
import { stableId } from '../stable-id.ts';
import type { Column, MetadataRegistry, Table } from '../types.ts';
import {
  ATTRIBUTE_TYPES,
  attributeJson,
  baseAttributeJson,
  attributeNavigations,
  attributesOf,
  attributeType,
} from './attributes.ts';
import { keyed, propertyOf } from './below.ts';
import { entityJson, keyJson, manyToManyJson, manyToOneJson, oneToManyJson } from './entities.ts';
import { choiceJson, type Json } from './json.ts';
import { project, readQuery, type MetadataQuery } from './query.ts';
import { relationships } from './relationships.ts';

/** A path segment: `EntityDefinitions(LogicalName='task')` → name, key. */
export interface Segment {
  readonly name: string;
  readonly key: string | undefined;
}

/**
 * Answers a GET.
 * @param path below `/api/data/v9.2/`, decoded, without query
 * @param options decoded query options
 * @param root address of the service root with a final slash, for `@odata.context`
 * @throws DataverseError 400, 404, 501
 */
export function answerMetadata(
  registry: MetadataRegistry,
  path: string,
  options: Readonly<Record<string, string>>,
  root: string,
): Json {
  const [first, ...rest] = segments(path);
  const query = readQuery(options);
  const context = (suffix: string): string => `${root}$metadata#${suffix}`;
  if (first?.name === 'GlobalOptionSetDefinitions') return globalChoices(registry, first, rest, query, context);
  if (first?.name === 'RelationshipDefinitions') {
    const behind = rest.map((each) => each.name);
    return relationships(registry, first.key, behind, query, context);
  }
  if (first?.name !== 'EntityDefinitions') throw notImplemented(first?.name ?? 'This path');
  if (first.key === undefined) {
    if (rest.length > 0) throw notImplemented(`The path ${path}`);
    const tables = registry.tables().filter((table) => table.isPrivate !== true);
    return { '@odata.context': context('EntityDefinitions'), value: entities(registry, tables, query) };
  }
  const table = tableOf(registry, first.key);
  return inTable(
    registry,
    table,
    rest,
    query,
    (suffix) => context(`EntityDefinitions('${stableId('table', table.logicalName)}')${suffix}`),
    context('EntityDefinitions/$entity'),
  );
}

function inTable(
  registry: MetadataRegistry,
  table: Table,
  rest: readonly Segment[],
  query: MetadataQuery,
  context: (suffix: string) => string,
  entityContext: string,
): Json {
  const [part, ...more] = rest;
  if (part === undefined) return { '@odata.context': entityContext, ...one(entities(registry, [table], query)) };
  const collections: Readonly<Record<string, () => Json[]>> = {
    Keys: () => table.keys.map((key) => keyJson(table, key)),
    ManyToOneRelationships: () => manyToOneJson(registry, table.logicalName),
    OneToManyRelationships: () => oneToManyJson(registry, table.logicalName),
    ManyToManyRelationships: () => registry.manyToMany(table.logicalName).map((each) => manyToManyJson(each, registry)),
  };
  const collection = collections[part.name];
  if (part.name === 'Attributes') return attributes(table, part, more, query, context);
  if (more.length > 0) throw notImplemented(`A path below EntityDefinitions/${part.name}`);
  if (collection === undefined) {
    const property = propertyOf(entityJson(table), part.name);
    if (property === undefined) throw notImplemented(`EntityDefinitions/${part.name}`);
    return { '@odata.context': context(`/${part.name}`), ...property };
  }
  if (part.key !== undefined) {
    const row = keyed(collection(), part.key, part.name);
    const type = TYPE_OF_COLLECTION[part.name] ?? '';
    return {
      '@odata.context': context(`/${part.name}/$entity`),
      ...one(list([row], { ...query, filter: undefined }, type)),
    };
  }
  return {
    '@odata.context': context(`/${part.name}`),
    value: list(collection(), query, TYPE_OF_COLLECTION[part.name] ?? ''),
  };
}

const TYPE_OF_COLLECTION: Readonly<Record<string, string>> = {
  Keys: 'EntityKeyMetadata',
  ManyToOneRelationships: 'OneToManyRelationshipMetadata',
  OneToManyRelationships: 'OneToManyRelationshipMetadata',
  ManyToManyRelationships: 'ManyToManyRelationshipMetadata',
};

function entities(registry: MetadataRegistry, tables: readonly Table[], query: MetadataQuery): Json[] {
  return tables.flatMap((table) => {
    const row = entityJson(table);
    if (query.filter !== undefined && !query.filter(row)) return [];
    const expanded: Record<string, unknown> = {};
    for (const [name, inner] of query.expand) {
      const answer = inTable(registry, table, [{ name, key: undefined }], inner, () => '', '');
      expanded[name] = answer['value'];
    }
    return [{ ...project(row, query, 'EntityMetadata'), ...expanded }];
  });
}

function attributes(
  table: Table,
  part: Segment,
  more: readonly Segment[],
  query: MetadataQuery,
  context: (suffix: string) => string,
): Json {
  const [cast, navigation, ...deeper] = more;
  const castName = cast?.name.replace(/^Microsoft\.Dynamics\.CRM\./, '');
  // "Cast to EnumAttributeMetadata isn't possible" (query-metadata-web-api).
  if (castName === 'EnumAttributeMetadata')
    throw badRequest(`The type cast 'Microsoft.Dynamics.CRM.${castName}' is not possible here.`);
  if (castName !== undefined && (!ATTRIBUTE_TYPES.has(castName) || deeper.length > 0)) {
    throw notImplemented(`The path Attributes/${more.map((each) => each.name).join('/')}`);
  }
  const fits = (column: Column): boolean =>
    castName === undefined || castName === 'AttributeMetadata' || attributeType(column) === castName;
  const type = castName ?? 'AttributeMetadata';
  const suffix = castName === undefined ? '' : `/Microsoft.Dynamics.CRM.${castName}`;
  if (part.key === undefined) {
    if (navigation !== undefined) throw notImplemented('A path below Attributes without a column');
    return {
      '@odata.context': context(`/Attributes${suffix}`),
      value: attributesOf(table)
        .filter(fits)
        .flatMap((column) => attribute(table, column, query, castName)),
    };
  }
  const column = attributesOf(table).find(
    (each) => each.logicalName === part.key || stableId('column', table.logicalName, each.logicalName) === part.key,
  );
  if (column === undefined || !fits(column))
    throw new DataverseError(
      404,
      '0x80060888',
      `Could not find an attribute with specified key '${part.key}' on ${table.logicalName}.`,
    );
  if (navigation !== undefined) {
    const found = attributeNavigations(column)[navigation.name];
    if (typeof found !== 'object' || found === null) throw notImplemented(`Attributes/${type}/${navigation.name}`);
    return {
      '@odata.context': context(`/Attributes${suffix}/${navigation.name}/$entity`),
      ...project(found as Json, query, 'OptionSetMetadata'),
    };
  }
  return {
    '@odata.context': context(`/Attributes${suffix}/$entity`),
    ...one(attribute(table, column, query, castName)),
  };
}

function attribute(table: Table, column: Column, query: MetadataQuery, cast: string | undefined): Json[] {
  const row = attributeJson(table, column);
  if (query.filter !== undefined && !query.filter(row)) return [];
  const expanded: Record<string, unknown> = {};
  for (const [name, inner] of query.expand) {
    // Options belong to the subtypes: without a cast the platform does not know the navigation either.
    const found = cast === undefined ? undefined : attributeNavigations(column)[name];
    if (found === undefined)
      throw new DataverseError(
        400,
        '0x80060888',
        `Could not find a property named '${name}' on type 'Microsoft.Dynamics.CRM.${cast ?? 'AttributeMetadata'}'.`,
      );
    expanded[name] = found === null ? null : project(found as Json, inner, 'OptionSetMetadata');
  }
  // $select of a subtype's property (MaxLength) needs the cast on the platform, too.
  const selectable = cast === undefined && query.select !== undefined ? baseAttributeJson(table, column) : row;
  return [{ ...project(selectable, query, cast ?? 'AttributeMetadata'), ...expanded }];
}

function globalChoices(
  registry: MetadataRegistry,
  first: Segment,
  rest: readonly Segment[],
  query: MetadataQuery,
  context: (suffix: string) => string,
): Json {
  const cast = rest[0]?.name.replace(/^Microsoft\.Dynamics\.CRM\./, '');
  if (rest.length > 1 || (cast !== undefined && cast !== 'OptionSetMetadata'))
    throw notImplemented(`GlobalOptionSetDefinitions/${rest.map((each) => each.name).join('/')}`);
  const type = 'OptionSetMetadata';
  const json = (choice: Parameters<typeof choiceJson>[0]): Json => ({
    '@odata.type': '#Microsoft.Dynamics.CRM.OptionSetMetadata',
    ...choiceJson(choice, 'Picklist', true),
  });
  if (first.key === undefined)
    return {
      '@odata.context': context('GlobalOptionSetDefinitions'),
      value: list(registry.globalChoices().map(json), query, type),
    };
  const choice =
    registry.globalChoice(first.key) ??
    registry.globalChoices().find((each) => stableId('choice', each.name) === first.key);
  if (choice === undefined)
    throw new DataverseError(404, '0x80060888', `Could not find an optionset with specified key: Name = ${first.key}.`);
  return { '@odata.context': context('GlobalOptionSetDefinitions/$entity'), ...project(json(choice), query, type) };
}

function list(rows: readonly Json[], query: MetadataQuery, type: string): Json[] {
  if (query.expand.size > 0) throw notImplemented(`$expand on ${type}`);
  return rows.filter((row) => query.filter === undefined || query.filter(row)).map((row) => project(row, query, type));
}

function one(rows: readonly Json[]): Json {
  return rows[0] ?? {};
}

export function tableOf(registry: MetadataRegistry, key: string): Table {
  const named = registry.table(key) ?? registry.tables().find((table) => stableId('table', table.logicalName) === key);
  if (named !== undefined && named.isPrivate !== true) return named;
  throw new DataverseError(404, '0x80060888', `Could not find an entity with specified key: LogicalName = ${key}.`);
}

export function segments(path: string): Segment[] {
  return path.split('/').map((part) => {
    const match = /^([^()]+)(?:\((?:(?:LogicalName|SchemaName|Name|MetadataId)=)?'?([^']*?)'?\))?$/.exec(part);
    if (match === null) throw notImplemented(`The path segment ${part}`);
    return { name: match[1] ?? '', key: match[2] };
  });
}
