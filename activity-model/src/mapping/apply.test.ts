import { describe, expect, it } from '@jest/globals';
import type { ActivityRow } from '../row.ts';
import { applyMappings, lookupQuestions, withMapped, type FindRow, type MappingInput } from './apply.ts';
import type { ColumnDefinition, FieldMapping } from './types.ts';

const text: ColumnDefinition = {
  name: 'x_text',
  type: 'text',
  canCreate: true,
  canUpdate: true,
  required: false,
  maxLength: 50,
};
const columns = new Map<string, ColumnDefinition>([
  ['x_text', text],
  ['x_must', { ...text, name: 'x_must', required: true }],
  ['x_read', { ...text, name: 'x_read', canUpdate: false }],
  ['x_who', { ...text, name: 'x_who', type: 'lookup', targets: ['contact', 'account'] }],
  ['x_mood', { ...text, name: 'x_mood', type: 'choice', options: [{ value: 7, labels: ['High'] }] }],
  ['al_kind', { ...text, name: 'al_kind' }],
]);
const document = { call: { note: 'Hello', none: '', mood: 'HOT', who: 'Ann@Contoso.com' } };
const none: FindRow = () => undefined;

function input(more: Partial<FieldMapping>, ...others: readonly Partial<FieldMapping>[]): MappingInput {
  const base = { kind: 'call', table: 'task', path: 'call.note', column: 'x_text', whenEmpty: 'skip' } as const;
  const mappings = [more, ...others].map((one, index) => ({ ...base, id: `m${index}`, name: `M${index}`, ...one }));
  return { mappings, kind: 'call', table: 'task', source: 'salesloft', document, columns };
}

describe('applyMappings', () => {
  it.each<[string, Partial<FieldMapping>, Record<string, unknown>, string | undefined]>([
    ['payload', {}, { x_text: 'Hello' }, 'payload'],
    ['constant', { constant: 'Fixed' }, { x_text: 'Fixed' }, 'constant'],
    ['skip when empty', { path: 'call.none' }, {}, undefined],
    ['clear when empty', { path: 'call.none', whenEmpty: 'clear' }, { x_text: null }, 'cleared'],
    ['default when empty', { path: 'x', whenEmpty: 'default', defaultValue: 'D' }, { x_text: 'D' }, 'default'],
    ['value map', { path: 'call.mood', column: 'x_mood', valueMap: { hot: 'high' } }, { x_mood: 7 }, 'payload'],
    ['placeholder', { path: 'x', column: 'x_must', placeholder: '–' }, { x_must: '–' }, 'placeholder'],
    ['no placeholder where nothing is required', { path: 'x', placeholder: '–' }, {}, undefined],
    ['another table', { table: 'phonecall' }, {}, undefined],
    ['another source', { source: 'outreach' }, {}, undefined],
    ['switched off', { disabled: true }, {}, undefined],
  ])('F-4 %s', (_name, mapping, expected, from) => {
    const mapped = applyMappings(input(mapping), none);
    expect(mapped.columns).toEqual(expected);
    expect(mapped.problems).toEqual([]);
    expect(mapped.origins[mapping.column ?? 'x_text']?.from).toBe(from);
  });

  it.each<[Partial<FieldMapping>, RegExp]>([
    [{ column: 'x_gone' }, /no column x_gone/],
    [{ column: 'x_read' }, /cannot be written/],
    [{ column: 'al_kind' }, /logging rules/],
    [{ column: 'al_sourceid' }, /logging rules/],
    [{ path: 'a..b' }, /position 3/],
    [{ column: 'x_mood', constant: 'Low' }, /constant value does not fit/],
    [{ lookupBy: 'accountnumber' }, /no lookup/],
    [{ column: 'x_who', lookupBy: 'accountnumber' }, /one of the tables contact, account/],
  ])('F-3 a mapping that cannot be used is a problem that names it: %j', (mapping, reason) => {
    const { problems, ...rest } = applyMappings(input(mapping), none);
    expect(rest).toEqual({ columns: {}, lookups: {}, origins: {} });
    expect(problems).toMatchObject([
      { code: 'mapping-not-usable', mappingId: 'm0', column: mapping.column ?? 'x_text' },
    ]);
    expect(problems[0]?.detail).toMatch(reason);
    expect(problems[0]?.detail).toContain('"M0"');
  });

  it('F-2 a mapping for the source stands in for the one for every source; two of one rank are a problem', () => {
    const mapped = applyMappings(input({}, { source: 'Salesloft', constant: 'S' }, { constant: 'late' }), none);
    expect(mapped.columns).toEqual({ x_text: 'S' });
    expect(mapped.problems).toEqual([]);
    expect(applyMappings(input({}, { constant: 'late' }), none).problems).toMatchObject([
      { code: 'mapping-not-usable', mappingId: 'm1' },
    ]);
  });

  it('F-1 a lookup is the only row that is found', () => {
    const lookup = input({ column: 'x_who', path: 'call.who' });
    const ref = { table: 'account', id: 'a1' };
    expect(lookupQuestions(lookup)).toEqual([
      { table: 'contact', by: 'email', value: 'ann@contoso.com' },
      { table: 'account', by: 'email', value: 'ann@contoso.com' },
    ]);
    expect(applyMappings(lookup, ({ table }) => (table === 'account' ? ref : undefined)).lookups).toEqual({
      x_who: ref,
    });
    expect(applyMappings(lookup, () => 'several').problems[0]?.detail).toMatch(/several have this e-mail address/);
    const byKey = input({ column: 'x_who', path: 'call.note', lookupBy: 'account.accountnumber' });
    expect(lookupQuestions(byKey)).toEqual([{ table: 'account', by: 'accountnumber', value: 'Hello' }]);
  });
});

describe('withMapped', () => {
  const row: ActivityRow = {
    identity: { source: 's', type: 'call', externalId: '1' },
    target: 'task',
    kind: 'call',
    columns: { x_text: 'rule', x_must: 'rule', al_kind: 1 },
    lookups: {},
    parties: [],
    final: null,
  };
  it('F-1 mapped values win, a placeholder only fills a gap', () => {
    const mapped = applyMappings(input({}, { column: 'x_must', path: 'x', placeholder: '–' }), none);
    expect(withMapped(row, mapped).columns).toEqual({ x_text: 'Hello', x_must: 'rule', al_kind: 1 });
    const empty = { ...row, columns: { x_must: null } };
    expect(withMapped(empty, mapped).columns).toEqual({ x_text: 'Hello', x_must: '–' });
  });
});
