import { describe, expect } from '@jest/globals';
import { accept, all, checks, entry, idOf, names, type QueueFixture, settleAll, why } from './contract-fixture.ts';
import type { Delivery, Item, ManagedQueue, NewEntry, QueueRecord } from './types.ts';

const person = 'an@x.com';

function delivery(id: string, body: unknown): Delivery {
  return { id, source: 's', name: 'n', raw: Buffer.from(JSON.stringify(body)), receivedAt: 5 };
}

/** An entry that names an address in its fields. */
function about(address: string, id: string, key = `key of ${id}`): NewEntry {
  const participants = [{ role: 'to', address }];
  const fields = JSON.parse(JSON.stringify({ participants })) as Record<string, never>;
  return {
    name: id,
    key,
    work: { what: 'event', event: { source: 's', type: 'note', externalId: id, version: '1', key, fields } },
  };
}

function item(id: string, text: string): Item {
  const fields = { subject: { value: text, version: '2' } };
  const state = { source: 's', type: 'note', externalId: id, version: '2', fields, payloads: {} } as const;
  const row = { activityId: `row of ${id}`, table: 'task', hash: 'h', parties: 'p', version: '2' };
  return { id, revision: 0, state, rows: [row], issues: [`issue of ${id}`] };
}

async function claimOne(queue: ManagedQueue) {
  const [claim] = await queue.claim(1);
  if (!claim) throw new Error('nothing claimed');
  return claim;
}

async function read(records: AsyncIterable<QueueRecord>): Promise<QueueRecord[]> {
  const all: QueueRecord[] = [];
  for await (const record of records) all.push(record);
  return all;
}

/** What operators do with a queue. */
export function upkeepContract(name: string, open: () => Promise<QueueFixture>): void {
  const check = checks(open);

  describe(`${name}: upkeep contract`, () => {
    check('finds one entry, and none', async ({ queue }) => {
      await accept(queue, entry('a', 'a1'));
      expect(await queue.find(idOf('a1'))).toMatchObject({
        id: idOf('a1'),
        delivery: 'delivery-a1',
        source: 'test',
        state: 'pending',
      });
      expect(await queue.find(idOf('a2'))).toBeUndefined();
    });

    check('what is dropped is skipped for good and wakes for nothing', async ({ queue }) => {
      await accept(queue, entry('a', 'a1'), entry('b', 'b1'), entry('c', 'c1'));
      for (const claim of await queue.claim(10)) {
        const outcome =
          claim.key === 'c' ? { do: 'done' as const } : { do: 'park' as const, reason: why, awaits: ['t'] };
        await queue.settle({ claim, outcomes: all(claim, outcome), items: [] });
      }
      expect(await queue.drop({ entry: idOf('c1') })).toBe(0);
      expect(await queue.drop({ entry: idOf('a1') })).toBe(1);
      expect(await queue.find(idOf('a1'))).toMatchObject({ state: 'skipped', reason: { code: 'dropped' } });
      expect(await queue.replay({ token: 't' })).toBe(1);
      expect(names(await queue.claim(10))).toEqual(['b1']);
    });

    check('L-30 forgets bytes, work, fields, tokens and timers of a person, and of nobody else', async ({ queue }) => {
      await queue.accept(delivery('d1', { to: 'AN@x.com' }), [about(person, 'gone'), about('jan@x.com', 'kept')]);
      await queue.accept(delivery('d2', { to: 'jan@x.com' }), [about('jan@x.com', 'parked')]);
      await queue.accept(delivery('d3', { to: `${person}.au` }), [about('other@x.com', 'other')]);
      for (const claim of await queue.claim(10)) {
        const [id = ''] = names([claim]);
        const awaits = id === 'parked' ? [`address|${person}`, 'address|jan@x.com'] : [];
        await queue.settle({
          claim,
          outcomes: all(claim, id === 'parked' ? { do: 'park', reason: why, awaits } : { do: 'done' }),
          items: [item(id, id === 'gone' ? `<${person}>` : 'nobody')],
          timers: [{ id: `timer of ${id}`, at: 1_000_001, key: `timer|${id}`, work: { what: 'recheck', item: id } }],
        });
      }
      await queue.accept(delivery('d4', {}), [
        about(person, 'waits', 'one key'),
        about('jan@x.com', 'behind', 'one key'),
      ]);

      const done = await queue.forget(['An@x.com']);
      expect(done).toEqual({
        deliveries: 1,
        entries: 2,
        items: 1,
        rows: [{ table: 'task', activityId: 'row of gone' }],
        issues: ['issue of gone'],
      });
      expect(await queue.delivery('d1')).toMatchObject({ id: 'd1', source: 's', name: 'n' });
      expect((await queue.delivery('d1'))?.raw).toHaveLength(0);
      expect((await queue.delivery('d3'))?.raw.length).toBeGreaterThan(0);
      const items = await queue.items(['gone', 'kept']);
      const { fields: _, payloads: __, ...named } = item('gone', '').state;
      expect(items.get('gone')).toMatchObject({
        revision: 2,
        state: { ...named, fields: {} },
        rows: [{ version: '2' }],
      });
      expect(items.get('gone')?.state).not.toHaveProperty('payloads');
      expect(items.get('kept')).toMatchObject({ revision: 1, state: item('kept', 'nobody').state });
      expect(await queue.find('d4#waits')).toMatchObject({ state: 'skipped', reason: { code: 'forgotten' } });
      expect(await queue.find('d1#gone')).toMatchObject({ state: 'logged' });
      // It is known still, and cannot be taken up again.
      expect(await queue.accept(delivery('d1', {}), [entry('x')])).toEqual({ repeated: true });
      expect(await queue.replay({ entry: 'd1#gone' })).toBe(0);
      expect(await queue.replay({ token: `address|${person}` })).toBe(0);
      expect(await queue.replay({ token: 'address|jan@x.com' })).toBe(1);
      expect(JSON.stringify(await read(queue.dump()))).not.toMatch(/"an@x\.com"|[|<]an@x/i);
    });

    check('L-30 the person of a key is forgotten with it, and others of other keys go on', async ({ queue }) => {
      await accept(queue, entry(`address|${person}`, 'gone'), entry('b', 'b1'));
      expect(await queue.forget([person])).toMatchObject({ entries: 1, items: 0 });
      expect(names(await queue.claim(10))).toEqual(['b1']);
    });

    check('L-30 a claim that has read what was forgotten cannot bring it back', async ({ queue }) => {
      await queue.accept(delivery('d', {}), [about(person, 'gone', 'k'), about('jan@x.com', 'kept', 'k')]);
      const claim = await claimOne(queue);
      await queue.forget([person]);
      const settled = await queue.settle({ claim, outcomes: all(claim, { do: 'done' }), items: [item('i', person)] });
      expect(settled).toEqual({ conflict: true });
      expect((await queue.items(['i'])).size).toBe(0);
      expect(names(await queue.claim(10))).toEqual(['kept']);
    });

    check('all that is kept moves to another queue, in order, also when it is moved twice', async (fixture) => {
      const { queue } = fixture;
      await accept(queue, entry('a', 'a1'), entry('a', 'a2'), entry('b', 'b1'), entry('c', 'c1'), entry('d', 'd1'));
      for (const claim of await queue.claim(10)) {
        if (claim.key === 'a') await queue.settle({ claim, outcomes: new Map(), items: [] });
        if (claim.key === 'b') {
          const outcomes = all(claim, { do: 'park', reason: why, awaits: ['t'] });
          await queue.settle({ claim, outcomes, items: [] });
        }
        if (claim.key === 'c') {
          const timers = [{ id: 't', at: 1_000_500, key: 'c', work: { what: 'recheck', item: 'i' } as const }];
          await queue.settle({ claim, outcomes: all(claim, { do: 'done' }), items: [item('i', 'text')], timers });
        }
        if (claim.key === 'd') {
          const outcomes = all(claim, { do: 'retry', at: 1_000_900, reason: why });
          await queue.settle({ claim, outcomes, items: [] });
        }
      }
      await queue.forget(['nobody@x.com']);
      const before = await read(queue.dump());
      const other = await fixture.openOther();
      expect(await other.load(queue.dump())).toBe(before.length);
      expect(await read(other.dump())).toEqual(before);
      expect(await other.load(queue.dump())).toBe(0);
      expect(await other.nextDue()).toBe(1_000_500);
      const claims = await other.claim(10);
      expect(claims.map((claim) => names([claim]))).toEqual([['a1', 'a2']]);
      await expect(read(other.dump())).rejects.toThrow(/worked off/);
      await settleAll(other, claims, { do: 'done' });
      expect(await other.replay({ token: 't' })).toBe(1);
      await fixture.advance(1000);
      expect(names(await other.claim(10)).sort()).toEqual(['b1', 'd1', 't|1000500'].sort());
    });
  });
}
