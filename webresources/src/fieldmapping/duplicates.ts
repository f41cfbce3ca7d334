import { fieldMappingMetadata as table } from '@activity-logging/activity-model/metadata';

const { columns } = table;

/** Two mappings in use that agree in all of this would write the same column twice. */
export interface Target {
  readonly kind: number;
  readonly table: number;
  readonly column: string;
  /** Empty: every source. */
  readonly source: string;
}

/** Columns that make the difference. */
export const comparedColumns = [
  columns.al_kind,
  columns.al_targettable,
  columns.al_targetcolumn,
  columns.al_sourcesystem,
  columns.al_enabled,
] as const;

/** Name of another mapping in use with the same target; undefined when there is none. */
export async function duplicateOf(target: Target, ownId: string): Promise<string | undefined> {
  const filter = [
    `${columns.al_kind} eq ${target.kind}`,
    `${columns.al_targettable} eq ${target.table}`,
    `${columns.al_targetcolumn} eq ${literal(target.column)}`,
    `${columns.al_sourcesystem} eq ${target.source === '' ? 'null' : literal(target.source)}`,
    `${columns.al_enabled} eq true`,
    `${columns.statecode} eq 0`,
    ...(ownId === '' ? [] : [`${table.primaryId} ne ${ownId}`]),
  ].join(' and ');
  const query = `?$select=${columns.al_name}&$top=1&$filter=${encodeURIComponent(filter)}`;
  const { entities } = await Xrm.WebApi.retrieveMultipleRecords(table.logicalName, query);
  const found: unknown = entities[0];
  if (typeof found !== 'object' || found === null) return undefined;
  return String(Reflect.get(found, columns.al_name) ?? '');
}

function literal(text: string): string {
  return `'${text.replace(/'/g, "''")}'`;
}
