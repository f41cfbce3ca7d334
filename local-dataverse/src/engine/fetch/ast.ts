/** Syntax trees of FetchXML. Names are as written. */

export interface FetchAttribute {
  readonly name: string;
  readonly alias: string | undefined;
}

export interface FetchOrder {
  readonly attribute: string;
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
  readonly parts: readonly (FetchCondition | FetchFilter)[];
}

export interface FetchEntity {
  readonly name: string;
  readonly allAttributes: boolean;
  readonly attributes: readonly FetchAttribute[];
  readonly orders: readonly FetchOrder[];
  readonly filters: readonly FetchFilter[];
  readonly links: readonly FetchLink[];
}

export interface FetchLink extends FetchEntity {
  /** Column of the linked table. */
  readonly from: string;
  /** Column of the table around the link. */
  readonly to: string;
  readonly alias: string | undefined;
  readonly outer: boolean;
}

export interface FetchQuery {
  readonly entity: FetchEntity;
  readonly top: number | undefined;
  readonly count: number | undefined;
  readonly page: number;
  readonly distinct: boolean;
  readonly totalCount: boolean;
}
