/** Where the user is, kept in the address bar. Leaving a page asks its guard first (unsaved changes). */
import { formatAddress, parseAddress } from './address.ts';
import type { Address, Page } from './address.ts';
import { Store } from './store.ts';

/** Asked before the page is left; false stays. */
export type Guard = () => Promise<boolean>;

export class Router {
  readonly address: Store<Address>;
  #guard: Guard | undefined;
  #index = 0;

  constructor() {
    this.address = new Store(parseAddress(location.pathname, location.search));
    history.replaceState({ index: 0 }, '');
    window.addEventListener('popstate', (event) => void this.#popped(event));
    window.addEventListener('beforeunload', (event) => {
      if (this.#hasUnsaved?.()) event.preventDefault();
    });
  }

  #hasUnsaved: (() => boolean) | undefined;

  /** Sets who is asked before leaving; returns how to take it back. */
  protect(hasUnsaved: () => boolean, guard: Guard): () => void {
    this.#guard = guard;
    this.#hasUnsaved = hasUnsaved;
    return () => {
      if (this.#guard !== guard) return;
      this.#guard = undefined;
      this.#hasUnsaved = undefined;
    };
  }

  urlOf(page: Page, app = this.address.value.app): string {
    return formatAddress({ page, keep: this.address.value.keep, ...(app ? { app } : {}) });
  }

  /** Goes to a page of the same app; false when the user chose to stay. */
  async open(page: Page, options: { app?: string; replace?: boolean; force?: boolean } = {}): Promise<boolean> {
    if (!options.force && this.#guard && !(await this.#guard())) return false;
    const url = this.urlOf(page, options.app ?? this.address.value.app);
    if (options.replace) history.replaceState({ index: this.#index }, '', url);
    else history.pushState({ index: ++this.#index }, '', url);
    this.#read();
    return true;
  }

  /** The page before, or the fallback when this is the first one. */
  back(fallback: Page): void {
    if (this.#index > 0) history.back();
    else void this.open(fallback, { replace: true });
  }

  async #popped(event: PopStateEvent): Promise<void> {
    const index = readIndex(event.state);
    const step = index - this.#index;
    if (this.#guard && step !== 0 && this.#hasUnsaved?.()) {
      // The browser has moved already: go back to where the user is and ask there.
      const guard = this.#guard;
      history.go(-step);
      this.#index = index - step;
      await new Promise((resolve) => window.addEventListener('popstate', resolve, { once: true, capture: true }));
      if (!(await guard())) return;
      this.#guard = undefined;
      this.#hasUnsaved = undefined;
      history.go(step);
      return;
    }
    this.#index = index;
    this.#read();
  }

  #read(): void {
    this.address.set(parseAddress(location.pathname, location.search));
  }
}

function readIndex(state: unknown): number {
  const index: unknown = typeof state === 'object' && state !== null ? Reflect.get(state, 'index') : undefined;
  return typeof index === 'number' ? index : 0;
}
