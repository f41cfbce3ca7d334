/** A subgrid on a form: its commands, its rows, its pages. */
import * as React from 'react';
import { DefaultButton, IconButton, SearchBox } from '@fluentui/react';
import type { CustomControlModel } from '../../src/shell/model.ts';
import { ErrorCard, Waiting } from '../app/states.tsx';
import { useServices } from '../app/services.ts';
import { useChanges } from '../app/store.ts';
import { CommandBar } from '../commands/CommandBar.tsx';
import { PcfHost } from '../pcf/PcfHost.tsx';
import type { FormControl } from './control.ts';
import { useFormRuntime } from './runtime.ts';
import type { Subgrid } from './subgrid.ts';
import { SubgridRows } from './SubgridRows.tsx';
import { useSubgridCommands } from './subgridCommands.ts';

export function SubgridControl({ control, grid }: { control: FormControl; grid: Subgrid }): React.ReactElement {
  const t = useServices().texts.form;
  useChanges(grid);
  React.useEffect(() => grid.start(), [grid]);
  if (grid.state === 'new') return <p className="ld-notdrawn">{t.createFirst}</p>;
  if (grid.state === 'failed' && grid.error)
    return <ErrorCard title={t.rowsFailed} error={grid.error} retry={() => void grid.refresh()} />;
  if (!grid.table || !grid.view || grid.state === 'idle' || (grid.state === 'loading' && !grid.rows.length))
    return <Waiting label={t.loading} />;
  return (
    <div className="ld-subgrid" data-subgrid={control.name} aria-busy={grid.state === 'loading'}>
      <Bar control={control} grid={grid} />
      <SubgridRows control={control} grid={grid} table={grid.table} view={grid.view} />
      <Footer grid={grid} />
    </div>
  );
}

/** A code component in place of the rows: the commands stay above it, as on the platform. */
export function SubgridComponent(props: {
  control: FormControl;
  grid: Subgrid;
  placed: CustomControlModel;
}): React.ReactElement {
  const { control, grid } = props;
  const t = useServices().texts.form;
  useChanges(grid);
  React.useEffect(() => grid.start(), [grid]);
  if (grid.state === 'new') return <p className="ld-notdrawn">{t.createFirst}</p>;
  return (
    <div className="ld-subgrid" data-subgrid={control.name}>
      <Bar control={control} grid={grid} />
      <PcfHost control={control} placed={props.placed} />
    </div>
  );
}

function Bar({ control, grid }: { control: FormControl; grid: Subgrid }): React.ReactElement | null {
  const { session } = useFormRuntime();
  const t = useServices().texts.form;
  const { own, scope } = useSubgridCommands(session.record, control, grid);
  const [typed, setTyped] = React.useState(grid.keyword);
  const { table, view, views } = grid;
  if (!table || !view) return null;
  return (
    <div className="ld-subgrid-bar" role="group" aria-label={`${control.label}: ${t.commands}`}>
      {views.length > 1 ? (
        <DefaultButton
          className="ld-form-selector"
          text={view.name}
          ariaLabel={t.viewNamed(view.name)}
          menuProps={{
            items: views.map((one) => ({
              key: one.id,
              text: one.name,
              canCheck: true,
              isChecked: one.id === view.id,
              onClick: () => void grid.selectView(one.id),
            })),
          }}
        />
      ) : null}
      {grid.settings.hasQuickFind && (
        <SearchBox
          className="ld-search"
          placeholder={t.searchRows}
          ariaLabel={`${control.label}: ${t.searchRows}`}
          value={typed}
          onChange={(_, text) => setTyped(text ?? '')}
          onSearch={(text) => void grid.search(text)}
          onClear={() => void grid.search('')}
        />
      )}
      <CommandBar
        location="subgrid"
        table={table}
        own={own}
        scope={scope}
        version={`${grid.selected.join()}:${grid.total ?? ''}:${grid.commandVersion}`}
        label={`${control.label}: ${t.commands}`}
      />
    </div>
  );
}

function Footer({ grid }: { grid: Subgrid }): React.ReactElement | null {
  const t = useServices().texts.form;
  if (!grid.rows.length) return null;
  const first = (grid.firstPage - 1) * grid.pageSize + 1;
  const text = t.rowsShown(first, first + grid.rows.length - 1, grid.total);
  const isOnePage = grid.firstPage === 1 && !grid.hasMore;
  return (
    <div className="ld-subgrid-footer">
      <span role="status">{grid.selected.length ? `${text} (${t.selectedRows(grid.selected.length)})` : text}</span>
      <span className="ld-grow" />
      {!isOnePage && (
        <>
          <IconButton
            iconProps={{ iconName: 'chevronleft' }}
            title={t.previousPage}
            ariaLabel={t.previousPage}
            disabled={grid.firstPage === 1}
            onClick={() => void grid.openPage(grid.firstPage - 1)}
          />
          <span>{t.page(grid.lastPage)}</span>
          <IconButton
            iconProps={{ iconName: 'chevronright' }}
            title={t.nextPage}
            ariaLabel={t.nextPage}
            disabled={!grid.hasMore}
            onClick={() => void grid.openPage(grid.lastPage + 1)}
          />
        </>
      )}
    </div>
  );
}
