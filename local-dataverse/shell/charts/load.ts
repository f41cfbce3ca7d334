/** A chart's numbers over the Web API. */
import type { ChartModel, TableModel, ViewModel } from '../../src/shell/model.ts';
import type { Services } from '../app/services.ts';
import type { Narrowing } from '../grid/query.ts';
import { shapeChart } from './data.ts';
import type { ChartData } from './data.ts';
import { applyView, sortsByMeasure } from './query.ts';

export interface ChartRequest {
  readonly chart: ChartModel;
  readonly table: TableModel;
  /** The rows that are counted; undefined counts all. */
  readonly view: ViewModel | undefined;
  readonly narrowing: Narrowing;
}

/** @throws HttpError */
export async function loadChart(services: Services, request: ChartRequest): Promise<ChartData> {
  const { chart, table, view, narrowing } = request;
  const parse = (xml: string): Document => new DOMParser().parseFromString(xml, 'text/xml');
  const fetch = parse(chart.fetchXml);
  const keepsOrder = sortsByMeasure(fetch, chart);
  applyView(fetch, chart, view && parse(view.fetchXml), narrowing, table);
  const xml = new XMLSerializer().serializeToString(fetch);
  const names = new Set([...chart.groups, ...chart.measures].map((one) => one.table));
  const [answer, ...models] = await Promise.all([
    services.api.retrieveMultiple(table.name, `?fetchXml=${encodeURIComponent(xml)}`),
    ...[...names].map((name) => services.models.table(name)),
  ]);
  return shapeChart(answer.entities, {
    chart,
    keepsOrder,
    tables: Object.fromEntries(models.map((model) => [model.name, model])),
    formatter: services.formatter,
    texts: services.texts.charts,
  });
}
