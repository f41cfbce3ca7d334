/** `FormXml/<type>/{id}.xml`. Shapes from real exports (facts/packaging-and-pcf.md §3). */
import { idOf, type Cell, type Form, type Label, type Section, type Tab } from '../../../solution/model/index.ts';
import { ModelError } from '../model-error.ts';
import { classIdOf, customControlClassId, type ColumnCatalogue } from './columns.ts';
import { braced, descriptions, emptyLabel, introduced, labelList, localizedNames } from './common.ts';
import { element, rootAttributes, text, type Element } from './element.ts';

/** Where a form stands: its table, whether the table is ours, and the columns it may show. */
export interface FormContext {
  readonly table: string;
  readonly isOurs: boolean;
  readonly columns: ColumnCatalogue;
  /** Names of the code components this solution or one it depends on brings. */
  readonly controls: ReadonlySet<string>;
  readonly libraries: ReadonlySet<string>;
}

/** @throws ModelError when the form shows a column, control or library that the model does not have. */
export function formFile(form: Form, context: FormContext): Element {
  return new FormWriter(form, context).file();
}

class FormWriter {
  readonly #form: Form;
  readonly #context: FormContext;
  readonly #where: string;
  /** How often a column was placed: the second control of a column gets the next number in its id. */
  readonly #placed = new Map<string, number>();
  readonly #controlDescriptions: Element[] = [];

  constructor(form: Form, context: FormContext) {
    this.#form = form;
    this.#context = context;
    this.#where = `form ${context.table}/${form.name}`;
  }

  file(): Element {
    const form = this.#form;
    return element('forms', rootAttributes, [
      element('systemform', {}, [
        text('formid', braced(idOf('form', this.#context.table, form.name))),
        introduced,
        text('FormPresentation', 1),
        text('FormActivationState', 1),
        this.#body(),
        text('IsCustomizable', true),
        text('CanBeDeleted', true),
        localizedNames(form.label),
        descriptions(form.description),
      ]),
    ]);
  }

  #body(): Element {
    const tabs = element(
      'tabs',
      {},
      this.#form.tabs.map((tab) => this.#tab(tab)),
    );
    const header = this.#header();
    // On a table of ours our main form is the one everybody gets; beside Microsoft's forms it stands behind them.
    const conditions = this.#context.isOurs ? { Order: 0, FallbackForm: true } : { Order: 1, FallbackForm: false };
    return element('form', {}, [
      tabs,
      header,
      this.#libraries(),
      this.#events(),
      this.#form.type === 'main' ? element('DisplayConditions', conditions, [element('Everyone')]) : undefined,
      this.#controlDescriptions.length === 0
        ? undefined
        : element('controlDescriptions', {}, this.#controlDescriptions),
    ]);
  }

  #id(...path: readonly string[]): string {
    return braced(idOf('form', this.#context.table, this.#form.name, ...path));
  }

  #tab(tab: Tab): Element {
    const attributes = {
      name: tab.name,
      verticallayout: true,
      id: this.#id('tab', tab.name),
      IsUserDefined: 1,
      showlabel: tab.showLabel ?? true,
      expanded: true,
      visible: tab.visible === false ? false : undefined,
    };
    const sections = tab.sections.map((section) => this.#section(tab, section));
    return element('tab', attributes, [
      labelList(tab.label),
      element('columns', {}, [element('column', { width: '100%' }, [element('sections', {}, sections)])]),
    ]);
  }

  #section(tab: Tab, section: Section): Element {
    const width = section.columns ?? 1;
    const path = [tab.name, section.name];
    const attributes = {
      name: section.name,
      showlabel: section.showLabel ?? true,
      showbar: false,
      id: this.#id('section', ...path),
      IsUserDefined: 1,
      layout: 'varwidth',
      columns: '1'.repeat(width),
      labelwidth: 115,
      celllabelalignment: 'Left',
      celllabelposition: 'Left',
      visible: section.visible === false ? false : undefined,
    };
    return element('section', attributes, [
      labelList(section.label),
      element('rows', {}, this.#rows(section.cells, width, path)),
    ]);
  }

  #rows(cells: readonly Cell[], width: number, path: readonly string[]): Element[] {
    const rows: Element[] = [];
    for (let index = 0; index < cells.length; index += width) {
      const inRow = cells.slice(index, index + width).map((cell) => this.#cell(cell, path));
      while (inRow.length < width) inRow.push(this.#spacer(...path, String(rows.length)));
      rows.push(element('row', {}, inRow));
      // A tall cell hangs over the empty rows that follow it.
      const span = Math.max(...cells.slice(index, index + width).map((cell) => cell.rowspan ?? 1));
      for (let extra = 1; extra < span; extra += 1) rows.push(element('row'));
    }
    return rows;
  }

  #spacer(...path: readonly string[]): Element {
    return element('cell', { id: this.#id('spacer', ...path), showlabel: false }, [labelList(emptyLabel)]);
  }

  #cell(cell: Cell, path: readonly string[]): Element {
    const column = this.#context.columns.get(this.#context.table, cell.column, this.#where);
    const title: Label | undefined = cell.label ?? column.label;
    if (title === undefined) throw new ModelError(this.#where, `${cell.column} is not ours and needs a label here`);
    const nth = this.#placed.get(cell.column) ?? 0;
    this.#placed.set(cell.column, nth + 1);
    const id = nth === 0 ? cell.column : `${cell.column}${nth}`;
    const attributes = {
      id: this.#id('cell', ...path, id),
      showlabel: cell.showLabel ?? true,
      locklevel: 0,
      rowspan: cell.rowspan ?? 1,
      colspan: 1,
    };
    const uniqueId = cell.control === undefined ? undefined : this.#id('control', ...path, id);
    if (uniqueId !== undefined) this.#describeControl(cell, classIdOf(column), uniqueId);
    const control = element('control', {
      id,
      classid: cell.control === undefined ? classIdOf(column) : customControlClassId,
      datafieldname: cell.column,
      disabled: cell.disabled ?? false,
      uniqueid: uniqueId,
    });
    return element('cell', attributes, [labelList(title), control]);
  }

  /** The first entry is the fallback; the others put the code component on web (2), tablet (1) and phone (0). */
  #describeControl(cell: Cell, fallback: string, uniqueId: string): void {
    if (cell.control === undefined) return;
    const { control, properties } = cell.control;
    if (!this.#context.controls.has(control))
      throw new ModelError(this.#where, `control ${control} is not in the model`);
    const parameters = Object.entries(properties).map(([property, value]) => {
      if ('value' in value) return text(property, value.value, { type: value.type, static: 'true' });
      this.#context.columns.get(this.#context.table, value.column, this.#where);
      return text(property, value.column);
    });
    this.#controlDescriptions.push(
      element('controlDescription', { forControl: uniqueId }, [
        element('customControl', { id: fallback }, [element('parameters', {}, [text('datafieldname', cell.column)])]),
        ...[2, 0, 1].map((formFactor) =>
          element('customControl', { formFactor, name: control }, [element('parameters', {}, parameters)]),
        ),
      ]),
    );
  }

  #header(): Element | undefined {
    const { header } = this.#form;
    if (header === undefined || header.length === 0) return undefined;
    const cells = header.map((name) => {
      const column = this.#context.columns.get(this.#context.table, name, this.#where);
      const title = column.label ?? this.#labelOfPlacedColumn(name);
      return element('cell', { id: this.#id('header', name), showlabel: true }, [
        labelList(title),
        element('control', { id: `header_${name}`, classid: classIdOf(column), datafieldname: name, disabled: false }),
      ]);
    });
    const attributes = {
      id: this.#id('header'),
      celllabelposition: 'Top',
      columns: '1'.repeat(header.length),
      labelwidth: 115,
      celllabelalignment: 'Left',
    };
    return element('header', attributes, [element('rows', {}, [element('row', {}, cells)])]);
  }

  /** A column of Microsoft's in the header is labelled as in the body. */
  #labelOfPlacedColumn(name: string): Label {
    const cells = this.#form.tabs.flatMap((tab) => tab.sections).flatMap((section) => section.cells);
    const found = cells.find((cell) => cell.column === name)?.label;
    if (found === undefined) throw new ModelError(this.#where, `header column ${name} has no label in the body`);
    return found;
  }

  #libraries(): Element | undefined {
    const { libraries } = this.#form;
    if (libraries === undefined || libraries.length === 0) return undefined;
    return element(
      'formLibraries',
      {},
      libraries.map((name) => {
        this.#requireLibrary(name);
        return element('Library', { name, libraryUniqueId: this.#id('library', name) });
      }),
    );
  }

  #events(): Element | undefined {
    const { events } = this.#form;
    if (events === undefined || events.length === 0) return undefined;
    const keys = [...new Set(events.map(({ event, column }) => `${event}/${column ?? ''}`))];
    return element(
      'events',
      {},
      keys.map((key) => {
        const own = events.filter(({ event, column }) => `${event}/${column ?? ''}` === key);
        const [first] = own;
        const handlers = own.map(({ library, handler }) => {
          this.#requireLibrary(library);
          return element('Handler', {
            functionName: handler,
            libraryName: library,
            handlerUniqueId: this.#id('handler', key, handler),
            enabled: true,
            parameters: '',
            passExecutionContext: true,
          });
        });
        return element('event', { name: first?.event, application: false, active: false, attribute: first?.column }, [
          element('Handlers', {}, handlers),
        ]);
      }),
    );
  }

  #requireLibrary(name: string): void {
    if (!this.#context.libraries.has(name))
      throw new ModelError(this.#where, `web resource ${name} is not in the model`);
  }
}
