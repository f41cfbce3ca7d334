/** The rows of a subgrid as a list with sorting and selection. */
import * as React from 'react';
import {
  CheckboxVisibility,
  ConstrainMode,
  DetailsList,
  DetailsListLayoutMode,
  Selection,
  SelectionMode,
} from '@fluentui/react';
import type { IColumn } from '@fluentui/react';
import type { TableModel, ViewModel } from '../../src/shell/model.ts';
import type { Row } from '../api/webApi.ts';
import { useServices } from '../app/services.ts';
import { GridCell } from '../grid/GridCell.tsx';
import type { FormControl } from './control.ts';
import type { Subgrid } from './subgrid.ts';

export interface SubgridRowsProps {
  readonly control: FormControl;
  readonly grid: Subgrid;
  readonly table: TableModel;
  readonly view: ViewModel;
}

export function SubgridRows({ control, grid, table, view }: SubgridRowsProps): React.ReactElement {
  const { texts, router } = useServices();
  const t = texts.form;
  const idOf = (row: object): string => String(Reflect.get(row, table.primaryId)).toLowerCase();
  const selection = React.useMemo(() => {
    const made: Selection = new Selection({
      getKey: idOf,
      onSelectionChanged: () => grid.select(made.getSelection().map(idOf)),
    });
    return made;
  }, [grid, table]);
  if (!grid.rows.length) return <p className="ld-notdrawn">{t.noRows}</p>;
  const current = grid.sort ?? view.orders[0];
  const columns = view.columns.map(({ name, label, width, sortable }): IColumn => ({
    key: name,
    name: label,
    minWidth: 70,
    maxWidth: width,
    isResizable: true,
    isSorted: current?.column === name,
    isSortedDescending: current?.column === name && current.descending,
    ...(sortable
      ? {
          onColumnClick: () =>
            void grid.sortBy({ column: name, descending: current?.column === name && !current.descending }),
        }
      : {}),
    onRender: (row: Row) => <GridCell table={table} name={name} row={row} />,
  }));
  return (
    <div className="ld-grid ld-subgrid-rows">
      <DetailsList
        items={[...grid.rows]}
        setKey={`${view.id}:${grid.firstPage}:${grid.keyword}`}
        columns={columns}
        getKey={idOf}
        selection={selection}
        selectionMode={SelectionMode.multiple}
        checkboxVisibility={CheckboxVisibility.always}
        layoutMode={DetailsListLayoutMode.justified}
        constrainMode={ConstrainMode.horizontalConstrained}
        compact
        ariaLabelForGrid={control.label || view.name}
        ariaLabelForSelectAllCheckbox={t.selectAll}
        checkButtonAriaLabel={t.selectRow}
        onItemInvoked={(row: Row) => void router.open({ kind: 'record', table: table.name, id: idOf(row) })}
      />
    </div>
  );
}
