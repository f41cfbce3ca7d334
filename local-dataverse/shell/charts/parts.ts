/** What all pictures share: what choosing a part does, and what a part is called. */
import type { Condition } from '../grid/conditions.ts';
import type { ChartData, ChartPoint, ChartSeries } from './data.ts';
import type { DrawnType } from './support.ts';

export interface ChartPictureProps {
  readonly type: DrawnType;
  readonly name: string;
  readonly data: ChartData;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly onSelect: ((conditions: readonly Condition[]) => void) | undefined;
}

/** What choosing a part does; undefined where the rows cannot be filtered so. */
export function select(
  { onSelect }: Pick<ChartPictureProps, 'onSelect'>,
  point: ChartPoint,
  series?: ChartSeries,
): (() => void) | undefined {
  const own = series ? series.conditions : [];
  if (!onSelect || !point.conditions || !own) return undefined;
  const all = [...point.conditions, ...own];
  return all.length ? () => onSelect(all) : undefined;
}

/** A part in words: `High, Count (Tasks): 40`. */
export function spoken(data: ChartData, point: ChartPoint, series: ChartSeries | undefined, index: number): string {
  if (!series) return point.label;
  return `${point.label}, ${series.name}: ${data.format(point.values[index] ?? 0, series)}`;
}

/** Sum of a point's series; negative values count as nothing, a stack has no place for them. */
export function barTotal(point: ChartPoint): number {
  return point.values.reduce<number>((sum, value) => sum + Math.max(0, value ?? 0), 0);
}

/** What part of its stack a value is, 0 to 1. */
export function shareOf(point: ChartPoint, index: number): number {
  const total = barTotal(point);
  return total ? Math.max(0, point.values[index] ?? 0) / total : 0;
}

/** A value as it is read, with its share where shares are drawn: `31 (62 %)`. */
export function valueText(data: ChartData, point: ChartPoint, index: number, byShare: boolean): string {
  const series = data.series[index];
  const value = series ? data.format(point.values[index] ?? 0, series) : '';
  return byShare ? `${value} (${Math.round(shareOf(point, index) * 100)} %)` : value;
}
