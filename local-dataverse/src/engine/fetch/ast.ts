/** Syntax trees of FetchXML. Names are as written. */

export interface FetchAttribute {
  readonly name: string;
  readonly alias: string | undefined;
  /** In aggregating queries: `sum`, `avg`, `min`, `max`, `count`, `countcolumn`. */
  readonly aggregate: string | undefined;
  readonly groupBy: boolean;
  readonly dateGrouping: string | undefined;
  /** With `countcolumn`: different values only. */
  readonly distinct: boolean;
}

/** By a column, or by the alias of one that the query asks for. */
export interface FetchOrder {
  readonly attribute: string | undefined;
  readonly alias: string | undefined;
  readonly descending: boolean;
  /** Alias of the link the attribute belongs to, when it is not the element around it. */
  readonly entityName: string | undefined;
}

export interface FetchCondition {
  readonly kind: 'condition';
  readonly attribute: string;
  readonly operator: string;
  readonly values: readonly string[];
  readonly entityName: string | undefined;
  /** Compare with another column instead of a value. */
  readonly valueOf: string | undefined;
}

export interface FetchFilter {
  readonly kind: 'filter';
  readonly type: 'and' | 'or';
  readonly parts: readonly (FetchCondition | FetchFilter | FetchLink)[];
}

export interface FetchEntity {
  readonly name: string;
  readonly allAttributes: boolean;
  readonly attributes: readonly FetchAttribute[];
  readonly orders: readonly FetchOrder[];
  readonly filters: readonly FetchFilter[];
  readonly links: readonly FetchLink[];
}

/** `exists` and `in` keep rows that have a partner; the others stand inside filters. */
export type LinkType = 'inner' | 'outer' | 'exists' | 'in' | 'any' | 'not any' | 'all' | 'not all';

export interface FetchLink extends FetchEntity {
  readonly kind: 'link';
  /** Column of the linked table. */
  readonly from: string;
  /** Column of the table around the link. */
  readonly to: string;
  readonly alias: string | undefined;
  readonly type: LinkType;
}

export interface FetchQuery {
  readonly entity: FetchEntity;
  readonly top: number | undefined;
  readonly count: number | undefined;
  readonly page: number;
  readonly distinct: boolean;
  readonly totalCount: boolean;
  readonly aggregate: boolean;
  /** A limit of the query's own, below the platform's. */
  readonly aggregateLimit: number | undefined;
  /** What the page before gave, decoded. */
  readonly pagingCookie: string | undefined;
}
