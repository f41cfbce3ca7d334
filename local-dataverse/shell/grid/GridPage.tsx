/** A table's list: view selector, keyword box, commands, filters, chart beside the rows. What it shows is in the address. */
import * as React from 'react';
import { DefaultButton, SearchBox } from '@fluentui/react';
import type { TableModel, ViewList, ViewModel } from '../../src/shell/model.ts';
import type { Page } from '../app/address.ts';
import { ErrorCard, Waiting } from '../app/states.tsx';
import { useServices } from '../app/services.ts';
import { useLoaded } from '../app/store.ts';
import { ChartPane } from '../charts/ChartPane.tsx';
import { ListBar } from '../commands/ListBar.tsx';
import type { OwnCommand } from '../commands/CommandBar.tsx';
import { ActiveFilters } from './ActiveFilters.tsx';
import { readConditions, writeConditions } from './conditions.ts';
import type { Condition } from './conditions.ts';
import { deleteRows } from './deleteRows.ts';
import { FilterPanel } from './FilterPanel.tsx';
import { Grid } from './Grid.tsx';
import { readSort, writeSort } from './sort.ts';

type ListPage = Extract<Page, { kind: 'list' }>;

export function GridPage({ page }: { page: ListPage }): React.ReactElement {
  const { models, app, texts } = useServices();
  const { table } = page;
  const t = texts.lists;
  const loaded = useLoaded(table, () => Promise.all([models.table(table), models.views(table, app.value?.id)]));
  if (loaded.state === 'loading') return <Waiting label={texts.app.loading} cover />;
  if (loaded.state === 'failed') return <ErrorCard title={t.listNotOpened} error={loaded.error} />;
  const [model, views] = loaded.value;
  const view = views.views.find((one) => one.id === page.viewId) ?? views.views[0];
  if (!view) return <ErrorCard title={t.listNotOpened} error={new Error(t.noView(model.collectionLabel))} />;
  return <ViewGrid key={`${table}:${view.id}`} page={page} table={model} views={views} view={view} />;
}

interface ViewGridProps {
  readonly page: ListPage;
  readonly table: TableModel;
  readonly views: ViewList;
  readonly view: ViewModel;
}

function ViewGrid({ page, table, views, view }: ViewGridProps): React.ReactElement {
  const services = useServices();
  const { router, texts } = services;
  const t = texts.lists;
  const [typed, setTyped] = React.useState(page.search ?? '');
  const [version, setVersion] = React.useState(0);
  const [selected, setSelected] = React.useState<readonly string[]>([]);
  const [rows, setRows] = React.useState<{ selected: readonly object[]; all: readonly object[] }>({
    selected: [],
    all: [],
  });
  const [isEditing, setIsEditing] = React.useState(false);
  React.useEffect(() => {
    document.title = `${table.collectionLabel}: ${view.name} - Local Dataverse`;
  }, [table, view]);
  // The list stays one step of the browser's history, whatever it is narrowed to.
  const change = (next: Partial<Record<'search' | 'sort' | 'filter' | 'chart', string>>): void =>
    void router.open({ ...page, ...next }, { replace: true });
  const latest = React.useRef(change);
  latest.current = change;
  // An address that came from elsewhere (a link, Back) has its own keyword.
  const asked = React.useRef(page.search ?? '');
  if (asked.current !== (page.search ?? '')) {
    asked.current = page.search ?? '';
    setTyped(asked.current);
  }
  const search = (text: string): void => {
    asked.current = text;
    latest.current({ search: text });
  };
  const isTyped = typed !== (page.search ?? '');
  // Rows are asked for when the typing rests, not at each letter.
  React.useEffect(() => {
    if (!isTyped) return undefined;
    const timer = window.setTimeout(() => search(typed), 300);
    return () => window.clearTimeout(timer);
  }, [typed, isTyped]);

  const keyword = page.search ?? '';
  const sort = readSort(page.sort);
  const conditions = React.useMemo(() => readConditions(page.filter, table), [page.filter, table]);
  const setConditions = (next: readonly Condition[]): void => change({ filter: writeConditions(next) });
  const narrowing = { keyword, conditions, searchColumns: views.searchColumns };
  /** @param ids of the platform's own commands, which a ribbon may hide */
  const command = (key: string, text: string, icon: string, onClick: () => void, ...ids: string[]): OwnCommand => ({
    key,
    text,
    icon,
    onClick,
    ids,
  });
  const open = (viewId: string): void =>
    void router.open({
      kind: 'list',
      table: table.name,
      ...(viewId ? { viewId } : {}),
      ...(page.chart ? { chart: page.chart } : {}),
    });
  return (
    <div className="ld-list">
      <div className="ld-commands">
        <ListBar
          table={table}
          view={view}
          selected={rows.selected}
          all={rows.all}
          refresh={() => setVersion((n) => n + 1)}
          own={[
            page.chart
              ? command('chart', t.hideChart, 'chart', () => change({ chart: '' }))
              : command('chart', t.showChart, 'chart', () => change({ chart: 'default' })),
            command('new', t.newRow, 'add', () => void router.open({ kind: 'record', table: table.name }), 'NewRecord'),
            ...(selected.length
              ? [
                  command(
                    'delete',
                    t.delete,
                    'delete',
                    () => {
                      void deleteRows(services, table, selected).then((done) => done && setVersion((n) => n + 1));
                    },
                    'DeleteMenu',
                  ),
                ]
              : []),
            command('refresh', t.refresh, 'refresh', () => setVersion((n) => n + 1)),
          ]}
        />
      </div>
      <div className="ld-list-body">
        <div className="ld-card ld-list-card">
          <div className="ld-list-bar">
            <h1 className="ld-list-title ld-grow">
              <DefaultButton
                className="ld-view-selector"
                text={view.name}
                ariaLabel={t.view(view.name)}
                menuProps={{
                  items: views.views.map((one) => ({
                    key: one.id,
                    text: one.isDefault ? t.defaultView(one.name) : one.name,
                    canCheck: true,
                    isChecked: one.id === view.id,
                    onClick: () => open(one.id),
                  })),
                }}
              />
            </h1>
            <DefaultButton
              className="ld-filter-button"
              iconProps={{ iconName: 'filter' }}
              text={conditions.length ? t.editFiltersCount(conditions.length) : t.editFilters}
              onClick={() => setIsEditing(true)}
            />
            <SearchBox
              className="ld-search"
              placeholder={t.search}
              ariaLabel={t.search}
              value={typed}
              onChange={(_, text) => setTyped(text ?? '')}
              onSearch={search}
            />
          </div>
          <ActiveFilters table={table} conditions={conditions} onConditions={setConditions} />
          <Grid
            table={table}
            view={view}
            {...narrowing}
            sort={sort && table.columns[sort.column] ? sort : undefined}
            onSort={(sort) => change({ sort: writeSort(sort) })}
            onConditions={setConditions}
            version={version}
            onSelected={(ids, chosen, all) => {
              setSelected(ids);
              setRows({ selected: chosen, all });
            }}
          />
        </div>
        {page.chart && (
          <ChartPane
            table={table}
            view={view}
            narrowing={narrowing}
            version={version}
            chartId={page.chart}
            onChart={(chart) => change({ chart })}
            onSelect={(chosen) => {
              const names = new Set(chosen.map((one) => one.column));
              setConditions([...conditions.filter((one) => !names.has(one.column)), ...chosen]);
            }}
            onClose={() => change({ chart: '' })}
          />
        )}
      </div>
      {isEditing && (
        <FilterPanel
          table={table}
          view={view}
          conditions={conditions}
          onConditions={setConditions}
          onClose={() => setIsEditing(false)}
        />
      )}
    </div>
  );
}
