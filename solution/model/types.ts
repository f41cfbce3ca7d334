/** Vocabulary of the solution model: what the generator turns into solution XML and TypeScript metadata. */

/** Text in every language we ship: 1033 English, 1031 German. */
export interface Label {
  readonly 1033: string;
  readonly 1031: string;
}

/** Columns and tables Microsoft owns have names only: their labels are not ours to ship. */
export interface Option {
  /** Member name in the generated TypeScript, PascalCase. */
  readonly name: string;
  readonly value: number;
  readonly label?: Label;
}

export interface GlobalChoice {
  readonly name: string;
  /** Name of the generated TypeScript value object. */
  readonly constant: string;
  readonly label: Label;
  readonly description: Label;
  readonly options: readonly (Option & { readonly label: Label })[];
}

export type ColumnShape =
  | {
      readonly type: 'text';
      readonly maxLength: number;
      readonly format?: 'text' | 'url' | 'email' | 'phone';
      readonly autoNumber?: string;
    }
  | { readonly type: 'memo'; readonly maxLength: number }
  | { readonly type: 'yesno'; readonly default: boolean }
  | { readonly type: 'integer'; readonly min: number; readonly max: number }
  | { readonly type: 'decimal'; readonly min: number; readonly max: number; readonly precision: number }
  | { readonly type: 'datetime'; readonly format: 'date' | 'datetime' }
  | { readonly type: 'choice'; readonly choice: GlobalChoice; readonly default?: number }
  | {
      readonly type: 'lookup';
      readonly targets: readonly string[];
      readonly onDelete?: 'RemoveLink' | 'Restrict' | 'Cascade';
    };

/** A column of ours. `name` is logical and schema name in one (lower case), so that navigation names have one spelling. */
export interface ColumnInfo {
  readonly name: string;
  readonly label: Label;
  readonly description: Label;
  readonly required?: 'none' | 'recommended' | 'required';
  /** Default true; false for what changes with every write and tells an auditor nothing. */
  readonly audited?: boolean;
  readonly searchable?: boolean;
  /** False: of no use in a grid (ids, long text). */
  readonly inGrid?: boolean;
}
export type Column = ColumnInfo & ColumnShape;

export interface AlternateKey {
  readonly name: string;
  readonly label: Label;
  readonly columns: readonly string[];
}

/** A table of ours. */
export interface CustomTable {
  readonly kind: 'custom';
  readonly name: string;
  /** Name of the table in generated TypeScript, PascalCase. */
  readonly constant: string;
  /** Id of the only row, where the table has one row by design. */
  readonly onlyRow?: string;
  readonly setName: string;
  readonly label: Label;
  readonly pluralLabel: Label;
  readonly description: Label;
  readonly ownership: 'UserOwned' | 'OrgOwned';
  /** Name of the text column that titles a row; it is one of `columns`. */
  readonly primaryName: string;
  readonly columns: readonly Column[];
  readonly keys?: readonly AlternateKey[];
  readonly forms: readonly Form[];
  readonly views: readonly View[];
}

/** What a Microsoft column is called in the Web API: enough to read and write it with checked names. */
export type MicrosoftColumn =
  | { readonly name: string; readonly type: 'text' | 'memo'; readonly maxLength?: number }
  | { readonly name: string; readonly type: 'yesno' | 'integer' | 'datetime' | 'guid' | 'entityname' }
  | { readonly name: string; readonly type: 'choice'; readonly constant: string; readonly options: readonly Option[] }
  | {
      readonly name: string;
      readonly type: 'lookup';
      /** Single-valued navigation property of each target table. */
      readonly navigation: Readonly<Record<string, string>>;
    };

/** A table of Microsoft's: its names, the columns of it we use, and the columns, forms and views we add. */
export interface MicrosoftTable {
  readonly kind: 'microsoft';
  readonly name: string;
  readonly schemaName: string;
  readonly objectTypeCode: number;
  readonly setName: string;
  readonly label: Label;
  readonly primaryId: string;
  readonly primaryName: string;
  readonly isActivity: boolean;
  /** First-party solution that brings the table; absent for base Dataverse, which every organisation has. */
  readonly solution?: string;
  readonly uses: readonly MicrosoftColumn[];
  /** Collection navigation properties we use, by what they lead to. */
  readonly collections?: Readonly<Record<string, string>>;
}

/** What one solution adds to a table of Microsoft's. */
export interface TableExtension {
  readonly table: MicrosoftTable;
  readonly columns: readonly Column[];
  readonly forms: readonly Form[];
  readonly views: readonly View[];
}

export interface ControlBinding {
  readonly control: string;
  /** Property of the control → bound column, or a constant with its manifest type. */
  readonly properties: Readonly<
    Record<string, { readonly column: string } | { readonly value: string; readonly type: string }>
  >;
}

export interface Cell {
  readonly column: string;
  readonly label?: Label;
  readonly showLabel?: boolean;
  readonly rowspan?: number;
  readonly disabled?: boolean;
  readonly control?: ControlBinding;
}

export interface Section {
  readonly name: string;
  readonly label: Label;
  readonly showLabel?: boolean;
  readonly visible?: boolean;
  readonly columns?: 1 | 2;
  readonly cells: readonly Cell[];
}

export interface Tab {
  readonly name: string;
  readonly label: Label;
  readonly showLabel?: boolean;
  readonly visible?: boolean;
  readonly sections: readonly Section[];
}

export interface FormEvent {
  readonly event: 'onload' | 'onsave' | 'onchange';
  readonly column?: string;
  readonly library: string;
  readonly handler: string;
}

export interface Form {
  /** Stable name: the form's id is derived from table and name. */
  readonly name: string;
  readonly type: 'main' | 'quickCreate' | 'quick' | 'card';
  readonly label: Label;
  readonly description: Label;
  readonly header?: readonly string[];
  readonly tabs: readonly Tab[];
  readonly libraries?: readonly string[];
  readonly events?: readonly FormEvent[];
}

export interface Condition {
  readonly column: string;
  readonly operator: string;
  readonly value?: string;
}

export interface View {
  readonly name: string;
  readonly type: 'public' | 'advancedFind' | 'associated' | 'quickFind' | 'lookup';
  readonly isDefault?: boolean;
  readonly label: Label;
  readonly description?: Label;
  readonly columns: readonly { readonly name: string; readonly width: number }[];
  readonly order: readonly { readonly column: string; readonly descending?: boolean }[];
  readonly filter?: readonly Condition[];
  /** Columns a quick-find text is matched with. */
  readonly find?: readonly string[];
}

export type PrivilegeLevel = 'Basic' | 'Local' | 'Deep' | 'Global';
export interface Privilege {
  readonly name: string;
  readonly level: PrivilegeLevel;
  /** Why the role holds it: printed in the docs, kept out of the XML. */
  readonly why: string;
}
export interface Role {
  readonly name: string;
  /** Member name in generated TypeScript. */
  readonly constant: string;
  readonly privileges: readonly Privilege[];
}

export interface WebResource {
  /** `al_/js/<area>.js` */
  readonly name: string;
  /** Member name in generated TypeScript. */
  readonly constant: string;
  readonly label: string;
  readonly description: string;
  readonly type: 'js' | 'svg' | 'html' | 'css' | 'resx';
  /** Build output, relative to the repository, copied when packing. */
  readonly buildOutput: string;
}

export interface Control {
  /** `ActivityTimeline`: folder of pcf-controls and constructor. */
  readonly name: string;
}

export interface EnvironmentVariable {
  readonly name: string;
  readonly label: Label;
  readonly description: Label;
  readonly type: 'String' | 'Number' | 'Boolean' | 'JSON';
}

export interface SubArea {
  readonly id: string;
  readonly table: string;
}
export interface SiteMapGroup {
  readonly id: string;
  readonly label: Label;
  readonly subAreas: readonly SubArea[];
}
export interface App {
  readonly name: string;
  readonly label: Label;
  readonly description: Label;
  readonly area: { readonly id: string; readonly label: Label; readonly groups: readonly SiteMapGroup[] };
  readonly roles: readonly Role[];
}

export interface Solution {
  readonly name: string;
  /** Folder below `solution/`. */
  readonly folder: string;
  readonly label: Label;
  readonly description: Label;
  readonly tables: readonly CustomTable[];
  readonly extensions: readonly TableExtension[];
  readonly choices: readonly GlobalChoice[];
  readonly roles: readonly Role[];
  readonly webResources: readonly WebResource[];
  readonly controls: readonly Control[];
  readonly environmentVariables: readonly EnvironmentVariable[];
  readonly apps: readonly App[];
  /** Our other solutions that must be imported first. */
  readonly dependsOn: readonly Solution[];
}
