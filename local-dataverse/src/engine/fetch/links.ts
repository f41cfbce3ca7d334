/** Linked tables of FetchXML: joins, and the conditions that a partner exists. */
import { DataverseError } from '../errors.ts';
import { columnRef, fromClause, rootScope } from '../query/scope.ts';
import type { Builder, Scope } from '../query/scope.ts';
import { readSource } from '../security/visible.ts';
import type { FetchEntity, FetchFilter, FetchLink } from './ast.ts';
import { filterSql } from './conditions.ts';
import type { Surroundings } from './conditions.ts';
import { invalidFetch } from './parse.ts';

/** Links of one query ([DOC] FetchXML limits). */
const MAX_LINKS = 15;

/** @throws DataverseError 0x8004430d for more links than the platform takes */
export function checkLinks(entity: FetchEntity): void {
  if (countLinks(entity) > MAX_LINKS) throw tooManyLinks();
}

export function tooManyLinks(): DataverseError {
  return new DataverseError(400, '0x8004430d', 'Number of link entities in query exceeded maximum limit.');
}

function countLinks(entity: FetchEntity): number {
  let count = 0;
  for (const link of entity.links) count += 1 + countLinks(link);
  for (const filter of entity.filters) count += countInFilter(filter);
  return count;
}

function countInFilter(filter: FetchFilter): number {
  let count = 0;
  for (const part of filter.parts) {
    if (part.kind === 'filter') count += countInFilter(part);
    else if (part.kind === 'link') count += 1 + countLinks(part);
  }
  return count;
}

/** Names of the links of one query, and what is asked of them. */
export interface Links {
  readonly builder: Builder;
  readonly scopes: Map<string, Scope>;
  readonly around: Surroundings;
  /** Conditions that must be built after all joins, because their values come after the joins' values. */
  readonly later: (() => string)[];
  /** Told about every joined table, outer ones before inner ones. */
  joined(scope: Scope, link: FetchLink, name: string): void;
}

export function createLinks(builder: Builder, root: Scope, joined: Links['joined']): Links {
  const scopes = new Map<string, Scope>();
  const links: Links = {
    builder,
    scopes,
    later: [],
    joined,
    around: {
      find: (name) => scopes.get(name) ?? (name === root.model.name ? root : undefined),
      linkSql: (scope, link) => linkSql(links, scope, link),
    },
  };
  return links;
}

/** Joins a linked table; its filters belong to the join, so that an outer link keeps rows without a partner. */
export function addLink(links: Links, parent: Scope, link: FetchLink): void {
  if (link.type === 'exists' || link.type === 'in') {
    links.later.push(() => existsSql(links, parent, link, true));
    return;
  }
  if (link.type !== 'inner' && link.type !== 'outer')
    throw invalidFetch(`the link-type '${link.type}' stands inside a filter only`);
  const model = modelOf(links, link);
  const source = readSource(links.builder.core, links.builder.caller, model);
  const scope: Scope = { ...parent, model, source, alias: links.builder.nextAlias() };
  const name = link.alias ?? `${link.name}${links.scopes.size + 1}`;
  if (links.scopes.has(name)) throw invalidFetch(`the alias '${name}' is used twice`);
  links.scopes.set(name, scope);
  const filters = link.filters.map((filter) => filterSql(scope, filter, links.around));
  const on = [matchSql(parent, scope, link), ...filters].join(' AND ');
  parent.joins.push(`${link.type === 'outer' ? 'LEFT JOIN' : 'JOIN'} ${scope.source} AS ${scope.alias} ON ${on}`);
  links.joined(scope, link, name);
  for (const inner of link.links) addLink(links, scope, inner);
}

function modelOf(links: Links, link: FetchLink): Scope['model'] {
  const model = links.builder.core.models.find(link.name);
  if (model === undefined) throw invalidFetch(`there is no table '${link.name}'`);
  return model;
}

function matchSql(parent: Scope, scope: Scope, link: FetchLink): string {
  return `${columnRef(scope, link.from).sql} = ${columnRef(parent, link.to).sql}`;
}

/** A link inside a filter. `not all` means the same as `any` ([DOC] fetchxml/filter-rows.md, related rows). */
function linkSql(links: Links, parent: Scope, link: FetchLink): string {
  switch (link.type) {
    case 'not any':
      return `NOT ${existsSql(links, parent, link, true)}`;
    case 'all':
      // There are partners, and none of them fits the link's filters.
      return `(${existsSql(links, parent, link, false)} AND NOT ${existsSql(links, parent, link, true)})`;
    default:
      return existsSql(links, parent, link, true);
  }
}

/** Names of a subquery are not known outside it. */
function innerLinks(links: Links): Links {
  const scopes = new Map(links.scopes);
  const inner: Links = {
    ...links,
    scopes,
    later: [],
    joined: () => undefined,
    around: {
      find: (name) => scopes.get(name) ?? links.around.find(name),
      linkSql: (scope, link) => linkSql(inner, scope, link),
    },
  };
  return inner;
}

function existsSql(links: Links, parent: Scope, link: FetchLink, filtered: boolean): string {
  if (link.attributes.length > 0 || link.allAttributes)
    throw invalidFetch(`a link of the type '${link.type}' gives no columns`);
  const scope = rootScope(links.builder, modelOf(links, link));
  const inner = innerLinks(links);
  if (link.alias !== undefined) inner.scopes.set(link.alias, scope);
  const parts = [matchSql(parent, scope, link)];
  if (filtered) {
    for (const further of link.links) addLink(inner, scope, further);
    for (const filter of link.filters) parts.push(filterSql(scope, filter, inner.around));
    for (const build of inner.later) parts.push(build());
  }
  return `EXISTS (SELECT 1 FROM ${fromClause(scope)} WHERE ${parts.join(' AND ')})`;
}
