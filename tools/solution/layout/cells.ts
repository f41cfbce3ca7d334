/** Cells of a form: columns, subgrids, quick views, empty places, and the code components that stand on them. */
import type { Cell, Form, Label, QuickViewCell, SectionCell, SubgridCell } from '../../../solution/model/index.ts';
import { ModelError } from '../model-error.ts';
import { classIdOf, customControlClassId } from './columns.ts';
import { emptyLabel, labelList, braced } from './common.ts';
import { element, serialize, text, type Element } from './element.ts';
import type { FormContext } from './form.ts';
import { gridClassId, gridParameters } from './grid.ts';

const quickViewClassId = '{5C5600E0-1D6E-4205-A272-BE80DA87FD42}';
const standardRowsPerPage = 5;

/** Ids of the parts of one form, with braces. */
export type IdOf = (...path: readonly string[]) => string;

export class CellWriter {
  readonly #form: Form;
  readonly #context: FormContext;
  readonly #where: string;
  readonly #id: IdOf;
  /** How often a column was placed: the second control of a column gets the next number in its id. */
  readonly #placed = new Map<string, number>();
  readonly controlDescriptions: Element[] = [];

  constructor(form: Form, context: FormContext, where: string, id: IdOf) {
    this.#form = form;
    this.#context = context;
    this.#where = where;
    this.#id = id;
  }

  /** Rows of a section that is `width` columns wide. A cell that does not fit into what is left of a row starts the next. */
  rows(cells: readonly SectionCell[], width: number, path: readonly string[]): Element[] {
    const rows: Element[] = [];
    let row: Element[] = [];
    let used = 0;
    let height = 1;
    let spacers = 0;
    const close = (): void => {
      for (; used < width; used += 1) row.push(this.#spacer([...path, String(rows.length)], spacers++));
      // A tall cell hangs over the empty rows that follow it.
      rows.push(element('row', {}, row), ...Array.from({ length: height - 1 }, () => element('row')));
      row = [];
      used = 0;
      height = 1;
      spacers = 0;
    };
    for (const cell of cells) {
      const span = cell.colspan ?? 1;
      if (span > width) throw new ModelError(this.#where, `a cell of section ${path.join('/')} is wider than it`);
      if (used + span > width) close();
      row.push(this.#cell(cell, [...path], () => this.#spacer([...path, String(rows.length)], spacers++)));
      used += span;
      height = Math.max(height, cell.rowspan ?? 1);
      if (used === width) close();
    }
    if (used > 0) close();
    return rows;
  }

  #cell(cell: SectionCell, path: readonly string[], spacer: () => Element): Element {
    if ('spacer' in cell) return spacer();
    if ('subgrid' in cell) return this.#subgrid(cell, path);
    if ('quickView' in cell) return this.#quickView(cell, path);
    return this.#column(cell, path);
  }

  #spacer(path: readonly string[], nth: number): Element {
    const id = nth === 0 ? this.#id('spacer', ...path) : this.#id('spacer', ...path, String(nth));
    return element('cell', { id, showlabel: false }, [labelList(emptyLabel)]);
  }

  #column(cell: Cell, path: readonly string[]): Element {
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
      colspan: cell.colspan ?? 1,
      visible: cell.visible === false ? false : undefined,
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

  #subgrid(cell: SubgridCell, path: readonly string[]): Element {
    const { name, table, relationship, view, dataset } = cell.subgrid;
    this.#refuse(['quickCreate', 'card'], 'a subgrid');
    if (relationship !== undefined)
      this.#context.parts.relationship(relationship, table, this.#context.table, this.#where);
    const parameters = gridParameters({
      table,
      viewId: braced(this.#context.parts.view(table, view, this.#where)),
      ...(relationship === undefined ? {} : { relationship }),
      rowsPerPage: cell.subgrid.rowsPerPage ?? standardRowsPerPage,
      canSearch: cell.subgrid.canSearch === true,
      canChangeView: cell.subgrid.canChangeView === true,
    });
    const uniqueId = this.#id('control', ...path, name);
    if (dataset !== undefined) {
      this.#requireControl(dataset.control);
      const data = element('data-set', { name: dataset.name }, parameters);
      this.#describe(uniqueId, gridClassId, parameters, dataset.control, [data]);
    }
    const control = { id: name, classid: gridClassId, indicationOfSubgrid: true, uniqueid: uniqueId };
    return this.#host(cell, path, name, element('control', control, [element('parameters', {}, parameters)]));
  }

  #quickView(cell: QuickViewCell, path: readonly string[]): Element {
    const { name, lookup, forms } = cell.quickView;
    this.#refuse(['quickCreate', 'quick', 'card'], 'a quick view');
    const column = this.#context.columns.get(this.#context.table, lookup, this.#where);
    if (column.kind !== 'lookup') throw new ModelError(this.#where, `${lookup} is no lookup`);
    if (forms.length === 0) throw new ModelError(this.#where, `quick view ${name} names no form`);
    const ids = forms.map(({ table, form }) =>
      text('QuickFormId', this.#context.parts.quickForm(table, form, this.#where), { entityname: table }),
    );
    // The list of forms is XML inside a text.
    const list = serialize(element('QuickFormIds', {}, ids))
      .replace(/>\s+</g, '><')
      .trim();
    const control = element(
      'control',
      { id: name, classid: quickViewClassId, datafieldname: lookup, disabled: false },
      [element('parameters', {}, [text('QuickForms', list), text('ControlMode', 'Edit')])],
    );
    return this.#host(cell, path, name, control);
  }

  /** The cell around a control that is not bound to one column. */
  #host(cell: SubgridCell | QuickViewCell, path: readonly string[], name: string, control: Element): Element {
    if (this.#placed.has(name)) throw new ModelError(this.#where, `control ${name} is there twice`);
    this.#placed.set(name, 1);
    const attributes = {
      id: this.#id('cell', ...path, name),
      showlabel: cell.showLabel ?? true,
      locklevel: 0,
      rowspan: cell.rowspan ?? 1,
      colspan: cell.colspan ?? 1,
      auto: false,
    };
    return element('cell', attributes, [labelList(cell.label), control]);
  }

  #describeControl(cell: Cell, fallback: string, uniqueId: string): void {
    if (cell.control === undefined) return;
    const { control, properties } = cell.control;
    this.#refuse(['quick', 'card'], 'a code component');
    this.#requireControl(control);
    const parameters = Object.entries(properties).map(([property, value]) => {
      if ('value' in value) return text(property, value.value, { type: value.type, static: 'true' });
      this.#context.columns.get(this.#context.table, value.column, this.#where);
      return text(property, value.column);
    });
    this.#describe(uniqueId, fallback, [text('datafieldname', cell.column)], control, parameters);
  }

  /** The first entry is the fallback; the others put the code component on web (2), tablet (1) and phone (0). */
  #describe(
    uniqueId: string,
    fallback: string,
    fallbackParameters: readonly Element[],
    control: string,
    parameters: readonly Element[],
  ): void {
    this.controlDescriptions.push(
      element('controlDescription', { forControl: uniqueId }, [
        element('customControl', { id: fallback }, [element('parameters', {}, fallbackParameters)]),
        ...[2, 0, 1].map((formFactor) =>
          element('customControl', { formFactor, name: control }, [element('parameters', {}, parameters)]),
        ),
      ]),
    );
  }

  #requireControl(name: string): void {
    if (!this.#context.parts.controls.has(name))
      throw new ModelError(this.#where, `control ${name} is not in the model`);
  }

  #refuse(types: readonly Form['type'][], what: string): void {
    if (types.includes(this.#form.type))
      throw new ModelError(this.#where, `a ${this.#form.type} form cannot have ${what}`);
  }
}
