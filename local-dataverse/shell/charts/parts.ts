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
