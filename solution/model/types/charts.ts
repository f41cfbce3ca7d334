/** Charts and dashboards. A chart shows the rows of the view beside it: it has no filter of its own. */
import type { Label } from './columns.ts';
import type { Link } from './views.ts';

/** `…100` charts show shares: each bar is 100 %. */
export type ChartType =
  | 'column'
  | 'stackedColumn'
  | 'stackedColumn100'
  | 'bar'
  | 'stackedBar'
  | 'stackedBar100'
  | 'line'
  | 'area'
  | 'pie'
  | 'doughnut'
  | 'funnel';

export type DateGrouping = 'day' | 'week' | 'month' | 'quarter' | 'year' | 'fiscal-period' | 'fiscal-year';

/** What rows are grouped by. */
export interface ChartGroup {
  readonly column: string;
  /** Alias of the linked table that has the column. */
  readonly link?: string;
  /** For date columns; always in the time zone of the user. */
  readonly dateGrouping?: DateGrouping;
}

export interface ChartMeasure {
  readonly column: string;
  readonly link?: string;
  /** `count` counts rows, `countcolumn` rows where the column is not empty. */
  readonly aggregate: 'count' | 'countcolumn' | 'sum' | 'avg' | 'min' | 'max';
  /**
   * With `countcolumn`: each value once. A view whose links find several rows repeats its own rows under a chart, so
   * that only this counts them right (`sum` cannot be saved).
   */
  readonly distinct?: boolean;
}

export interface Chart {
  /** Stable name: the chart's id is derived from table and name. */
  readonly name: string;
  readonly label: Label;
  readonly description: Label;
  readonly type: ChartType;
  readonly isDefault?: boolean;
  readonly category: ChartGroup;
  /** Second grouping: one series for each of its values. Not together with several measures. */
  readonly series?: ChartGroup;
  readonly measures: readonly ChartMeasure[];
  readonly links?: readonly Link[];
  readonly order?: { readonly by: 'category' | 'measure'; readonly descending?: boolean };
  /** Only the first so many categories. */
  readonly top?: number;
}

/** Part of a dashboard: rows of a view as a list or as a chart. */
export interface Tile {
  /** Unique in the dashboard. */
  readonly name: string;
  readonly label: Label;
  readonly table: string;
  /** Name of a view of ours of that table. */
  readonly view: string;
  /** Name of a chart of ours of that table; absent: the rows themselves. */
  readonly chart?: string;
  /** Columns of the dashboard it is wide; default 1. */
  readonly width?: number;
  /** Rows it is high; default 12, which is what the designer makes. */
  readonly height?: number;
  /** Default 10. */
  readonly rowsPerPage?: number;
  readonly canChangeView?: boolean;
  readonly canChangeChart?: boolean;
  readonly canSearch?: boolean;
}

export interface Dashboard {
  readonly name: string;
  /** Member name in generated TypeScript. */
  readonly constant: string;
  readonly label: Label;
  readonly description: Label;
  readonly columns: 1 | 2 | 3 | 4;
  /** From left to right, top to bottom. The platform shows six unless an admin raises the limit. */
  readonly tiles: readonly Tile[];
}
