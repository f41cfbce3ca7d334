/** Shape of `generated/csdl.json`: what the extractor took from a real `$metadata` document. */
import { readFileSync } from 'node:fs';

/** Navigation name, table it leads to, lookup column, collection navigation on the other side. */
export type CsdlNavigation = [name: string, target: string, column: string, partner: string];
/** Schema name, first and second table, navigation on the first and on the second. */
export type CsdlManyToMany = [
  schemaName: string,
  table1: string,
  table2: string,
  navigation1: string,
  navigation2: string,
];

export interface CsdlTable {
  /** Table whose columns this one inherits (activities: activitypointer). */
  readonly base?: string;
  readonly key: string;
  readonly set: string;
  /** EDM type without namespace → names of the properties, blank-separated; lookups as `_name_value`. */
  readonly properties: Readonly<Record<string, string>>;
  readonly navigations: readonly CsdlNavigation[];
}

export interface CsdlData {
  readonly tables: Readonly<Record<string, CsdlTable>>;
  readonly manyToMany: readonly CsdlManyToMany[];
  /** Names of the platform's actions and functions. */
  readonly operations: readonly string[];
  /** Names of the properties of EntityMetadata, StringAttributeMetadata …, blank-separated. */
  readonly metadataTypes: Readonly<Record<string, string>>;
}

let loaded: CsdlData | undefined;

/** The committed data, read once. */
export function csdlData(): CsdlData {
  loaded ??= JSON.parse(readFileSync(new URL('./generated/csdl.json', import.meta.url), 'utf8')) as CsdlData;
  return loaded;
}
