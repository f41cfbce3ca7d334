import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { merge, type Mergeable, type Source } from './merge';

/** A source over rows in memory that counts how often it is read. */
function sourceOf(name: string, rows: readonly Mergeable[], pageSize: number): Source<Mergeable> & { reads: number } {
  const source = {
    name,
    reads: 0,
    read(next?: string) {
      source.reads += 1;
      const start = Number(next ?? 0);
      const end = start + pageSize;
      const page = { rows: rows.slice(start, end) };
      return Promise.resolve(end < rows.length ? { ...page, next: String(end) } : page);
    },
  };
  return source;
}
const row = (id: string, at: number): Mergeable => ({ id, at });

describe('merge', () => {
  it('T-1 gives the rows of all sources once, newest first, whatever the page sizes', async () => {
    const list = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(list, { maxLength: 5 }),
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 9 }),
        async (lists, page, count) => {
          const sources = lists.map((times, index) =>
            sourceOf(
              String(index),
              [...times].sort((a, b) => b - a).map((at, position) => row(`${index}.${position}`, at)),
              page,
            ),
          );
          const next = merge(sources);
          const times: number[] = [];
          const ids = new Set<string>();
          for (let complete = false; !complete;) {
            const merged = await next(count);
            merged.rows.forEach(({ id, at }) => {
              ids.add(id);
              times.push(at);
            });
            complete = merged.complete;
          }
          const all = lists.flat();
          expect(times).toEqual([...all].sort((a, b) => b - a));
          expect(ids.size).toBe(all.length);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('T-8 reads only the pages it needs', async () => {
    const long = sourceOf(
      'long',
      Array.from({ length: 1000 }, (_, index) => row(`l${index}`, 2000 - index)),
      25,
    );
    const short = sourceOf('short', [row('s', 1)], 25);
    const next = merge([long, short]);
    expect((await next(25)).rows).toHaveLength(25);
    expect(long.reads).toBeLessThanOrEqual(2);
    expect(short.reads).toBe(1);
  });

  it('goes on without a source that fails and names it once', async () => {
    const broken: Source<Mergeable> = { name: 'broken', read: () => Promise.reject(new Error('no privilege')) };
    const next = merge([broken, sourceOf('whole', [row('a', 2), row('b', 1)], 1)]);
    const first = await next(1);
    expect(first.problems.map(({ source }) => source)).toEqual(['broken']);
    const second = await next(5);
    expect(second).toMatchObject({ rows: [{ id: 'b' }], complete: true, problems: [] });
  });

  it('gives a row that two sources have only once', async () => {
    const next = merge([sourceOf('open', [row('a', 5)], 5), sourceOf('done', [row('a', 5), row('b', 4)], 5)]);
    expect((await next(9)).rows.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('survives a source that breaks its order', async () => {
    const next = merge([
      sourceOf('odd', [row('a', 1), row('b', 9)], 5),
      sourceOf('even', [row('c', 5), row('d', 0)], 5),
    ]);
    expect((await next(9)).rows.map(({ id }) => id)).toEqual(['c', 'a', 'b', 'd']);
  });
});
