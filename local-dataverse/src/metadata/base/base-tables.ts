/** Declares Microsoft's tables of our domain. */
import type { MetadataRegistry, Table } from '../types.ts';
import { BACKGROUND_FACTS, BACKGROUND_TABLES } from './background-tables.ts';
import { manyToManyOf, relationshipsOf } from './build-relationships.ts';
import { buildTable } from './build-table.ts';
import { CLOUD_FACTS, CLOUD_TABLES } from './cloud-tables.ts';
import { csdlData, type CsdlTable } from './csdl-data.ts';
import { FIELD_SECURITY_FACTS, FIELD_SECURITY_LINKS, FIELD_SECURITY_TABLES } from './field-security-tables.ts';
import { declarePrivateTables } from './private-tables.ts';
import { SALES_TABLES, TABLE_FACTS } from './facts/index.ts';

export interface BaseTableOptions {
  /** With Dynamics 365 Sales: lead, opportunity, list, listmember (default true). */
  readonly sales?: boolean;
}

/** Declares tables, columns, choices and relationships as a new environment has them. */
export function declareBaseTables(registry: MetadataRegistry, options: BaseTableOptions = {}): void {
  const left = new Set(options.sales === false ? SALES_TABLES : []);
  const tables = new Map(
    Object.entries({ ...csdlData().tables, ...CLOUD_TABLES, ...FIELD_SECURITY_TABLES, ...BACKGROUND_TABLES }).filter(
      ([name]) => !left.has(name),
    ),
  );
  const facts = new Map([
    ...TABLE_FACTS,
    ...[...CLOUD_FACTS, ...FIELD_SECURITY_FACTS, ...BACKGROUND_FACTS].map(
      (fact) => [fact.schemaName.toLowerCase(), fact] as const,
    ),
  ]);
  const exists = (name: string): boolean => tables.has(name);
  for (const [name, csdl] of tables) {
    const base = csdl.base === undefined ? undefined : tables.get(csdl.base);
    const table = buildTable({ name, csdl, fact: facts.get(name), exists, ...(base === undefined ? {} : { base }) });
    registry.declareTable({ ...table, columns: without(table.columns, left) });
  }
  const primaryIdOf = (name: string): string => registry.table(name)?.primaryId ?? `${name}id`;
  for (const [name, csdl] of tables) {
    for (const relationship of relationshipsOf(name, ownNavigations(csdl), exists, primaryIdOf))
      registry.declareOneToMany(relationship);
  }
  for (const manyToMany of [...csdlData().manyToMany.map(manyToManyOf), ...FIELD_SECURITY_LINKS]) {
    if (exists(manyToMany.table1) && exists(manyToMany.table2)) registry.declareManyToMany(manyToMany);
  }
  declarePrivateTables(registry);
}

/** A lookup that can only point to tables that are left out came with them. */
function without(columns: Table['columns'], left: ReadonlySet<string>): Table['columns'] {
  const stays = (targets: readonly string[] | undefined): boolean =>
    targets === undefined || targets.length === 0 || !targets.every((target) => left.has(target));
  return left.size === 0 ? columns : new Map([...columns].filter(([, column]) => stays(column.targets)));
}

/** A process stage or the like that merely shares a GUID is no lookup. */
function ownNavigations(csdl: CsdlTable): CsdlTable {
  return { ...csdl, navigations: csdl.navigations.filter(([, , column]) => column !== 'stageid') };
}

/** True when the platform has an action or function of that name (implemented here or not). */
export function isPlatformOperation(name: string): boolean {
  return operations().has(name);
}

let names: ReadonlySet<string> | undefined;
function operations(): ReadonlySet<string> {
  names ??= new Set([...csdlData().operations, ...CLOUD_OPERATIONS]);
  return names;
}

/** Operations of the cloud that the on-premises document lacks. */
const CLOUD_OPERATIONS = [
  'CreateMultiple',
  'UpdateMultiple',
  'UpsertMultiple',
  'DeleteMultiple',
  'StageSolution',
  'StageAndUpgrade',
  'StageAndUpgradeAsync',
  'DeleteAndPromoteAsync',
  'UninstallSolution',
  'UninstallSolutionAsync',
  'ImportSolutionAsync',
  'ExportSolutionAsync',
  'DownloadSolutionExportData',
  'PublishAllXmlAsync',
  'InitializeFileBlocksUpload',
  'UploadBlock',
  'CommitFileBlocksUpload',
];
