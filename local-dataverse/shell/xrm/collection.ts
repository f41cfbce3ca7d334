/** The platform's collections: get() all, get(name), get(index), get(filter); forEach; getLength. */

export interface Collection {
  get(key?: string | number | ((item: object, index: number) => boolean)): object | object[] | null;
  forEach(work: (item: object, index: number) => void): void;
  getLength(): number;
}

/** @param items asked anew at each call, since scripts keep collections */
export function collection(items: () => ReadonlyMap<string, object>): Collection {
  return {
    get(key) {
      const all = [...items().values()];
      if (key === undefined || key === null) return all;
      if (typeof key === 'number') return all[key] ?? null;
      if (typeof key === 'function') return all.filter((item, index) => key(item, index));
      return items().get(key) ?? null;
    },
    forEach: (work) => [...items().values()].forEach((item, index) => work(item, index)),
    getLength: () => items().size,
  };
}
