/** The pane beside a grid: chart selector, the chart over the grid's rows, its table. */
import * as React from 'react';
import { DefaultButton, IconButton } from '@fluentui/react';
import type { ChartModel, TableModel, ViewModel } from '../../src/shell/model.ts';
import { EmptyState, ErrorCard, Waiting } from '../app/states.tsx';
import { useServices } from '../app/services.ts';
import { useLoaded } from '../app/store.ts';
import type { Condition } from '../grid/conditions.ts';
import type { Narrowing } from '../grid/query.ts';
import { ChartCard } from './ChartCard.tsx';

export interface ChartPaneProps {
  readonly table: TableModel;
  readonly view: ViewModel;
  readonly narrowing: Narrowing;
  readonly version: number;
  /** Id of the chart; another value shows the default one. */
  readonly chartId: string;
  readonly onChart: (id: string) => void;
  readonly onSelect: (conditions: readonly Condition[]) => void;
  readonly onClose: () => void;
}

export function ChartPane(props: ChartPaneProps): React.ReactElement {
  const { models, app, texts } = useServices();
  const t = texts.charts;
  const loaded = useLoaded(props.table.name, () => models.charts(props.table.name, app.value?.id));
  return (
    <aside className="ld-chart-pane ld-card" aria-label={t.charts}>
      {loaded.state === 'loading' && <Waiting label={t.loadingChart} />}
      {loaded.state === 'failed' && <ErrorCard title={t.chartNotRead} error={loaded.error} />}
      {loaded.state === 'ready' && <Charts {...props} charts={loaded.value} />}
    </aside>
  );
}

function Charts(props: ChartPaneProps & { charts: readonly ChartModel[] }): React.ReactElement {
  const { texts } = useServices();
  const t = texts.charts;
  const { charts } = props;
  const [asTable, setAsTable] = React.useState(false);
  const chart = charts.find((one) => one.id === props.chartId) ?? charts[0];
  const close = (
    <IconButton
      iconProps={{ iconName: 'cancel' }}
      title={t.closeChart}
      ariaLabel={t.closeChart}
      onClick={props.onClose}
    />
  );
  if (!chart) {
    return (
      <>
        <div className="ld-chart-bar">
          <span className="ld-grow" />
          {close}
        </div>
        <EmptyState icon="chart" title={t.noChart} />
      </>
    );
  }
  const toggle = asTable ? t.showAsChart : t.showAsTable;
  return (
    <>
      <div className="ld-chart-bar">
        <h2 className="ld-list-title ld-grow">
          <DefaultButton
            className="ld-view-selector ld-chart-selector"
            text={chart.name}
            ariaLabel={t.chart(chart.name)}
            menuProps={{
              items: charts.map((one) => ({
                key: one.id,
                text: one.name,
                canCheck: true,
                isChecked: one.id === chart.id,
                onClick: () => props.onChart(one.id),
              })),
            }}
          />
        </h2>
        <IconButton
          iconProps={{ iconName: asTable ? 'chart' : 'table' }}
          title={toggle}
          ariaLabel={toggle}
          onClick={() => setAsTable(!asTable)}
        />
        {close}
      </div>
      <div className="ld-chart-body">
        <ChartCard key={chart.id} {...props} chart={chart} asTable={asTable} />
      </div>
    </>
  );
}
