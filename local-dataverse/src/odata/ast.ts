/** Syntax trees of OData query texts. Names are as written; nothing is resolved here. */

export type LiteralType =
  'null' | 'boolean' | 'number' | 'string' | 'guid' | 'datetime' | 'date' | 'time' | 'duration' | 'enum';

export interface Literal {
  readonly kind: 'literal';
  readonly type: LiteralType;
  /** Guids lower-case; date-times as written; enums the member without the type's name. */
  readonly value: string | number | boolean | null;
  readonly at: number;
}

export interface List {
  readonly kind: 'list';
  readonly items: readonly Expression[];
  readonly at: number;
}

/** `{"@odata.id":"tasks(…)"}` as a function's argument. */
export interface ObjectLiteral {
  readonly kind: 'object';
  readonly members: ReadonlyMap<string, Expression>;
  readonly at: number;
}

/** A column, or a way over navigations to one: `subject`, `parentcustomerid_account/name`, `$it/name`. */
export interface Member {
  readonly kind: 'member';
  readonly path: readonly string[];
  readonly at: number;
}

export interface Alias {
  readonly kind: 'alias';
  readonly name: string;
  readonly at: number;
}

export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';
export type BinaryOperator = Comparison | 'and' | 'or' | 'in' | 'has' | 'add' | 'sub' | 'mul' | 'div' | 'divby' | 'mod';

export interface Binary {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
  readonly at: number;
}

export interface Unary {
  readonly kind: 'unary';
  readonly operator: 'not' | 'minus';
  readonly operand: Expression;
  readonly at: number;
}

/** `contains(a,'b')`, or with named arguments `Microsoft.Dynamics.CRM.On(PropertyName='x',PropertyValue=…)`. */
export interface Call {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Expression[];
  readonly named: ReadonlyMap<string, Expression>;
  readonly at: number;
}

/** `path/any(v:predicate)`; without predicate `path/any()`. */
export interface Lambda {
  readonly kind: 'lambda';
  readonly path: readonly string[];
  readonly quantifier: 'any' | 'all';
  readonly variable: string | undefined;
  readonly predicate: Expression | undefined;
  readonly at: number;
}

export type Expression = Literal | List | ObjectLiteral | Member | Alias | Binary | Unary | Call | Lambda;

export interface OrderItem {
  readonly path: readonly string[];
  readonly descending: boolean;
  readonly at: number;
}

export interface ExpandItem {
  readonly navigation: string;
  /** `nav/$ref`: only the addresses. */
  readonly refOnly: boolean;
  readonly options: ExpandOptions;
  readonly at: number;
}

export interface ExpandOptions {
  readonly select: readonly string[] | undefined;
  readonly filter: Expression | undefined;
  readonly orderBy: readonly OrderItem[];
  readonly top: number | undefined;
  readonly expand: readonly ExpandItem[];
}

export interface QueryOptions extends ExpandOptions {
  readonly count: boolean;
  readonly skipToken: string | undefined;
  /** Parameter aliases by name with their `@`. */
  readonly aliases: ReadonlyMap<string, Expression>;
  /** Options that are known but read elsewhere or not supported, by name: `$apply`, `fetchXml`, `savedQuery` … */
  readonly others: ReadonlyMap<string, string>;
}
