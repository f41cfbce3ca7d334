import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { changedZip } from '../../support/organisation.ts';
import { type Line, type Row, startLine } from '../../support/rules-line.ts';

const ann = 'ann@alder.example';
const minute = (at: number): string => new Date(Date.UTC(2026, 0, 22, 8, at)).toISOString();
/** Texts at 0, 40 and 80 minutes are one thread; 150 is an hour and more after; 300 again. */
const texts = [0, 40, 80, 150, 300].map((at, index) => ({
  id: `t${index}`,
  at: minute(at),
  direction: index % 2 === 0 ? 'outgoing' : 'incoming',
  text: `Text ${index}`,
}));
type Text = (typeof texts)[number];

/** Deterministic, so that a failure can be repeated. */
function shuffled<T>(all: readonly T[], seed: number): T[] {
  let state = seed * 2654435761 + 1;
  const next = (): number => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
  return all
    .map((one) => ({ one, at: next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

/** The solution with a role of the bridge that may not delete activities. */
function withoutDelete(): Uint8Array {
  const zip = readFileSync(new URL('../../../dist/ActivityLogging.zip', import.meta.url));
  return changedZip(zip, (_name, text) =>
    text.replace(/<Role [^>]*name="Activity Logging Bridge".*?<\/Role>/s, (role) =>
      role.replace(/<RolePrivilege name="prvDeleteActivity"[^>]*\/>/, ''),
    ),
  );
}

describe('message threads', () => {
  let line: Line;
  let annId: string;

  beforeAll(async () => {
    line = await startLine();
    annId = await line.create('contacts', { firstname: 'Ann', lastname: 'Berg', emailaddress1: ann });
    await line.start();
  }, 60_000);
  afterAll(() => line?.close());

  const payload = (id: string, some: readonly Text[]): object => ({
    kind: 'message',
    id,
    version: some
      .map((text) => text.at)
      .sort()
      .at(-1),
    source: 'chat',
    people: [{ emails: [ann] }],
    texts: some,
  });
  const rowsOf = (id: string): Promise<Row[]> =>
    line.rows('tasks', `startswith(al_sourceid,'${id}|')`, '&$orderby=al_occurredon');
  /** What must be the same whatever arrived first; the conversation's own name is left out. */
  async function told(id: string): Promise<object[]> {
    return (await rowsOf(id)).map((row) => ({
      part: String(row['al_sourceid']).replace(`${id}|`, ''),
      subject: row['subject'],
      description: row['description'],
      start: row['al_occurredon'],
      end: row['actualend'],
      last: row['al_lastmessageon'],
      state: row['statecode'],
      contact: row['_al_contactid_value'],
    }));
  }

  it('L-20 one row a thread, texts in the order of time with direction; an hour between neighbours starts a new one', async () => {
    await line.tell(payload('in-order', texts));
    expect(await told('in-order')).toEqual([
      {
        part: 't0',
        subject: 'Message: Ann Berg',
        description: [
          '2026-01-22 08:00 → sent: Text 0',
          '2026-01-22 08:40 ← received: Text 1',
          '2026-01-22 09:20 → sent: Text 2',
        ].join('\n'),
        start: '2026-01-22T08:00:00Z',
        end: '2026-01-22T09:20:00Z',
        last: '2026-01-22T09:20:00Z',
        state: 1,
        contact: annId,
      },
      expect.objectContaining({ part: 't3', description: '2026-01-22 10:30 ← received: Text 3' }),
      expect.objectContaining({ part: 't4', description: '2026-01-22 13:00 → sent: Text 4' }),
    ]);
  });

  it('L-20 permutations, duplicates, texts one by one and several at once give the same rows, by the same ids', async () => {
    const wanted = await told('in-order');
    const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
    for (const seed of seeds) {
      const parts = texts.map((text, index) => (index % 3 === seed % 3 ? [text, texts[0]!] : [text]));
      for (const part of shuffled([...parts, ...parts.slice(0, 2)], seed))
        await line.tell(payload(`seed-${seed}`, part));
      expect([seed, await told(`seed-${seed}`)]).toEqual([seed, wanted]);
    }
    // All at once, so that the bridge meets them in one claim or in several.
    await line.tell(shuffled(texts, 9).map((text) => payload('at-once', [text])));
    expect(await told('at-once')).toEqual(wanted);
  });

  it('L-20 a late text that joins two threads: the earlier row takes the text, the later row is gone in the same change set', async () => {
    await line.tell(payload('joined', [texts[0]!]));
    await line.tell(payload('joined', [texts[2]!]));
    const [first, second] = await rowsOf('joined');
    expect([first?.['al_sourceid'], second?.['al_sourceid']]).toEqual(['joined|t0', 'joined|t2']);
    await line.tell(payload('joined', [texts[1]!]));
    const rows = await rowsOf('joined');
    expect(rows.map((row) => row['activityid'])).toEqual([first?.['activityid']]);
    expect(rows[0]).toMatchObject({ statecode: 1, al_lastmessageon: '2026-01-22T09:20:00Z' });
    // It stays gone when the later text is told again.
    await line.tell({ ...payload('joined', [texts[2]!]), version: minute(999) });
    expect(await rowsOf('joined')).toHaveLength(1);
  });

  it('L-20 a text earlier than all others names the row anew, and the row of before goes', async () => {
    await line.tell(payload('earlier', [texts[1]!]));
    await line.tell(payload('earlier', [texts[0]!]));
    const rows = await rowsOf('earlier');
    expect(rows.map((row) => row['al_sourceid'])).toEqual(['earlier|t0']);
    expect(rows[0]).toMatchObject({ al_lastmessageon: '2026-01-22T08:40:00Z' });
  });

  it('L-20 the same across restarts of the bridge on the same queue', async () => {
    await line.start('kept');
    for (const text of shuffled(texts, 4)) {
      await line.tell(payload('restarts', [text]));
      await line.start('kept');
    }
    expect(await told('restarts')).toEqual(await told('in-order'));
  });

  it('L-20 a queue that is lost: all texts told again make no second row', async () => {
    await line.tell(payload('lost', texts.slice(0, 3)));
    const before = await rowsOf('lost');
    await line.start();
    await line.tell(payload('lost', texts.slice(0, 3)));
    expect(await rowsOf('lost')).toEqual(before);
    // Told in another order to an empty queue, the joined row included.
    await line.start();
    for (const text of [texts[2]!, texts[0]!, texts[1]!]) await line.tell(payload('lost', [text]));
    expect((await rowsOf('lost')).map((row) => row['al_sourceid'])).toEqual(['lost|t0']);
    expect(await told('lost')).toEqual((await told('in-order')).slice(0, 1));
  });

  it('L-20 B-3 two bridges that are told the same texts, each in its own order, leave one set of rows', async () => {
    const other = await line.another();
    for (const text of texts) await line.tell(payload('two', [text]));
    for (const text of texts.toReversed()) await line.tell(payload('two', [text]), other);
    expect(await told('two')).toEqual(await told('in-order'));
  });

  it('L-20 without the privilege to delete, the joined row is cancelled and in no timeline', async () => {
    await line.act('ImportSolution', {
      OverwriteUnmanagedCustomizations: true,
      PublishWorkflows: true,
      ImportJobId: randomUUID(),
      CustomizationFile: Buffer.from(withoutDelete()).toString('base64'),
    });
    await line.tell(payload('kept-row', [texts[0]!]));
    await line.tell(payload('kept-row', [texts[2]!]));
    const { parkedBy } = await line.tell(payload('kept-row', [texts[1]!]));
    expect(parkedBy).toEqual({});
    const [first, second] = await rowsOf('kept-row');
    expect(first).toMatchObject({
      statecode: 1,
      _regardingobjectid_value: annId,
      al_lastmessageon: '2026-01-22T09:20:00Z',
    });
    expect(second).toMatchObject({
      statecode: 2,
      _regardingobjectid_value: null,
      _al_contactid_value: null,
      _al_accountid_value: null,
    });
    // Settled: the same again changes neither.
    await line.tell({ ...payload('kept-row', [texts[1]!]), version: minute(999) });
    const again = await rowsOf('kept-row');
    expect(again.map((row) => row['statecode'])).toEqual([1, 2]);
  });
});
