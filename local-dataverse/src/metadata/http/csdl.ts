/** The service's `$metadata` document (CSDL, OData 4.0) from the registry. */
import { COMPLEX_TYPES, OPERATIONS, OPERATION_IMPORTS } from './csdl-fixed.ts';
import { isTracked } from '../change-tracking.ts';
import { CHANGE_TRACKING, columnAnnotations, description } from './csdl-annotations.ts';
import { isShown } from './entities.ts';
import type { Column, MetadataRegistry, OneToMany, Table } from '../types.ts';

interface Documents {
  readonly version: number;
  /** By whether they are annotated. */
  readonly texts: Map<boolean, string>;
}

const cache = new WeakMap<MetadataRegistry, Documents>();

/**
 * The document; made once a metadata version.
 * @param annotated with what `?annotations=true` adds: `csdl-annotations.ts`
 */
export function csdlDocument(registry: MetadataRegistry, annotated = false): string {
  let kept = cache.get(registry);
  if (kept?.version !== registry.version) {
    kept = { version: registry.version, texts: new Map() };
    cache.set(registry, kept);
  }
  const known = kept.texts.get(annotated);
  if (known !== undefined) return known;
  const text = write(registry, annotated);
  kept.texts.set(annotated, text);
  return text;
}

function write(registry: MetadataRegistry, annotated: boolean): string {
  const tables = registry.tables().filter((table) => table.isPrivate !== true);
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">',
    '<edmx:DataServices>',
    '<Schema Namespace="Microsoft.Dynamics.CRM" Alias="mscrm" xmlns="http://docs.oasis-open.org/odata/ns/edm">',
    '<EntityType Name="crmbaseentity" Abstract="true" />',
    principal(registry),
    ...tables.map((table) => entityType(registry, table, annotated)),
    COMPLEX_TYPES,
    OPERATIONS,
    '<EntityContainer Name="System">',
    ...tables.map((table) => entitySet(registry, table, annotated)),
    OPERATION_IMPORTS,
    '</EntityContainer>',
    '</Schema>',
    '</edmx:DataServices>',
    '</edmx:Edmx>',
  ].join('\n');
}

/** Users and teams derive from `principal`: the collections of what an owner owns are declared there. */
function principal(registry: MetadataRegistry): string {
  const owned = registry.oneToMany('systemuser').filter((each) => each.viaOwner === true);
  return [
    '<EntityType Name="principal" BaseType="mscrm.crmbaseentity" Abstract="true">',
    '<Key><PropertyRef Name="ownerid" /></Key>',
    '<Property Name="ownerid" Type="Edm.Guid" />',
    ...owned.map(collection),
    '</EntityType>',
  ].join('\n');
}

const PRINCIPALS = new Set(['systemuser', 'team']);

function entityType(registry: MetadataRegistry, table: Table, annotated: boolean): string {
  const base = PRINCIPALS.has(table.logicalName) ? 'principal' : table.isActivity ? 'activitypointer' : 'crmbaseentity';
  const inherited = table.isActivity ? registry.table('activitypointer')?.columns : undefined;
  const own = [...table.columns.values()].filter(
    (column) => inherited?.has(column.logicalName) !== true && column.type !== 'PartyList',
  );
  const key = PRINCIPALS.has(table.logicalName) ? 'ownerid' : table.primaryId;
  const isAbstract = table.logicalName === 'activitypointer' ? ' Abstract="true"' : '';
  return [
    `<EntityType Name="${table.logicalName}" BaseType="mscrm.${base}"${isAbstract}>`,
    `<Key><PropertyRef Name="${key}" /></Key>`,
    ...(annotated ? description(table.description) : []),
    ...own.map((column) => property(column, annotated)),
    ...registry
      .manyToOne(table.logicalName)
      .filter((each) => isShown(each) && registry.table(each.referencedTable)?.isPrivate !== true)
      .map((each) => single(each, own)),
    ...registry
      .oneToMany(table.logicalName)
      .filter((each) => each.viaOwner !== true && registry.table(each.referencingTable) !== undefined)
      .map(collection),
    ...manyToMany(registry, table),
    ...alternateKeys(table),
    '</EntityType>',
  ].join('\n');
}

function property(column: Column, annotated: boolean): string {
  const [name, type] = edm(column);
  const head = `<Property Name="${name}" Type="${type}"${type === 'Edm.String' ? ' Unicode="false"' : type === 'Edm.Decimal' ? ' Scale="Variable"' : ''}`;
  const inner = annotated ? columnAnnotations(column) : [];
  return inner.length === 0 ? `${head} />` : [`${head}>`, ...inner, '</Property>'].join('\n');
}

/** Property name and EDM type of a column. */
function edm(column: Column): [name: string, type: string] {
  const { logicalName } = column;
  switch (column.type) {
    case 'Lookup':
    case 'Owner':
    case 'Customer':
      return [`_${logicalName}_value`, 'Edm.Guid'];
    case 'Uniqueidentifier':
    case 'File':
      return [logicalName, 'Edm.Guid'];
    case 'Integer':
    case 'Picklist':
    case 'State':
    case 'Status':
      return [logicalName, 'Edm.Int32'];
    case 'BigInt':
      return [logicalName, 'Edm.Int64'];
    case 'Decimal':
    case 'Money':
      return [logicalName, 'Edm.Decimal'];
    case 'Double':
      return [logicalName, 'Edm.Double'];
    case 'Boolean':
      return [logicalName, 'Edm.Boolean'];
    case 'ManagedProperty':
      return [logicalName, 'mscrm.BooleanManagedProperty'];
    case 'DateTime':
      return [logicalName, column.dateBehavior === 'DateOnly' ? 'Edm.Date' : 'Edm.DateTimeOffset'];
    case 'Image':
    case 'Virtual':
      return [logicalName, 'Edm.Binary'];
    default:
      return [logicalName, 'Edm.String'];
  }
}

/** The constraint stands only where the lookup's property is declared: activities inherit theirs. */
function single(relationship: OneToMany, own: readonly Column[]): string {
  const isOwner = relationship.viaOwner === true;
  const head = `<NavigationProperty Name="${relationship.lookupNavigation}" Type="mscrm.${isOwner ? 'principal' : relationship.referencedTable}" Nullable="false" Partner="${relationship.collectionNavigation}"`;
  const column = own.find(
    (each) => each.logicalName === relationship.referencingColumn && edm(each)[0].startsWith('_'),
  );
  if (column === undefined) return `${head} />`;
  const referenced = isOwner ? 'ownerid' : relationship.referencedColumn;
  return `${head}><ReferentialConstraint Property="_${column.logicalName}_value" ReferencedProperty="${referenced}" /></NavigationProperty>`;
}

function collection(relationship: OneToMany): string {
  return `<NavigationProperty Name="${relationship.collectionNavigation}" Type="Collection(mscrm.${relationship.referencingTable})" Partner="${relationship.lookupNavigation}" />`;
}

function manyToMany(registry: MetadataRegistry, table: Table): string[] {
  return registry.manyToMany(table.logicalName).map((each) => {
    const first = each.table1 === table.logicalName;
    const [name, other, partner] = first
      ? [each.navigation1, each.table2, each.navigation2]
      : [each.navigation2, each.table1, each.navigation1];
    return `<NavigationProperty Name="${name}" Type="Collection(mscrm.${other})" Partner="${partner}" />`;
  });
}

function alternateKeys(table: Table): string[] {
  if (table.keys.length === 0) return [];
  const records = table.keys.map((key) => {
    const parts = key.columns.map((name) => {
      const column = table.columns.get(name);
      const path = column === undefined ? name : edm(column)[0];
      return `<Record Type="OData.Community.Keys.V1.PropertyRef"><PropertyValue Property="Alias" String="${path}" /><PropertyValue Property="Name" PropertyPath="${path}" /></Record>`;
    });
    return `<Record Type="OData.Community.Keys.V1.AlternateKey"><PropertyValue Property="Key"><Collection>${parts.join('')}</Collection></PropertyValue></Record>`;
  });
  return [
    `<Annotation Term="OData.Community.Keys.V1.AlternateKeys"><Collection>${records.join('')}</Collection></Annotation>`,
  ];
}

function entitySet(registry: MetadataRegistry, table: Table, annotated: boolean): string {
  const setOf = (name: string): string | undefined => registry.table(name)?.entitySetName;
  const bindings: string[] = [];
  const bind = (path: string, target: string): void => {
    const set = setOf(target);
    if (set !== undefined) bindings.push(`<NavigationPropertyBinding Path="${path}" Target="${set}" />`);
  };
  for (const each of registry.manyToOne(table.logicalName))
    if (each.viaOwner !== true) bind(each.lookupNavigation, each.referencedTable);
  for (const each of registry.oneToMany(table.logicalName)) bind(each.collectionNavigation, each.referencingTable);
  for (const each of registry.manyToMany(table.logicalName)) {
    const first = each.table1 === table.logicalName;
    bind(first ? each.navigation1 : each.navigation2, first ? each.table2 : each.table1);
  }
  return [
    `<EntitySet Name="${table.entitySetName}" EntityType="Microsoft.Dynamics.CRM.${table.logicalName}">`,
    ...bindings,
    ...(annotated && isTracked(table) ? [CHANGE_TRACKING] : []),
    '</EntitySet>',
  ].join('\n');
}
