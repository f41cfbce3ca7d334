/** Columns and relationships that the platform gives every custom table. */
import { ownerRelationships } from '../metadata/base/build-relationships.ts';
import { SYSTEM_COLUMNS } from '../metadata/base/facts/index.ts';
import { label } from '../metadata/labels.ts';
import type { AlternateKey, Column, ColumnType, OneToMany, Table } from '../metadata/types.ts';

interface Lookup {
  readonly column: string;
  readonly target: string;
  /** Collection navigation on the target, `{table}` stands for the table's name. */
  readonly collection: string;
}

const LOOKUPS: readonly Lookup[] = [
  { column: 'createdby', target: 'systemuser', collection: 'lk_{table}_createdby' },
  { column: 'createdonbehalfby', target: 'systemuser', collection: 'lk_{table}_createdonbehalfby' },
  { column: 'modifiedby', target: 'systemuser', collection: 'lk_{table}_modifiedby' },
  { column: 'modifiedonbehalfby', target: 'systemuser', collection: 'lk_{table}_modifiedonbehalfby' },
];
const OWNED: readonly Lookup[] = [
  { column: 'owningbusinessunit', target: 'businessunit', collection: 'business_unit_{table}' },
  { column: 'owninguser', target: 'systemuser', collection: 'user_{table}' },
  { column: 'owningteam', target: 'team', collection: 'team_{table}' },
];
const ORGANIZATION: Lookup = { column: 'organizationid', target: 'organization', collection: 'organization_{table}' };
const PLAIN: Readonly<Record<string, ColumnType>> = {
  createdon: 'DateTime',
  modifiedon: 'DateTime',
  overriddencreatedon: 'DateTime',
  versionnumber: 'BigInt',
  importsequencenumber: 'Integer',
  timezoneruleversionnumber: 'Integer',
  utcconversiontimezonecode: 'Integer',
};

/** Columns of standard tables that elastic ones do not have. */
const NOT_ELASTIC = new Set(['timezoneruleversionnumber', 'utcconversiontimezonecode']);

type Ownership = Table['ownership'];

/** Columns of a new table besides its own: who, when, owner, state. */
export function systemColumns(
  table: string,
  primaryId: string,
  ownership: Ownership,
  tableType: Table['tableType'] = 'Standard',
): Column[] {
  const isElastic = tableType === 'Elastic';
  const lookups = lookupsOf(ownership).map(({ column, target }) => build(column, 'Lookup', { targets: [target] }));
  const owner = ownership === 'UserOwned' ? [build('ownerid', 'Owner', { targets: ['systemuser', 'team'] })] : [];
  return [
    build(primaryId, 'Uniqueidentifier', { required: 'SystemRequired', validForUpdate: false }),
    ...Object.entries(PLAIN)
      .filter(([name]) => !isElastic || !NOT_ELASTIC.has(name))
      .map(([name, type]) => build(name, type, {})),
    ...lookups,
    ...owner,
    ...(isElastic ? elasticColumns() : stateColumns(table)),
  ];
}

/** Partition and time to live, instead of a state (elastic-tables; create-elastic-tables: no State and Status columns). */
function elasticColumns(): Column[] {
  return [
    build('partitionid', 'String', {
      schemaName: 'PartitionId',
      displayName: label('Partition Id'),
      maxLength: 100,
      format: 'Text',
      // "You can't change the value later" (elastic-tables).
      validForUpdate: false,
    }),
    build('ttlinseconds', 'Integer', {
      schemaName: 'TTLInSeconds',
      displayName: label('Time to live'),
      minValue: 0,
      maxValue: 2_147_483_647,
      format: 'None',
    }),
  ];
}

/** Each elastic table has one alternate key, made by the platform (create-elastic-tables, "Alternate keys"). */
export function elasticKey(primaryId: string): AlternateKey {
  return {
    schemaName: 'KeyForNoSqlEntityWithPKPartitionId',
    logicalName: 'keyfornosqlentitywithpkpartitionid',
    columns: [primaryId, 'partitionid'],
  };
}

/** Relationships of those columns. */
export function systemRelationships(table: string, ownership: Ownership): OneToMany[] {
  const plain = lookupsOf(ownership).map(({ column, target, collection }): OneToMany => {
    const name = collection.replace('{table}', table);
    return {
      schemaName: name,
      referencedTable: target,
      referencedColumn: `${target}id`,
      referencingTable: table,
      referencingColumn: column,
      lookupNavigation: column,
      collectionNavigation: name,
      cascadeDelete: 'NoCascade',
    };
  });
  if (ownership !== 'UserOwned') return plain;
  const owner = ownerRelationships({
    schemaName: `owner_${table}`,
    referencingTable: table,
    referencingColumn: 'ownerid',
    lookupNavigation: 'ownerid',
    collectionNavigation: `owner_${table}`,
    cascadeDelete: 'NoCascade',
  });
  return [...plain, ...owner];
}

/** Currency columns that the first money column of a table brings. */
export function currencyColumns(): Column[] {
  return [
    build('transactioncurrencyid', 'Lookup', { targets: ['transactioncurrency'] }),
    build('exchangerate', 'Decimal', {}),
  ];
}

/** The same amount in the base currency. */
export function baseAmount(column: Column): Column {
  return {
    ...column,
    logicalName: `${column.logicalName}_base`,
    schemaName: `${column.schemaName}_Base`,
    validForCreate: false,
    validForUpdate: false,
    required: 'None',
  };
}

function lookupsOf(ownership: Ownership): readonly Lookup[] {
  if (ownership === 'UserOwned') return [...LOOKUPS, ...OWNED];
  return ownership === 'OrganizationOwned' ? [...LOOKUPS, ORGANIZATION] : LOOKUPS;
}

function build(logicalName: string, type: ColumnType, extra: Partial<Column>): Column {
  const [schemaName, fact] = Object.entries(SYSTEM_COLUMNS).find(([name]) => name.toLowerCase() === logicalName) ?? [
    logicalName,
    {},
  ];
  const { options: _options, added: _added, ...known } = fact;
  return {
    logicalName,
    schemaName,
    displayName: label(schemaName),
    required: 'None',
    validForCreate: true,
    validForUpdate: true,
    validForRead: true,
    isCustom: false,
    ...known,
    ...extra,
    type,
  };
}

function stateColumns(table: string): Column[] {
  const states = [
    { value: 0, label: label('Active', 'Aktiv'), defaultStatus: 1 },
    { value: 1, label: label('Inactive', 'Inaktiv'), defaultStatus: 2 },
  ];
  const statuses = [
    { value: 1, label: label('Active', 'Aktiv'), state: 0 },
    { value: 2, label: label('Inactive', 'Inaktiv'), state: 1 },
  ];
  return [
    build('statecode', 'State', {
      displayName: label('Status', 'Status'),
      required: 'SystemRequired',
      validForCreate: false,
      defaultValue: 0,
      choice: { name: `${table}_statecode`, isGlobal: false, options: states },
    }),
    build('statuscode', 'Status', {
      displayName: label('Status Reason', 'Statusgrund'),
      choice: { name: `${table}_statuscode`, isGlobal: false, options: statuses },
    }),
  ];
}
