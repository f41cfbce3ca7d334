/** A table's list: view selector, keyword box, commands, rows, pages. */
import * as React from 'react';
import { CommandBar, DefaultButton, SearchBox } from '@fluentui/react';
import type { TableModel, ViewList, ViewModel } from '../../src/shell/model.ts';
import { ErrorCard, Waiting } from '../app/states.tsx';
import { useServices } from '../app/services.ts';
import { useLoaded } from '../app/store.ts';
import { Grid } from './Grid.tsx';

export function GridPage({ table, viewId }: { table: string; viewId?: string }): React.ReactElement {
  const { models, app } = useServices();
  const loaded = useLoaded(table, () => Promise.all([models.table(table), models.views(table, app.value?.id)]));
  if (loaded.state === 'loading') return <Waiting label="Loading" cover />;
  if (loaded.state === 'failed') return <ErrorCard title="The list cannot be opened" error={loaded.error} />;
  const [model, views] = loaded.value;
  const view = views.views.find((one) => one.id === viewId) ?? views.views[0];
  if (!view)
    return <ErrorCard title="The list cannot be opened" error={new Error(`${model.collectionLabel} has no view.`)} />;
  return <ViewGrid key={`${table}:${view.id}`} table={model} views={views} view={view} />;
}

function ViewGrid({ table, views, view }: { table: TableModel; views: ViewList; view: ViewModel }): React.ReactElement {
  const { router, dialogs, notices, api } = useServices();
  const [keyword, setKeyword] = React.useState('');
  const [typed, setTyped] = React.useState('');
  const [version, setVersion] = React.useState(0);
  const [selected, setSelected] = React.useState<readonly string[]>([]);
  React.useEffect(() => {
    document.title = `${table.collectionLabel}: ${view.name} - Local Dataverse`;
  }, [table, view]);
  // Rows are asked for when the typing rests, not at each letter.
  React.useEffect(() => {
    const timer = window.setTimeout(() => setKeyword(typed), 300);
    return () => window.clearTimeout(timer);
  }, [typed]);

  const remove = async (): Promise<void> => {
    const what = selected.length === 1 ? `this ${table.label}` : `these ${selected.length} rows`;
    const isSure = await dialogs.ask({
      title: 'Confirm deletion',
      text: `Do you want to delete ${what}? You can't undo this action.`,
      confirmLabel: 'Delete',
      cancelLabel: 'Cancel',
    });
    if (!isSure) return;
    const results = await Promise.allSettled(selected.map((id) => api.remove(table.name, id)));
    const failed = results.filter((one): one is PromiseRejectedResult => one.status === 'rejected');
    const reason: unknown = failed[0]?.reason;
    if (failed.length)
      notices.add(
        'error',
        `${failed.length} of ${results.length} rows were not deleted. ${reason instanceof Error ? reason.message : ''}`,
      );
    else notices.toast('success', `${results.length === 1 ? 'The row was' : `${results.length} rows were`} deleted.`);
    setVersion((n) => n + 1);
  };

  return (
    <div className="ld-list">
      <div className="ld-commands">
        <CommandBar
          className="ld-grow"
          ariaLabel="Commands"
          items={[
            {
              key: 'new',
              text: 'New',
              iconProps: { iconName: 'add' },
              onClick: () => void router.open({ kind: 'record', table: table.name }),
            },
            ...(selected.length
              ? [{ key: 'delete', text: 'Delete', iconProps: { iconName: 'delete' }, onClick: () => void remove() }]
              : []),
            {
              key: 'refresh',
              text: 'Refresh',
              iconProps: { iconName: 'refresh' },
              onClick: () => setVersion((n) => n + 1),
            },
          ]}
        />
      </div>
      <div className="ld-card ld-list-card">
        <div className="ld-list-bar">
          <h1 className="ld-list-title">
            <DefaultButton
              className="ld-view-selector"
              text={view.name}
              ariaLabel={`View: ${view.name}`}
              menuProps={{
                items: views.views.map((one) => ({
                  key: one.id,
                  text: one.isDefault ? `${one.name} (Default)` : one.name,
                  canCheck: true,
                  isChecked: one.id === view.id,
                  onClick: () =>
                    void router.open({ kind: 'list', table: table.name, ...(one.id ? { viewId: one.id } : {}) }),
                })),
              }}
            />
          </h1>
          <SearchBox
            className="ld-search"
            placeholder="Filter by keyword"
            ariaLabel="Filter by keyword"
            value={typed}
            onChange={(_, text) => setTyped(text ?? '')}
            onSearch={(text) => setKeyword(text)}
          />
        </div>
        <Grid
          table={table}
          view={view}
          searchColumns={views.searchColumns}
          keyword={keyword}
          version={version}
          onSelected={setSelected}
        />
      </div>
    </div>
  );
}
