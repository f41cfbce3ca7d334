/** Texts, choices and columns. */

/** Text in every language we ship: 1033 English, 1031 German. */
export interface Label {
  readonly 1033: string;
  readonly 1031: string;
}

/** Columns and tables Microsoft owns have names only: their labels are not ours to ship. */
export interface Option {
  /** Member name in the generated TypeScript, PascalCase. */
  readonly name: string;
  readonly value: number;
  readonly label?: Label;
}

export interface GlobalChoice {
  readonly name: string;
  /** Name of the generated TypeScript value object. */
  readonly constant: string;
  readonly label: Label;
  readonly description: Label;
  readonly options: readonly (Option & { readonly label: Label })[];
}

/** What happens to the rows that point to a row when that row is deleted. */
export type OnDelete = 'RemoveLink' | 'Restrict' | 'Cascade';

/** What happens to the rows that point to a row when that row is assigned, shared …; absent parts are `NoCascade`. */
export type Cascade = 'NoCascade' | 'Cascade' | 'ActiveOnly' | 'UserOwned';
export interface Cascades {
  readonly assign?: Cascade;
  readonly share?: Cascade;
  readonly unshare?: Cascade;
  readonly reparent?: Cascade;
  /** Rows that point here count as activities of the row (only for tables that are activities). */
  readonly rollUp?: Cascade;
}

export type ColumnShape =
  | {
      readonly type: 'text';
      readonly maxLength: number;
      readonly format?: 'text' | 'url' | 'email' | 'phone';
      /** Number the platform gives by itself, e.g. `ILE-{SEQNUM:6}`. */
      readonly autoNumber?: string;
    }
  | { readonly type: 'memo'; readonly maxLength: number }
  | { readonly type: 'yesno'; readonly default: boolean }
  | { readonly type: 'integer'; readonly min: number; readonly max: number }
  | { readonly type: 'decimal'; readonly min: number; readonly max: number; readonly precision: number }
  | {
      readonly type: 'datetime';
      readonly format: 'date' | 'datetime';
      /** Default `userLocal`: a moment, shown in the time zone of whoever looks. `dateOnly` is a day everywhere. */
      readonly behavior?: 'userLocal' | 'dateOnly' | 'timeZoneIndependent';
    }
  | {
      readonly type: 'choice';
      readonly choice: GlobalChoice;
      /** True: the options stand in the column itself and the choice is not a component of the solution. */
      readonly local?: boolean;
      readonly default?: number;
    }
  /** Several options at once; the Web API has them as text, values with commas between. */
  | { readonly type: 'choices'; readonly choice: GlobalChoice; readonly local?: boolean }
  | {
      readonly type: 'lookup';
      readonly targets: readonly string[];
      readonly onDelete?: OnDelete;
      readonly cascades?: Cascades;
    };

/** A column of ours. `name` is logical and schema name in one (lower case), so that navigation names have one spelling. */
export interface ColumnInfo {
  readonly name: string;
  readonly label: Label;
  readonly description: Label;
  readonly required?: 'none' | 'recommended' | 'required';
  /** Default true; false for what changes with every write and tells an auditor nothing. */
  readonly audited?: boolean;
  readonly searchable?: boolean;
  /** False: of no use in a grid (ids, long text). */
  readonly inGrid?: boolean;
  /** Default false; true: only who a column security profile lets may see or change it. */
  readonly secured?: boolean;
}
export type Column = ColumnInfo & ColumnShape;
