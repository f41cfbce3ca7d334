/** JSON of views, charts and dashboards. Types only, like model.ts. */
import type { FormModel } from './model.ts';

export interface ViewColumn {
  /** Name in the layout: a column, or `alias.column` of a linked table. */
  readonly name: string;
  readonly width: number;
  readonly label: string;
  readonly sortable: boolean;
}
export interface ViewModel {
  readonly id: string;
  readonly name: string;
  readonly table: string;
  readonly isDefault: boolean;
  readonly columns: readonly ViewColumn[];
  /** FetchXML as stored. */
  readonly fetchXml: string;
  readonly orders: readonly { readonly column: string; readonly descending: boolean }[];
}
export interface ViewList {
  readonly views: readonly ViewModel[];
  /** Columns the keyword box searches (the quick find view's, else the primary name). */
  readonly searchColumns: readonly string[];
}

/** A grouped column of a chart's query. */
export interface ChartGroup {
  readonly alias: string;
  readonly table: string;
  readonly column: string;
  /** `day`, `week`, `month`, `quarter`, `year`, `fiscal-period`, `fiscal-year`. */
  readonly dateGrouping?: string;
  /** Whether the column belongs to a linked table: rows of the grid cannot be filtered by it here. */
  readonly isLinked: boolean;
}
/** An aggregated value and the series that draws it. */
export interface ChartMeasure {
  readonly alias: string;
  readonly table: string;
  readonly column: string;
  /** `count`, `countcolumn`, `sum`, `avg`, `min`, `max`. */
  readonly aggregate: string;
  /** `Column`, `Bar`, `Line`, `Pie` …, as the presentation names it. */
  readonly chartType: string;
  /** Name the presentation gives to the series. */
  readonly title?: string;
}
export interface ChartModel {
  readonly id: string;
  readonly name: string;
  readonly table: string;
  readonly isDefault: boolean;
  /** The aggregating query; empty when `problem` is set. */
  readonly fetchXml: string;
  /** Groups along the axis, then (at most) the one that makes series. */
  readonly groups: readonly ChartGroup[];
  readonly measures: readonly ChartMeasure[];
  readonly xTitle?: string;
  readonly yTitle?: string;
  /** Why the chart cannot be drawn: what is wrong with its XML. */
  readonly problem?: string;
}

export interface DashboardSummary {
  readonly id: string;
  readonly name: string;
}
/** A dashboard's layout is a form's: tabs, sections, cells with controls. */
export interface DashboardModel extends DashboardSummary {
  readonly form: FormModel;
}
