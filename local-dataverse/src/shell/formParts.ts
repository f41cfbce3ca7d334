/** JSON of what forms show beside their fields: relationships of subgrids, command bars. Types only, like model.ts. */

/** How rows of another table belong to a row of this one. */
export type RelationshipModel =
  | {
      readonly kind: 'oneToMany';
      readonly name: string;
      /** Table and lookup column that point to this row. */
      readonly table: string;
      readonly column: string;
      /** Collection navigation of the parent. */
      readonly collection: string;
    }
  | {
      readonly kind: 'manyToMany';
      readonly name: string;
      /** The other side. */
      readonly table: string;
      readonly intersectTable: string;
      /** Column of the intersect table with the id of this row, and the one with the id of the other row. */
      readonly ownColumn: string;
      readonly otherColumn: string;
      readonly collection: string;
    };

export type BarLocation = 'form' | 'grid' | 'subgrid';

/** A parameter of a command's function, rule or URL. */
export interface RibbonParameter {
  readonly kind: 'crm' | 'string' | 'int' | 'decimal' | 'bool';
  readonly value: string;
  /** URL actions: name in the query string. */
  readonly name?: string;
}
export interface RibbonFunction {
  /** Name of the web resource; absent when the ribbon names none (`isNaN` and its like). */
  readonly library?: string;
  readonly functionName: string;
  readonly parameters: readonly RibbonParameter[];
}
interface RuleBase {
  /** InvertResult. */
  readonly invert: boolean;
  /** Default: what counts while the rule cannot tell. */
  readonly fallback?: boolean;
}
export type RibbonRule = RuleBase &
  (
    | { readonly kind: 'all' | 'any'; readonly rules: readonly RibbonRule[] }
    | ({ readonly kind: 'custom' } & RibbonFunction)
    | { readonly kind: 'formState'; readonly state: string }
    | { readonly kind: 'value'; readonly field: string; readonly value: string }
    | { readonly kind: 'selectionCount'; readonly minimum?: number; readonly maximum?: number }
    | { readonly kind: 'entity'; readonly table?: string; readonly appliesTo: 'primary' | 'selected' }
    /** Settled by the server or by what the shell is: client type, privileges, online. */
    | { readonly kind: 'fixed'; readonly result: boolean }
    | { readonly kind: 'unsupported'; readonly name: string }
  );
export type RibbonAction =
  | ({ readonly kind: 'function' } & RibbonFunction)
  | {
      readonly kind: 'url';
      readonly address: string;
      readonly parameters: readonly RibbonParameter[];
      readonly passParameters: boolean;
    };
export interface RibbonCommand {
  readonly id: string;
  readonly displayRules: readonly RibbonRule[];
  readonly enableRules: readonly RibbonRule[];
  readonly actions: readonly RibbonAction[];
}
export interface RibbonItem {
  readonly id: string;
  readonly kind: 'button' | 'menu' | 'split' | 'section';
  readonly command?: string;
  readonly label: string;
  readonly tooltip: string;
  /** Address of an image, or the name of an icon. */
  readonly icon?: string;
  readonly sequence: number;
  readonly items: readonly RibbonItem[];
}
export interface RibbonModel {
  readonly bars: Readonly<Record<BarLocation, readonly RibbonItem[]>>;
  /** Ids of the platform's own commands (and custom ones) that a solution hides. */
  readonly hidden: readonly string[];
  readonly commands: Readonly<Record<string, RibbonCommand>>;
  /** What the shell cannot do with this ribbon. */
  readonly warnings: readonly string[];
}
