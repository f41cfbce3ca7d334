import { z } from 'zod';
import type { DataverseClient } from './client.ts';

export interface ColumnInfo {
  /** `AttributeType` of the platform, e.g. `String`, `Memo`, `Lookup`. */
  readonly type: string;
  /** String and Memo: UTF-16 code units. */
  readonly maxLength?: number;
  /** String: `Email`, `Text` … */
  readonly format?: string;
}

/** What the bridge must know of a table to write its rows; names are read, never built. */
export interface TableInfo {
  readonly table: string;
  readonly set: string;
  readonly primaryId: string;
  readonly columns: ReadonlyMap<string, ColumnInfo>;
  /** Navigation property for `@odata.bind` of a lookup to a table; `undefined` when there is no such relationship. */
  navigation(column: string, target: string): string | undefined;
  /** Collection of an activity's parties. */
  readonly parties?: string;
}

export interface Metadata {
  /** @throws PassingFailure, DataverseError; an unknown table is `undefined`. */
  table(name: string): Promise<TableInfo | undefined>;
  /** Forgets everything: a solution was imported, a column was missing. */
  refresh(): void;
}

const definitions = z.object({
  value: z.array(z.object({ LogicalName: z.string(), EntitySetName: z.string(), PrimaryIdAttribute: z.string() })),
});
const attributes = z.object({ value: z.array(z.object({ LogicalName: z.string(), AttributeType: z.string() })) });
const strings = z.object({
  value: z.array(z.object({ LogicalName: z.string(), MaxLength: z.number().nullish(), Format: z.string().nullish() })),
});
const lookups = z.object({
  value: z.array(
    z.object({
      ReferencingAttribute: z.string(),
      ReferencedEntity: z.string(),
      ReferencingEntityNavigationPropertyName: z.string(),
    }),
  ),
});
const collections = z.object({
  value: z.array(z.object({ ReferencingAttribute: z.string(), ReferencedEntityNavigationPropertyName: z.string() })),
});

/** Tables an owner can be. */
const principals = new Set(['systemuser', 'team']);

/** Table definitions of the organisation, each asked for once (facts §9). */
export function metadataCache(client: DataverseClient): Metadata {
  let tables = new Map<string, Promise<TableInfo | undefined>>();
  return {
    table(name) {
      let known = tables.get(name);
      if (!known) {
        known = readTable(client, name);
        tables.set(name, known);
        // What could not be read is asked for again.
        known.catch(() => tables.delete(name));
      }
      return known;
    },
    refresh() {
      tables = new Map();
    },
  };
}

async function readTable(client: DataverseClient, name: string): Promise<TableInfo | undefined> {
  const found = definitions.parse(
    await client.read(
      `EntityDefinitions?$select=LogicalName,EntitySetName,PrimaryIdAttribute&$filter=LogicalName eq '${name}'`.replaceAll(
        ' ',
        '%20',
      ),
    ),
  ).value[0];
  if (!found) return undefined;
  const root = `EntityDefinitions(LogicalName='${name}')`;
  const cast = (type: string, select: string): string =>
    `${root}/Attributes/Microsoft.Dynamics.CRM.${type}AttributeMetadata?$select=${select}`;
  const [all, string, memo, many, one] = await Promise.all([
    client.read(`${root}/Attributes?$select=LogicalName,AttributeType`),
    client.read(cast('String', 'LogicalName,MaxLength,Format')),
    client.read(cast('Memo', 'LogicalName,MaxLength')),
    client.read(
      `${root}/ManyToOneRelationships?$select=ReferencingAttribute,ReferencedEntity,ReferencingEntityNavigationPropertyName`,
    ),
    client.read(
      `${root}/OneToManyRelationships?$select=ReferencingAttribute,ReferencedEntityNavigationPropertyName&$filter=ReferencingEntity%20eq%20'activityparty'`,
    ),
  ]);

  const columns = new Map<string, ColumnInfo>();
  for (const { LogicalName, AttributeType } of attributes.parse(all).value)
    columns.set(LogicalName, { type: AttributeType });
  for (const { LogicalName, MaxLength, Format } of [...strings.parse(string).value, ...strings.parse(memo).value]) {
    const type = columns.get(LogicalName)?.type ?? 'String';
    columns.set(LogicalName, {
      type,
      ...(MaxLength ? { maxLength: MaxLength } : {}),
      ...(Format ? { format: Format } : {}),
    });
  }

  const navigations = new Map<string, string>();
  for (const { ReferencingAttribute, ReferencedEntity, ReferencingEntityNavigationPropertyName } of lookups.parse(many)
    .value) {
    navigations.set(`${ReferencingAttribute}|${ReferencedEntity}`, ReferencingEntityNavigationPropertyName);
  }
  const parties = collections
    .parse(one)
    .value.find(({ ReferencingAttribute }) => ReferencingAttribute === 'activityid');
  return {
    table: name,
    set: found.EntitySetName,
    primaryId: found.PrimaryIdAttribute,
    columns,
    navigation(column, target) {
      const exact = navigations.get(`${column}|${target}`);
      if (exact || column !== 'ownerid' || !principals.has(target)) return exact;
      // An owner's relationship is one to the common base of users and teams.
      return navigations.get('ownerid|owner') ?? navigations.get('ownerid|principal') ?? 'ownerid';
    },
    ...(parties ? { parties: parties.ReferencedEntityNavigationPropertyName } : {}),
  };
}
