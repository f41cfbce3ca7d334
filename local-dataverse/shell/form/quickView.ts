/** A quick view form: the row a lookup of the open form points to, read-only. */
import type { LookupValue } from './values.ts';
import type { Services } from '../app/services.ts';
import type { Attribute } from './attribute.ts';
import { rowQuery } from './layout.ts';
import { FormRecord } from './record.ts';
import { isLookupValue } from './values.ts';

/** `<QuickFormIds><QuickFormId entityname="account">id</QuickFormId></QuickFormIds>` → forms by table. */
export function quickFormsOf(parameter: string): ReadonlyMap<string, string> {
  const found = parameter.matchAll(/entityname="([^"]+)"[^>]*>\s*\{?([0-9a-f-]{36})/gi);
  return new Map([...found].map(([, table = '', id = '']) => [table.toLowerCase(), id.toLowerCase()]));
}

export type QuickViewState = 'empty' | 'loading' | 'ready' | 'failed';

export class QuickView {
  readonly #services: Services;
  readonly #attribute: Attribute;
  readonly #forms: ReadonlyMap<string, string>;
  state: QuickViewState = 'empty';
  error: Error | undefined;
  record: FormRecord | undefined;
  #shown = '';
  #listeners = new Set<() => void>();

  /** @param parent the form's row: its lookup is followed while it changes */
  constructor(services: Services, parent: FormRecord, attribute: Attribute, forms: ReadonlyMap<string, string>) {
    this.#services = services;
    this.#attribute = attribute;
    this.#forms = forms;
    parent.subscribe(() => void this.#follow());
    void this.#follow();
  }

  get #target(): LookupValue | undefined {
    const { value } = this.#attribute;
    const first: unknown = Array.isArray(value) ? value[0] : undefined;
    return isLookupValue(first) ? first : undefined;
  }

  /** Reads the row again. Never throws: a failure is a state. */
  async refresh(): Promise<void> {
    const target = this.#target;
    this.#shown = target ? `${target.entityType}:${target.id}` : '';
    const { models, api, formatter, texts } = this.#services;
    if (!target) return this.#become('empty');
    this.#become('loading');
    const shown = this.#shown;
    try {
      const table = await models.table(target.entityType);
      const formId = this.#forms.get(target.entityType);
      if (!formId) throw new Error(texts.form.noQuickView(table.label));
      const form = await models.form(formId);
      const record = new FormRecord(table, form, formatter);
      record.isReadOnly = true;
      record.load(target.id, await api.retrieve(table.name, target.id, rowQuery(form, table)));
      if (shown !== this.#shown) return;
      this.record = record;
      this.#become('ready');
    } catch (error) {
      if (shown !== this.#shown) return;
      this.error = error instanceof Error ? error : new Error(String(error));
      this.#become('failed');
    }
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #follow(): Promise<void> | undefined {
    const target = this.#target;
    const wanted = target ? `${target.entityType}:${target.id}` : '';
    return wanted === this.#shown ? undefined : this.refresh();
  }

  #become(state: QuickViewState): void {
    this.state = state;
    if (state === 'empty') this.record = undefined;
    for (const listener of [...this.#listeners]) listener();
  }
}
