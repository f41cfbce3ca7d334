/** Commands: buttons on the command bars of forms, grids and subgrids. */
import type { Label } from './columns.ts';

/** Values the platform gives a command's function (RibbonTypes.xsd, CrmParameterValue). */
export type CommandParameter =
  | 'PrimaryControl'
  | 'PrimaryEntityTypeName'
  | 'PrimaryItemIds'
  | 'FirstPrimaryItemId'
  | 'SelectedControl'
  | 'SelectedControlSelectedItemCount'
  | 'SelectedControlSelectedItemIds'
  | 'SelectedControlSelectedItemReferences'
  | 'SelectedEntityTypeName'
  | 'FirstSelectedItemId'
  | 'UserLcid'
  | 'CommandProperties';

export interface Script {
  /** `al_/js/<area>.js` */
  readonly library: string;
  /** `ActivityLogging.<Area>.<function>` */
  readonly function: string;
  /** Given in this order; text constants as `{ text }`. */
  readonly parameters: readonly (CommandParameter | { readonly text: string })[];
}

/** When a command can be used. */
export type EnableRule =
  | { readonly rule: 'selection'; readonly minimum?: number; readonly maximum?: number }
  | {
      readonly rule: 'formState';
      readonly state: 'Create' | 'Existing' | 'ReadOnly' | 'Disabled' | 'BulkEdit';
      readonly not?: boolean;
    }
  | { readonly rule: 'value'; readonly column: string; readonly value: string; readonly not?: boolean }
  /** The function returns whether; `standard` is the answer while it is not loaded. */
  | ({ readonly rule: 'script'; readonly standard?: boolean } & Script);

/** When a command is there at all. */
export type DisplayRule = {
  readonly rule: 'privilege';
  readonly table: string;
  readonly privilege: 'Create' | 'Read' | 'Write' | 'Delete' | 'Append' | 'AppendTo' | 'Assign' | 'Share';
  readonly depth: 'Basic' | 'Local' | 'Deep' | 'Global';
};

export interface Command {
  /** Unique among the commands of the table at its place. */
  readonly name: string;
  /** `grid` is the list of the table, `subgrid` a list of it on another table's form. */
  readonly place: 'form' | 'grid' | 'subgrid';
  readonly label: Label;
  readonly tooltip: Label;
  /** Name of an svg web resource. */
  readonly icon: string;
  readonly action: Script;
  /** All must hold. */
  readonly enable?: readonly EnableRule[];
  readonly display?: readonly DisplayRule[];
  /** Place among the commands; default 100. */
  readonly sequence?: number;
}
