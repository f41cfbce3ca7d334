/** FormXml → what the shell draws. Element and attribute names: reference/xsd/FormXml.xsd. */
import type {
  CellModel,
  ControlKind,
  ControlModel,
  CustomControlModel,
  CustomParameter,
  FormModel,
  HandlerModel,
  SectionModel,
  TabModel,
} from './model.ts';
import { attribute, child, children, descendants, flag, guid, integer, labelOf, parseXml, path, text } from './xml.ts';
import type { XmlElement } from './xml.ts';

/** Control classes that are not fields (reference/xsd/FormXml.xsd, facts/packaging-and-pcf.md §3). */
const KINDS: Readonly<Record<string, ControlKind>> = {
  'e7a81278-8635-4d9e-8d4d-59480b391c5b': 'subgrid',
  '9fdf5f91-88b1-47f4-ad53-c11efc01a01d': 'webresource',
  'fd2a7985-3187-444e-908d-6624b21f69c0': 'iframe',
  '5c5600e0-1d6e-4205-a272-be80da87fd42': 'quickview',
  '06375649-c143-495e-a496-c962e5b4488e': 'notes',
  '9c5ca0a1-ab4d-4781-be7e-8dfbe867b87e': 'timer',
};

export interface FormSource {
  readonly id: string;
  readonly name: string;
  readonly table: string;
  readonly type: number;
  readonly formXml: string;
}

/**
 * Reads a form.
 * @param languageId language of labels; 1033, then any, where it is missing
 * @throws XmlError
 */
export function readForm(source: FormSource, languageId: number): FormModel {
  const form = parseXml(source.formXml, `the form ${source.name} (${source.id})`);
  const custom = customControls(form);
  const reader = new FormReader(languageId, custom);
  return {
    id: source.id,
    name: source.name,
    table: source.table,
    type: source.type,
    order: formOrder(form),
    tabs: children(child(form, 'tabs'), 'tab').map((tab) => reader.tab(tab)),
    header: rowsOf(child(form, 'header')).flatMap((row) => row.map((cell) => reader.cell(cell))),
    footer: rowsOf(child(form, 'footer')).flatMap((row) => row.map((cell) => reader.cell(cell))),
    libraries: children(child(form, 'formLibraries'), 'Library').flatMap((library) => attribute(library, 'name') ?? []),
    handlers: descendants(form, 'event').flatMap((event) => handlersOf(event)),
  };
}

/** Place of the form among its table's forms (DisplayConditions/@Order); forms without one come last. */
export function formOrder(form: XmlElement): number {
  return integer(child(form, 'DisplayConditions'), 'Order', Number.MAX_SAFE_INTEGER);
}

class FormReader {
  readonly #languageId: number;
  readonly #custom: ReadonlyMap<string, CustomControlModel>;

  constructor(languageId: number, custom: ReadonlyMap<string, CustomControlModel>) {
    this.#languageId = languageId;
    this.#custom = custom;
  }

  tab(tab: XmlElement): TabModel {
    return {
      id: guid(attribute(tab, 'id')),
      name: attribute(tab, 'name') ?? guid(attribute(tab, 'id')),
      label: this.#label(tab),
      visible: flag(tab, 'visible', true),
      expanded: flag(tab, 'expanded', true),
      columns: children(child(tab, 'columns'), 'column').map((column) => ({
        width: attribute(column, 'width') ?? '100%',
        sections: children(child(column, 'sections'), 'section').map((section) => this.#section(section)),
      })),
    };
  }

  #section(section: XmlElement): SectionModel {
    // columns="11" means two columns: one digit a column.
    const columns = (attribute(section, 'columns') ?? '1').replace(/[^1]/g, '').length;
    return {
      id: guid(attribute(section, 'id')),
      name: attribute(section, 'name') ?? guid(attribute(section, 'id')),
      label: this.#label(section),
      showLabel: flag(section, 'showlabel', true),
      visible: flag(section, 'visible', true),
      columns: Math.min(4, Math.max(1, columns)),
      rows: rowsOf(section).map((row) => row.map((cell) => this.cell(cell))),
    };
  }

  cell(cell: XmlElement): CellModel {
    const control = child(cell, 'control');
    const base = {
      id: guid(attribute(cell, 'id')),
      label: this.#label(cell),
      showLabel: flag(cell, 'showlabel', true),
      visible: flag(cell, 'visible', true),
      colspan: integer(cell, 'colspan', 1),
      rowspan: integer(cell, 'rowspan', 1),
    };
    return control ? { ...base, control: this.#control(control) } : base;
  }

  #control(control: XmlElement): ControlModel {
    const column = attribute(control, 'datafieldname')?.toLowerCase();
    const classId = guid(attribute(control, 'classid'));
    const isSubgrid = flag(control, 'indicationOfSubgrid', false);
    const custom = this.#custom.get(guid(attribute(control, 'uniqueid')));
    const kind: ControlKind = isSubgrid ? 'subgrid' : (KINDS[classId] ?? (column || custom ? 'field' : 'unsupported'));
    return {
      id: attribute(control, 'id') ?? column ?? '',
      kind,
      classId,
      disabled: flag(control, 'disabled', false),
      parameters: Object.fromEntries(
        children(child(control, 'parameters')).map((p) => [p.localName, parameterText(p)]),
      ),
      ...(column ? { column } : {}),
      ...(custom ? { custom } : {}),
    };
  }

  #label(element: XmlElement): string {
    const labels = children(child(element, 'labels'), 'label');
    return labelOf(labels, 'description', 'languagecode', this.#languageId) ?? '';
  }
}

/** Most parameters are text; QuickForms is XML, escaped or not. */
function parameterText(parameter: XmlElement): string {
  const inner = children(parameter);
  return inner.length ? inner.map((one) => one.toString()).join('') : text(parameter);
}

function rowsOf(container: XmlElement | undefined): XmlElement[][] {
  return children(child(container, 'rows'), 'row').map((row) => children(row, 'cell'));
}

/** Code components by the uniqueid of the control they replace; the one for the web (form factor 0) wins, then any named one. */
function customControls(form: XmlElement): Map<string, CustomControlModel> {
  const found = new Map<string, CustomControlModel>();
  for (const description of children(child(form, 'controlDescriptions'), 'controlDescription')) {
    const named = children(description, 'customControl').flatMap((custom) => {
      const name = attribute(custom, 'name');
      return name
        ? [
            {
              name,
              formFactor: integer(custom, 'formFactor', 0),
              parameters: parametersOf(custom),
              dataSets: dataSetsOf(custom),
            },
          ]
        : [];
    });
    const chosen = named.find((custom) => custom.formFactor === 0) ?? named[0];
    if (chosen) found.set(guid(attribute(description, 'forControl')), chosen);
  }
  return found;
}

function parametersOf(custom: XmlElement): Record<string, CustomParameter> {
  const parameters: Record<string, CustomParameter> = {};
  for (const parameter of children(child(custom, 'parameters'))) {
    if (parameter.localName === 'data-set') continue;
    const type = attribute(parameter, 'type');
    parameters[parameter.localName ?? ''] = {
      value: text(parameter),
      isStatic: flag(parameter, 'static', false),
      ...(type ? { type } : {}),
    };
  }
  return parameters;
}

function dataSetsOf(custom: XmlElement): Record<string, Record<string, string>> {
  return Object.fromEntries(
    children(child(custom, 'parameters'), 'data-set').map((set) => [
      attribute(set, 'name') ?? '',
      Object.fromEntries(children(set).map((one) => [one.localName ?? '', text(one)])),
    ]),
  );
}

function handlersOf(event: XmlElement): HandlerModel[] {
  const name = (attribute(event, 'name') ?? '').toLowerCase();
  const target = attribute(event, 'attribute')?.toLowerCase() ?? attribute(event, 'control') ?? ownerOf(event);
  return children(path(event, 'Handlers'), 'Handler').map((handler) => ({
    event: name,
    functionName: attribute(handler, 'functionName') ?? '',
    library: attribute(handler, 'libraryName') ?? '',
    enabled: flag(handler, 'enabled', true),
    passExecutionContext: flag(handler, 'passExecutionContext', false),
    parameters: attribute(handler, 'parameters') ?? '',
    ...(target ? { target } : {}),
  }));
}

/** An event written inside a tab or a cell belongs to that tab or control. */
function ownerOf(event: XmlElement): string | undefined {
  for (let node = event.parentNode; node; node = node.parentNode) {
    const element = node as XmlElement;
    if (element.localName === 'tab') return attribute(element, 'name');
    if (element.localName === 'cell') return attribute(child(element, 'control'), 'id');
  }
  return undefined;
}
