/** Filters and links that code components put on a data set → FetchXML. Source: learn.microsoft.com, "ConditionExpression", "FilterExpression", "LinkEntityExposedExpression". */

export interface DatasetCondition {
  readonly attributeName: string;
  readonly conditionOperator: number;
  readonly value: string | readonly string[];
  readonly entityAliasName?: string | undefined;
}
export interface DatasetFilter {
  readonly conditions: readonly DatasetCondition[];
  /** 0 and, 1 or. */
  readonly filterOperator: number;
  readonly filters?: readonly DatasetFilter[] | undefined;
}
export interface DatasetLink {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly linkType: string;
  readonly alias: string;
}

const OPERATORS: Readonly<Record<number, string>> = {
  0: 'eq',
  1: 'ne',
  2: 'gt',
  3: 'lt',
  4: 'ge',
  5: 'le',
  6: 'like',
  8: 'in',
  12: 'null',
  14: 'yesterday',
  15: 'today',
  16: 'tomorrow',
  17: 'last-seven-days',
  18: 'next-seven-days',
  19: 'last-week',
  20: 'this-week',
  22: 'last-month',
  23: 'this-month',
  25: 'on',
  26: 'on-or-before',
  27: 'on-or-after',
  28: 'last-year',
  29: 'this-year',
  33: 'last-x-days',
  34: 'next-x-days',
  37: 'last-x-months',
  38: 'next-x-months',
  49: 'like',
  75: 'above',
  76: 'under',
  77: 'not-under',
  78: 'eq-or-above',
  79: 'eq-or-under',
  87: 'contain-values',
};
/** Operators without a value. */
const BARE = new Set(['null', 'yesterday', 'today', 'tomorrow']);

/** Adds to a parsed query. @throws Error for an operator that does not exist */
export function addToQuery(fetch: Document, filter: DatasetFilter | undefined, links: readonly DatasetLink[]): void {
  const entity = fetch.getElementsByTagName('entity')[0];
  if (!entity) throw new Error('The view has no entity in its FetchXML.');
  for (const { name, from, to, linkType, alias } of links)
    append(fetch, entity, 'link-entity', { name, from, to, 'link-type': linkType, alias });
  if (filter) addFilter(fetch, entity, filter);
}

function addFilter(fetch: Document, parent: Element, filter: DatasetFilter): void {
  const element = append(fetch, parent, 'filter', { type: filter.filterOperator === 1 ? 'or' : 'and' });
  for (const condition of filter.conditions) addCondition(fetch, element, condition);
  for (const inner of filter.filters ?? []) addFilter(fetch, element, inner);
}

function addCondition(fetch: Document, parent: Element, condition: DatasetCondition): void {
  const { attributeName, conditionOperator, value, entityAliasName } = condition;
  const operator = OPERATORS[conditionOperator];
  if (!operator) throw new Error(`The condition operator ${conditionOperator} is not supported.`);
  const base = {
    attribute: attributeName,
    operator,
    ...(entityAliasName ? { entityname: entityAliasName } : {}),
  };
  const isBare = BARE.has(operator) || /^(this|last|next)-(week|month|year|seven-days)$/.test(operator);
  if (isBare) return void append(fetch, parent, 'condition', base);
  if (operator === 'in' || operator === 'contain-values') {
    const element = append(fetch, parent, 'condition', base);
    const values = typeof value === 'string' ? value.split(',') : value;
    for (const one of values) append(fetch, element, 'value', {}).textContent = one;
    return;
  }
  const text = typeof value === 'string' ? value : String(value);
  // Contains is a search inside of the text; Like brings its own wildcards.
  append(fetch, parent, 'condition', { ...base, value: conditionOperator === 49 ? `%${text}%` : text });
}

function append(fetch: Document, parent: Element, name: string, attributes: Readonly<Record<string, string>>): Element {
  const element = fetch.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent.appendChild(element);
  return element;
}
