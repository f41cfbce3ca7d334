/** The shell's JSON models, each fetched once a page: forms and metadata change by import, after which people reload. */
import type {
  AppModel,
  AppSummary,
  ChartModel,
  ComponentModel,
  DashboardModel,
  DashboardSummary,
  FormModel,
  FormSummary,
  RelationshipModel,
  RibbonModel,
  SessionModel,
  TableModel,
  ViewColumn,
  ViewList,
  ViewModel,
} from '../../src/shell/model.ts';
import { getJson } from './http.ts';

export class Models {
  readonly #query: string;
  readonly #known = new Map<string, Promise<unknown>>();

  /** @param languageId language asked for by `?lcid=`, in place of the user's */
  constructor(languageId: number | undefined) {
    this.#query = languageId === undefined ? '' : `lcid=${languageId}`;
  }

  session(): Promise<SessionModel> {
    return this.#get('session');
  }
  apps(): Promise<AppSummary[]> {
    return this.#get('apps');
  }
  app(id: string): Promise<AppModel> {
    return this.#get(`apps/${encodeURIComponent(id)}`);
  }
  table(name: string): Promise<TableModel> {
    return this.#get(`tables/${encodeURIComponent(name)}`);
  }
  forms(table: string, appId: string | undefined, type = 2): Promise<FormSummary[]> {
    return this.#get(
      `tables/${encodeURIComponent(table)}/forms?type=${type}${appId ? `&app=${encodeURIComponent(appId)}` : ''}`,
    );
  }
  views(table: string, appId: string | undefined): Promise<ViewList> {
    return this.#get(`tables/${encodeURIComponent(table)}/views${appId ? `?app=${encodeURIComponent(appId)}` : ''}`);
  }
  charts(table: string, appId: string | undefined): Promise<ChartModel[]> {
    return this.#get(`tables/${encodeURIComponent(table)}/charts${appId ? `?app=${encodeURIComponent(appId)}` : ''}`);
  }
  chart(id: string): Promise<ChartModel> {
    return this.#get(`charts/${encodeURIComponent(id)}`);
  }
  dashboards(appId: string | undefined): Promise<DashboardSummary[]> {
    return this.#get(`dashboards${appId ? `?app=${encodeURIComponent(appId)}` : ''}`);
  }
  dashboard(id: string): Promise<DashboardModel> {
    return this.#get(`dashboards/${encodeURIComponent(id)}`);
  }
  relationships(table: string): Promise<RelationshipModel[]> {
    return this.#get(`tables/${encodeURIComponent(table)}/relationships`);
  }
  lookupColumns(table: string): Promise<ViewColumn[]> {
    return this.#get(`tables/${encodeURIComponent(table)}/lookupcolumns`);
  }
  ribbon(table: string): Promise<RibbonModel> {
    return this.#get(`tables/${encodeURIComponent(table)}/ribbon`);
  }
  view(id: string): Promise<ViewModel> {
    return this.#get(`views/${encodeURIComponent(id)}`);
  }
  form(id: string): Promise<FormModel> {
    return this.#get(`forms/${encodeURIComponent(id)}`);
  }
  component(name: string): Promise<ComponentModel> {
    return this.#get(`components/${encodeURIComponent(name)}`);
  }

  #get<T>(path: string): Promise<T> {
    const url = `/_shell/${path}${this.#query ? `${path.includes('?') ? '&' : '?'}${this.#query}` : ''}`;
    const known = this.#known.get(url) ?? getJson<T>(url);
    this.#known.set(url, known);
    // A failure must not stick: the next visit asks again.
    known.catch(() => this.#known.delete(url));
    return known as Promise<T>;
  }
}
