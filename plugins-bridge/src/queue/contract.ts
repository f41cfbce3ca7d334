import { describe, expect } from '@jest/globals';
import { accept, all, checks, entry, idOf, names, type QueueFixture, settleAll, why } from './contract-fixture.ts';
import type { Item, NewEntry, Outcome } from './types.ts';

/** What every adapter of the queue must do. Runs against real storage. */
export function queueContract(name: string, open: () => Promise<QueueFixture>): void {
  const check = checks(open);

  describe(`${name}: queue contract`, () => {
    check('B-3 accepts a delivery once', async ({ queue }) => {
      const delivery = { id: 'd', source: 'test', name: 'note', raw: Buffer.from('raw'), receivedAt: 5 };
      expect(await queue.accept(delivery, [entry('k', 'a')])).toEqual({ repeated: false });
      expect(await queue.accept(delivery, [entry('k', 'b')])).toEqual({ repeated: true });
      expect(names(await queue.claim(10))).toEqual(['a']);
      expect(Buffer.from((await queue.delivery('d'))?.raw ?? []).toString()).toBe('raw');
      expect(await queue.statistics()).toMatchObject({ deliveries: { received: 1 }, repeated: 1 });
    });

    check('B-2 what was accepted is there after a restart', async (fixture) => {
      await Promise.all(
        Array.from({ length: 50 }, (_, index) => accept(fixture.queue, entry(`k${index}`, `e${index}`))),
      );
      await fixture.reopen();
      expect(names(await fixture.queue.claim(100)).sort()).toEqual(
        Array.from({ length: 50 }, (_, index) => `e${index}`).sort(),
      );
    });

    check('B-4 entries of a key come in order, with one open claim a key', async ({ queue }) => {
      await accept(queue, entry('a', 'a1'), entry('b', 'b1'), entry('a', 'a2'));
      const first = await queue.claim(10);
      expect(first.map((claim) => [claim.key, names([claim])])).toEqual([
        ['a', ['a1', 'a2']],
        ['b', ['b1']],
      ]);
      await accept(queue, entry('a', 'a3'), entry('c', 'c1'));
      expect(names(await queue.claim(10))).toEqual(['c1']);
      await settleAll(queue, first, { do: 'done' });
      expect(names(await queue.claim(10))).toEqual(['a3']);
    });

    check('large payloads are taken up a few at a time, and one that is larger than that alone', async ({ queue }) => {
      const large = (key: string, id: string, size: number): NewEntry => {
        const { work, ...rest } = entry(key, id);
        if (work.what !== 'event') throw new Error('not an event');
        const fields = { title: 'x'.repeat(size) };
        return { ...rest, work: { ...work, event: { ...work.event, fields } } };
      };
      await accept(
        queue,
        large('a', 'a1', 600_000),
        large('a', 'a2', 600_000),
        large('b', 'b1', 10),
        large('a', 'a3', 10),
      );
      await accept(queue, large('c', 'c1', 3_000_000), large('d', 'd1', 10));
      const seen: string[][] = [];
      for (let claims = await queue.claim(100); claims.length > 0; claims = await queue.claim(100)) {
        seen.push(names(claims));
        await settleAll(queue, claims, { do: 'done' });
      }
      expect(seen.flat().sort()).toEqual(['a1', 'a2', 'a3', 'b1', 'c1', 'd1']);
      expect(seen[0]).toEqual(['a1', 'a2']);
      expect(seen.length).toBeGreaterThan(2);
    });

    check('a limit is kept and a key with a long backlog does not hold up others', async ({ queue }) => {
      await accept(queue, ...Array.from({ length: 120 }, (_, index) => entry('long', `l${index}`)));
      await accept(queue, entry('short', 's'));
      const first = await queue.claim(10);
      expect(names(first)).toHaveLength(10);
      await settleAll(queue, first, { do: 'done' });
      expect(names(await queue.claim(1))).toEqual(['s']);
    });

    check('B-5 what was put off is due at once when asked for, timers are not', async ({ queue, advance }) => {
      await accept(queue, entry('k', 'late'));
      const [claim] = await queue.claim(10);
      if (!claim) throw new Error('nothing to claim');
      const at = 1_000_000_000_000_000;
      const timers = [{ id: 'timer', at, key: 'other', work: { what: 'recheck', item: 'i' } }] as const;
      await queue.settle({ claim, outcomes: all(claim, { do: 'retry', at, reason: why }), items: [], timers });
      await advance(1000);
      expect(await queue.claim(10)).toEqual([]);
      await queue.hasten();
      expect(names(await queue.claim(10))).toEqual(['late']);
      expect(await queue.nextDue()).toBe(at);
    });

    check('B-5 what is put off holds its own key back, and no other', async ({ queue, advance }) => {
      await accept(queue, entry('a', 'a1'), entry('b', 'b1'));
      const [a] = await queue.claim(1);
      if (!a) throw new Error('nothing claimed');
      const at = 1_000_000 + 60_000;
      await queue.settle({ claim: a, outcomes: all(a, { do: 'retry', at, reason: why }), items: [] });
      await accept(queue, entry('a', 'a2'));
      expect(await queue.nextDue()).toBe(at);
      const others = await queue.claim(10);
      expect(names(others)).toEqual(['b1']);
      await advance(60_001);
      const again = await queue.claim(10);
      expect(names(again)).toEqual(['a1', 'a2']);
      expect(again[0]?.entries.map(({ attempts }) => attempts)).toEqual([1, 0]);
    });

    check('B-5 what is parked waits for a replay and lets its key go on', async ({ queue }) => {
      await accept(queue, entry('a', 'a1'), entry('a', 'a2'), entry('b', 'b1'));
      const claims = await queue.claim(10);
      for (const claim of claims) {
        const outcomes = new Map<string, Outcome>(claim.entries.map(({ id }) => [id, { do: 'done' }]));
        if (claim.key === 'a')
          outcomes.set(idOf('a1'), { do: 'park', reason: { code: 'who' }, awaits: ['address|x', 'address|y'] });
        await queue.settle({ claim, outcomes, items: [] });
      }
      expect(await queue.claim(10)).toEqual([]);
      expect((await queue.statistics()).parkedBy).toEqual({ who: 1 });
      expect(await queue.list({ state: 'parked', limit: 10 })).toMatchObject([
        { id: idOf('a1'), state: 'parked', reason: { code: 'who' } },
      ]);
      expect(await queue.replay({ token: 'address|z' })).toBe(0);
      expect(await queue.replay({ code: 'else' })).toBe(0);
      expect(await queue.replay({ token: 'address|y' })).toBe(1);
      const again = await queue.claim(10);
      expect(names(again)).toEqual(['a1']);
      await settleAll(queue, again, { do: 'park', reason: { code: 'who' } });
      expect(await queue.replay({ entry: idOf('a1') })).toBe(1);
      await settleAll(queue, await queue.claim(10), { do: 'park', reason: { code: 'who' } });
      expect(await queue.replay({ all: true })).toBe(1);
    });

    check('counts say what became of entries and deliveries', async ({ queue }) => {
      const raw = Buffer.from('{}');
      const settled = { state: 'parked', reason: { code: 'shape' } } as const;
      await queue.accept({ id: 'd1', source: 's', name: 'n', raw, receivedAt: 7 }, [
        entry('a', 'x1'),
        entry('a', 'x2'),
      ]);
      await queue.accept({ id: 'd2', source: 's', name: 'n', raw, receivedAt: 8 }, [
        { name: '', key: 'y', work: { what: 'unread' }, settled },
      ]);
      const pending = await queue.statistics();
      expect(pending.deliveries).toMatchObject({ received: 2, pending: 1, parked: 1 });
      expect(pending.oldestPending).toBe(7);
      const [claim] = await queue.claim(10);
      if (!claim) throw new Error('nothing claimed');
      const outcomes = new Map<string, Outcome>([
        ['d1#x1', { do: 'done' }],
        ['d1#x2', { do: 'skip', reason: why }],
      ]);
      await queue.settle({ claim, outcomes, items: [] });
      const done = await queue.statistics();
      expect(done.entries).toEqual({ pending: 0, logged: 1, skipped: 1, parked: 1 });
      expect(done.deliveries).toMatchObject({ received: 2, logged: 1, parked: 1, pending: 0, skipped: 0 });
      expect(done).toMatchObject({ skippedBy: { test: 1 }, parkedBy: { shape: 1 } });
    });

    check('an item is stored with its settlement; a stale one is refused whole', async ({ queue }) => {
      await accept(queue, entry('a', 'a1'), entry('b', 'b1'));
      const [a, b] = await queue.claim(10);
      if (!a || !b) throw new Error('nothing claimed');
      const row = { activityId: 'id-1', table: 'task', hash: 'h', parties: 'p', version: '1' };
      const item: Item = {
        id: 'i',
        revision: 0,
        state: { source: 's', type: 'note', externalId: '1', version: '1', fields: {} },
        rows: [row],
        issues: ['open'],
      };
      expect(await queue.settle({ claim: a, outcomes: all(a, { do: 'done' }), items: [item] })).toEqual({
        conflict: false,
      });
      expect(await queue.settle({ claim: b, outcomes: all(b, { do: 'done' }), items: [item] })).toEqual({
        conflict: true,
      });
      expect((await queue.items(['i', 'none'])).get('i')).toEqual({ ...item, revision: 1 });
      expect((await queue.statistics()).rows).toEqual({ task: 1 });
      const again = await queue.claim(10);
      expect(names(again)).toEqual(['b1']);
      const gone = { ...item, revision: 1, rows: [{ ...row, gone: true }] };
      await queue.settle({ claim: again[0] ?? b, outcomes: all(b, { do: 'done' }), items: [gone] });
      expect((await queue.items(['i'])).get('i')).toMatchObject({ revision: 2, rows: [{ gone: true }] });
      expect((await queue.statistics()).rows).toEqual({});
    });

    check('a timer falls due, also after a restart, and is replaced by one of its id', async (fixture) => {
      await accept(fixture.queue, entry('a', 'a1'));
      const claims = await fixture.queue.claim(10);
      const work = { what: 'recheck', item: 'i' } as const;
      const claim = claims[0];
      if (!claim) throw new Error('nothing claimed');
      const timers = [
        { id: 't', at: 1_000_500, key: 'a', work },
        { id: 't', at: 1_000_900, key: 'b', work },
      ];
      await fixture.queue.settle({ claim, outcomes: all(claim, { do: 'done' }), items: [], timers });
      await fixture.reopen();
      await fixture.advance(600);
      expect(await fixture.queue.claim(10)).toEqual([]);
      await fixture.advance(400);
      const due = { id: 't|1000900', delivery: '', work };
      expect((await fixture.queue.claim(10))[0]).toMatchObject({ key: 'b', entries: [due] });
      expect(await fixture.queue.find(due.id)).toMatchObject({ id: due.id, delivery: '', state: 'pending' });
    });

    check('open claims return when their process is gone', async (fixture) => {
      await accept(fixture.queue, entry('a', 'a1'), entry('a', 'a2'));
      expect(names(await fixture.queue.claim(10))).toEqual(['a1', 'a2']);
      await fixture.reopen();
      expect(names(await fixture.queue.claim(10))).toEqual(['a1', 'a2']);
    });

    check('a delivery that could be read at last is replaced by its events', async ({ queue }) => {
      const raw = Buffer.from('{}');
      await queue.accept({ id: 'd', source: 's', name: 'n', raw, receivedAt: 7 }, [
        { name: '', key: 'd', work: { what: 'unread' } },
      ]);
      const [claim] = await queue.claim(10);
      if (!claim) throw new Error('nothing claimed');
      const made = { ...entry('k', '0'), delivery: 'd' };
      await queue.settle({ claim, outcomes: all(claim, { do: 'replace' }), items: [], entries: [made] });
      expect(names(await queue.claim(10))).toEqual(['0']);
      expect((await queue.statistics()).entries).toMatchObject({ pending: 1, skipped: 0 });
    });

    check(
      'L-30 settled payloads are forgotten after their time, pending ones and items stay',
      async ({ queue, advance }) => {
        await accept(queue, entry('a', 'old'));
        await settleAll(queue, await queue.claim(10), { do: 'done' });
        await accept(queue, entry('b', 'waiting'));
        await advance(1000);
        expect(await queue.forgetBefore(1_000_000)).toBe(0);
        expect(await queue.forgetBefore(1_000_500)).toBe(1);
        expect(await queue.delivery('delivery-old')).toBeUndefined();
        expect(names(await queue.claim(10))).toEqual(['waiting']);
      },
    );

    check('L-30 what an item keeps of payloads goes after their time, the item stays', async ({ queue, advance }) => {
      await accept(queue, entry('a', 'old'));
      const [claim] = await queue.claim(10);
      if (!claim) throw new Error('nothing claimed');
      const state = { source: 's', type: 'note', externalId: '1', version: '1', fields: {} } as const;
      const payloads = { data: { value: { secret: 1 }, version: '1' } };
      const item: Item = { id: 'i', revision: 0, state: { ...state, payloads }, rows: [], issues: [] };
      await queue.settle({ claim, outcomes: all(claim, { do: 'done' }), items: [item] });
      await advance(1000);
      await queue.forgetBefore(1_000_000);
      expect((await queue.items(['i'])).get('i')?.state).toEqual({ ...state, payloads });
      await queue.forgetBefore(1_000_500);
      expect((await queue.items(['i'])).get('i')?.state).toEqual(state);
    });

    check('tells listeners that there is something to claim', async ({ queue }) => {
      let told = 0;
      queue.onReady(() => (told += 1));
      await accept(queue, entry('a', 'a1'));
      expect(told).toBeGreaterThan(0);
    });
  });
}
