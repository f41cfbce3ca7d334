/** Rows of an aggregating query → points and series to draw. Pure. */
import type { ChartGroup, ChartMeasure, ChartModel, TableModel } from '../../src/shell/model.ts';
import type { Formatter } from '../format/formatter.ts';
import type { Condition } from '../grid/conditions.ts';
import { filterKind } from '../grid/operators.ts';
import type { Texts } from '../texts.ts';
import { dateSpan } from './dateGroup.ts';

export interface ChartPoint {
  readonly key: string;
  readonly label: string;
  /** One value a series; undefined where the group has no rows. */
  readonly values: readonly (number | undefined)[];
  /** Conditions that show the rows of the point; undefined when the grid cannot be filtered so. */
  readonly conditions: readonly Condition[] | undefined;
}
export interface ChartSeries {
  readonly key: string;
  readonly name: string;
  readonly measure: ChartMeasure;
  /** Charts with a second group: what shows the rows of the series. */
  readonly conditions: readonly Condition[] | undefined;
}
export interface ChartData {
  /** What the axis is about: the label of the grouped column. */
  readonly axis: string;
  readonly points: readonly ChartPoint[];
  readonly series: readonly ChartSeries[];
  /** A value as the user reads it. */
  readonly format: (value: number | undefined, series: ChartSeries) => string;
}
export interface ShapeOptions {
  readonly chart: ChartModel;
  readonly tables: Readonly<Record<string, TableModel>>;
  readonly formatter: Formatter;
  readonly texts: Texts['charts'];
  /** The query's own order counts ("top 10"), else dates are sorted by time. */
  readonly keepsOrder: boolean;
}

type Row = Readonly<Record<string, unknown>>;

interface Group {
  readonly key: string;
  readonly label: string;
  readonly conditions: readonly Condition[] | undefined;
  /** Where the group comes on an axis of time. */
  readonly at?: string;
}

export function shapeChart(rows: readonly Row[], options: ShapeOptions): ChartData {
  const { chart, texts, tables, formatter } = options;
  const [axis, second] = chart.groups;
  const groups = new Map<string, Group>();
  const series = new Map<string, ChartSeries>();
  const values = new Map<string, number>();
  if (!second) for (const measure of chart.measures) series.set(measure.alias, plainSeries(measure, options));
  for (const row of rows) {
    const group: Group = axis ? groupOf(axis, row, options) : { key: '', label: texts.total, conditions: [] };
    if (!groups.has(group.key)) groups.set(group.key, group);
    if (second) {
      const [measure] = chart.measures;
      const { key, label, conditions } = groupOf(second, row, options);
      if (measure && !series.has(key)) series.set(key, { key, name: label, measure, conditions });
    }
    for (const one of series.values()) {
      if (second && one.key !== groupOf(second, row, options).key) continue;
      const value = row[one.measure.alias];
      if (typeof value === 'number') values.set(`${group.key}\n${one.key}`, value);
    }
  }
  const ordered = [...groups.values()];
  if (axis?.dateGrouping && !options.keepsOrder) ordered.sort((a, b) => (a.at ?? '9999').localeCompare(b.at ?? '9999'));
  const list = second ? ordersSeries([...series.values()], second, tables) : [...series.values()];
  const labels = distinct(ordered.map((one) => one.label));
  const seriesNames = distinct(list.map((one) => one.name));
  return {
    axis: axis ? columnLabel(tables, axis.table, axis.column) : '',
    series: list.map((one, index) => ({ ...one, name: seriesNames[index] ?? one.name })),
    points: ordered.map(({ key, label, conditions }, index) => ({
      key,
      label: labels[index] ?? label,
      conditions,
      values: list.map((one) => values.get(`${key}\n${one.key}`)),
    })),
    format: (value, one) => (value === undefined ? '' : valueText(value, one.measure, tables, formatter)),
  };
}

/** Two rows can have one name; the library tells points by their labels. The difference is not to be seen. */
function distinct(texts: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return texts.map((text) => {
    const before = seen.get(text) ?? 0;
    seen.set(text, before + 1);
    return `${text}${'\u200b'.repeat(before)}`;
  });
}

/** Series in the order of their options, else by their names; blank comes last. */
function ordersSeries(list: ChartSeries[], group: ChartGroup, tables: ShapeOptions['tables']): ChartSeries[] {
  const options = tables[group.table]?.columns[group.column]?.options?.map((option) => String(option.value)) ?? [];
  const place = (one: ChartSeries): number => (one.key === '' ? options.length : options.indexOf(one.key));
  return list.sort((a, b) => {
    if (options.length || a.key === '' || b.key === '') return place(a) - place(b);
    return group.dateGrouping ? a.key.localeCompare(b.key) : a.name.localeCompare(b.name);
  });
}

function plainSeries(measure: ChartMeasure, { tables, texts }: ShapeOptions): ChartSeries {
  const aggregate = texts.aggregates[measure.aggregate] ?? measure.aggregate;
  const isCount = measure.aggregate === 'count';
  const about = isCount
    ? (tables[measure.table]?.collectionLabel ?? measure.table)
    : columnLabel(tables, measure.table, measure.column);
  return { key: measure.alias, name: `${aggregate} (${about})`, measure, conditions: [] };
}

function columnLabel(tables: ShapeOptions['tables'], table: string, column: string): string {
  return tables[table]?.columns[column]?.label ?? column;
}

function valueText(
  value: number,
  { aggregate, table, column }: ChartMeasure,
  tables: ShapeOptions['tables'],
  formatter: Formatter,
): string {
  const model = tables[table]?.columns[column];
  if (aggregate.startsWith('count') || !model) return formatter.number(value, Number.isInteger(value) ? 0 : 2);
  return formatter.value(model, value);
}

/** A row's group along the axis or among the series, with the conditions that find its rows again. */
function groupOf(group: ChartGroup, row: Row, { tables, formatter, texts }: ShapeOptions): Group {
  const column = tables[group.table]?.columns[group.column];
  const value = row[group.alias];
  const one = (operator: Condition['operator'], values: readonly string[], more: Partial<Condition> = {}) =>
    group.isLinked || !filterKind(column) ? undefined : [{ column: group.column, operator, values, ...more }];
  const blank: Group = { key: '', label: texts.blank, conditions: one('null', []) };
  if (value === undefined || value === null || value === '') return blank;
  if (group.dateGrouping) {
    const span = dateSpan(group, row, formatter, texts);
    if (!span) return { ...blank, key: String(value), label: String(value), conditions: undefined };
    const days = span.from === span.to ? one('on', [span.from]) : undefined;
    const from = one('on-or-after', [span.from]);
    const to = one('on-or-before', [span.to]);
    return { key: span.from, at: span.from, label: span.label, conditions: days ?? (from && to && [...from, ...to]) };
  }
  const formatted = row[`${group.alias}@OData.Community.Display.V1.FormattedValue`];
  const text = typeof formatted === 'string' ? formatted : String(value);
  switch (filterKind(column)) {
    case 'choice': {
      const written = typeof value === 'boolean' ? String(Number(value)) : String(value);
      const label = column?.options?.find((option) => String(option.value) === written)?.label ?? text;
      return { key: written, label, conditions: one('in', [written]) };
    }
    case 'lookup': {
      const table = row[`${group.alias}@Microsoft.Dynamics.CRM.lookuplogicalname`];
      const tableNames = typeof table === 'string' ? { tables: [table] } : {};
      return {
        key: String(value),
        label: text,
        conditions: one('in', [String(value)], { names: [text], ...tableNames }),
      };
    }
    case 'date': {
      const at = new Date(String(value));
      const label = column ? formatter.value(column, at) : text;
      return { key: String(value), at: String(value), label, conditions: one('on', [String(value).slice(0, 10)]) };
    }
    case 'number': {
      const label = column && typeof value === 'number' ? formatter.value(column, value) : text;
      return { key: String(value), label, conditions: one('eq', [String(value)]) };
    }
    default:
      return { key: String(value).toLowerCase(), label: String(value), conditions: one('eq', [String(value)]) };
  }
}
