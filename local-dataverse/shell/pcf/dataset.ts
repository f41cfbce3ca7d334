/** A data set parameter of a code component. Source: learn.microsoft.com, "DataSet (Power Apps component framework API reference)". */
import type { TableModel, ViewColumn } from '../../src/shell/model.ts';
import { formatted } from '../api/webApi.ts';
import type { Row } from '../api/webApi.ts';
import type { Formatter } from '../format/formatter.ts';
import type { Subgrid } from '../form/subgrid.ts';
import { isLookup, isLookupValue, valueOf } from '../form/values.ts';
import { addToQuery } from './datasetFilter.ts';
import type { DatasetFilter, DatasetLink } from './datasetFilter.ts';
import { typeOfColumn } from './parameters.ts';

export interface DatasetSurroundings {
  readonly formatter: Formatter;
  readonly open: (table: string, id: string) => void;
  readonly title: string;
}
/** Sort directions of the framework. */
const ASCENDING = 0;
const DESCENDING = 1;

export class Dataset {
  readonly grid: Subgrid;
  readonly #around: DatasetSurroundings;
  /** The component changes this array and then calls refresh(). */
  #sorting: { name: string; sortDirection: number }[] | undefined;
  #filter: DatasetFilter | undefined;
  readonly #links: DatasetLink[] = [];

  constructor(grid: Subgrid, around: DatasetSurroundings) {
    this.grid = grid;
    this.#around = around;
  }

  /** The parameter for one call of init or updateView. */
  parameter(): object {
    const { grid } = this;
    const { table, view } = grid;
    const rows = grid.rows;
    return {
      loading: grid.state === 'idle' || grid.state === 'loading',
      error: grid.state === 'failed',
      errorMessage: grid.error?.message ?? '',
      columns: table && view ? view.columns.map((column, index) => columnOf(table, column, index)) : [],
      sortedRecordIds: rows.map((row) => grid.idOf(row)),
      records: table ? Object.fromEntries(rows.map((row) => [grid.idOf(row), this.#record(table, row)])) : {},
      paging: this.#paging(),
      sorting: this.#sortingNow(),
      filtering: {
        getFilter: () => this.#filter ?? { conditions: [], filterOperator: 0 },
        setFilter: (filter: DatasetFilter) => void (this.#filter = filter),
        clearFilter: () => void (this.#filter = undefined),
      },
      linking: {
        getLinkedEntities: () => [...this.#links],
        addLinkedEntity: (link: DatasetLink) => void this.#links.push(link),
      },
      getSelectedRecordIds: () => [...grid.selected],
      setSelectedRecordIds: (ids: readonly string[]) => grid.select(ids.map((id) => id.toLowerCase())),
      clearSelectedRecordIds: () => grid.select([]),
      getTargetEntityType: () => grid.settings.table,
      getTitle: () => this.#around.title || view?.name || '',
      getViewId: () => view?.id ?? '',
      openDatasetItem: (reference: { readonly id: { readonly guid: string } | string; readonly etn?: string }) => {
        const id = typeof reference.id === 'string' ? reference.id : reference.id.guid;
        this.#around.open(reference.etn ?? grid.settings.table, id.replace(/[{}]/g, '').toLowerCase());
      },
      refresh: () => this.#refresh(),
    };
  }

  #refresh(): void {
    this.#apply();
    void this.grid.refresh();
  }

  /** Sorting, filters and links count from the next read on. */
  #apply(): void {
    const [first] = this.#sorting ?? [];
    this.grid.sort =
      first && (first.sortDirection === ASCENDING || first.sortDirection === DESCENDING)
        ? { column: first.name, descending: first.sortDirection === DESCENDING }
        : undefined;
    const filter = this.#filter;
    const links = [...this.#links];
    this.grid.extraFilter = filter || links.length ? (fetch) => addToQuery(fetch, filter, links) : undefined;
  }

  #sortingNow(): { name: string; sortDirection: number }[] {
    if (!this.#sorting && this.grid.view) {
      this.#sorting = this.grid.view.orders.map((order) => ({
        name: order.column,
        sortDirection: order.descending ? DESCENDING : ASCENDING,
      }));
    }
    return this.#sorting ?? [];
  }

  #paging(): object {
    const { grid } = this;
    const open = (page: number, isOnlyNew: boolean): void => {
      this.#apply();
      void grid.openPage(page, !isOnlyNew);
    };
    return {
      totalResultCount: grid.total ?? grid.rows.length,
      firstPageNumber: grid.firstPage,
      lastPageNumber: grid.lastPage,
      pageSize: grid.pageSize,
      hasNextPage: grid.hasMore,
      hasPreviousPage: grid.firstPage > 1,
      loadNextPage: (isOnlyNew = false) => grid.hasMore && open(grid.lastPage + 1, isOnlyNew),
      loadPreviousPage: () => grid.firstPage > 1 && open(grid.firstPage - 1, true),
      loadExactPage: (page: number) => open(page, true),
      reset: () => this.#refresh(),
      setPageSize: (size: number) => void (grid.pageSize = Math.min(250, Math.max(1, size))),
    };
  }

  #record(table: TableModel, row: Row): object {
    const { grid } = this;
    const reference = { id: { guid: grid.idOf(row) }, etn: table.name, name: grid.nameOf(row) };
    return {
      getRecordId: () => grid.idOf(row),
      getNamedReference: () => reference,
      getValue: (name: string) => valueIn(table, row, name),
      getFormattedValue: (name: string) => this.#text(table, row, name),
    };
  }

  #text(table: TableModel, row: Row, name: string): string {
    const column = table.columns[name];
    if (!column) return formatted(row, name) ?? (typeof row[name] === 'string' ? String(row[name]) : '');
    return this.#around.formatter.value(column, valueOf(column, row));
  }
}

function columnOf(table: TableModel, column: ViewColumn, order: number): object {
  const known = table.columns[column.name];
  return {
    name: column.name,
    displayName: column.label,
    dataType: known ? typeOfColumn(known) : 'SingleLine.Text',
    alias: column.name,
    order,
    visualSizeFactor: column.width,
    isHidden: false,
    isPrimary: column.name === table.primaryName,
    disableSorting: !column.sortable,
  };
}

/** Lookups are references, not arrays. */
function valueIn(table: TableModel, row: Row, name: string): unknown {
  const column = table.columns[name];
  if (!column) return row[name] ?? null;
  const value = valueOf(column, row);
  const first: unknown = Array.isArray(value) ? value[0] : undefined;
  if (isLookup(column))
    return isLookupValue(first) ? { id: { guid: first.id }, etn: first.entityType, name: first.name } : null;
  return value;
}
