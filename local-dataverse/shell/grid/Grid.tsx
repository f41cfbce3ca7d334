/** Rows of a view with sorting, selection and pages. */
import * as React from 'react';
import {
  CheckboxVisibility,
  ConstrainMode,
  DetailsList,
  DetailsListLayoutMode,
  IconButton,
  Selection,
  SelectionMode,
} from '@fluentui/react';
import type { IColumn } from '@fluentui/react';
import type { TableModel, ViewModel } from '../../src/shell/model.ts';
import type { Row, WebApi } from '../api/webApi.ts';
import { EmptyState, ErrorCard, Waiting } from '../app/states.tsx';
import { useServices } from '../app/services.ts';
import { useLoaded } from '../app/store.ts';
import { tableIcon } from '../look/icons.tsx';
import { GridCell } from './GridCell.tsx';
import { applyQuery } from './query.ts';
import type { GridQuery } from './query.ts';

export interface GridProps {
  readonly table: TableModel;
  readonly view: ViewModel;
  readonly searchColumns: readonly string[];
  readonly keyword: string;
  /** Grows to read the rows again. */
  readonly version: number;
  readonly onSelected: (ids: readonly string[]) => void;
}
type Sort = NonNullable<GridQuery['sort']>;
const PAGE_SIZE = 50;

export function Grid(props: GridProps): React.ReactElement {
  const { table, view, keyword } = props;
  const { api, router } = useServices();
  const [page, setPage] = React.useState(1);
  const [sort, setSort] = React.useState<Sort>();
  React.useEffect(() => setPage(1), [keyword, sort, view]);
  const idOf = (row: object): string => String(Reflect.get(row, table.primaryId));
  const selection = React.useMemo(() => {
    const made: Selection = new Selection({
      getKey: idOf,
      onSelectionChanged: () => props.onSelected(made.getSelection().map(idOf)),
    });
    return made;
  }, [table]);
  const key = JSON.stringify([view.id, keyword, page, sort, props.version]);
  const loaded = useLoaded(key, () => readPage(api, props, page, sort));
  // Rows of the page before stay until the next ones are there: nothing jumps.
  const last = React.useRef<RowsOfPage>();
  if (loaded.state === 'ready') last.current = loaded.value;
  if (loaded.state === 'failed') return <ErrorCard title="The rows cannot be read" error={loaded.error} />;
  const shown = last.current;
  if (!shown) return <Waiting label="Loading rows" />;

  const current = sort ?? view.orders[0];
  const columns = view.columns.map((column): IColumn => ({
    key: column.name,
    name: column.label,
    minWidth: 80,
    maxWidth: column.width,
    isResizable: true,
    isSorted: current?.column === column.name,
    isSortedDescending: current?.column === column.name && current.descending,
    sortAscendingAriaLabel: 'Sorted ascending',
    sortDescendingAriaLabel: 'Sorted descending',
    ...(column.sortable
      ? {
          onColumnClick: () =>
            setSort({ column: column.name, descending: current?.column === column.name && !current.descending }),
        }
      : {}),
    onRender: (row: Row) => <GridCell table={table} name={column.name} row={row} />,
  }));
  return (
    <div className="ld-grid" aria-busy={loaded.state === 'loading'}>
      <div className="ld-grid-rows">
        {shown.rows.length === 0 ? (
          <EmptyState
            icon={tableIcon(table.name, table.isActivity)}
            title={keyword ? 'No rows match the keyword' : `No ${table.collectionLabel.toLowerCase()} to show`}
          >
            <p>{keyword ? 'Try fewer letters, or another view.' : 'Rows of this view appear here.'}</p>
          </EmptyState>
        ) : (
          <DetailsList
            items={shown.rows}
            setKey={shown.key}
            columns={columns}
            getKey={idOf}
            selection={selection}
            selectionMode={SelectionMode.multiple}
            checkboxVisibility={CheckboxVisibility.always}
            layoutMode={DetailsListLayoutMode.justified}
            constrainMode={ConstrainMode.horizontalConstrained}
            ariaLabelForGrid={view.name}
            ariaLabelForSelectAllCheckbox="Select all rows"
            checkButtonAriaLabel="Select row"
            onItemInvoked={(row: Row) => void router.open({ kind: 'record', table: table.name, id: idOf(row) })}
          />
        )}
      </div>
      <footer className="ld-grid-footer">
        <span role="status">{footerText(shown, page)}</span>
        <span className="ld-grow" />
        <IconButton
          iconProps={{ iconName: 'chevronleft' }}
          title="Previous page"
          ariaLabel="Previous page"
          disabled={page === 1}
          onClick={() => setPage(page - 1)}
        />
        <span>{`Page ${page}`}</span>
        <IconButton
          iconProps={{ iconName: 'chevronright' }}
          title="Next page"
          ariaLabel="Next page"
          disabled={!shown.hasMore}
          onClick={() => setPage(page + 1)}
        />
      </footer>
    </div>
  );
}

interface RowsOfPage {
  /** Changes with page, order and keyword: selected rows stay selected only within one page. */
  readonly key: string;
  readonly rows: Row[];
  readonly hasMore: boolean;
  readonly total: number | undefined;
}

async function readPage(
  api: WebApi,
  { table, view, keyword, searchColumns }: GridProps,
  page: number,
  sort: Sort | undefined,
): Promise<RowsOfPage> {
  const fetch = new DOMParser().parseFromString(view.fetchXml, 'text/xml');
  const known = searchColumns.filter((name) => table.columns[name]);
  // Lookups are linked and dates formatted here, so each drawn column is asked for.
  const drawn = view.columns.map((column) => column.name).filter((name) => table.columns[name]);
  const columns = [table.primaryId, ...(table.primaryName ? [table.primaryName] : []), ...drawn];
  applyQuery(fetch, { page, pageSize: PAGE_SIZE, keyword, searchColumns: known, columns, ...(sort ? { sort } : {}) });
  const xml = new XMLSerializer().serializeToString(fetch);
  const answer = await api.retrieveMultiple(table.name, `?fetchXml=${encodeURIComponent(xml)}`);
  return {
    key: JSON.stringify([view.id, keyword, page, sort]),
    rows: answer.entities,
    hasMore: answer.moreRecords ?? (answer.fetchXmlPagingCookie !== undefined && answer.entities.length === PAGE_SIZE),
    total: answer.count,
  };
}

function footerText(shown: RowsOfPage, page: number): string {
  const first = (page - 1) * PAGE_SIZE + 1;
  const last = first + shown.rows.length - 1;
  if (shown.rows.length === 0) return 'Rows: 0';
  return shown.total === undefined ? `Rows: ${first} - ${last}` : `Rows: ${first} - ${last} of ${shown.total}`;
}
