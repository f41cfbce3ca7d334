/** A solution package as data: what is declared in the metadata and what becomes rows. */
import type { ColumnValue } from '../../engine/types.ts';
import type { RibbonImport } from '../ribbons.ts';
import type { AlternateKey, Choice, Column, Label, ManyToMany, OneToMany, Table } from '../../metadata/types.ts';

export interface RootComponent {
  readonly type: number;
  readonly id: string | undefined;
  readonly schemaName: string | undefined;
  readonly behavior: number;
}

/** One side of a `<MissingDependency>`. */
export interface DependencySide {
  readonly type: number;
  readonly schemaName: string | undefined;
  readonly id: string | undefined;
  readonly displayName: string | undefined;
  readonly parentSchemaName: string | undefined;
  readonly parentDisplayName?: string | undefined;
  readonly solution: string | undefined;
}

/** What the package needs and does not bring. */
export interface Requirement extends DependencySide {
  /** What in the package needs it. */
  readonly dependent?: DependencySide;
}

export interface PublisherInfo {
  readonly uniqueName: string;
  readonly displayName: Label;
  readonly prefix: string;
  readonly optionValuePrefix: number;
  readonly values: Readonly<Record<string, string>>;
}

export interface Manifest {
  readonly uniqueName: string;
  readonly displayName: Label;
  readonly description: Label;
  readonly version: string;
  readonly isManaged: boolean;
  readonly publisher: PublisherInfo;
  readonly rootComponents: readonly RootComponent[];
  readonly requirements: readonly Requirement[];
}

/** A table the package makes, or the columns it adds to one that exists. */
export interface TableImport {
  readonly logicalName: string;
  /** Absent when the package only adds to a table. */
  readonly definition: Omit<Table, 'columns' | 'keys' | 'objectTypeCode'> | undefined;
  readonly columns: readonly Column[];
  readonly keys: readonly AlternateKey[];
}

/** A row the package brings; found again by its id. */
export interface RowImport {
  readonly file: string;
  readonly table: string;
  readonly id: string;
  /** solutioncomponent.componenttype; absent for rows that are parts of another component. */
  readonly componentType?: number;
  /** How a root component may name it instead of by id. */
  readonly schemaName?: string;
  readonly values: Readonly<Record<string, ColumnValue>>;
  /** Names in further languages, kept for the label messages. */
  readonly names?: Label;
}

export interface RoleImport {
  readonly id: string;
  readonly name: string;
  readonly privileges: readonly { readonly name: string; readonly depth: number }[];
}

/** A use of something that must exist, in the package or in the organisation: control, web resource, column, choice, ribbon command. */
export interface Reference {
  readonly from: string;
  readonly kind: 'table' | 'column' | 'choice' | 'control' | 'webresource' | 'command';
  readonly name: string;
  /** Columns: their table. */
  readonly table?: string;
}

export interface SolutionPackage {
  readonly manifest: Manifest;
  readonly tables: readonly TableImport[];
  readonly choices: readonly Choice[];
  readonly oneToMany: readonly Omit<OneToMany, 'referencedColumn'>[];
  readonly manyToMany: readonly ManyToMany[];
  readonly roles: readonly RoleImport[];
  readonly rows: readonly RowImport[];
  readonly ribbons: readonly RibbonImport[];
  readonly references: readonly Reference[];
}

/** What a reader of one part of the package gives. */
export type Part = Partial<{ -readonly [K in Exclude<keyof SolutionPackage, 'manifest'>]: SolutionPackage[K] }>;
