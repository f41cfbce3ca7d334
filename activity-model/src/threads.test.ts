import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { LoggedEvent, ThreadText } from './event.ts';
import { canonical, type ItemState, mergeEvent } from './merge.ts';
import type { ActivityRow } from './row.ts';
import { buildRows } from './rows.ts';
import { build, html, limits, native, people } from './test-support/build.ts';
import { segmentsOf } from './threads.ts';

const text = (id: string, at: string, direction: ThreadText['direction'] = 'incoming'): ThreadText => ({
  ...{ id, at, direction },
  text: `text ${id}`,
});
const ids = (texts: readonly ThreadText[]): string[][] =>
  segmentsOf(texts).map((segment) => segment.map(({ id }) => id));
const minute = 60_000;
const iso = (time: number): string => new Date(time).toISOString();

/** The rows of a thread whose payloads arrive as `payloads`. */
function rowsOf(payloads: readonly (readonly ThreadText[])[]): readonly ActivityRow[] {
  const state = payloads.reduce<ItemState | undefined>((before, texts) => {
    const event: LoggedEvent = {
      ...{ source: 'chat', type: 'message', externalId: 'conversation-1', version: '1', key: 'k' },
      fields: { texts },
    };
    return mergeEvent(before, event);
  }, undefined);
  if (!state) throw new Error('no payload');
  const decision = { do: 'log', kind: 'message', target: 'task' } as const;
  const now = new Date('2026-11-22T12:00:00Z');
  return buildRows({ item: state, decision, people, settings: native, limits, html, now }).rows;
}

describe('segmentsOf', () => {
  it('L-20 a gap of one hour starts a new activity, whether the next text is sent or received', () => {
    for (const direction of ['incoming', 'outgoing'] as const) {
      const first = text('a', '2026-11-20T10:00:00.000Z', 'outgoing');
      expect(ids([first, text('b', '2026-11-20T10:59:59.999Z', direction)])).toEqual([['a', 'b']]);
      expect(ids([first, text('b', '2026-11-20T11:00:00.000Z', direction)])).toEqual([['a'], ['b']]);
    }
  });

  it('L-20 neighbours count, not the beginning of the thread', () => {
    const times = ['10:00', '10:50', '11:40', '12:30'];
    expect(ids(times.map((time, index) => text(String(index), `2026-11-20T${time}:00.000Z`)))).toEqual([
      ['0', '1', '2', '3'],
    ]);
  });

  it('L-20 a change of the clocks neither joins nor divides', () => {
    // 02:30 local time comes twice on 2026-10-25 in Berlin; 2026-03-29 has no 02:30.
    expect(ids([text('a', '2026-10-25T02:30:00+02:00'), text('b', '2026-10-25T02:30:00+01:00')])).toEqual([
      ['a'],
      ['b'],
    ]);
    expect(ids([text('a', '2026-03-29T01:50:00+01:00'), text('b', '2026-03-29T03:10:00+02:00')])).toEqual([['a', 'b']]);
  });

  it('L-20 texts of one moment stand in the order of their ids; one from a wrong clock moves no other', () => {
    const at = '2026-11-20T10:00:00.000Z';
    expect(ids([text('b', at), text('future', '2031-01-01T00:00:00.000Z'), text('a', at)])).toEqual([
      ['a', 'b'],
      ['future'],
    ]);
  });
});

describe('rows of a thread', () => {
  it('L-20 one closed task a part: texts in time order with time and direction, times of first and last text', () => {
    const { rows } = build('message', {
      conversationId: 'conv',
      texts: [
        text('b', '2026-11-20T10:05:30.000Z', 'outgoing'),
        text('a', '2026-11-20T10:00:00.000Z'),
        text('c', '2026-11-20T12:00:00.000Z'),
      ],
    });
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({
      identity: { externalId: '7', part: 'a' },
      target: 'task',
      columns: {
        subject: 'Message: Ann Example',
        description: '2026-11-20 10:00 ← received: text a\n2026-11-20 10:05 → sent: text b',
        al_snippet: 'text a text b',
        al_occurredon: '2026-11-20T10:00:00.000Z',
        al_lastmessageon: '2026-11-20T10:05:30.000Z',
        actualend: '2026-11-20T10:05:30.000Z',
        al_conversationid: 'conv',
        al_sourceid: '7|a',
      },
      final: { statecode: 1, statuscode: 5 },
      absorbs: ['b'],
    });
    expect(rows[1]).toMatchObject({ identity: { part: 'c' }, absorbs: [] });
  });

  it('L-20 a late text that joins two threads makes them one row, which takes over the later one', () => {
    const early = text('a', '2026-11-20T10:00:00.000Z');
    const late = text('c', '2026-11-20T11:30:00.000Z');
    expect(rowsOf([[early], [late]]).map(({ identity }) => identity.part)).toEqual(['a', 'c']);
    const joined = rowsOf([[early], [late], [text('b', '2026-11-20T10:45:00.000Z')]]);
    expect(joined.map(({ identity, absorbs }) => [identity.part, absorbs])).toEqual([['a', ['b', 'c']]]);
  });

  it('L-20 a late text before the first one names the row; the row of the former first one goes', () => {
    const joined = rowsOf([[text('b', '2026-11-20T10:30:00.000Z')], [text('a', '2026-11-20T10:00:00.000Z')]]);
    expect(joined.map(({ identity, absorbs }) => [identity.part, absorbs])).toEqual([['a', ['b']]]);
  });

  const threads = fc.uniqueArray(
    fc.record({
      id: fc.nat({ max: 30 }).map(String),
      // Around a change of the clocks, close enough for parts to join and to stand apart.
      at: fc.nat({ max: 400 }).map((count) => iso(Date.parse('2026-10-25T00:00:00Z') + count * minute)),
      direction: fc.constantFrom('incoming' as const, 'outgoing' as const),
      text: fc.string({ maxLength: 8 }),
    }),
    { selector: ({ id }) => id, minLength: 1, maxLength: 8 },
  );

  it('L-20 any order, any repetition and any split into payloads gives the same rows', () => {
    fc.assert(
      fc.property(threads, fc.infiniteStream(fc.nat()), (texts, chance) => {
        const next = (): number => chance.next().value as number;
        const shuffled = [...texts, ...texts.filter(() => next() % 2 === 0)]
          .map((one) => [next(), one] as const)
          .sort(([a], [b]) => a - b)
          .map(([, one]) => one);
        const payloads: ThreadText[][] = [[]];
        for (const one of shuffled) {
          if (next() % 3 === 0) payloads.push([]);
          payloads[payloads.length - 1]?.push(one);
        }
        expect(canonical(rowsOf(payloads))).toBe(canonical(rowsOf([texts])));
      }),
      { numRuns: 1000 },
    );
  });

  it('L-20 rows written on the way are all kept or taken over, whichever texts came first', () => {
    fc.assert(
      fc.property(threads, fc.nat({ max: 12 }), (texts, count) => {
        const some = texts.slice(0, Math.max(1, count % (texts.length + 1)));
        const before = rowsOf([some]).map(({ identity }) => identity.part);
        const after = rowsOf([some, texts]);
        for (const part of before) {
          const owners = after.filter(
            ({ identity, absorbs }) => identity.part === part || absorbs?.includes(part ?? ''),
          );
          expect(owners).toHaveLength(1);
        }
        // Every text stands in one row, and no row has taken over a row that stands.
        expect(after.flatMap(({ identity, absorbs }) => [identity.part, ...(absorbs ?? [])]).sort()).toEqual(
          texts.map(({ id }) => id).sort(),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('L-20 neighbours within a part are less than an hour apart, parts an hour or more', () => {
    fc.assert(
      fc.property(threads, (texts) => {
        const segments = segmentsOf(texts);
        for (const segment of segments)
          segment.slice(1).forEach((one, index) => {
            expect(Date.parse(one.at) - Date.parse(segment[index]!.at)).toBeLessThan(60 * minute);
          });
        segments.slice(1).forEach((segment, index) => {
          const last = segments[index]!.at(-1)!;
          expect(Date.parse(segment[0].at) - Date.parse(last.at)).toBeGreaterThanOrEqual(60 * minute);
        });
      }),
      { numRuns: 1000 },
    );
  });
});
