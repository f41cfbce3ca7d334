/** A view's FetchXML with what the grid adds: page, sort order and keyword. Works on a parsed document; pure. */

export interface GridQuery {
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
  /** Replaces the view's own order. */
  readonly sort?: { readonly column: string; readonly descending: boolean };
  readonly keyword: string;
  readonly searchColumns: readonly string[];
  /** Columns that must be there beside the view's: the key and the name for links. */
  readonly columns: readonly string[];
}

/**
 * Changes the parsed FetchXML in place.
 * @throws Error when the document is not FetchXML
 */
export function applyQuery(fetch: Document, query: GridQuery): void {
  const root = fetch.documentElement;
  const entity = elements(root, 'entity')[0];
  if (!entity) throw new Error('The view has no entity in its FetchXML.');
  root.setAttribute('page', String(query.page));
  root.setAttribute('count', String(query.pageSize));
  root.setAttribute('returntotalrecordcount', 'true');
  root.removeAttribute('top');
  addColumns(fetch, entity, query.columns);
  if (query.sort) {
    for (const order of elements(entity, 'order')) entity.removeChild(order);
    append(fetch, entity, 'order', { attribute: query.sort.column, descending: String(query.sort.descending) });
  }
  const keyword = query.keyword.trim();
  if (keyword && query.searchColumns.length) {
    const filter = append(fetch, entity, 'filter', { type: 'or' });
    for (const attribute of query.searchColumns) {
      append(fetch, filter, 'condition', { attribute, operator: 'like', value: pattern(keyword) });
    }
  }
}

/** As the platform's keyword box: `*` is the wildcard, and the text is looked for at the start. Ours looks anywhere. */
function pattern(keyword: string): string {
  return `%${keyword.replace(/[[%_]/g, '[$&]').replace(/\*/g, '%')}%`;
}

function addColumns(fetch: Document, entity: Element, columns: readonly string[]): void {
  if (elements(entity, 'all-attributes').length) return;
  const have = new Set(elements(entity, 'attribute').map((one) => one.getAttribute('name')));
  const first = entity.firstChild;
  for (const name of columns) {
    if (have.has(name)) continue;
    const element = fetch.createElement('attribute');
    element.setAttribute('name', name);
    entity.insertBefore(element, first);
    have.add(name);
  }
}

function append(fetch: Document, parent: Element, name: string, attributes: Readonly<Record<string, string>>): Element {
  const element = fetch.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent.appendChild(element);
  return element;
}

function elements(parent: Element, name: string): Element[] {
  const found: Element[] = [];
  for (let node = parent.firstChild; node; node = node.nextSibling) {
    if (node.nodeType === 1 && node.nodeName === name) found.push(node as Element);
  }
  return found;
}
