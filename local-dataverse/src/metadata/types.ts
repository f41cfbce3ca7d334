/** Vocabulary of the local Dataverse's metadata: tables, columns, choices, relationships, as EntityDefinitions names them. */

export type ColumnType =
  | 'BigInt'
  | 'Boolean'
  | 'Customer'
  | 'DateTime'
  | 'Decimal'
  | 'Double'
  | 'EntityName'
  | 'File'
  | 'Image'
  | 'Integer'
  | 'Lookup'
  /** iscustomizable and its like: stored as Boolean, shown as {Value, CanBeChanged, ManagedPropertyLogicalName}. */
  | 'ManagedProperty'
  | 'Memo'
  | 'Money'
  | 'MultiSelectPicklist'
  | 'Owner'
  | 'PartyList'
  | 'Picklist'
  | 'State'
  | 'Status'
  | 'String'
  | 'Uniqueidentifier'
  | 'Virtual';

/** Text by language code (1033 = English). */
export type Label = Readonly<Record<number, string>>;

export interface ChoiceOption {
  readonly value: number;
  readonly label: Label;
  /** Status columns: the state this status reason belongs to. */
  readonly state?: number;
  /** State columns: the status reason a row gets when only the state is set. */
  readonly defaultStatus?: number;
  readonly color?: string;
}

export interface Choice {
  readonly name: string;
  readonly isGlobal: boolean;
  readonly displayName?: Label;
  readonly options: readonly ChoiceOption[];
}

export interface Column {
  readonly logicalName: string;
  readonly schemaName: string;
  readonly type: ColumnType;
  readonly displayName: Label;
  readonly description?: Label;
  readonly required: 'None' | 'Recommended' | 'ApplicationRequired' | 'SystemRequired';
  readonly validForCreate: boolean;
  readonly validForUpdate: boolean;
  readonly validForRead: boolean;
  readonly isCustom: boolean;
  /** String: code units; Memo: code units. */
  readonly maxLength?: number;
  readonly minValue?: number;
  readonly maxValue?: number;
  /** Digits after the point (Decimal, Double, Money). */
  readonly precision?: number;
  /** String: Text, Email, Phone, Url, TextArea; DateTime: DateOnly, DateAndTime. */
  readonly format?: string;
  readonly dateBehavior?: 'UserLocal' | 'DateOnly' | 'TimeZoneIndependent';
  readonly choice?: Choice;
  readonly defaultValue?: string | number | boolean;
  /** Lookup, Customer, Owner: logical names of the tables it can point to. */
  readonly targets?: readonly string[];
  readonly autoNumberFormat?: string;
  readonly isAuditEnabled?: boolean;
  readonly isSecured?: boolean;
  /** On an activity table: readable by OData inheritance from activitypointer, yet no attribute of the table itself (leftvoicemail on task). */
  readonly inheritedOnly?: boolean;
  /** Unique name of the solution that brought the column; absent for the platform's own. */
  readonly solution?: string;
}

export interface AlternateKey {
  readonly schemaName: string;
  readonly logicalName: string;
  readonly columns: readonly string[];
}

export interface Table {
  readonly logicalName: string;
  readonly schemaName: string;
  readonly entitySetName: string;
  readonly objectTypeCode: number;
  readonly displayName: Label;
  readonly displayCollectionName: Label;
  readonly description?: Label;
  readonly primaryId: string;
  readonly primaryName?: string;
  readonly ownership: 'UserOwned' | 'OrganizationOwned' | 'None';
  /** task, email, phonecall, appointment and custom activities: they share one key space with activitypointer. */
  readonly isActivity: boolean;
  readonly isCustom: boolean;
  /** Bookkeeping of the local Dataverse: stored like any table, absent from the Web API (`tableBySet` does not find it). */
  readonly isPrivate?: boolean;
  /** Absent = Standard. Elastic tables have partitions, rows that expire, and no transactions. */
  readonly tableType?: 'Standard' | 'Elastic';
  /** Rows that go leave a trace, so that a delta link can tell. */
  readonly changeTracking?: boolean;
  /** Changes of its rows are noted when the organisation audits; absent: see auditing.ts. */
  readonly isAuditEnabled?: boolean;
  /** Activities can be regarding its rows. */
  readonly hasActivities?: boolean;
  /** Notes can hang on its rows. */
  readonly hasNotes?: boolean;
  /** Web resource of the table's icon. */
  readonly iconVectorName?: string;
  readonly solution?: string;
  readonly columns: ReadonlyMap<string, Column>;
  readonly keys: readonly AlternateKey[];
}

/** One lookup to one table (a polymorphic lookup has a relationship a target). */
export interface OneToMany {
  readonly schemaName: string;
  readonly referencedTable: string;
  readonly referencedColumn: string;
  readonly referencingTable: string;
  readonly referencingColumn: string;
  /** Single-valued navigation on the referencing table, used in `@odata.bind`, e.g. `regardingobjectid_contact_task`. */
  readonly lookupNavigation: string;
  /** Collection navigation on the referenced table, e.g. `Contact_Tasks`. */
  readonly collectionNavigation: string;
  readonly cascadeDelete: 'NoCascade' | 'Cascade' | 'RemoveLink' | 'Restrict';
  /** The platform has one relationship to `owner` here; ours has one to systemuser and one to team, with the same navigation names. */
  readonly viaOwner?: boolean;
  readonly solution?: string;
}

export interface ManyToMany {
  readonly schemaName: string;
  readonly table1: string;
  readonly table2: string;
  readonly navigation1: string;
  readonly navigation2: string;
  readonly intersectTable: string;
  /** Columns of the intersect table that hold the ids; absent = primary id names of table1 and table2. */
  readonly intersectColumn1?: string;
  readonly intersectColumn2?: string;
  readonly solution?: string;
}

/** All metadata of the organisation. Changed only through `declare…` (import, metadata writes); readers never copy it. */
export interface MetadataRegistry {
  table(logicalName: string): Table | undefined;
  tableBySet(entitySetName: string): Table | undefined;
  tables(): readonly Table[];
  globalChoice(name: string): Choice | undefined;
  globalChoices(): readonly Choice[];
  /** Relationships in which the table holds the lookup. */
  manyToOne(logicalName: string): readonly OneToMany[];
  /** Relationships in which other tables point to this one. */
  oneToMany(logicalName: string): readonly OneToMany[];
  manyToMany(logicalName: string): readonly ManyToMany[];
  declareTable(table: Table): void;
  /** Adds columns to a table, or replaces them when the name is already there. */
  declareColumns(logicalName: string, columns: readonly Column[]): void;
  declareChoice(choice: Choice): void;
  declareOneToMany(relationship: OneToMany): void;
  declareManyToMany(relationship: ManyToMany): void;
  declareKey(logicalName: string, key: AlternateKey): void;
  /** Takes a table out, with every relationship it is part of. */
  removeTable(logicalName: string): void;
  /** Takes a column out, with the relationships it holds. */
  removeColumn(logicalName: string, column: string): void;
  removeKey(logicalName: string, key: string): void;
  removeChoice(name: string): void;
  /** Takes out the relationship of that schema name, of either kind. */
  removeRelationship(schemaName: string): void;
  /** Grows by one with every declaration: caches compare it. */
  readonly version: number;
  /** Remembers the present state; the returned function goes back to it (a failed import). `version` grows all the same. */
  checkpoint(): () => void;
}
