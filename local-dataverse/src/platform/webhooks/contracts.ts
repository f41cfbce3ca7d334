/** Values as the platform's JSON serializer writes them (data contracts of Microsoft.Xrm.Sdk). Pure. Source: facts §6. */
import type { ColumnValue, RowRef, Values } from '../../engine/types.ts';
import type { Column, MetadataRegistry } from '../../metadata/types.ts';

export interface Pair {
  readonly key: string;
  readonly value: unknown;
}

export interface EntityJson {
  readonly __type?: string;
  readonly Attributes: readonly Pair[];
  readonly EntityState: null;
  readonly FormattedValues: readonly Pair[];
  readonly Id: string;
  readonly KeyAttributes: readonly Pair[];
  readonly LogicalName: string;
  readonly RelatedEntities: readonly Pair[];
  readonly RowVersion: null;
}

export interface ReferenceJson {
  readonly __type?: string;
  readonly Id: string;
  readonly KeyAttributes: readonly Pair[];
  readonly LogicalName: string;
  readonly Name: string | null;
  readonly RowVersion: null;
}

export const EMPTY_ID = '00000000-0000-0000-0000-000000000000';

export function typeName(contract: string): string {
  return `${contract}:http://schemas.microsoft.com/xrm/2011/Contracts`;
}

/** `/Date(1506384247000)/` from ISO text (a date without a time: midnight UTC). */
export function dateJson(iso: string): string {
  return `/Date(${Date.parse(iso)})/`;
}

export function optionJson(value: number): { readonly __type: string; readonly Value: number } {
  return { __type: typeName('OptionSetValue'), Value: value };
}

/** A reference where any type may stand, so that it names its own. */
export function referenceJson(ref: RowRef): ReferenceJson {
  return { __type: typeName('EntityReference'), ...plainReference(ref.table, ref.id, null) };
}

/** A reference where the contract leaves no other type (OwningExtension). */
export function plainReference(table: string, id: string, name: string | null): ReferenceJson {
  return { Id: id, KeyAttributes: [], LogicalName: table, Name: name, RowVersion: null };
}

/** A row without the type name, as images carry it. */
export function entityJson(metadata: MetadataRegistry, table: string, id: string, values: Values): EntityJson {
  const columns = metadata.table(table)?.columns;
  const attributes = Object.entries(values).flatMap(([key, value]) => {
    const column = columns?.get(key);
    return column !== undefined && isSent(column) ? { key, value: columnJson(column, value) } : [];
  });
  return {
    Attributes: attributes,
    EntityState: null,
    FormattedValues: [],
    Id: id,
    KeyAttributes: [],
    LogicalName: table,
    RelatedEntities: [],
    RowVersion: null,
  };
}

/** Secrets (authvalue and its like) and columns the table only inherits stay here. */
function isSent(column: Column): boolean {
  return column.validForRead && column.inheritedOnly !== true;
}

function columnJson(column: Column, value: ColumnValue): unknown {
  if (value === null) return null;
  if (isList(value)) return value.map(optionJson);
  if (typeof value === 'object') return referenceJson(value);
  switch (column.type) {
    case 'Picklist':
    case 'State':
    case 'Status':
      return optionJson(Number(value));
    case 'Money':
      return { __type: typeName('Money'), Value: value };
    case 'ManagedProperty':
      return {
        __type: typeName('BooleanManagedProperty'),
        CanBeChanged: true,
        ManagedPropertyLogicalName: column.logicalName,
        Value: value,
      };
    case 'DateTime':
      return dateJson(String(value));
    default:
      return value;
  }
}

function isList(value: ColumnValue): value is readonly number[] {
  return Array.isArray(value);
}
