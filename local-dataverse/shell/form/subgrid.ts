/** Rows of a subgrid: what is listed, sorted and selected. Drawn grids, scripts and code components all work on this one object. */
import type { RelationshipModel, TableModel, ViewModel } from '../../src/shell/model.ts';
import type { Row } from '../api/webApi.ts';
import type { Services } from '../app/services.ts';
import { applyQuery } from '../grid/query.ts';
import type { Handler } from './handlers.ts';
import { narrowToRelated } from './related.ts';
import type { SubgridSettings } from './related.ts';

export interface RowSort {
  readonly column: string;
  readonly descending: boolean;
}
/** The row of the form the subgrid stands on. */
export interface SubgridParent {
  readonly id: string | undefined;
  readonly table: Pick<TableModel, 'name'>;
  subscribe(listener: () => void): () => void;
}
/** `new`: the form's row is not saved yet, so nothing can be related to it. */
export type SubgridState = 'idle' | 'new' | 'loading' | 'ready' | 'failed';

export class Subgrid {
  readonly settings: SubgridSettings;
  readonly parent: SubgridParent;
  readonly #services: Services;
  state: SubgridState = 'idle';
  error: Error | undefined;
  table: TableModel | undefined;
  view: ViewModel | undefined;
  views: readonly ViewModel[] = [];
  relationship: RelationshipModel | undefined;
  searchColumns: readonly string[] = [];
  rows: readonly Row[] = [];
  total: number | undefined;
  hasMore = false;
  /** Rows of these pages are loaded; the drawn grid has one page, code components may gather several. */
  firstPage = 1;
  lastPage = 1;
  pageSize: number;
  sort: RowSort | undefined;
  keyword = '';
  /** FetchXML filter that a code component adds. */
  extraFilter: ((fetch: Document) => void) | undefined;
  selected: readonly string[] = [];
  readonly loadHandlers: Handler[] = [];
  /** Set by the open form: runs OnLoad handlers of scripts. */
  loaded: (() => void) | undefined;
  #listeners = new Set<() => void>();
  #request = 0;
  #wanted = false;

  constructor(services: Services, parent: SubgridParent, settings: SubgridSettings) {
    this.#services = services;
    this.parent = parent;
    this.settings = settings;
    this.pageSize = settings.pageSize;
    let id = parent.id;
    parent.subscribe(() => {
      if (parent.id === id) return;
      id = parent.id;
      if (this.#wanted) void this.refresh();
    });
  }

  /** Loads the rows when nobody did yet. */
  start(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    void this.refresh();
  }

  idOf(row: Row): string {
    return String(row[this.table?.primaryId ?? ''] ?? '').toLowerCase();
  }
  nameOf(row: Row): string {
    const value = row[this.table?.primaryName ?? ''];
    return typeof value === 'string' ? value : '';
  }
  get selectedRows(): readonly Row[] {
    return this.rows.filter((row) => this.selected.includes(this.idOf(row)));
  }

  /** Reads the first page anew. Never throws: a failure is a state. */
  refresh(): Promise<void> {
    return this.#load(1, false);
  }
  /** @param add keeps the rows of the pages before */
  openPage(page: number, add = false): Promise<void> {
    return this.#load(page, add);
  }
  sortBy(sort: RowSort | undefined): Promise<void> {
    this.sort = sort;
    return this.refresh();
  }
  search(keyword: string): Promise<void> {
    this.keyword = keyword;
    return this.refresh();
  }
  /** @throws Error when there is no such view */
  async selectView(id: string): Promise<void> {
    this.view = await this.#services.models.view(id);
    this.sort = undefined;
    await this.refresh();
  }
  select(ids: readonly string[]): void {
    if (ids.join() === this.selected.join()) return;
    this.selected = ids;
    this.changed();
  }

  /** Grows when commands are to be judged anew (refreshRibbon). */
  commandVersion = 0;
  refreshCommands(): void {
    this.commandVersion += 1;
    this.changed();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
  changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  async #load(page: number, add: boolean): Promise<void> {
    this.#wanted = true;
    const request = (this.#request += 1);
    this.state = this.parent.id || !this.settings.relationship ? 'loading' : 'new';
    this.changed();
    try {
      await this.#describe();
      if (this.state === 'new') return this.changed();
      const answer = await this.#read(page);
      // An answer that a newer question overtook is dropped.
      if (request !== this.#request) return;
      this.rows = add ? [...this.rows, ...answer.rows] : answer.rows;
      this.firstPage = add ? this.firstPage : page;
      this.lastPage = page;
      this.total = answer.total;
      this.hasMore = answer.hasMore;
      this.selected = add ? this.selected : [];
      this.error = undefined;
      this.state = 'ready';
    } catch (error) {
      if (request !== this.#request) return;
      this.error = error instanceof Error ? error : new Error(String(error));
      this.state = 'failed';
    }
    this.changed();
    if (this.state === 'ready') this.loaded?.();
  }

  /** Metadata of what is listed; read once. */
  async #describe(): Promise<void> {
    if (this.table && this.view) return;
    const { models, app } = this.#services;
    const { settings } = this;
    const [table, list, relationships] = await Promise.all([
      models.table(settings.table),
      models.views(settings.table, app.value?.id),
      settings.relationship ? models.relationships(this.parent.table.name) : [],
    ]);
    this.relationship = relationships.find((one) => one.name === settings.relationship && one.table === settings.table);
    if (settings.relationship && !this.relationship) {
      throw new Error(
        `The subgrid names the relationship ${settings.relationship}, which ${this.parent.table.name} does not have to ${settings.table}.`,
      );
    }
    const known = settings.viewId ? await models.view(settings.viewId) : list.views[0];
    if (!known) throw new Error(`${table.collectionLabel} has no view.`);
    this.views = await Promise.all(settings.viewIds.map((id) => models.view(id)));
    this.searchColumns = list.searchColumns;
    this.view = known;
    this.table = table;
  }

  async #read(page: number): Promise<{ rows: Row[]; total: number | undefined; hasMore: boolean }> {
    const { table, view, relationship, parent } = this;
    if (!table || !view) throw new Error('The subgrid has no view.');
    const fetch = new DOMParser().parseFromString(view.fetchXml, 'text/xml');
    const drawn = view.columns.map((column) => column.name).filter((name) => table.columns[name]);
    const query = {
      page,
      pageSize: this.pageSize,
      keyword: this.keyword,
      searchColumns: this.searchColumns.filter((name) => table.columns[name]),
      conditions: [],
      columns: [table.primaryId, ...(table.primaryName ? [table.primaryName] : []), ...drawn],
      ...(this.sort ? { sort: this.sort } : {}),
    };
    applyQuery(fetch, query, table);
    if (relationship && parent.id) narrowToRelated(fetch, relationship, parent.id, table.primaryId);
    this.extraFilter?.(fetch);
    const xml = new XMLSerializer().serializeToString(fetch);
    const answer = await this.#services.api.retrieveMultiple(table.name, `?fetchXml=${encodeURIComponent(xml)}`);
    return {
      rows: answer.entities,
      total: answer.count,
      hasMore:
        answer.moreRecords ?? (answer.fetchXmlPagingCookie !== undefined && answer.entities.length === this.pageSize),
    };
  }
}
