import type { Kind, Target } from '../kinds.ts';
import type { Ref } from '../people.ts';
import type { ColumnValue, Problem } from '../row.ts';

/** A value of the payload → a column of the target, one row of `al_fieldmapping` (SPEC F-1 … F-4). */
export interface FieldMapping {
  /** al_fieldmappingid, lower case. */
  readonly id: string;
  readonly name: string;
  readonly kind: Kind;
  /** Applies only while the kind is logged to this table (DESIGN decision 7). */
  readonly table: Target;
  /** Name of the source it is for; absent: every source. */
  readonly source?: string;
  /** Where the value stands; absent with a constant. */
  readonly path?: string;
  /** Logical name of the column. */
  readonly column: string;
  /** Written whatever the payload says. */
  readonly constant?: string;
  readonly whenEmpty: 'skip' | 'clear' | 'default';
  readonly defaultValue?: string;
  /** Value of the source (compared without case) → label or number of the option. */
  readonly valueMap?: Readonly<Record<string, string | number>>;
  /** Written to a required column when there is nothing else. */
  readonly placeholder?: string;
  /**
   * Lookup columns: what names the row, an alternate key's column by its logical name (`accountnumber`), with its table where the
   * lookup has several (`account.accountnumber`). Absent: the e-mail address.
   */
  readonly lookupBy?: string;
  /** Kept and not used. */
  readonly disabled?: true;
}

export type ColumnType =
  | 'boolean'
  | 'choice'
  | 'multichoice'
  | 'text'
  | 'integer'
  | 'bigint'
  | 'decimal'
  | 'double'
  | 'money'
  | 'datetime'
  | 'lookup';

export interface ColumnOption {
  readonly value: number;
  /** Labels in every installed language. */
  readonly labels: readonly string[];
}

/** A column as the organisation's metadata describes it. */
export interface ColumnDefinition {
  readonly name: string;
  readonly type: ColumnType;
  readonly canCreate: boolean;
  readonly canUpdate: boolean;
  readonly required: boolean;
  /** Text: UTF-16 code units. */
  readonly maxLength?: number;
  /** Numbers. */
  readonly min?: number;
  readonly max?: number;
  /** Decimal, double and money: digits after the point. */
  readonly precision?: number;
  /** Boolean, choice, multichoice. */
  readonly options?: readonly ColumnOption[];
  /** Datetime: `date` has no time of day; `userLocal` and `timeZoneIndependent` do. */
  readonly dateBehavior?: 'userLocal' | 'date' | 'timeZoneIndependent';
  /** Lookup: tables it can point to, by logical name. */
  readonly targets?: readonly string[];
  /** Column security is on: its values stand in no issue. */
  readonly secured?: boolean;
}

/** Columns of one table by logical name. */
export type ColumnDefinitions = ReadonlyMap<string, ColumnDefinition>;

/** A row a mapped value names; found by the bridge before the row is built. */
export interface LookupQuestion {
  readonly table: string;
  /** `email`: any address column of the table; else the logical name of the column of an alternate key. */
  readonly by: string;
  /** As compared: lower case for `email`. */
  readonly value: string;
}

/** What a value is in a column; a `null` value is an empty one. */
export type Converted =
  | { readonly as: 'value'; readonly value: ColumnValue }
  /** One question a table the lookup can point to; the row is the only one found. */
  | { readonly as: 'lookup'; readonly questions: readonly LookupQuestion[] }
  /** `reason` is the rest of a sentence that begins with the column, e.g. `takes whole numbers only`. */
  | { readonly as: 'refused'; readonly reason: string };

/** What the mappings of an item came to. */
export interface MappedColumns {
  readonly columns: Readonly<Record<string, ColumnValue>>;
  readonly lookups: Readonly<Record<string, Ref | null>>;
  readonly problems: readonly Problem[];
  /** Mapping and path of each column that is in `columns` or `lookups`, for the preview. */
  readonly origins: Readonly<Record<string, { readonly mapping: FieldMapping; readonly from: MappedFrom }>>;
}
export type MappedFrom = 'payload' | 'constant' | 'default' | 'placeholder' | 'cleared';
