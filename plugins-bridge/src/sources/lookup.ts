import { TtlCache } from '../ttl-cache.ts';

export interface LookupOptions {
  /** Ids one request takes at most. */
  readonly idsPerRequest: number;
  /** Milliseconds an answer is believed; what is not found is asked for again after a tenth of it. */
  readonly ttlMs: number;
}

/**
 * What a source's API says of ids, asked for in bulk and remembered. What it does not know is absent from the answer.
 *
 * @param fetchChunk asks for some ids at once; a failure reaches everybody who waits for one of them, and the next one asks again.
 */
export function bulkLookup<Value>(
  fetchChunk: (ids: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
  { idsPerRequest, ttlMs }: LookupOptions,
): (ids: readonly string[]) => Promise<ReadonlyMap<string, Value>> {
  const cache = new TtlCache<Value | null>();
  /** Requests that will bring an id: whoever asks for it meanwhile waits for the same answer. */
  const underWay = new Map<string, Promise<void>>();
  const remember = async (chunk: readonly string[]): Promise<void> => {
    const answer = await fetchChunk(chunk);
    for (const absent of chunk) cache.set(absent, null, ttlMs / 10);
    for (const [id, value] of answer) cache.set(id, value, ttlMs);
  };
  return async (ids) => {
    const missing = [...new Set(ids)].filter((wanted) => cache.get(wanted) === undefined && !underWay.has(wanted));
    for (let start = 0; start < missing.length; start += idsPerRequest) {
      const chunk = missing.slice(start, start + idsPerRequest);
      const answer = remember(chunk).finally(() => {
        for (const asked of chunk) underWay.delete(asked);
      });
      for (const asked of chunk) underWay.set(asked, answer);
    }
    await Promise.all(new Set(ids.flatMap((wanted) => underWay.get(wanted) ?? [])));
    return new Map(
      [...new Set(ids)].flatMap((wanted) => {
        const value = cache.get(wanted);
        return value ? [[wanted, value] as const] : [];
      }),
    );
  };
}
