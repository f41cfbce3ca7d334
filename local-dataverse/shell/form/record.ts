/** The open row: attributes, controls, tabs and notifications. People, scripts and code components all work on this one object. */
import type { CellModel, FormModel, SessionModel, TableModel } from '../../src/shell/model.ts';
import type { Formatter } from '../format/formatter.ts';
import { Attribute } from './attribute.ts';
import { FormControl, FormTab } from './control.ts';
import type { FormSection } from './control.ts';
import { FormHandlers } from './handlers.ts';
import { columnsOfForm } from './layout.ts';
import { defaultOf, partiesOf, valueOf } from './values.ts';
import type { FieldValue } from './values.ts';

export type NotificationLevel = 'ERROR' | 'WARNING' | 'INFO';
export interface FormNotification {
  readonly id: string;
  readonly message: string;
  readonly level: NotificationLevel;
}
export const FORM_TYPE = { create: 1, update: 2, readOnly: 3, disabled: 4 } as const;

export class FormRecord {
  readonly table: TableModel;
  readonly form: FormModel;
  readonly formatter: Formatter;
  readonly attributes = new Map<string, Attribute>();
  readonly controls = new Map<string, FormControl>();
  readonly tabs: readonly FormTab[];
  readonly header: readonly FormControl[];
  readonly handlers = new FormHandlers();
  /** Row id; undefined until a new row is saved. */
  id: string | undefined;
  /** The row as last read, with annotations; empty for a new row. */
  row: Readonly<Record<string, unknown>> = {};
  notifications: readonly FormNotification[] = [];
  activeTab: string;
  /** Name of the table in the form's header; scripts can change it. */
  tableLabel: string;
  isSaving = false;
  /** Quick views: nothing can be changed. */
  isReadOnly = false;
  /** Counts how often the row was read: code components are told after each time. */
  loads = 0;
  #listeners = new Set<() => void>();
  #announced = false;

  constructor(table: TableModel, form: FormModel, formatter: Formatter) {
    this.table = table;
    this.form = form;
    this.formatter = formatter;
    this.tableLabel = table.label;
    for (const name of columnsOfForm(form, table)) {
      const column = table.columns[name];
      if (column) this.attributes.set(name, new Attribute(column, () => this.changed()));
    }
    this.tabs = form.tabs.map((tab) => new FormTab(tab));
    for (const tab of this.tabs) for (const section of tab.sections) this.#place(section);
    this.header = form.header.flatMap((cell) => this.#control(cell, undefined) ?? []);
    this.activeTab = this.tabs.find((tab) => tab.visible)?.model.name ?? '';
  }

  #place(section: FormSection): void {
    for (const row of section.model.rows) for (const cell of row) this.#control(cell, section);
  }

  #control(cell: CellModel, section: FormSection | undefined): FormControl | undefined {
    const model = cell.control;
    if (!model) return undefined;
    const attribute = model.column ? this.attributes.get(model.column) : undefined;
    // Quick views stand on a lookup's column, yet have a name of their own.
    const own = model.kind === 'field' ? (model.column ?? model.id) : model.id;
    const base = `${section ? '' : 'header_'}${own}`;
    // A column placed twice: fullname, fullname1, fullname2 (as the platform numbers them).
    let name = base;
    for (let index = 1; this.controls.has(name); index += 1) name = `${base}${index}`;
    const label = cell.label || attribute?.column.label || model.id;
    const control = new FormControl({
      name,
      cell,
      model,
      label,
      ...(attribute ? { attribute } : {}),
      ...(section ? { section } : {}),
    });
    this.controls.set(name, control);
    return control;
  }

  /** Takes a row of the server, or the start values of a new one. */
  load(id: string | undefined, row: Readonly<Record<string, unknown>>): void {
    this.id = id;
    this.row = row;
    this.loads += 1;
    for (const attribute of this.attributes.values()) {
      const { column } = attribute;
      const parties = this.table.partyNavigation ? row[this.table.partyNavigation] : undefined;
      attribute.load(column.type === 'PartyList' ? partiesOf(column, parties) : id ? valueOf(column, row) : null);
    }
    this.changed();
  }

  /** Starts a new row: the columns' defaults, the user as owner, then what the address asks for. */
  startNew(session: SessionModel, defaults: Readonly<Record<string, FieldValue>>): void {
    this.load(undefined, {});
    for (const attribute of this.attributes.values()) {
      const given = defaults[attribute.name];
      if (given !== undefined) attribute.preset(given);
      else if (attribute.column.type !== 'State' && attribute.column.type !== 'Status')
        attribute.preset(defaultOf(attribute.column));
      else attribute.load(attribute.column.options?.[0]?.value ?? null);
    }
    const { id, name } = session.user;
    this.attributes.get('ownerid')?.load([{ id, name, entityType: 'systemuser' }]);
    this.changed();
  }

  get formType(): number {
    if (!this.id) return FORM_TYPE.create;
    return this.isActive ? FORM_TYPE.update : FORM_TYPE.disabled;
  }

  /** Closed activities and inactive rows are read-only (facts/dataverse.md: a closed row takes no changes). */
  get isActive(): boolean {
    const state = this.row['statecode'];
    return state === undefined || state === null || state === 0 || (this.table.name === 'appointment' && state === 3);
  }

  get isDirty(): boolean {
    return [...this.attributes.values()].some((attribute) => attribute.isDirty && attribute.submitMode !== 'never');
  }

  /** What names the row in titles and to code components. */
  get primaryValue(): string {
    const name = this.table.primaryName;
    const value = name ? (this.attributes.get(name)?.stored ?? this.row[name]) : undefined;
    return typeof value === 'string' ? value : '';
  }

  /** Whether people can change the control. */
  isDisabled(control: FormControl): boolean {
    const column = control.attribute?.column;
    // Parties are written with a new row only: changing those of a row that exists is unproven on the platform (DESIGN 2).
    const isParty = column?.type === 'PartyList';
    const writable =
      !column || (this.id ? column.updatable && !isParty : column.creatable || column.updatable || isParty);
    return this.isReadOnly || control.disabled || !this.isActive || !writable;
  }

  notify(notification: FormNotification): void {
    this.notifications = [...this.notifications.filter((one) => one.id !== notification.id), notification];
    this.changed();
  }
  clearNotification(id: string): boolean {
    const had = this.notifications.some((one) => one.id === id);
    this.notifications = this.notifications.filter((one) => one.id !== id);
    this.changed();
    return had;
  }

  /** Tells listeners, once for all changes of the same moment. */
  changed(): void {
    if (this.#announced) return;
    this.#announced = true;
    queueMicrotask(() => {
      this.#announced = false;
      for (const listener of [...this.#listeners]) listener();
    });
  }
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
