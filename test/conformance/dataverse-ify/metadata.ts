/** Early-bound metadata as `dataverse-gen` writes it, made from what the server itself tells of its tables. */
import type { MetadataCache } from 'dataverse-ify';
import type { Service } from '../service.ts';

const TABLES = [
  'account',
  'contact',
  'lead',
  'task',
  'email',
  'phonecall',
  'appointment',
  'activityparty',
  'systemuser',
  't_thing',
];

interface Definition {
  readonly LogicalName: string;
  readonly EntitySetName: string;
  readonly PrimaryIdAttribute: string;
  readonly Attributes: readonly {
    LogicalName: string;
    AttributeType: string;
    AttributeTypeName: { Value: string } | null;
  }[];
  readonly ManyToOneRelationships: readonly {
    ReferencingAttribute: string;
    ReferencedEntity: string;
    ReferencingEntityNavigationPropertyName: string;
  }[];
}
interface DateColumn {
  readonly LogicalName: string;
  readonly Format: string;
  readonly DateTimeBehavior: { Value: string };
}
type Table = NonNullable<MetadataCache['entities']>[string];

const NUMBERS = new Set(['Integer', 'BigInt', 'Decimal', 'Double', 'Money']);
const CHOICES = new Set(['Picklist', 'State', 'Status']);

export async function readMetadata(service: Service): Promise<MetadataCache> {
  const tables = await Promise.all(TABLES.map((table) => readTable(service, table)));
  return { entities: Object.fromEntries(tables.map((table) => [table.logicalName, table])), actions: {} };
}

async function readTable(service: Service, name: string): Promise<Table> {
  const at = `EntityDefinitions(LogicalName='${name}')`;
  const table = (
    await service.send(
      'GET',
      `${at}?$select=LogicalName,EntitySetName,PrimaryIdAttribute&$expand=Attributes($select=LogicalName,AttributeType,AttributeTypeName),ManyToOneRelationships($select=ReferencingAttribute,ReferencedEntity,ReferencingEntityNavigationPropertyName)`,
    )
  ).json as Definition;
  const dates = (
    await service.send(
      'GET',
      `${at}/Attributes/Microsoft.Dynamics.CRM.DateTimeAttributeMetadata?$select=LogicalName,Format,DateTimeBehavior`,
    )
  ).json as { value: DateColumn[] };
  const attributeTypes: Record<string, string> = {};
  for (const { LogicalName, AttributeType, AttributeTypeName } of table.Attributes) {
    if (NUMBERS.has(AttributeType)) attributeTypes[LogicalName] = AttributeType;
    else if (CHOICES.has(AttributeType)) attributeTypes[LogicalName] = 'Optionset';
    else if (AttributeTypeName?.Value === 'MultiSelectPicklistType') attributeTypes[LogicalName] = 'MultiSelect';
  }
  for (const { LogicalName, Format, DateTimeBehavior } of dates.value)
    attributeTypes[LogicalName] = `${Format}:${DateTimeBehavior.Value}`;
  return {
    typeName: `mscrm.${name}`,
    logicalName: name,
    collectionName: table.EntitySetName,
    primaryIdAttribute: table.PrimaryIdAttribute,
    attributeTypes,
    navigation: navigations(table),
  };
}

/** Tables a lookup may point to, by its navigation: of one table the property itself, of several its name without the table. */
function navigations(table: Definition): Record<string, string[]> {
  const byColumn = Map.groupBy(table.ManyToOneRelationships, (each) => each.ReferencingAttribute);
  const found: Record<string, string[]> = { ownerid: ['principal'] };
  for (const [column, relationships] of byColumn) {
    const [first] = relationships;
    if (column === 'ownerid' || first === undefined) continue;
    const name = relationships.length > 1 ? column : first.ReferencingEntityNavigationPropertyName;
    found[name] = relationships.map((each) => each.ReferencedEntity);
  }
  return found;
}
