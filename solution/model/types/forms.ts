/** Forms. */
import type { Label } from './columns.ts';

export interface ControlBinding {
  readonly control: string;
  /** Property of the control → bound column, or a constant with its manifest type. */
  readonly properties: Readonly<
    Record<string, { readonly column: string } | { readonly value: string; readonly type: string }>
  >;
}

/** A column of the table. */
export interface Cell {
  readonly column: string;
  readonly label?: Label;
  readonly showLabel?: boolean;
  readonly rowspan?: number;
  /** Columns of the section it is wide; default 1. */
  readonly colspan?: number;
  readonly disabled?: boolean;
  /** Default true; false: on the form for scripts, not for eyes. */
  readonly visible?: boolean;
  readonly control?: ControlBinding;
}

interface NoColumn {
  readonly column?: undefined;
  readonly control?: undefined;
  readonly label: Label;
  readonly showLabel?: boolean;
  readonly rowspan?: number;
  readonly colspan?: number;
}

/** Rows of another table that point to this row. */
export interface SubgridCell extends NoColumn {
  readonly subgrid: {
    /** Id of the control on the form; unique. */
    readonly name: string;
    readonly table: string;
    /** Schema name of the relationship; absent: all rows of the view, whatever they point to. */
    readonly relationship?: string;
    /** Name of a view of ours of that table. */
    readonly view: string;
    /** Default 5. */
    readonly rowsPerPage?: number;
    readonly canChangeView?: boolean;
    readonly canSearch?: boolean;
    /** Code component that shows the rows, and the name of its data set. */
    readonly dataset?: { readonly control: string; readonly name: string };
  };
}

/** A quick view form of the row that a lookup of this table points to. */
export interface QuickViewCell extends NoColumn {
  readonly quickView: {
    readonly name: string;
    /** Lookup of this table. */
    readonly lookup: string;
    /** Target table of the lookup and name of its quick view form of ours; one for each target that has one. */
    readonly forms: readonly { readonly table: string; readonly form: string }[];
  };
}

/** An empty place. */
export interface SpacerCell {
  readonly spacer: true;
  readonly column?: undefined;
  readonly control?: undefined;
  readonly label?: undefined;
  readonly rowspan?: undefined;
  readonly colspan?: number;
}

export type SectionCell = Cell | SubgridCell | QuickViewCell | SpacerCell;

export interface Section {
  readonly name: string;
  readonly label: Label;
  readonly showLabel?: boolean;
  readonly visible?: boolean;
  readonly columns?: 1 | 2 | 3 | 4;
  readonly cells: readonly SectionCell[];
  /** Column of the tab it stands in, from 0; default 0. */
  readonly tabColumn?: number;
}

export interface Tab {
  readonly name: string;
  readonly label: Label;
  readonly showLabel?: boolean;
  readonly visible?: boolean;
  readonly expanded?: boolean;
  /** Widths of the tab's columns in percent, at most three; default one of 100. */
  readonly widths?: readonly number[];
  readonly sections: readonly Section[];
}

export interface FormEvent {
  readonly event: 'onload' | 'onsave' | 'onchange';
  readonly column?: string;
  readonly library: string;
  readonly handler: string;
}

/**
 * `main` fills the page, `quickCreate` a panel for a new row, `quick` is shown read-only on forms of other tables,
 * `card` stands for a row in narrow lists: its sections are ColorStrip, CardHeader, CardDetails and CardFooter.
 */
export type FormType = 'main' | 'quickCreate' | 'quick' | 'card';

export interface Form {
  /** Stable name: the form's id is derived from table and name. */
  readonly name: string;
  readonly type: FormType;
  readonly label: Label;
  readonly description: Label;
  /** Columns beside the title; main forms only. */
  readonly header?: readonly string[];
  /** How the header of a main form is drawn; absent: as the platform likes. */
  readonly headerDensity?: 'HighWithControls' | 'High' | 'Low';
  readonly tabs: readonly Tab[];
  readonly libraries?: readonly string[];
  readonly events?: readonly FormEvent[];
}
