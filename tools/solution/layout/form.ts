/** `FormXml/<type>/{id}.xml`. Shapes from real exports (facts/packaging-and-pcf.md §3). */
import { idOf, type Form, type Label, type Section, type Tab } from '../../../solution/model/index.ts';
import { ModelError } from '../model-error.ts';
import { CellWriter } from './cells.ts';
import { classIdOf, type ColumnCatalogue } from './columns.ts';
import { braced, descriptions, introduced, labelList, localizedNames } from './common.ts';
import { element, rootAttributes, text, type Element } from './element.ts';
import { checkFormType } from './form-rules.ts';
import type { PartCatalogue } from './parts.ts';

/** Where a form stands: its table, whether the table is ours, and what it may show. */
export interface FormContext {
  readonly table: string;
  readonly isOurs: boolean;
  readonly columns: ColumnCatalogue;
  /** What this solution or one it depends on brings. */
  readonly parts: PartCatalogue;
}

/** @throws ModelError when the form shows a column, control, view or library that the model does not have. */
export function formFile(form: Form, context: FormContext): Element {
  return new FormWriter(form, context).file();
}

class FormWriter {
  readonly #form: Form;
  readonly #context: FormContext;
  readonly #where: string;
  readonly #cells: CellWriter;

  constructor(form: Form, context: FormContext) {
    this.#form = form;
    this.#context = context;
    this.#where = `form ${context.table}/${form.name}`;
    this.#cells = new CellWriter(form, context, this.#where, (...path) => this.#id(...path));
  }

  file(): Element {
    const form = this.#form;
    checkFormType(form, this.#where);
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
    const { controlDescriptions } = this.#cells;
    return element('form', { headerdensity: this.#form.headerDensity }, [
      tabs,
      header,
      this.#libraries(),
      this.#events(),
      this.#form.type === 'main' ? element('DisplayConditions', conditions, [element('Everyone')]) : undefined,
      controlDescriptions.length === 0 ? undefined : element('controlDescriptions', {}, controlDescriptions),
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
      expanded: tab.expanded ?? true,
      visible: tab.visible === false ? false : undefined,
    };
    const columns = (tab.widths ?? [100]).map((width, index) => {
      const sections = tab.sections.filter(({ tabColumn }) => (tabColumn ?? 0) === index);
      return element('column', { width: `${width}%` }, [
        element(
          'sections',
          {},
          sections.map((section) => this.#section(tab, section)),
        ),
      ]);
    });
    return element('tab', attributes, [labelList(tab.label), element('columns', {}, columns)]);
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
      element('rows', {}, this.#cells.rows(section.cells, width, path)),
    ]);
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
        this.#context.parts.webResource(name, this.#where);
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
          this.#context.parts.webResource(library, this.#where);
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
}
