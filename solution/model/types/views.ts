/** Views, and the queries behind views and charts. */
import type { Label } from './columns.ts';

/** One comparison; operators are those of FetchXML. */
export interface Condition {
  readonly column: string;
  readonly operator: string;
  readonly value?: string;
  /** For operators that take several (`in`, `between`). */
  readonly values?: readonly string[];
  /** Alias of the linked table the column belongs to; absent for the table of the view. */
  readonly link?: string;
}

/** Conditions of which one must hold, or which must all hold. */
export type ConditionGroup =
  | { readonly anyOf: readonly Filter[]; readonly column?: undefined }
  | { readonly allOf: readonly Filter[]; readonly column?: undefined };
export type Filter = Condition | ConditionGroup;

/**
 * A table joined to the one it stands in. An outer link with a filter of its own, plus the condition that the linked
 * primary key is null, asks for rows that have no such partner ("no activity in the last 14 days").
 */
export interface Link {
  /** Name of the joined table in conditions and columns; unique in the query. */
  readonly alias: string;
  readonly table: string;
  /** Column of the joined table. */
  readonly from: string;
  /** Column of the table that the link stands in. */
  readonly to: string;
  readonly type: 'inner' | 'outer';
  /** True for the table between two sides of a many-to-many relationship. */
  readonly intersect?: boolean;
  /** Belongs to the join: an outer link keeps rows whose partners it leaves out. */
  readonly filter?: readonly Filter[];
  readonly links?: readonly Link[];
}

export interface ViewColumn {
  readonly name: string;
  /** Pixels. */
  readonly width: number;
  /** Alias of the linked table that has the column. */
  readonly link?: string;
}

export interface View {
  readonly name: string;
  readonly type: 'public' | 'advancedFind' | 'associated' | 'quickFind' | 'lookup';
  readonly isDefault?: boolean;
  readonly label: Label;
  readonly description?: Label;
  readonly columns: readonly ViewColumn[];
  readonly order: readonly { readonly column: string; readonly descending?: boolean }[];
  /** Must all hold. Without a filter a view of a table of ours shows active rows. */
  readonly filter?: readonly Filter[];
  readonly links?: readonly Link[];
  /** True: each row once, however many partners its links find. */
  readonly distinct?: boolean;
  /** Columns a quick-find text is matched with. */
  readonly find?: readonly string[];
}
