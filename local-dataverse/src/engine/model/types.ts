/** A table compiled for the engine: everything a request needs, looked up once a metadata version. */
import type { SqlValue } from '../storage/database.ts';
import type { AlternateKey, Column, ManyToMany, OneToMany, Table } from '../../metadata/types.ts';

/** How a column's values are kept in SQLite. */
export type Store =
  'text' | 'memo' | 'integer' | 'real' | 'boolean' | 'guid' | 'datetime' | 'date' | 'choices' | 'lookup';

export interface ColumnModel {
  readonly column: Column;
  readonly name: string;
  /** Quoted SQL name. */
  readonly sql: string;
  /** Web API property: the logical name, or `_name_value` for lookups. */
  readonly property: string;
  readonly store: Store;
  /** Lookups: tables the column may point to. */
  readonly targets: readonly string[];
  /** Lookups to several tables: the SQL column that holds the target table's name. */
  readonly typeName: string | undefined;
  /** Choices: the values that exist. */
  readonly options: ReadonlySet<number> | undefined;
}

export interface ToOne {
  readonly kind: 'one';
  readonly name: string;
  readonly column: ColumnModel;
  /** By referenced table. Owner and customer lookups share one navigation name between tables. */
  readonly relationships: ReadonlyMap<string, OneToMany>;
}

export interface ToMany {
  readonly kind: 'many';
  readonly name: string;
  readonly relationship: OneToMany;
}

export interface Intersecting {
  readonly kind: 'intersect';
  readonly name: string;
  readonly relationship: ManyToMany;
  /** The table on the other side. */
  readonly other: string;
}

export type Navigation = ToOne | ToMany | Intersecting;

/** State machine of a table that has statecode and statuscode. */
export interface StateModel {
  readonly initial: number;
  /** Status reasons a state, the default first. */
  readonly statuses: ReadonlyMap<number, readonly number[]>;
  /** State names for messages, e.g. `Open`. */
  readonly names: ReadonlyMap<number, string>;
}

/** A column of an activity table and the same column of activitypointer. */
export interface SharedColumn {
  readonly own: ColumnModel;
  readonly pointer: ColumnModel;
}

export interface TableModel {
  readonly table: Table;
  readonly name: string;
  readonly set: string;
  readonly sql: string;
  readonly id: ColumnModel;
  /** Stored columns by logical name, in the order of the metadata. */
  readonly columns: ReadonlyMap<string, ColumnModel>;
  /** Readable columns by Web API property name. */
  readonly properties: ReadonlyMap<string, ColumnModel>;
  readonly navigations: ReadonlyMap<string, Navigation>;
  /** Relationships in which other tables point here, for deletes. */
  readonly referencedBy: readonly OneToMany[];
  readonly state: StateModel | undefined;
  readonly keys: readonly AlternateKey[];
  /** Stored values that a new row gets where the caller sends none. */
  readonly defaults: readonly (readonly [name: string, value: SqlValue])[];
  /** Columns numbered by the server. */
  readonly autoNumbers: readonly ColumnModel[];
  /** Columns that a create must bring (SystemRequired without a default, not set by the server). */
  readonly mandatory: readonly ColumnModel[];
  /** task, email, phonecall, appointment, custom activities; not activitypointer itself. */
  readonly isActivity: boolean;
  /** What is deleted is noted (`tombstones.ts`). */
  readonly isTracked: boolean;
  /** Rows are known by id and partition together (`elastic.ts`). */
  readonly isElastic: boolean;
  /** Activities and activitypointer: the collection of parties. */
  readonly parties: ToMany | undefined;
  /** Whether it has file or image columns. */
  readonly hasFiles: boolean;
  /** Activities: columns that the activitypointer row repeats. */
  readonly shared: readonly SharedColumn[];
  /** Navigation name that reads a lookup's target, for the associatednavigationproperty annotation. */
  navigationOf(column: ColumnModel, target: string): string | undefined;
}
