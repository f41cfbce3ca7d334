/** Addresses of the shell, the same as the platform's: `/main.aspx?appid=…&pagetype=entityrecord&etn=contact&id=…`. Pure. */

export type Page =
  | { readonly kind: 'start' }
  | {
      readonly kind: 'list';
      readonly table: string;
      readonly viewId?: string;
      /** Keyword of the search box. */
      readonly search?: string;
      /** Column, with `-` before it when it descends. */
      readonly sort?: string;
      /** Conditions as grid/conditions.ts writes them. */
      readonly filter?: string;
      /** The chart beside the rows: its id, or `default`. */
      readonly chart?: string;
    }
  | { readonly kind: 'dashboard'; readonly id?: string }
  | { readonly kind: 'webresource'; readonly name: string }
  | {
      readonly kind: 'record';
      readonly table: string;
      /** Absent: a new row. */
      readonly id?: string;
      readonly formId?: string;
      /** Default values of a new row, by column (`extraqs`). */
      readonly defaults?: Readonly<Record<string, string>>;
    }
  /** An app without a page named: its first navigation entry. */
  | { readonly kind: 'app' }
  | { readonly kind: 'unknown'; readonly pageType: string };

export interface Address {
  readonly app?: string;
  readonly page: Page;
  /** Options that stay while one moves about: theme, language. */
  readonly keep: Readonly<Record<string, string>>;
}

const KEPT = ['theme', 'lcid'];
/** What a list was narrowed to: ours, since the platform keeps these out of the address. */
const LIST_STATE = ['search', 'sort', 'filter', 'chart'] as const;

/** Reads path and query of a URL. */
export function parseAddress(path: string, search: string): Address {
  const query = new URLSearchParams(search);
  const get = (name: string): string | undefined => query.get(name) || undefined;
  const keep = Object.fromEntries(KEPT.flatMap((name) => (get(name) ? [[name, get(name) ?? '']] : [])));
  // The platform takes an id; a unique name (`app=al_ActivityLogging`) is easier to write in links and tests.
  const app = guid(get('appid')) ?? get('appid') ?? get('app');
  const page = path === '/main.aspx' ? pageOf(get, app) : ({ kind: 'start' } as const);
  return { page, keep, ...(app ? { app } : {}) };
}

function pageOf(get: (name: string) => string | undefined, app: string | undefined): Page {
  const pageType = get('pagetype')?.toLowerCase();
  const table = (get('etn') ?? '').toLowerCase();
  if (pageType === 'entitylist' && table) {
    const viewId = guid(get('viewid'));
    const state = Object.fromEntries(LIST_STATE.flatMap((name) => (get(name) ? [[name, get(name) ?? '']] : [])));
    return { kind: 'list', table, ...(viewId ? { viewId } : {}), ...state };
  }
  if (pageType === 'dashboard') {
    const id = guid(get('id'));
    return { kind: 'dashboard', ...(id ? { id } : {}) };
  }
  const resource = get('webresourceName') ?? get('webresourcename');
  if (pageType === 'webresource' && resource) return { kind: 'webresource', name: resource };
  if (pageType === 'entityrecord' && table) {
    const id = guid(get('id'));
    const formId = guid(get('formid'));
    const defaults = Object.fromEntries(new URLSearchParams(get('extraqs') ?? ''));
    return {
      kind: 'record',
      table,
      ...(id ? { id } : {}),
      ...(formId ? { formId } : {}),
      ...(Object.keys(defaults).length ? { defaults } : {}),
    };
  }
  if (pageType) return { kind: 'unknown', pageType };
  return app ? { kind: 'app' } : { kind: 'start' };
}

/** The URL of an address. */
export function formatAddress(address: Address): string {
  const query = new URLSearchParams();
  const set = (name: string, value: string | undefined): void => {
    if (value) query.set(name, value);
  };
  set('appid', address.app);
  const { page } = address;
  if (page.kind === 'list') {
    set('pagetype', 'entitylist');
    set('etn', page.table);
    set('viewid', page.viewId);
    for (const name of LIST_STATE) set(name, page[name]);
  } else if (page.kind === 'dashboard') {
    set('pagetype', 'dashboard');
    set('id', page.id);
  } else if (page.kind === 'webresource') {
    set('pagetype', 'webresource');
    set('webresourceName', page.name);
  } else if (page.kind === 'record') {
    set('pagetype', 'entityrecord');
    set('etn', page.table);
    set('id', page.id);
    set('formid', page.formId);
    set('extraqs', page.defaults && new URLSearchParams({ ...page.defaults }).toString());
  } else if (page.kind === 'unknown') {
    set('pagetype', page.pageType);
  }
  for (const [name, value] of Object.entries(address.keep)) set(name, value);
  const text = query.toString();
  return `${page.kind === 'start' ? '/' : '/main.aspx'}${text ? `?${text}` : ''}`;
}

function guid(value: string | undefined): string | undefined {
  const plain = value?.replace(/[{}]/g, '').toLowerCase();
  return plain && /^[0-9a-f-]{36}$/.test(plain) ? plain : undefined;
}
