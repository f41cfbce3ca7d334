/** Rows of a view with sorting, column filters, selection and pages. */
import * as React from 'react';
import {
  CheckboxVisibility,
  ColumnActionsMode,
  ConstrainMode,
  DetailsList,
  DetailsListLayoutMode,
  Selection,
  SelectionMode,
} from '@fluentui/react';
import type { IColumn } from '@fluentui/react';
import type { TableModel, ViewModel } from '../../src/shell/model.ts';
import type { Row } from '../api/webApi.ts';
import { EmptyState, ErrorCard, Waiting } from '../app/states.tsx';
import { useServices } from '../app/services.ts';
import { useLoaded } from '../app/store.ts';
import { tableIcon } from '../look/icons.tsx';
import { ColumnMenu } from './ColumnMenu.tsx';
import type { Condition } from './conditions.ts';
import { GridCell } from './GridCell.tsx';
import { GridFooter } from './GridFooter.tsx';
import { filterKind } from './operators.ts';
import { readRows } from './rows.ts';
import type { RowsOfPage } from './rows.ts';
import type { Sort } from './sort.ts';

export interface GridProps {
  readonly table: TableModel;
  readonly view: ViewModel;
  readonly searchColumns: readonly string[];
  readonly keyword: string;
  /** Replaces the view's own order; undefined leaves it. */
  readonly sort?: Sort | undefined;
  /** Absent: the grid keeps the order to itself. */
  readonly onSort?: (sort: Sort) => void;
  readonly conditions?: readonly Condition[];
  /** Absent: columns cannot be filtered. */
  readonly onConditions?: (conditions: readonly Condition[]) => void;
  /** Rows a page; default 50. */
  readonly pageSize?: number;
  /** Grows to read the rows again. */
  readonly version: number;
  /** Ids of the selected rows, the rows themselves, and all rows of the page. */
  readonly onSelected: (ids: readonly string[], rows: readonly object[], all: readonly object[]) => void;
}

export function Grid(props: GridProps): React.ReactElement {
  const { table, view, keyword, conditions = [], pageSize = 50 } = props;
  const { api, router, texts } = useServices();
  const t = texts.lists;
  const [page, setPage] = React.useState(1);
  const [ownSort, setOwnSort] = React.useState<Sort>();
  const [selected, setSelected] = React.useState(0);
  const [menu, setMenu] = React.useState<{ name: string; target: HTMLElement }>();
  const sort = props.onSort ? props.sort : ownSort;
  const narrowing = JSON.stringify([view.id, keyword, conditions, sort]);
  // The page belongs to what it is a page of: another filter starts at the first one.
  const [paged, setPaged] = React.useState(narrowing);
  if (paged !== narrowing) {
    setPaged(narrowing);
    setPage(1);
  }
  const idOf = (row: object): string => String(Reflect.get(row, table.primaryId));
  const onSelected = React.useRef(props.onSelected);
  onSelected.current = props.onSelected;
  const selection = React.useMemo(() => {
    const made: Selection = new Selection({
      getKey: idOf,
      onSelectionChanged: () => {
        setSelected(made.getSelectedCount());
        onSelected.current(made.getSelection().map(idOf), made.getSelection(), made.getItems());
      },
    });
    return made;
  }, [table]);
  const query = { table, view, keyword, conditions, searchColumns: props.searchColumns, page, pageSize };
  const key = JSON.stringify([narrowing, page, pageSize, props.version]);
  const loaded = useLoaded(key, () => readRows(api, { ...query, ...(sort ? { sort } : {}) }));
  // Rows of the page before stay until the next ones are there: nothing jumps.
  const last = React.useRef<RowsOfPage>();
  if (loaded.state === 'ready') last.current = loaded.value;
  if (loaded.state === 'failed') return <ErrorCard title={t.rowsNotRead} error={loaded.error} />;
  const shown = last.current;
  if (!shown) return <Waiting label={t.loadingRows} />;

  const current = sort ?? view.orders[0];
  const isNarrowed = keyword !== '' || conditions.length > 0;
  const columns = view.columns.map((column): IColumn => {
    const isSorted = current?.column === column.name;
    const hasMenu = column.sortable || (props.onConditions && filterKind(table.columns[column.name]));
    return {
      key: column.name,
      name: column.label,
      // The layout's width is what a column gets; where there is room, columns grow.
      minWidth: Math.max(60, column.width - COLUMN_PADDING),
      maxWidth: column.width * 3,
      flexGrow: column.width,
      isResizable: true,
      isSorted,
      isSortedDescending: isSorted && (current?.descending ?? false),
      sortAscendingAriaLabel: t.sortedAscending,
      sortDescendingAriaLabel: t.sortedDescending,
      isFiltered: conditions.some((one) => one.column === column.name),
      filterAriaLabel: t.filtered,
      columnActionsMode: hasMenu ? ColumnActionsMode.hasDropdown : ColumnActionsMode.disabled,
      ...(hasMenu
        ? { onColumnClick: (event) => setMenu({ name: column.name, target: headerOf(event.currentTarget) }) }
        : {}),
      onRender: (row: Row) => <GridCell table={table} name={column.name} row={row} />,
    };
  });
  const menuColumn = view.columns.find((one) => one.name === menu?.name);
  return (
    <div className="ld-grid" aria-busy={loaded.state === 'loading'}>
      <div className="ld-grid-rows">
        <DetailsList
          items={shown.rows}
          setKey={shown.key}
          columns={columns}
          getKey={idOf}
          selection={selection}
          selectionMode={SelectionMode.multiple}
          checkboxVisibility={CheckboxVisibility.always}
          layoutMode={DetailsListLayoutMode.fixedColumns}
          constrainMode={ConstrainMode.unconstrained}
          ariaLabelForGrid={view.name}
          ariaLabelForSelectAllCheckbox={t.selectAll}
          checkButtonAriaLabel={t.selectRow}
          onItemInvoked={(row: Row) => void router.open({ kind: 'record', table: table.name, id: idOf(row) })}
        />
        {shown.rows.length === 0 && (
          <EmptyState
            icon={tableIcon(table.name, table.isActivity)}
            title={isNarrowed ? t.noMatch : t.noRows(table.collectionLabel)}
          >
            <p>{isNarrowed ? t.noMatchHint : t.noRowsHint}</p>
          </EmptyState>
        )}
      </div>
      <GridFooter
        page={page}
        pageSize={pageSize}
        count={shown.rows.length}
        total={shown.total}
        hasMore={shown.hasMore}
        selected={selected}
        onPage={setPage}
      />
      {menu && menuColumn && (
        <ColumnMenu
          key={menu.name}
          target={menu.target}
          name={menu.name}
          label={menuColumn.label}
          column={table.columns[menu.name]}
          sort={menuColumn.sortable ? current : undefined}
          canSort={menuColumn.sortable}
          conditions={conditions}
          onSort={props.onSort ?? setOwnSort}
          onConditions={props.onConditions}
          onClose={() => setMenu(undefined)}
        />
      )}
    </div>
  );
}

/** Fluent adds 12 px before and 8 px behind a cell's text. */
const COLUMN_PADDING = 20;

/** The menu hangs below the whole header cell. */
function headerOf(element: HTMLElement): HTMLElement {
  return element.closest<HTMLElement>('[role=columnheader]') ?? element;
}
