/** Tables: ours, Microsoft's, and what we add to Microsoft's. */
import type { Chart } from './charts.ts';
import type { Column, Label, Option } from './columns.ts';
import type { Command } from './commands.ts';
import type { Form } from './forms.ts';
import type { View } from './views.ts';

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
  readonly charts?: readonly Chart[];
  readonly commands?: readonly Command[];
  /** Name of an svg web resource. */
  readonly icon?: string;
  /** Default true: changes are written to the audit log where the organisation audits. */
  readonly audited?: boolean;
  /** Default false; true: users may attach notes and files. It can never be switched off again. */
  readonly notes?: boolean;
  /** Default false; true: readers can ask for what changed since a token. */
  readonly changeTracking?: boolean;
}

/** What a Microsoft column is called in the Web API: enough to read and write it with checked names. */
export type MicrosoftColumn =
  | { readonly name: string; readonly type: 'text' | 'memo'; readonly maxLength?: number }
  | { readonly name: string; readonly type: 'yesno' | 'integer' | 'datetime' | 'guid' | 'entityname' | 'money' }
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
  /** One of the tables that activities are logged to. */
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
  readonly charts?: readonly Chart[];
  readonly commands?: readonly Command[];
}
