/** One page of a view's rows over the Web API. */
import type { TableModel, ViewModel } from '../../src/shell/model.ts';
import type { Row, WebApi } from '../api/webApi.ts';
import { applyQuery } from './query.ts';
import type { Narrowing } from './query.ts';
import type { Sort } from './sort.ts';

export interface RowsQuery extends Narrowing {
  readonly table: TableModel;
  readonly view: ViewModel;
  readonly page: number;
  readonly pageSize: number;
  readonly sort?: Sort;
}
export interface RowsOfPage {
  /** Changes with page, order and filter: selected rows stay selected only within one page. */
  readonly key: string;
  readonly rows: Row[];
  readonly hasMore: boolean;
  readonly total: number | undefined;
}

/** @throws HttpError */
export async function readRows(api: WebApi, query: RowsQuery): Promise<RowsOfPage> {
  const { table, view, page, pageSize, keyword, conditions, sort } = query;
  const fetch = new DOMParser().parseFromString(view.fetchXml, 'text/xml');
  const searchColumns = query.searchColumns.filter((name) => table.columns[name]);
  // Lookups are linked and dates formatted here, so each drawn column is asked for.
  const drawn = view.columns.map((column) => column.name).filter((name) => table.columns[name]);
  const columns = [table.primaryId, ...(table.primaryName ? [table.primaryName] : []), ...drawn];
  applyQuery(fetch, { page, pageSize, keyword, searchColumns, conditions, columns, ...(sort ? { sort } : {}) }, table);
  const xml = new XMLSerializer().serializeToString(fetch);
  const answer = await api.retrieveMultiple(table.name, `?fetchXml=${encodeURIComponent(xml)}`);
  return {
    key: JSON.stringify([view.id, keyword, conditions, page, sort]),
    rows: answer.entities,
    hasMore: answer.moreRecords ?? (answer.fetchXmlPagingCookie !== undefined && answer.entities.length === pageSize),
    total: answer.count,
  };
}
