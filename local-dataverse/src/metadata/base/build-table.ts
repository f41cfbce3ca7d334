/** Joins what the `$metadata` document says of a table with the facts about it. */
import { label } from '../labels.ts';
import type { Choice, Column, ColumnType, Table } from '../types.ts';
import type { CsdlTable } from './csdl-data.ts';
import { SYSTEM_COLUMNS } from './facts/index.ts';
import type { ColumnFact, TableFact } from './facts/dsl.ts';

/** Columns of activitypointer that task, email … inherit in OData without having such an attribute of their own. */
const INHERITED_ONLY: Readonly<Record<string, string>> = {
  task: 'community deliverylastattemptedon deliveryprioritycode exchangeitemid exchangeweblink instancetypecode ismapiprivate leftvoicemail postponeactivityprocessinguntil sendermailboxid senton seriesid',
  phonecall:
    'community deliverylastattemptedon deliveryprioritycode exchangeitemid exchangeweblink instancetypecode ismapiprivate postponeactivityprocessinguntil sendermailboxid senton seriesid',
  email: 'community exchangeitemid exchangeweblink instancetypecode ismapiprivate leftvoicemail seriesid',
  appointment:
    'community deliverylastattemptedon deliveryprioritycode exchangeitemid exchangeweblink leftvoicemail postponeactivityprocessinguntil sendermailboxid senton',
};

/** Columns that the platform computes or sets, wherever they appear. */
const READ_ONLY =
  /^(createdby|createdon|createdonbehalfby|modifiedby|modifiedon|modifiedonbehalfby|versionnumber|owning(user|team|businessunit|extension)|masterid|\w+_base|entityimageid|solutionid|\w+idunique)$/;

const TYPE_OF_EDM: Readonly<Record<string, ColumnType>> = {
  BooleanManagedProperty: 'ManagedProperty',
  Boolean: 'Boolean',
  Date: 'DateTime',
  DateTimeOffset: 'DateTime',
  Decimal: 'Decimal',
  Double: 'Double',
  Guid: 'Uniqueidentifier',
  Int32: 'Integer',
  Int64: 'BigInt',
  String: 'String',
};

export interface TableSource {
  readonly name: string;
  readonly csdl: CsdlTable;
  /** Columns come first from here (activities: activitypointer). */
  readonly base?: CsdlTable;
  readonly fact: TableFact | undefined;
  /** True for tables this Dataverse has: lookups name only those. */
  readonly exists: (table: string) => boolean;
}

/** Makes the table with all its columns; relationships are declared apart. */
export function buildTable(source: TableSource): Table {
  const { name, csdl, base, fact } = source;
  const primaryId = base === undefined ? ownKey(name, csdl) : csdl.key;
  const properties = [...(base === undefined ? [] : propertiesOf(base)), ...propertiesOf(csdl)];
  const facts = new Map(
    Object.entries({ ...SYSTEM_COLUMNS, ...fact?.columns }).map(([schemaName, each]) => [
      schemaName.toLowerCase(),
      { schemaName, each },
    ]),
  );
  const names = new Set(properties.map(([property]) => unwrap(property)));
  const hidden = new Set((INHERITED_ONLY[name] ?? '').split(' '));
  const columns = new Map<string, Column>();
  for (const [property, edm] of properties) {
    const logicalName = unwrap(property);
    const known = facts.get(logicalName);
    const column = buildColumn(
      source,
      logicalName,
      known?.schemaName,
      known?.each ?? {},
      guess(property, edm, names),
      logicalName === primaryId,
    );
    columns.set(
      logicalName,
      hidden.has(logicalName)
        ? { ...column, inheritedOnly: true, validForCreate: false, validForUpdate: false }
        : column,
    );
  }
  for (const [logicalName, { schemaName, each }] of facts) {
    if (each.added !== true || columns.has(logicalName)) continue;
    columns.set(logicalName, buildColumn(source, logicalName, schemaName, each, {}, false));
  }
  return {
    logicalName: name,
    schemaName: fact?.schemaName ?? name,
    entitySetName: csdl.set,
    objectTypeCode: fact?.objectTypeCode ?? 0,
    displayName: fact?.displayName ?? label(name),
    displayCollectionName: fact?.displayCollectionName ?? label(csdl.set),
    primaryId,
    ...(fact?.primaryName === undefined ? {} : { primaryName: fact.primaryName }),
    ownership: fact?.ownership ?? 'None',
    isActivity: base !== undefined,
    isCustom: false,
    ...(fact?.tableType === undefined ? {} : { tableType: fact.tableType }),
    columns,
    keys: fact?.keys ?? [],
  };
}

/** systemuser and team are keyed by `ownerid` in OData (both derive from principal); their primary id column is their own. */
function ownKey(name: string, csdl: CsdlTable): string {
  return csdl.key === 'ownerid' ? `${name}id` : csdl.key;
}

function buildColumn(
  source: TableSource,
  logicalName: string,
  schemaName: string | undefined,
  fact: ColumnFact,
  guessed: Partial<Column>,
  isPrimaryId: boolean,
): Column {
  const { options, added: _added, ...said } = fact;
  const type = pickType(guessed.type, said.type);
  const writable = !READ_ONLY.test(logicalName) && type !== 'Virtual';
  const targets = targetsOf(source, logicalName, said.targets);
  const isReference = type === 'Lookup' || type === 'Customer' || type === 'Owner' || type === 'PartyList';
  return {
    logicalName,
    schemaName: schemaName ?? logicalName,
    displayName: label(logicalName),
    required: isPrimaryId ? 'SystemRequired' : 'None',
    validForCreate: writable,
    validForUpdate: writable && !isPrimaryId,
    validForRead: true,
    isCustom: false,
    ...guessed,
    ...said,
    type,
    ...(options === undefined ? {} : { choice: choiceOf(source.name, logicalName, schemaName, options) }),
    ...(isReference ? { targets } : {}),
  };
}

/** What the document fixes (a GUID stays a GUID) wins; what it leaves open (Int32: number or choice) the facts decide. */
function pickType(guessed: ColumnType | undefined, said: ColumnType | undefined): ColumnType {
  if (guessed === undefined) return said ?? 'String';
  if (said === undefined) return guessed;
  const open: Readonly<Partial<Record<ColumnType, readonly ColumnType[]>>> = {
    Integer: ['Picklist', 'State', 'Status'],
    String: ['Memo', 'EntityName', 'MultiSelectPicklist'],
    Decimal: ['Money'],
    Money: ['Decimal'],
    Lookup: ['Owner', 'Customer'],
  };
  return open[guessed]?.includes(said) === true ? said : guessed;
}

function guess(property: string, edm: string, names: ReadonlySet<string>): Partial<Column> {
  if (property !== unwrap(property)) return { type: 'Lookup' };
  if (edm === 'Binary') return { type: property === 'entityimage' ? 'Image' : 'Virtual' };
  if (edm === 'Date') return { type: 'DateTime', format: 'DateOnly', dateBehavior: 'DateOnly' };
  if (edm === 'DateTimeOffset') return { type: 'DateTime', format: 'DateAndTime', dateBehavior: 'UserLocal' };
  if (edm === 'Decimal' && (property.endsWith('_base') || names.has(`${property}_base`)))
    return { type: 'Money', precision: 2 };
  return { type: TYPE_OF_EDM[edm] ?? 'String' };
}

function targetsOf(source: TableSource, column: string, said: readonly string[] | undefined): readonly string[] {
  const navigations = [...source.csdl.navigations, ...(source.base?.navigations ?? [])];
  const all = said ?? [...new Set(navigations.filter((each) => each[2] === column).map((each) => each[1]))];
  const existing = all.filter((table) => source.exists(table));
  return existing.length > 0 ? existing : all;
}

function choiceOf(table: string, column: string, schemaName: string | undefined, options: Choice['options']): Choice {
  return { name: `${table}_${(schemaName ?? column).toLowerCase()}`, isGlobal: false, options };
}

function propertiesOf(csdl: CsdlTable): [property: string, edm: string][] {
  return Object.entries(csdl.properties).flatMap(([edm, names]) =>
    names.split(' ').map((name): [string, string] => [name, edm]),
  );
}

function unwrap(property: string): string {
  return property.replace(/^_(.*)_value$/, '$1');
}
