/** A view's FetchXML with what the grid adds: page, sort order, keyword and conditions. Works on a parsed document; pure. */
import type { ColumnModel, TableModel } from '../../src/shell/model.ts';
import { fetchCondition, literal } from './conditions.ts';
import type { Condition } from './conditions.ts';
import { filterKind } from './operators.ts';

/** What narrows the rows: the same for the grid and for the chart beside it. */
export interface Narrowing {
  readonly keyword: string;
  readonly searchColumns: readonly string[];
  readonly conditions: readonly Condition[];
}

export interface GridQuery extends Narrowing {
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
  /** Replaces the view's own order. */
  readonly sort?: { readonly column: string; readonly descending: boolean };
  /** Columns that must be there beside the view's: the key and the name for links. */
  readonly columns: readonly string[];
}

/**
 * Changes the parsed FetchXML in place.
 * @throws Error when the document is not FetchXML
 */
export function applyQuery(fetch: Document, query: GridQuery, table: Pick<TableModel, 'columns'>): void {
  const root = fetch.documentElement;
  const entity = entityOf(fetch);
  root.setAttribute('page', String(query.page));
  root.setAttribute('count', String(query.pageSize));
  root.setAttribute('returntotalrecordcount', 'true');
  root.removeAttribute('top');
  addColumns(fetch, entity, query.columns);
  if (query.sort) {
    for (const order of elements(entity, 'order')) entity.removeChild(order);
    append(fetch, entity, 'order', { attribute: query.sort.column, descending: String(query.sort.descending) });
  }
  narrow(fetch, query, table);
}

/** Adds the keyword and the conditions. */
export function narrow(fetch: Document, query: Narrowing, table: Pick<TableModel, 'columns'>): void {
  const entity = entityOf(fetch);
  const keyword = query.keyword.trim();
  if (keyword && query.searchColumns.length) {
    const filter = append(fetch, entity, 'filter', { type: 'or' });
    for (const name of query.searchColumns) search(fetch, entity, filter, table.columns[name], keyword);
    // No column can hold the keyword: no row matches, rather than all.
    if (!filter.firstChild) {
      const [first = ''] = query.searchColumns;
      append(fetch, filter, 'condition', { attribute: first, operator: 'null' });
      filter.setAttribute('type', 'and');
      append(fetch, filter, 'condition', { attribute: first, operator: 'not-null' });
    }
  }
  const known = query.conditions.filter((one) => table.columns[one.column]);
  if (!known.length) return;
  const filter = append(fetch, entity, 'filter', { type: 'and' });
  for (const condition of known) addCondition(fetch, filter, condition, table);
}

function addCondition(
  fetch: Document,
  filter: Element,
  condition: Condition,
  table: Pick<TableModel, 'columns'>,
): void {
  const column = table.columns[condition.column];
  if (!column) return;
  const { operator, values } = fetchCondition(column, condition);
  const takesList = /in$|-values$/.test(operator);
  const [only] = values;
  const element = append(fetch, filter, 'condition', {
    attribute: condition.column,
    operator,
    ...(only !== undefined && !takesList ? { value: only } : {}),
  });
  if (takesList) for (const value of values) append(fetch, element, 'value', {}).textContent = value;
}

/** Texts begin with the keyword, numbers equal it, choices and lookups are those whose label or name begins with it. */
function search(
  fetch: Document,
  entity: Element,
  filter: Element,
  column: ColumnModel | undefined,
  keyword: string,
): void {
  if (!column) return;
  const kind = filterKind(column);
  const add = (operator: string, value: string): void =>
    void append(fetch, filter, 'condition', { attribute: column.name, operator, value });
  if (kind === 'text') add('like', pattern(keyword));
  else if (kind === 'number' && /^-?\d+([.,]\d+)?$/.test(keyword)) add('eq', keyword.replace(',', '.'));
  else if (kind === 'choice') {
    const starts = keyword.toLowerCase();
    for (const option of column.options ?? [])
      if (option.label.toLowerCase().startsWith(starts)) add('eq', String(option.value));
  } else if (kind === 'lookup') searchNames(fetch, entity, filter, column, keyword);
}

/** Rows of these tables are what people look for; a lookup to dozens of tables is not searched in all of them. */
const NAMED_FIRST = ['account', 'contact', 'systemuser', 'team', 'lead', 'opportunity'];
const MAX_NAMED = 4;

/** A lookup holds an id: its name stands in the row it points to. */
function searchNames(fetch: Document, entity: Element, filter: Element, column: ColumnModel, keyword: string): void {
  const rank = (table: string): number => (NAMED_FIRST.includes(table) ? NAMED_FIRST.indexOf(table) : 99);
  const targets = [...(column.targets ?? [])].sort((a, b) => rank(a.table) - rank(b.table)).slice(0, MAX_NAMED);
  for (const target of targets) {
    if (!target.primaryName) continue;
    const alias = `find_${column.name}_${target.table}`;
    append(fetch, entity, 'link-entity', {
      name: target.table,
      from: target.primaryId,
      to: column.name,
      'link-type': 'outer',
      alias,
    });
    append(fetch, filter, 'condition', {
      entityname: alias,
      attribute: target.primaryName,
      operator: 'like',
      value: pattern(keyword),
    });
  }
}

/** As the platform's keyword box: the text is looked for at the start, and `*` is the wildcard. */
function pattern(keyword: string): string {
  return `${literal(keyword).replace(/\*/g, '%')}%`.replace(/%%$/, '%');
}

/** @throws Error when the document is not FetchXML */
export function entityOf(fetch: Document): Element {
  const entity = elements(fetch.documentElement, 'entity')[0];
  if (!entity) throw new Error('The view has no entity in its FetchXML.');
  return entity;
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

export function append(
  fetch: Document,
  parent: Element,
  name: string,
  attributes: Readonly<Record<string, string>>,
): Element {
  const element = fetch.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent.appendChild(element);
  return element;
}

export function elements(parent: Element, name: string): Element[] {
  const found: Element[] = [];
  for (let node = parent.firstChild; node; node = node.nextSibling) {
    if (node.nodeType === 1 && node.nodeName === name) found.push(node as Element);
  }
  return found;
}
