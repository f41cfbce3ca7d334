/** Which charts can be drawn here; the rest is said by name. Pure. */
import type { ChartModel } from '../../src/shell/model.ts';
import type { Texts } from '../texts.ts';

export const DRAWN = [
  'Column',
  'StackedColumn',
  'StackedColumn100',
  'Bar',
  'StackedBar',
  'StackedBar100',
  'Line',
  'Area',
  'Pie',
  'Doughnut',
] as const;
export type DrawnType = (typeof DRAWN)[number];

export function drawnType(chart: ChartModel): DrawnType | undefined {
  const type = chart.measures[0]?.chartType.toLowerCase();
  return DRAWN.find((one) => one.toLowerCase() === type);
}

/** Kinds that have one value a point. */
const SINGLE: readonly DrawnType[] = ['Bar', 'Pie', 'Doughnut'];

/** Why the chart is not drawn; undefined when it is. */
export function chartProblem(chart: ChartModel, texts: Texts['charts']): string | undefined {
  if (chart.problem !== undefined) return chart.problem;
  const type = drawnType(chart);
  const [first] = chart.measures;
  const unknown = chart.measures.find((measure) => measure.chartType.toLowerCase() !== first?.chartType.toLowerCase());
  if (!first || !type) return texts.chartTypeUnsupported(first?.chartType ?? '?');
  if (unknown) return texts.chartTypeUnsupported(`${first.chartType} + ${unknown.chartType}`);
  if (chart.groups.some((group) => group.dateGrouping?.startsWith('fiscal'))) return texts.fiscalUnsupported;
  if (SINGLE.includes(type) && (chart.groups.length > 1 || chart.measures.length > 1)) return texts.severalSeries(type);
  if (chart.groups.length > 2 || (chart.groups.length > 1 && chart.measures.length > 1))
    return texts.severalSeries(type);
  return undefined;
}
