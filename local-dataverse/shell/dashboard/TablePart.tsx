/** A list or a chart of a dashboard, over a view of a table. */
import * as React from 'react';
import { DefaultButton, IconButton, SearchBox } from '@fluentui/react';
import type { ChartModel, TableModel, ViewList, ViewModel } from '../../src/shell/model.ts';
import { ErrorCard, Waiting } from '../app/states.tsx';
import { useServices } from '../app/services.ts';
import { useLoaded } from '../app/store.ts';
import { ChartCard } from '../charts/ChartCard.tsx';
import { writeConditions } from '../grid/conditions.ts';
import type { Condition } from '../grid/conditions.ts';
import { Grid } from '../grid/Grid.tsx';
import type { DashboardPart } from './parts.ts';

type Part = Extract<DashboardPart, { kind: 'list' | 'chart' }>;

export interface TablePartProps {
  readonly part: Part;
  /** Heading of the cell; empty shows the view's or chart's name. */
  readonly label: string;
  readonly version: number;
}

export function TablePart(props: TablePartProps): React.ReactElement {
  const { models, texts } = useServices();
  const t = texts.charts;
  const { part } = props;
  const loaded = useLoaded(JSON.stringify([part.table, part.chartId]), () =>
    Promise.all([
      models.table(part.table),
      // A dashboard names its view itself: it need not be among those of the app.
      models.views(part.table, undefined),
      part.kind === 'chart' ? models.charts(part.table, undefined) : [],
    ]),
  );
  if (loaded.state === 'loading') return <Waiting label={texts.app.loading} cover />;
  if (loaded.state === 'failed') return <ErrorCard title={t.partNotRead} error={loaded.error} />;
  const [table, views, charts] = loaded.value;
  const view = views.views.find((one) => one.id === part.viewId);
  const first = view ?? (part.viewId ? undefined : views.views[0]);
  if (!first) return <ErrorCard title={t.partNotRead} error={new Error(t.viewMissing(part.viewId))} />;
  if (part.kind === 'list') return <ListPart {...props} table={table} views={views} first={first} />;
  const chart = charts.find((one) => one.id === part.chartId) ?? (part.chartId ? undefined : charts[0]);
  if (!chart) return <ErrorCard title={t.partNotRead} error={new Error(t.noChart)} />;
  return <ChartPart {...props} table={table} view={first} charts={charts} first={chart} />;
}

function ListPart(
  props: TablePartProps & { table: TableModel; views: ViewList; first: ViewModel },
): React.ReactElement {
  const { router, texts } = useServices();
  const { part, table, views } = props;
  const [view, setView] = React.useState(props.first);
  const [keyword, setKeyword] = React.useState('');
  const [conditions, setConditions] = React.useState<readonly Condition[]>([]);
  const choices = part.viewIds.length ? views.views.filter((one) => part.viewIds.includes(one.id)) : views.views;
  return (
    <>
      <PartBar
        title={props.label || view.name}
        label={texts.lists.view(view.name)}
        choices={part.picksView ? choices : []}
        chosen={view}
        onChoose={setView}
      >
        {part.searches && (
          <SearchBox
            className="ld-search ld-tile-search"
            placeholder={texts.lists.search}
            ariaLabel={`${texts.lists.search}: ${view.name}`}
            onSearch={setKeyword}
            onClear={() => setKeyword('')}
          />
        )}
        <IconButton
          iconProps={{ iconName: 'openinnewwindow' }}
          title={texts.charts.seeAll}
          ariaLabel={texts.charts.seeAllOf(view.name)}
          onClick={() => {
            const filter = writeConditions(conditions);
            void router.open({
              kind: 'list',
              table: table.name,
              viewId: view.id,
              ...(keyword ? { search: keyword } : {}),
              ...(filter ? { filter } : {}),
            });
          }}
        />
      </PartBar>
      <Grid
        key={view.id}
        table={table}
        view={view}
        searchColumns={views.searchColumns}
        keyword={keyword}
        conditions={conditions}
        onConditions={setConditions}
        pageSize={part.pageSize}
        version={props.version}
        onSelected={() => undefined}
      />
    </>
  );
}

function ChartPart(
  props: TablePartProps & { table: TableModel; view: ViewModel; charts: readonly ChartModel[]; first: ChartModel },
): React.ReactElement {
  const { router, texts } = useServices();
  const t = texts.charts;
  const { part, table, view } = props;
  const [chart, setChart] = React.useState(props.first);
  const [asTable, setAsTable] = React.useState(false);
  const toggle = asTable ? t.showAsChart : t.showAsTable;
  const open = (conditions: readonly Condition[]): void => {
    const filter = writeConditions(conditions);
    void router.open({
      kind: 'list',
      table: table.name,
      viewId: view.id,
      chart: chart.id,
      ...(filter ? { filter } : {}),
    });
  };
  return (
    <>
      <PartBar
        title={props.label || chart.name}
        subtitle={view.name}
        label={t.chart(chart.name)}
        choices={part.picksChart ? props.charts : []}
        chosen={chart}
        onChoose={setChart}
      >
        <IconButton
          iconProps={{ iconName: asTable ? 'chart' : 'table' }}
          title={toggle}
          ariaLabel={`${toggle}: ${chart.name}`}
          onClick={() => setAsTable(!asTable)}
        />
        <IconButton
          iconProps={{ iconName: 'openinnewwindow' }}
          title={t.seeAll}
          ariaLabel={t.seeAllOf(view.name)}
          onClick={() => open([])}
        />
      </PartBar>
      <div className="ld-chart-body">
        <ChartCard
          key={chart.id}
          chart={chart}
          table={table}
          view={view}
          narrowing={NOTHING}
          version={props.version}
          asTable={asTable}
          onSelect={open}
        />
      </div>
    </>
  );
}

const NOTHING = { keyword: '', searchColumns: [], conditions: [] };

function PartBar<T extends { readonly id: string; readonly name: string }>(props: {
  title: string;
  subtitle?: string;
  label: string;
  choices: readonly T[];
  chosen: T;
  onChoose: (one: T) => void;
  children: React.ReactNode;
}): React.ReactElement {
  return (
    <div className="ld-tile-bar">
      <h3 className="ld-tile-title ld-grow">
        {props.choices.length > 1 ? (
          <DefaultButton
            className="ld-view-selector ld-tile-selector"
            text={props.title}
            ariaLabel={props.label}
            menuProps={{
              items: props.choices.map((one) => ({
                key: one.id,
                text: one.name,
                canCheck: true,
                isChecked: one.id === props.chosen.id,
                onClick: () => props.onChoose(one),
              })),
            }}
          />
        ) : (
          <span className="ld-tile-name">{props.title}</span>
        )}
        {props.subtitle && <span className="ld-muted ld-tile-subtitle">{props.subtitle}</span>}
      </h3>
      {props.children}
    </div>
  );
}
