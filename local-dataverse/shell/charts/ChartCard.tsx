/** One chart over the rows of a view: loads it, draws it as a picture or a table, says why it cannot be drawn. */
import * as React from 'react';
import type { ChartModel, TableModel, ViewModel } from '../../src/shell/model.ts';
import { EmptyState, ErrorCard, Waiting } from '../app/states.tsx';
import { useServices } from '../app/services.ts';
import { useLoaded } from '../app/store.ts';
import type { Condition } from '../grid/conditions.ts';
import type { Narrowing } from '../grid/query.ts';
import { ChartPicture } from './ChartPicture.tsx';
import { ChartTable } from './ChartTable.tsx';
import type { ChartData } from './data.ts';
import { loadChart } from './load.ts';
import { chartProblem, drawnType } from './support.ts';

export interface ChartCardProps {
  readonly chart: ChartModel;
  readonly table: TableModel;
  readonly view: ViewModel | undefined;
  readonly narrowing: Narrowing;
  /** Grows to read the numbers again. */
  readonly version: number;
  readonly asTable: boolean;
  readonly onSelect?: (conditions: readonly Condition[]) => void;
}

/** A picture with more points says nothing; the table has them all. */
const MAX_POINTS = 40;

export function ChartCard(props: ChartCardProps): React.ReactElement {
  const services = useServices();
  const t = services.texts.charts;
  const { chart, table, view, narrowing, version } = props;
  const problem = chartProblem(chart, t);
  const key = JSON.stringify([chart.id, view?.id, narrowing, version, problem]);
  const loaded = useLoaded(key, async () =>
    problem === undefined ? loadChart(services, { chart, table, view, narrowing }) : undefined,
  );
  // The picture before stays until the next one is there.
  const last = React.useRef<ChartData>();
  if (loaded.state === 'ready') last.current = loaded.value;
  const type = drawnType(chart);
  if (problem !== undefined || !type) {
    return (
      <EmptyState icon="chart" title={t.chartNotDrawn}>
        <p>{problem}</p>
      </EmptyState>
    );
  }
  if (loaded.state === 'failed') return <ErrorCard title={t.chartNotRead} error={loaded.error} />;
  const data = last.current;
  if (!data) return <Waiting label={t.loadingChart} />;
  if (!data.points.length) return <EmptyState icon="chart" title={t.noData} />;
  if (props.asTable) return <ChartTable name={chart.name} data={data} onSelect={props.onSelect} />;
  const drawn = data.points.length > MAX_POINTS ? { ...data, points: data.points.slice(0, MAX_POINTS) } : data;
  const [series] = data.series;
  const hasAxes = type !== 'Pie' && type !== 'Doughnut';
  const what = chart.yTitle ?? (data.series.length === 1 ? series?.name : undefined);
  // The library's own titles would take the focus away from the columns.
  return (
    <>
      {what && <p className="ld-axis-title">{what}</p>}
      <Sized>
        {(width, height) => (
          <ChartPicture
            type={type}
            name={chart.name}
            data={drawn}
            width={width}
            height={height}
            onSelect={props.onSelect}
          />
        )}
      </Sized>
      {hasAxes && <p className="ld-axis-title ld-axis-below">{chart.xTitle ?? data.axis}</p>}
      {drawn !== data && <p className="ld-muted ld-chart-note">{t.others(MAX_POINTS)}</p>}
    </>
  );
}

/** The library wants its size in pixels: that of the room there is. */
function Sized({ children }: { children: (width: number, height: number) => React.ReactNode }): React.ReactElement {
  const room = React.useRef<HTMLDivElement>(null);
  const [size, setSize] = React.useState<{ width: number; height: number }>();
  React.useEffect(() => {
    const element = room.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = element;
      setSize((before) => (before?.width === width && before.height === height ? before : { width, height }));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <div className="ld-chart-room" ref={room}>
      {size && size.width > 0 && children(size.width, size.height)}
    </div>
  );
}
