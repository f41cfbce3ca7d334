/** A value that the page draws again when it changes; the shell needs no more state machinery than this. */
import * as React from 'react';

export class Store<T> {
  #value: T;
  readonly #listeners = new Set<() => void>();
  constructor(value: T) {
    this.#value = value;
  }
  get value(): T {
    return this.#value;
  }
  set(value: T): void {
    this.#value = value;
    for (const listener of [...this.#listeners]) listener();
  }
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

/** Draws the component again after each change; returns the value. */
export function useStore<T>(store: Store<T>): T {
  const [value, setValue] = React.useState(store.value);
  React.useEffect(() => {
    setValue(store.value);
    return store.subscribe(() => setValue(store.value));
  }, [store]);
  return value;
}

/** Draws again whenever `subscribe` tells. */
export function useChanges(source: { subscribe(listener: () => void): () => void }): void {
  const [, count] = React.useReducer((n: number) => n + 1, 0);
  React.useEffect(() => source.subscribe(() => count()), [source]);
}

export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly error: Error };

/** Loads once for each `key`; an answer that comes after the key changed is dropped. */
export function useLoaded<T>(key: string, load: () => Promise<T>): Loaded<T> {
  const [loaded, setLoaded] = React.useState<{ key: string; result: Loaded<T> }>({ key, result: { state: 'loading' } });
  React.useEffect(() => {
    let current = true;
    setLoaded({ key, result: { state: 'loading' } });
    load().then(
      (value) => current && setLoaded({ key, result: { state: 'ready', value } }),
      (error: unknown) =>
        current &&
        setLoaded({
          key,
          result: { state: 'failed', error: error instanceof Error ? error : new Error(String(error)) },
        }),
    );
    return () => {
      current = false;
    };
  }, [key]);
  return loaded.key === key ? loaded.result : { state: 'loading' };
}
