/** Tables, keys and relationships as EntityMetadata, EntityKeyMetadata and RelationshipMetadataBase. */
import { isTableAudited } from '../auditing.ts';
import { isTracked } from '../change-tracking.ts';
import { stableId } from '../stable-id.ts';
import type { AlternateKey, ManyToMany, MetadataRegistry, OneToMany, Table } from '../types.ts';
import { labelJson, managed, type Json } from './json.ts';

export function entityJson(table: Table): Json {
  const collection = table.entitySetName;
  return {
    MetadataId: stableId('table', table.logicalName),
    HasChanged: null,
    ActivityTypeMask: table.isActivity || table.logicalName === 'activitypointer' ? 1 : 0,
    LogicalName: table.logicalName,
    SchemaName: table.schemaName,
    EntitySetName: collection,
    LogicalCollectionName: collection,
    CollectionSchemaName: `${table.schemaName}${table.schemaName.endsWith('s') ? '' : 's'}`,
    ObjectTypeCode: table.objectTypeCode,
    DisplayName: labelJson(table.displayName, table.logicalName),
    DisplayCollectionName: labelJson(table.displayCollectionName, table.logicalName, 'collection'),
    Description: labelJson(table.description, table.logicalName, 'description'),
    OwnershipType: table.ownership,
    PrimaryIdAttribute: table.primaryId,
    PrimaryNameAttribute: table.primaryName ?? null,
    IsActivity: table.isActivity,
    IsActivityParty:
      table.isActivity ||
      ['account', 'contact', 'lead', 'systemuser', 'queue', 'opportunity'].includes(table.logicalName),
    IsCustomEntity: table.isCustom,
    IsCustomizable: managed(true, 'iscustomizable'),
    IsAuditEnabled: managed(isTableAudited(table), 'canmodifyauditsettings'),
    IsIntersect: INTERSECT.has(table.logicalName),
    IsManaged: !table.isCustom,
    IsPrivate: false,
    IconVectorName: table.iconVectorName ?? null,
    TableType: table.tableType ?? 'Standard',
    ChangeTrackingEnabled: isTracked(table),
    ...(table.isCustom ? { HasActivities: table.hasActivities ?? false, HasNotes: table.hasNotes ?? false } : {}),
  };
}

const INTERSECT = new Set(['systemuserroles', 'teamroles', 'teammembership', 'roleprivileges', 'appmoduleroles']);

export function keyJson(table: Table, key: AlternateKey): Json {
  return {
    MetadataId: stableId('key', table.logicalName, key.logicalName),
    HasChanged: null,
    DisplayName: labelJson({ 1033: key.schemaName }, table.logicalName, key.logicalName),
    LogicalName: key.logicalName,
    SchemaName: key.schemaName,
    EntityLogicalName: table.logicalName,
    KeyAttributes: key.columns,
    IsCustomizable: managed(true, 'iscustomizable'),
    IsManaged: false,
    EntityKeyIndexStatus: 'Active',
    AsyncJob: null,
  };
}

/** Relationships in which the table holds the lookup; an owner's appear once, to the table `owner`, as the platform has them. */
export function manyToOneJson(registry: MetadataRegistry, table: string): Json[] {
  return registry.manyToOne(table).filter(isShown).map(relationshipJson);
}

export function oneToManyJson(registry: MetadataRegistry, table: string): Json[] {
  return registry
    .oneToMany(table)
    .filter((each) => each.viaOwner !== true)
    .map(relationshipJson);
}

/** Our second half of an owner relationship (to team) is not shown apart. */
export function isShown(relationship: OneToMany): boolean {
  return relationship.viaOwner !== true || relationship.referencedTable === 'systemuser';
}

function relationshipJson(relationship: OneToMany): Json {
  const isOwner = relationship.viaOwner === true;
  return {
    ...common(relationship.schemaName, 'OneToManyRelationship', relationship.solution !== undefined),
    CascadeConfiguration: {
      Assign: 'NoCascade',
      Delete: relationship.cascadeDelete,
      Merge: 'NoCascade',
      Reparent: 'NoCascade',
      Share: 'NoCascade',
      Unshare: 'NoCascade',
      RollupView: 'NoCascade',
    },
    ReferencedAttribute: isOwner ? 'ownerid' : relationship.referencedColumn,
    ReferencedEntity: isOwner ? 'owner' : relationship.referencedTable,
    ReferencingAttribute: relationship.referencingColumn,
    ReferencingEntity: relationship.referencingTable,
    IsHierarchical: false,
    ReferencedEntityNavigationPropertyName: relationship.collectionNavigation,
    ReferencingEntityNavigationPropertyName: relationship.lookupNavigation,
  };
}

export function manyToManyJson(relationship: ManyToMany, registry: MetadataRegistry): Json {
  const idOf = (table: string): string => registry.table(table)?.primaryId ?? `${table}id`;
  return {
    ...common(relationship.schemaName, 'ManyToManyRelationship', relationship.solution !== undefined),
    Entity1LogicalName: relationship.table1,
    Entity2LogicalName: relationship.table2,
    IntersectEntityName: relationship.intersectTable,
    Entity1IntersectAttribute: relationship.intersectColumn1 ?? idOf(relationship.table1),
    Entity2IntersectAttribute: relationship.intersectColumn2 ?? idOf(relationship.table2),
    Entity1NavigationPropertyName: relationship.navigation1,
    Entity2NavigationPropertyName: relationship.navigation2,
  };
}

function common(schemaName: string, type: string, isCustom: boolean): Json {
  return {
    MetadataId: stableId('relationship', schemaName),
    HasChanged: null,
    IsCustomRelationship: isCustom,
    IsCustomizable: managed(true, 'iscustomizable'),
    IsValidForAdvancedFind: true,
    SchemaName: schemaName,
    SecurityTypes: 'None',
    IsManaged: !isCustom,
    RelationshipType: type,
    IntroducedVersion: null,
  };
}
