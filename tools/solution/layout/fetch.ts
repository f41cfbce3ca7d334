/** Parts of FetchXML that views and charts share: joins and filters. Every column they name must be in the model. */
import type { Condition, Filter, Link } from '../../../solution/model/index.ts';
import { ModelError } from '../model-error.ts';
import type { ColumnCatalogue } from './columns.ts';
import { element, text, type Element } from './element.ts';

/** Table behind each alias of a query; the table of the view itself stands under `undefined`. */
export type Aliases = ReadonlyMap<string | undefined, string>;

/** Links a view or chart can have before the platform refuses it ([DOC] FetchXML limits). */
const mostLinks = 15;

/** @throws ModelError when an alias is used twice, a join names an unknown column, or there are too many joins. */
export function aliasesOf(
  table: string,
  links: readonly Link[] | undefined,
  columns: ColumnCatalogue,
  where: string,
): Aliases {
  const aliases = new Map<string | undefined, string>([[undefined, table]]);
  const add = (outer: string, each: readonly Link[] | undefined): void => {
    for (const link of each ?? []) {
      if (aliases.has(link.alias)) throw new ModelError(where, `the alias ${link.alias} is used twice`);
      aliases.set(link.alias, link.table);
      columns.get(link.table, link.from, where);
      columns.get(outer, link.to, where);
      add(link.table, link.links);
    }
  };
  add(table, links);
  if (aliases.size - 1 > mostLinks) throw new ModelError(where, `more than ${mostLinks} joins`);
  return aliases;
}

/** Table of an alias. @throws ModelError when no link has it */
export function tableOf(alias: string | undefined, aliases: Aliases, where: string): string {
  const table = aliases.get(alias);
  if (table === undefined) throw new ModelError(where, `no link has the alias ${alias ?? ''}`);
  return table;
}

/** Conditions of a filter and of the groups in it. */
export function conditionsOf(filters: readonly Filter[] | undefined): Condition[] {
  return (filters ?? []).flatMap((filter) => {
    if ('anyOf' in filter) return conditionsOf(filter.anyOf);
    if ('allOf' in filter) return conditionsOf(filter.allOf);
    return [filter];
  });
}

/** Every link of a query, outer ones first. */
export function linksOf(links: readonly Link[] | undefined): Link[] {
  return (links ?? []).flatMap((link) => [link, ...linksOf(link.links)]);
}

/** @throws ModelError for a condition on a column or alias that is not there */
export function checkFilter(
  filters: readonly Filter[] | undefined,
  own: string | undefined,
  aliases: Aliases,
  columns: ColumnCatalogue,
  where: string,
): void {
  for (const { column, link } of conditionsOf(filters)) {
    columns.get(tableOf(link ?? own, aliases, where), column, where);
  }
}

/** `<filter type="and">`, or nothing when there are no conditions. */
export function filterElement(filters: readonly Filter[], type: 'and' | 'or' = 'and'): Element | undefined {
  if (filters.length === 0) return undefined;
  return element(
    'filter',
    { type },
    filters.map((filter) => {
      if ('anyOf' in filter) return filterElement(filter.anyOf, 'or');
      if ('allOf' in filter) return filterElement(filter.allOf);
      return conditionElement(filter);
    }),
  );
}

function conditionElement({ column, operator, value, values, link }: Condition): Element {
  return element(
    'condition',
    { entityname: link, attribute: column, operator, value },
    (values ?? []).map((each) => text('value', each)),
  );
}

/**
 * `<link-entity>` of each link.
 * @param attributes what to fetch of the linked table with that alias
 */
export function linkElements(
  links: readonly Link[] | undefined,
  attributes: (alias: string) => readonly Element[],
): Element[] {
  return (links ?? []).map((link) => {
    const { alias, table, from, to, type } = link;
    const head = { name: table, from, to, alias, 'link-type': type, intersect: link.intersect };
    return element('link-entity', head, [
      ...attributes(alias),
      filterElement(link.filter ?? []),
      ...linkElements(link.links, attributes),
    ]);
  });
}
