/** The command bar of a list: the shell's own commands and those of the table's ribbon (Mscrm.HomepageGrid). */
import * as React from 'react';
import type { TableModel, ViewModel } from '../../src/shell/model.ts';
import { collection } from '../xrm/collection.ts';
import { CommandBar } from './CommandBar.tsx';
import type { OwnCommand } from './CommandBar.tsx';
import type { RowFact } from './parameters.ts';

export interface ListBarProps {
  readonly table: TableModel;
  readonly view: ViewModel;
  readonly own: readonly OwnCommand[];
  readonly selected: readonly object[];
  /** Rows of the page that is shown. */
  readonly all: readonly object[];
  readonly refresh: () => void;
}

export function ListBar({ table, view, own, selected, all, refresh }: ListBarProps): React.ReactElement {
  const [ribbonVersion, setRibbonVersion] = React.useState(0);
  const facts = (rows: readonly object[]): RowFact[] => rows.map((row) => factOf(table, row));
  const chosen = facts(selected);
  const page = facts(all);
  const control = gridControl(table, view, chosen, page, refresh, () => setRibbonVersion((n) => n + 1));
  return (
    <CommandBar
      location="grid"
      table={table}
      own={own}
      scope={{
        primaryTable: table,
        primaryControl: control,
        selectedControl: control,
        primaryIds: [],
        selected: chosen,
        all: page,
      }}
      version={`${view.id}:${ribbonVersion}:${chosen.map((row) => row.id).join()}`}
    />
  );
}

function factOf(table: TableModel, row: object): RowFact {
  const text = (name: string | undefined): string => {
    const value: unknown = name ? Reflect.get(row, name) : undefined;
    return typeof value === 'string' ? value : '';
  };
  return { id: text(table.primaryId).toLowerCase(), name: text(table.primaryName) };
}

/** The grid of a list as commands see it (gridContext). */
function gridControl(
  table: TableModel,
  view: ViewModel,
  selected: readonly RowFact[],
  all: readonly RowFact[],
  refresh: () => void,
  refreshRibbon: () => void,
): object {
  const rows = (list: readonly RowFact[]) =>
    collection(() => new Map(list.map((row) => [row.id, rowObject(table, row)])));
  const reference = { id: `{${view.id.toUpperCase()}}`, name: view.name, entityType: 'savedquery' };
  return {
    getEntityName: () => table.name,
    getFetchXml: () => view.fetchXml,
    getGridType: () => 1,
    getGrid: () => ({
      getRows: () => rows(all),
      getSelectedRows: () => rows(selected),
      getTotalRecordCount: () => all.length,
    }),
    getViewSelector: () => ({ getCurrentView: () => reference, isVisible: () => true }),
    refresh,
    refreshRibbon,
  };
}

function rowObject(table: TableModel, row: RowFact): object {
  const id = `{${row.id.toUpperCase()}}`;
  const entity = {
    getEntityName: () => table.name,
    getEntityReference: () => ({ id, name: row.name, entityType: table.name }),
    getId: () => id,
    getPrimaryAttributeValue: () => row.name,
  };
  const data = { entity, getEntity: () => entity };
  return { data, getData: () => data };
}
