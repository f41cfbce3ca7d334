import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readHeader } from './csv.ts';
import { type CheckedRecord, type Defaults, recordsOf } from './records.ts';

const folder = mkdtempSync(join(tmpdir(), 'al-backfill-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const longest = 2000;

function fileOf(text: string, name: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

async function all(
  file: string,
  {
    columns = {},
    defaults = {},
    skip = 0,
  }: { columns?: Record<string, string>; defaults?: Defaults; skip?: number } = {},
): Promise<CheckedRecord[]> {
  const isCsv = file.endsWith('.csv');
  const header = isCsv ? await readHeader(file, new Map(Object.entries(columns)), longest) : undefined;
  const reading = { file, defaults, longest, ...(header ? { header } : {}) };
  const records: CheckedRecord[] = [];
  const read = async (from: { offset: number; line: number }): Promise<void> => {
    for await (const record of recordsOf(reading, from)) records.push(record);
  };
  await read(header?.start ?? { offset: 0, line: 1 });
  if (skip === 0) return records;
  const { after } = records[skip - 1]!;
  const before = records.splice(skip);
  const first = records.splice(0);
  await read(after);
  // Read from the middle on it is the same.
  expect(records).toEqual(before);
  return [...first, ...records];
}

const eventsOf = (records: readonly CheckedRecord[]): unknown[] =>
  records.flatMap((record) => ('event' in record ? [JSON.parse(record.event)] : []));
const problemsOf = (records: readonly CheckedRecord[]): object[] =>
  records.flatMap((record) =>
    'problems' in record ? record.problems.map((one) => ({ line: record.line, ...one })) : [],
  );

describe('a file of one event a line', () => {
  const note = { kind: 'note', id: 'n1', source: 'crm', occurredOn: '2020-01-02T03:04:05Z', body: 'é' };

  it('B-9 marks every event, gives its time as version, and keeps line and place', async () => {
    const file = fileOf(
      `\uFEFF${JSON.stringify(note)}\n\n${JSON.stringify({ ...note, id: 2, version: 'v' })}`,
      'a.ndjson',
    );
    const records = await all(file, { skip: 1 });
    expect(eventsOf(records)).toEqual([
      { ...note, version: note.occurredOn, backfill: true },
      { ...note, id: 2, version: 'v', backfill: true },
    ]);
    expect(records.map(({ line }) => line)).toEqual([1, 3]);
    expect(records.at(-1)?.after).toEqual({ offset: statSync(file).size, line: 4 });
  });

  it('B-9 a CloudEvent is marked inside its data', async () => {
    const data = { ...note, version: '1' };
    const type = 'com.activity-logging.note.v1';
    const event = { specversion: '1.0', id: 'e1', source: 'urn:crm', type, data };
    const file = fileOf(JSON.stringify(event), 'b.ndjson');
    expect(eventsOf(await all(file, { defaults: { source: 'other' } }))).toEqual([
      { ...event, data: { ...data, backfill: true } },
    ]);
  });

  it('B-9 says line, field, value and rule of what cannot be logged, and goes on', async () => {
    const lines = ['{"kind":', '[1]', JSON.stringify({ ...note, occurredOn: 'yesterday' }), 'x'.repeat(longest + 1)];
    const file = fileOf([...lines, JSON.stringify(note)].join('\n'), 'c.ndjson');
    const records = await all(file, { skip: 4 });
    expect(problemsOf(records)).toMatchObject([
      { line: 1, field: '$', rule: 'must be JSON' },
      { line: 2, field: '$', rule: 'must be an object' },
      { line: 3, field: 'occurredOn', value: 'yesterday', rule: expect.stringContaining('ISO 8601') },
      { line: 4, field: '$', rule: 'is longer than an event may be' },
    ]);
    expect(eventsOf(records)).toHaveLength(1);
  });
});

describe('a CSV file', () => {
  const head = 'kind,id,occurredOn,people[0].emails[0],people[0].name,durationSeconds,leftVoicemail,body,custom.no';
  const call = (id: string, body: string): string =>
    `call,${id},2020-01-02T03:04:05Z,ann@x.example,Ann,61,TRUE,${body},007`;

  it('B-9 columns are paths of fields; numbers and booleans become such, texts stay, empty cells say nothing', async () => {
    const file = fileOf(`\uFEFF${head}\r\n${call('1', '')}\r\n${call('2', '"a ""b"",\r\nc"')}\r\n\r\n`, 'a.csv');
    const records = await all(file, { defaults: { source: 'crm' }, skip: 1 });
    const event = {
      ...{ kind: 'call', source: 'crm', id: '1', occurredOn: '2020-01-02T03:04:05Z', version: '2020-01-02T03:04:05Z' },
      ...{ people: [{ emails: ['ann@x.example'], name: 'Ann' }], durationSeconds: 61, leftVoicemail: true },
      ...{ custom: { no: '007' }, backfill: true },
    };
    expect(eventsOf(records)).toEqual([event, { ...event, id: '2', body: 'a "b",\r\nc' }]);
    expect(records.map(({ line, after }) => [line, after.line])).toEqual([
      [2, 3],
      [3, 5],
    ]);
  });

  it('B-9 a bad record is named by its line alone, and those after it are read', async () => {
    const lines = [
      head,
      call('1', 'x'),
      'call,2,3',
      call('3', '"a"b'),
      call('4', '"open'),
      call('5', 'x'),
      call('6', 'x'),
    ];
    const file = fileOf(lines.join('\n'), 'b.csv');
    const records = await all(file, { defaults: { source: 'crm' }, skip: 3 });
    expect(eventsOf(records)).toMatchObject([{ id: '1' }, { id: '5' }, { id: '6' }]);
    expect(problemsOf(records)).toMatchObject([
      { line: 3, rule: 'must have 9 cells as the header does, not 3' },
      { line: 4, rule: 'is no CSV: a quote stands where none may' },
      { line: 5, rule: 'has a quote that is not closed' },
    ]);
  });

  it('B-9 a header of its own is read through the names that are given; what is no field is named', async () => {
    const file = fileOf('Nr,Wann,Text\n1,2020-01-02T03:04:05Z,hello\n', 'c.csv');
    const defaults = { source: 'crm', kind: 'note' };
    const columns = { Nr: 'id', Wann: 'occurredOn', Text: 'body' };
    expect(eventsOf(await all(file, { columns, defaults }))).toMatchObject([{ kind: 'note', id: '1', body: 'hello' }]);
    await expect(all(file, { columns: { ...columns, Nr: 'a b', Wer: 'user.name' } })).rejects.toThrow(
      '"a b" is no path of a field; there is no column "Wer".',
    );
  });
});
