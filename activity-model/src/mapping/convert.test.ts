import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { applyMappings } from './apply.ts';
import { convert } from './convert.ts';
import { formatPath, parsePath, readPath } from './path.ts';
import type { ColumnDefinition, ColumnType, FieldMapping } from './types.ts';

const runs = { numRuns: 1000 };
const options = [
  { value: 1, labels: ['Hot', 'Heiß'] },
  { value: 2, labels: ['Cold', 'Same'] },
  { value: 3, labels: ['same'] },
];
function column(type: ColumnType, more: Partial<ColumnDefinition> = {}): ColumnDefinition {
  return { name: 'x_col', type, canCreate: true, canUpdate: true, required: false, ...more };
}
const columns: readonly ColumnDefinition[] = [
  column('boolean'),
  column('choice', { options }),
  column('multichoice', { options }),
  column('text', { maxLength: 12 }),
  column('integer', { min: 0, max: 100 }),
  column('bigint'),
  column('decimal', { precision: 2 }),
  column('double', { precision: 3 }),
  column('money', { precision: 2 }),
  column('datetime', { dateBehavior: 'userLocal' }),
  column('datetime', { dateBehavior: 'date' }),
  column('datetime', { dateBehavior: 'timeZoneIndependent' }),
  column('lookup', { targets: ['contact'] }),
];
const anyValue = fc.oneof(
  fc.jsonValue(),
  fc.anything(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    'hot',
    ' HEISS ',
    'same',
    'Hot;Cold',
    '1, 2',
    '2026-02-30',
    '2026-01-31',
    1,
    2,
    9,
    '1',
    [1, 'cold'],
    'on',
  ),
);
const local = column('datetime', { dateBehavior: 'userLocal' });

describe('convert, for any value', () => {
  it('F-3 never throws and writes only what the column can hold', () => {
    fc.assert(
      fc.property(anyValue, fc.constantFrom(...columns), (value, target) => {
        const result = convert(value, target);
        if (result.as === 'refused') return void expect(result.reason).not.toBe('');
        if (result.as === 'lookup') return void expect(target.type).toBe('lookup');
        if (result.value === null) return;
        const parts = String(result.value).split(',').map(Number);
        if (target.type === 'choice' || target.type === 'multichoice') {
          expect(parts.every((part) => options.some((option) => option.value === part))).toBe(true);
        } else if (target.type === 'text') {
          expect(String(result.value).length).toBeLessThanOrEqual(12);
          expect(String(result.value).isWellFormed()).toBe(true);
        } else if (target.type === 'integer') {
          const number = Number(result.value);
          expect(Number.isInteger(number) && number >= 0 && number <= 100).toBe(true);
        } else if (target.type === 'boolean') expect(typeof result.value).toBe('boolean');
      }),
      { numRuns: 5000 },
    );
  });

  it('F-3 the same moment comes out whatever offset it is written with', () => {
    const moments = fc.date({ min: new Date('1753-01-02'), max: new Date('9999-12-29'), noInvalidDate: true });
    fc.assert(
      fc.property(moments, fc.integer({ min: -14 * 60, max: 14 * 60 }), (moment, offset) => {
        const shifted = new Date(moment.getTime() + offset * 60_000).toISOString().slice(0, -1);
        const two = (part: number): string => String(Math.trunc(part)).padStart(2, '0');
        const size = Math.abs(offset);
        const written = `${shifted}${offset < 0 ? '-' : '+'}${two(size / 60)}:${two(size % 60)}`;
        expect(convert(written, local)).toEqual({ as: 'value', value: moment.toISOString() });
        const day = column('datetime', { dateBehavior: 'date' });
        if (shifted >= '1753' && shifted < '9999-12-30') {
          expect(convert(written, day)).toEqual({ as: 'value', value: shifted.slice(0, 10) });
        }
      }),
      runs,
    );
  });
});

describe('convert, by the documented rules', () => {
  it.each<[unknown, ColumnDefinition, unknown]>([
    [' heiß ', columns[1]!, 1],
    ['2', columns[1]!, 2],
    [['cold', 'HOT'], columns[2]!, '1,2'],
    ['Hot; 2', columns[2]!, '1,2'],
    ['1,234.50', columns[6]!, 1234.5],
    ['1.234,50', columns[6]!, 1234.5],
    [1.005, columns[6]!, 1.01],
    [-1.005, columns[6]!, -1.01],
    [['a', 2, true], columns[3]!, 'a; 2; true'],
    ['off', columns[0]!, false],
    [1_767_225_600, local, '2026-01-01T00:00:00.000Z'],
    ['2026-01-31', local, '2026-01-31T12:00:00.000Z'],
    ['2026-01-31T23:30:00-05:00', columns[11]!, '2026-01-31T23:30:00.000Z'],
  ])('F-3 %j', (value, target, expected) => {
    expect(convert(value, target)).toEqual({ as: 'value', value: expected });
  });
});

describe('readPath', () => {
  it('F-2 reads back the steps of any path', () => {
    const first = fc.string({ minLength: 1 });
    fc.assert(
      fc.property(first, fc.array(fc.oneof(fc.string({ minLength: 0 }), fc.nat({ max: 99_999 }))), (head, rest) => {
        expect(parsePath(formatPath([head, ...rest]))).toEqual({ ok: true, steps: [head, ...rest] });
      }),
      runs,
    );
  });
  it('F-2 reads members, lists and quoted names, and nothing inherited', () => {
    const document = { a: [{ 'Deal Size': 5 }] };
    expect(readPath(document, 'a[0]["Deal Size"]')).toBe(5);
    expect(readPath(document, 'a.length')).toBeUndefined();
    expect(readPath(document, 'constructor')).toBeUndefined();
    expect(parsePath('a..b')).toMatchObject({ ok: false, at: 2 });
    expect(parsePath('a[x]')).toMatchObject({ ok: false, at: 1 });
  });
});

describe('a value that does not fit', () => {
  const wrong: readonly (readonly [ColumnDefinition, unknown, RegExp])[] = [
    ...columns.map((target) => [target, { deep: 1 }, /single value/] as const),
    [columns[0]!, 'maybe', /takes yes, no/],
    [columns[0]!, 7, /takes yes, no/],
    [columns[0]!, ['yes', 'no'], /one value/],
    [columns[1]!, 'Warm', /no option/],
    [columns[1]!, 99, /no option/],
    [columns[1]!, 'SAME', /several options/],
    [columns[1]!, true, /no option/],
    [columns[2]!, ['Hot', 'Warm'], /no option/],
    [columns[3]!, [['nested']], /lists or objects/],
    [columns[4]!, 'many', /this is none/],
    [columns[4]!, 1.5, /whole numbers/],
    [columns[4]!, 101, /above 100/],
    [columns[4]!, -1, /below 0/],
    [columns[5]!, '9007199254740993', /exactly/],
    [columns[6]!, '1,234', /more than one way/],
    [columns[7]!, '1e400', /this is none/],
    [columns[8]!, 1e15, /above/],
    [local, '2026-01-31T10:00:00', /without an offset/],
    [local, '01/31/2026', /ISO 8601/],
    [local, '2026-02-30', /ISO 8601/],
    [local, 5, /10 digits/],
    [local, true, /takes a date/],
    [columns[10]!, '1700-01-01', /1753/],
    [columns[11]!, 'today', /ISO 8601/],
    [columns[12]!, 'Ann', /e-mail address/],
    [columns[12]!, true, /names none/],
    [columns[12]!, 'nobody@contoso.com', /none has this/],
  ];
  const mapping: FieldMapping = {
    id: '00000000-0000-4000-8000-000000000001',
    name: 'Example',
    kind: 'call',
    table: 'task',
    path: 'call.value',
    column: 'x_col',
    whenEmpty: 'skip',
  };
  it.each(wrong)('F-3 %j: %j', (target, value, reason) => {
    const input = {
      mappings: [mapping],
      kind: 'call',
      table: 'task',
      source: 's',
      document: { call: { value } },
    } as const;
    const apply = (definition: ColumnDefinition) =>
      applyMappings({ ...input, columns: new Map([['x_col', definition]]) }, () => undefined);
    const mapped = apply(target);
    expect(mapped.columns).toEqual({});
    expect(mapped.lookups).toEqual({});
    const shown = typeof value === 'string' ? value : JSON.stringify(value);
    expect(mapped.problems).toEqual([
      {
        code: 'value-not-converted',
        detail: expect.stringMatching(reason),
        field: 'call.value',
        value: shown,
        column: 'x_col',
        mappingId: mapping.id,
      },
    ]);
    for (const word of ['call.value', shown, 'x_col']) expect(mapped.problems[0]?.detail).toContain(word);
    const [secured] = apply({ ...target, secured: true }).problems;
    expect(secured).not.toHaveProperty('value');
    expect(secured?.detail).not.toContain(`(${shown})`);
  });
});
