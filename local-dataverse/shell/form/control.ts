/** State of one placed control, its tab and section, as scripts can change it. */
import type { CellModel, ControlModel, OptionModel, SectionModel, TabModel } from '../../src/shell/model.ts';
import type { Attribute } from './attribute.ts';
import type { Handler } from './handlers.ts';
import type { QuickView } from './quickView.ts';
import type { Subgrid } from './subgrid.ts';

export interface ControlNotification {
  readonly id: string;
  readonly message: string;
  readonly level: 'ERROR' | 'RECOMMENDATION';
  readonly actions: readonly { readonly message: string; readonly actions: readonly (() => void)[] }[];
}

export class FormControl {
  readonly name: string;
  readonly cell: CellModel;
  readonly model: ControlModel;
  readonly attribute: Attribute | undefined;
  readonly section: FormSection | undefined;
  readonly isHeader: boolean;
  label: string;
  visible: boolean;
  disabled: boolean;
  notifications: readonly ControlNotification[] = [];
  /** Choices that a script left of the column's; undefined: all. */
  options: readonly OptionModel[] | undefined;
  /** Lookups: run before each search (addPreSearch); what they add with addCustomFilter narrows that search. */
  readonly preSearch: Handler[] = [];
  /** FetchXML filters by table ('' for every one), until the next search. */
  customFilters: readonly { readonly table: string; readonly filterXml: string }[] = [];
  /** Tables a script left of the lookup's; undefined: all. */
  tables: readonly string[] | undefined;
  /** Rows of a subgrid; set when the form opens. */
  subgrid: Subgrid | undefined;
  /** The row of a quick view; set when the form opens. */
  quickView: QuickView | undefined;
  /** The form and this control as scripts see them: what commands of a subgrid get. */
  script: { readonly formContext: object; readonly control: object } | undefined;
  /** Address of a web resource or IFRAME that a script set in place of the form's. */
  source: string | undefined;
  /** Set by the drawn control: puts the keyboard there. */
  focus: (() => void) | undefined;

  constructor(init: {
    name: string;
    cell: CellModel;
    model: ControlModel;
    label: string;
    attribute?: Attribute;
    section?: FormSection;
  }) {
    this.name = init.name;
    this.cell = init.cell;
    this.model = init.model;
    this.attribute = init.attribute;
    this.section = init.section;
    this.isHeader = init.section === undefined;
    this.label = init.label;
    this.visible = init.cell.visible;
    this.disabled = init.model.disabled;
  }

  /** Asks scripts before a lookup searches; answers their filters. */
  search(context: unknown): FormControl['customFilters'] {
    this.customFilters = [];
    for (const handler of this.preSearch) handler(context);
    return this.customFilters;
  }
}

export class FormSection {
  readonly model: SectionModel;
  readonly tab: FormTab;
  label: string;
  visible: boolean;
  constructor(model: SectionModel, tab: FormTab) {
    this.model = model;
    this.tab = tab;
    this.label = model.label;
    this.visible = model.visible;
  }
}

export class FormTab {
  readonly model: TabModel;
  readonly columns: readonly { readonly width: string; readonly sections: readonly FormSection[] }[];
  label: string;
  visible: boolean;
  constructor(model: TabModel) {
    this.model = model;
    this.label = model.label;
    this.visible = model.visible;
    this.columns = model.columns.map((column) => ({
      width: column.width,
      sections: column.sections.map((section) => new FormSection(section, this)),
    }));
  }
  get sections(): FormSection[] {
    return this.columns.flatMap((column) => column.sections);
  }
}
