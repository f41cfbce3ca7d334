/** `<Entity>` elements → tables and columns. Forms, views and charts of a table are read apart. */
import { notImplemented } from '../../engine/errors.ts';
import type { AlternateKey, Choice, Column, MetadataRegistry, Table } from '../../metadata/types.ts';
import { activityColumns } from '../activity-table.ts';
import { baseAmount, currencyColumns, elasticKey, systemColumns } from '../system-columns.ts';
import { child, children, fail, flag, labels, needAttribute, needText, text, type Element } from './xml.ts';
import { readColumn, type ImportedColumn } from './columns.ts';
import type { TableImport } from './package.ts';

const FILE = 'customizations.xml';

/**
 * Reads one table.
 * @param registry what the organisation has: an Entity that exists there only gets columns added
 * @param solution unique name of the solution, kept with what it brings
 */
export function readTable(
  element: Element,
  registry: MetadataRegistry,
  choices: ReadonlyMap<string, Choice>,
  solution: string,
): TableImport {
  const entity = child(child(element, 'EntityInfo'), 'entity');
  const name = child(element, 'Name') ?? fail(FILE, element, 'Name is missing');
  const schemaName = entity === undefined ? (name.textContent ?? '').trim() : needAttribute(FILE, entity, 'Name');
  const logicalName = schemaName.toLowerCase();
  const global = (choice: string): Choice | undefined => choices.get(choice) ?? registry.globalChoice(choice);
  const read = children(child(entity, 'attributes'), 'attribute').map((each) => readColumn(FILE, each, global));
  const doubled = repeated(read.map((each) => each.column.logicalName));
  if (doubled !== undefined) fail(FILE, element, `the column '${doubled}' appears twice in '${logicalName}'`);
  const existing = registry.table(logicalName);
  const keys = children(child(entity, 'EntityKeys'), 'EntityKey').map(readKey);
  if (existing !== undefined && !existing.isCustom) return addition(existing, read, keys, solution);
  const primary = read.find((each) => each.isPrimaryKey);
  // Only the table's own package says how it is made; an Entity without a key adds to somebody else's table.
  // That this one is there is checked with everything else the package needs.
  if (entity === undefined || primary === undefined)
    return existing === undefined
      ? { logicalName, definition: undefined, columns: read.map((each) => each.column), keys }
      : addition(existing, read, keys, solution);
  return newTable(registry, { element, entity, schemaName, read, primary, keys, solution });
}

interface NewTable {
  readonly element: Element;
  readonly entity: Element;
  readonly schemaName: string;
  readonly read: readonly ImportedColumn[];
  readonly primary: ImportedColumn;
  readonly keys: readonly AlternateKey[];
  readonly solution: string;
}

function newTable(
  registry: MetadataRegistry,
  { element, entity, schemaName, read, primary, keys, solution }: NewTable,
): TableImport {
  const isActivity = flag(entity, 'IsActivity') ?? false;
  const tableType = readTableType(entity, schemaName);
  const logicalName = schemaName.toLowerCase();
  const ownership = ownershipOf(entity);
  const primaryName = read.find((each) => each.isPrimaryName)?.column.logicalName;
  const icon = text(entity, 'IconVectorName');
  const definition: TableImport['definition'] = {
    logicalName,
    schemaName,
    entitySetName: needText(FILE, entity, 'EntitySetName'),
    displayName: labels(entity, 'LocalizedNames'),
    displayCollectionName: labels(entity, 'LocalizedCollectionNames'),
    description: labels(entity, 'Descriptions'),
    primaryId: primary.column.logicalName,
    ownership,
    isActivity,
    ...(tableType === 'Elastic' ? { tableType } : {}),
    changeTracking: flag(entity, 'ChangeTrackingEnabled') ?? false,
    hasActivities: flag(entity, 'HasRelatedActivities') ?? false,
    hasNotes: flag(entity, 'HasRelatedNotes') ?? false,
    isCustom: true,
    isAuditEnabled: flag(entity, 'IsAuditEnabled') ?? false,
    solution,
    ...(primaryName === undefined ? {} : { primaryName }),
    ...(icon ? { iconVectorName: icon } : {}),
  };
  if (primaryName === undefined)
    fail(FILE, element, `the table '${logicalName}' has no column with DisplayMask PrimaryName`);
  const columns = new Map(
    (isActivity
      ? activityColumns(registry, logicalName)
      : systemColumns(logicalName, primary.column.logicalName, ownership, tableType)
    ).map((column) => [column.logicalName, column]),
  );
  for (const { column } of read)
    columns.set(column.logicalName, merge(columns.get(column.logicalName), column, solution));
  addMoney(columns, solution);
  return {
    logicalName,
    definition,
    columns: [...columns.values()],
    keys: [...keys, ...(tableType === 'Elastic' ? [elasticKey(primary.column.logicalName)] : [])],
  };
}

/** Columns a package adds to a table that exists; the table's own columns take over labels and lengths. */
function addition(
  existing: Table,
  read: readonly ImportedColumn[],
  keys: AlternateKey[],
  solution: string,
): TableImport {
  const columns = new Map<string, Column>();
  for (const { column } of read)
    columns.set(column.logicalName, merge(existing.columns.get(column.logicalName), column, solution));
  addMoney(columns, solution, existing);
  return { logicalName: existing.logicalName, definition: undefined, columns: [...columns.values()], keys };
}

/** A system column keeps what the platform fixes; everything else comes from the package. */
function merge(known: Column | undefined, column: Column, solution: string): Column {
  if (known === undefined || known.isCustom) return { ...column, solution };
  const isState = known.type === 'State' || known.type === 'Status';
  return {
    ...known,
    displayName: { ...known.displayName, ...column.displayName },
    isAuditEnabled: column.isAuditEnabled ?? false,
    ...(known.required === 'SystemRequired' ? {} : { required: column.required }),
    ...(isState && column.choice !== undefined ? { choice: column.choice } : {}),
  };
}

function addMoney(columns: Map<string, Column>, solution: string, existing?: Table): void {
  const amounts = [...columns.values()].filter(
    (column) => column.type === 'Money' && column.isCustom && !column.logicalName.endsWith('_base'),
  );
  if (amounts.length === 0) return;
  for (const column of currencyColumns())
    if (existing?.columns.has(column.logicalName) !== true && !columns.has(column.logicalName))
      columns.set(column.logicalName, column);
  for (const amount of amounts) {
    const base = baseAmount(amount);
    if (!columns.has(base.logicalName)) columns.set(base.logicalName, { ...base, solution });
  }
}

/** @throws DataverseError 501 for virtual tables and what else is neither standard nor elastic */
function readTableType(entity: Element, schemaName: string): NonNullable<Table['tableType']> {
  const given = text(entity, 'TableType') ?? 'Standard';
  if (given === 'Standard' || given === 'Elastic') return given;
  throw notImplemented(`A table of type ${given} (${schemaName})`);
}

function ownershipOf(entity: Element): Table['ownership'] {
  const mask = text(entity, 'OwnershipTypeMask');
  if (mask === 'UserOwned' || mask === 'TeamOwned') return 'UserOwned';
  if (mask === 'OrgOwned') return 'OrganizationOwned';
  return fail(FILE, entity, `OwnershipTypeMask is '${mask ?? ''}'`);
}

function readKey(element: Element): AlternateKey {
  const columns = children(child(element, 'EntityKeyAttributes'), 'AttributeName').map((each) =>
    (each.textContent ?? '').trim().toLowerCase(),
  );
  if (columns.length === 0) fail(FILE, element, 'the key has no columns');
  return {
    schemaName: needText(FILE, element, 'Name'),
    logicalName: needText(FILE, element, 'LogicalName').toLowerCase(),
    columns,
  };
}

function repeated(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find((name) => seen.size === seen.add(name).size);
}
