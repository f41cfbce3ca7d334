/** State of one placed control, its tab and section, as scripts can change it. */
import type { CellModel, ControlModel, SectionModel, TabModel } from '../../src/shell/model.ts';
import type { Attribute } from './attribute.ts';

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
