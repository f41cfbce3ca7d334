/** Event handlers of a form: those written in the form and those scripts add while it is open. */
import type { Attribute } from './attribute.ts';

/** What a handler is called with; `xrm/execution.ts` makes it. */
export type Handler = (context: unknown) => unknown;
export type FormEvent = 'onload' | 'onsave' | 'onpostsave' | 'ondataload';

export class FormHandlers {
  readonly #form = new Map<FormEvent, Handler[]>();
  readonly #change = new Map<string, Handler[]>();
  readonly #tab = new Map<string, Handler[]>();

  add(event: FormEvent, handler: Handler): void {
    addTo(this.#form, event, handler);
  }
  remove(event: FormEvent, handler: Handler): void {
    removeFrom(this.#form, event, handler);
  }
  of(event: FormEvent): readonly Handler[] {
    return this.#form.get(event) ?? [];
  }
  addChange(column: string, handler: Handler): void {
    addTo(this.#change, column, handler);
  }
  removeChange(column: string, handler: Handler): void {
    removeFrom(this.#change, column, handler);
  }
  ofChange(attribute: Attribute): readonly Handler[] {
    return this.#change.get(attribute.name) ?? [];
  }
  addTab(tab: string, handler: Handler): void {
    addTo(this.#tab, tab, handler);
  }
  removeTab(tab: string, handler: Handler): void {
    removeFrom(this.#tab, tab, handler);
  }
  ofTab(tab: string): readonly Handler[] {
    return this.#tab.get(tab) ?? [];
  }
}

/** As on the platform, the same function is registered once. */
function addTo<K>(map: Map<K, Handler[]>, key: K, handler: Handler): void {
  const known = map.get(key) ?? [];
  if (!known.includes(handler)) map.set(key, [...known, handler]);
}

function removeFrom<K>(map: Map<K, Handler[]>, key: K, handler: Handler): void {
  map.set(
    key,
    (map.get(key) ?? []).filter((one) => one !== handler),
  );
}
