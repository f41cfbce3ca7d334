/** FetchXML text → tree. */
import { DOMParser } from '@xmldom/xmldom';
import type { Element } from '@xmldom/xmldom';
import { DataverseError, notImplemented } from '../errors.ts';
import { MAX_CONDITIONS, tooManyConditions } from '../query/chains.ts';
import type {
  FetchAttribute,
  FetchCondition,
  FetchEntity,
  FetchFilter,
  FetchLink,
  FetchOrder,
  FetchQuery,
  LinkType,
} from './ast.ts';

const MAX_DEPTH = 50;

/** Elements and attributes that change nothing here: hints for the database, texts for designers. */
const IGNORED = new Set(['no-attrs']);

/** @throws DataverseError 0x80041129 for text that is no FetchXML, 0x8004430c for too many conditions, 501 for what is left out */
export function parseFetch(text: string): FetchQuery {
  const root = parseXml(text);
  if (root.nodeName !== 'fetch') throw invalidFetch(`the root element is '${root.nodeName}', not 'fetch'`);
  if (isTrue(root, 'useraworderby')) throw notImplemented('FetchXML with useraworderby');
  const entities = children(root).filter((child) => child.nodeName === 'entity');
  if (root.getElementsByTagName('condition').length > MAX_CONDITIONS) throw tooManyConditions();
  const [entity, ...further] = entities;
  if (entity === undefined || further.length > 0) throw invalidFetch("'fetch' must hold one 'entity'");
  return {
    entity: readEntity(entity, 0),
    top: wholeNumber(root, 'top'),
    count: wholeNumber(root, 'count'),
    page: wholeNumber(root, 'page') ?? 1,
    distinct: isTrue(root, 'distinct'),
    totalCount: isTrue(root, 'returntotalrecordcount'),
    aggregate: isTrue(root, 'aggregate'),
    aggregateLimit: wholeNumber(root, 'aggregatelimit'),
    pagingCookie: optional(root, 'paging-cookie'),
  };
}

export function invalidFetch(detail: string): DataverseError {
  return new DataverseError(400, '0x80041129', `Invalid FetchXML: ${detail}.`);
}

/** @throws DataverseError 0x80041129 */
export function parseXml(text: string): Element {
  let problem: string | undefined;
  let root: Element | null = null;
  try {
    const parser = new DOMParser({
      onError: (level, message) => {
        if (level !== 'warning') problem ??= message;
      },
    });
    // A document type could make texts grow without bound; FetchXML never has one.
    if (text.includes('<!')) throw invalidFetch('declarations are not allowed');
    root = parser.parseFromString(text, 'text/xml').documentElement;
  } catch (error) {
    if (error instanceof DataverseError) throw error;
    problem ??= error instanceof Error ? error.message : String(error);
  }
  if (problem !== undefined || root === null)
    throw invalidFetch((problem ?? 'there is no element').split('\n')[0] ?? '');
  return root;
}

function readEntity(element: Element, depth: number): FetchEntity {
  if (depth > MAX_DEPTH) throw invalidFetch('it is nested too deeply');
  const attributes: FetchAttribute[] = [];
  const orders: FetchOrder[] = [];
  const filters: FetchFilter[] = [];
  const links: FetchLink[] = [];
  let allAttributes = false;
  for (const child of children(element)) {
    if (child.nodeName === 'attribute') attributes.push(readAttribute(child));
    else if (child.nodeName === 'all-attributes') allAttributes = true;
    else if (child.nodeName === 'order') orders.push(readOrder(child));
    else if (child.nodeName === 'filter') filters.push(readFilter(child, depth));
    else if (child.nodeName === 'link-entity') links.push(readLink(child, depth + 1));
    else if (!IGNORED.has(child.nodeName))
      throw invalidFetch(`'${child.nodeName}' is not expected in '${element.nodeName}'`);
  }
  return { name: required(element, 'name'), allAttributes, attributes, orders, filters, links };
}

function readAttribute(element: Element): FetchAttribute {
  if (optional(element, 'rowaggregate') !== undefined) throw notImplemented('FetchXML rowaggregate');
  return {
    name: required(element, 'name'),
    alias: optional(element, 'alias'),
    aggregate: optional(element, 'aggregate'),
    groupBy: isTrue(element, 'groupby'),
    dateGrouping: optional(element, 'dategrouping'),
    distinct: isTrue(element, 'distinct'),
  };
}

function readOrder(element: Element): FetchOrder {
  const attribute = optional(element, 'attribute');
  const alias = optional(element, 'alias');
  if (attribute === undefined && alias === undefined) throw invalidFetch("'order' needs 'attribute' or 'alias'");
  const entityName = optional(element, 'entityname');
  return { attribute, alias, descending: isTrue(element, 'descending'), entityName };
}

const LINK_TYPES: readonly LinkType[] = ['inner', 'outer', 'exists', 'in', 'any', 'not any', 'all', 'not all'];

function readLink(element: Element, depth: number): FetchLink {
  const written = optional(element, 'link-type') ?? 'inner';
  if (written === 'natural' || written === 'matchfirstrowusingcrossapply')
    throw notImplemented(`FetchXML link-type '${written}'`);
  const type = LINK_TYPES.find((each) => each === written);
  if (type === undefined) throw invalidFetch(`'${written}' is no link-type`);
  return {
    kind: 'link',
    ...readEntity(element, depth),
    from: required(element, 'from'),
    to: required(element, 'to'),
    alias: optional(element, 'alias'),
    type,
  };
}

function readFilter(element: Element, depth: number): FetchFilter {
  if (depth > MAX_DEPTH) throw invalidFetch('it is nested too deeply');
  const type = optional(element, 'type') ?? 'and';
  if (type !== 'and' && type !== 'or') throw invalidFetch(`'${type}' is no type of a filter`);
  const parts = children(element).map((child) => {
    if (child.nodeName === 'filter') return readFilter(child, depth + 1);
    if (child.nodeName === 'condition') return readCondition(child);
    if (child.nodeName === 'link-entity') return readFilterLink(child, depth + 1);
    throw invalidFetch(`'${child.nodeName}' is not expected in 'filter'`);
  });
  return { kind: 'filter', type, parts };
}

function readFilterLink(element: Element, depth: number): FetchLink {
  const link = readLink(element, depth);
  if (link.type === 'any' || link.type === 'not any' || link.type === 'all' || link.type === 'not all') return link;
  throw invalidFetch(`the link-type '${link.type}' cannot stand inside a filter`);
}

function readCondition(element: Element): FetchCondition {
  const value = element.getAttribute('value');
  const inner = children(element)
    .filter((child) => child.nodeName === 'value')
    .map((child) => (child.textContent ?? '').trim());
  return {
    kind: 'condition',
    attribute: required(element, 'attribute'),
    operator: required(element, 'operator'),
    values: value === null ? inner : [value],
    entityName: optional(element, 'entityname'),
    valueOf: optional(element, 'valueof'),
  };
}

/** The elements directly inside. */
export function children(element: Element): Element[] {
  const found: Element[] = [];
  for (let node = element.firstChild; node !== null; node = node.nextSibling) {
    if (node.nodeType === 1) found.push(node as Element); // 1 is an element
  }
  return found;
}

function optional(element: Element, name: string): string | undefined {
  const value = element.getAttribute(name);
  return value === null || value === '' ? undefined : value;
}

function required(element: Element, name: string): string {
  const value = optional(element, name);
  if (value === undefined) throw invalidFetch(`'${element.nodeName}' needs the attribute '${name}'`);
  return value;
}

function isTrue(element: Element, name: string): boolean {
  const value = element.getAttribute(name);
  return value === 'true' || value === '1';
}

function wholeNumber(element: Element, name: string): number | undefined {
  const value = optional(element, name);
  if (value === undefined) return undefined;
  if (!/^\d{1,9}$/.test(value)) throw invalidFetch(`'${name}' must be a whole number`);
  return Number(value);
}
