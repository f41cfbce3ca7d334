import { describe, expect, it } from '@jest/globals';
import type { Configuration } from './configuration.ts';
import type { EventFields, LoggedEvent } from './event.ts';
import type { ItemType } from './kinds.ts';
import type { ColumnDefinition, FieldMapping } from './mapping/types.ts';
import { shippedColumns } from './metadata/definitions.ts';
import { preview, type Preview, type PreviewedRow } from './preview.ts';
import type { defaultSettings } from './settings.ts';
import { html, limits, native } from './test-support/build.ts';
import type { People } from './people.ts';
import { matrix, matrixPerson, matrixUser } from './test-support/matrix.ts';

const now = new Date('2026-11-22T12:00:00Z');
const region: ColumnDefinition = {
  name: 'new_region',
  type: 'text',
  canCreate: true,
  canUpdate: true,
  required: false,
};
const mapping = (more: Partial<FieldMapping>): FieldMapping => ({
  ...{ id: '00000000-0000-4000-8000-000000000001', name: 'Region', kind: 'call', table: 'phonecall' },
  ...{ column: 'new_region', whenEmpty: 'skip', ...more },
});

/** Person and user of the matrix; its stranger is nobody's. */
const known: People = {
  persons: [{ ref: { table: 'contact', id: 'c1' }, key: matrixPerson.email, name: matrixPerson.name }],
  ownerId: 'u1',
  byAddress: {
    [matrixPerson.email]: { table: 'contact', id: 'c1' },
    [matrixUser.email]: { table: 'systemuser', id: 'u1' },
  },
};

function show(
  type: ItemType,
  fields: EventFields,
  { settings = native, mappings = [], people }: Partial<Configuration> & { readonly people?: People } = {},
): Preview {
  const event: LoggedEvent = {
    ...{ source: 'my-app', type, externalId: '7', version: '1', key: 'k', fields },
    payload: { name: 'data', body: { custom: { region: 'North' } } },
  };
  return preview({
    ...{ event, configuration: { settings, mappings }, limits, html, now },
    ...(people ? { people } : {}),
    columns: (target) => new Map([...(shippedColumns[target] ?? []), region].map((column) => [column.name, column])),
  });
}
function rowsOf(shown: Preview): readonly PreviewedRow[] {
  if (!shown.logged) throw new Error(`not logged: ${shown.reason}`);
  return shown.rows;
}
const fieldOf = (row: PreviewedRow | undefined, name: string) => row?.fields.find(({ column }) => column === name);
const call = matrix.find(({ kind, target }) => kind === 'call' && target === 'phonecall')!;
const called = (mappings: readonly FieldMapping[]): PreviewedRow => rowsOf(show('call', call.fields, { mappings }))[0]!;

describe('preview', () => {
  it.each(matrix.map((one) => [one.kind, one.target, one] as const))(
    'F-5 shows the row of a %s as %s',
    (kind, target, { type, fields, row, on, off }) => {
      const rows = rowsOf(show(type, fields, { settings: on, people: known }));
      expect(rows).toHaveLength(1);
      expect(rows[0]).toMatchObject({ table: target, kind, state: row.final });
      expect(fieldOf(rows[0], 'subject')?.value).toBe(row.subject);
      expect(fieldOf(rows[0], 'description')?.value ?? null).toBe(row.description);
      expect(rows[0]?.parties.map(({ role }) => role)).toEqual(row.parties.map(({ role }) => role));
      for (const settings of off) expect(show(type, fields, { settings }).logged).toBe(false);
    },
  );

  it('F-5 shows every column that the rules write with where its value comes from', () => {
    for (const { type, fields, on } of matrix) {
      for (const row of rowsOf(show(type, fields, { settings: on }))) {
        expect(row.fields.filter(({ from }) => from === 'the rules of this kind')).toEqual([]);
        expect(row.fields.every(({ from }) => from.length > 0)).toBe(true);
      }
    }
  });

  it.each([
    ['payload', mapping({ path: 'data.custom.region' }), 'North', 'mapping "Region": data.custom.region'],
    ['constant', mapping({ constant: 'South' }), 'South', 'mapping "Region": constant'],
    [
      'default',
      mapping({ path: 'data.none', whenEmpty: 'default', defaultValue: 'West' }),
      'West',
      'mapping "Region": default',
    ],
    ['cleared', mapping({ path: 'data.none', whenEmpty: 'clear' }), null, 'mapping "Region": cleared'],
  ])('F-5 names the mapping and what it took: %s', (_name, one, value, from) => {
    expect(fieldOf(called([one]), 'new_region')).toEqual({ column: 'new_region', value, from });
  });

  it('F-5 a mapped value stands in place of what the rules write, and is shown as mapped', () => {
    const row = called([mapping({ column: 'subject', constant: 'Mine' })]);
    expect(fieldOf(row, 'subject')).toEqual({ column: 'subject', value: 'Mine', from: 'mapping "Region": constant' });
  });

  it('F-3 says why a mapping is not used, and shows the row without its column', () => {
    const shown = show('call', call.fields, {
      mappings: [mapping({ column: 'actualdurationminutes', constant: 'soon' })],
    });
    expect(shown).toMatchObject({
      problems: [{ code: 'mapping-not-usable', column: 'actualdurationminutes' }],
    });
    expect(fieldOf(rowsOf(shown)[0], 'actualdurationminutes')).toMatchObject({ value: 2 });
  });

  it('L-25, L-30 says which rule leaves it out', () => {
    const reason = (settings: Partial<typeof defaultSettings>): Preview =>
      show('call', call.fields, { settings: { ...native, ...settings } });
    expect(reason({ optedOutUsers: ['robin@seller.example'] })).toEqual({
      logged: false,
      reason: 'the user opted out of logging (L-30)',
    });
    expect(reason({ excludedAddresses: ['buyer.example'] })).toEqual({
      logged: false,
      reason: 'an address or domain is excluded (L-25)',
    });
  });

  it('L-30 shows neither subject nor text where only the header is kept', () => {
    const rows = rowsOf(show('call', call.fields, { settings: { ...native, headerOnly: true } }));
    expect(JSON.stringify(rows)).not.toContain('Wants a quote');
  });

  it('L-26 shows a row for each action item, which takes no mapping', () => {
    const actionItems = [{ id: '1', title: 'Send prices', dueOn: '2026-11-24' }];
    const note = matrix.find(({ kind }) => kind === 'note')!;
    const rows = rowsOf(
      show(
        'note',
        { ...note.fields, actionItems },
        { mappings: [mapping({ kind: 'note', table: 'task', constant: 'x' })] },
      ),
    );
    expect(rows.map((row) => [fieldOf(row, 'subject')?.value, fieldOf(row, 'new_region')?.value, row.state])).toEqual([
      ['Note', 'x', { statecode: 1, statuscode: 5 }],
      ['Send prices', undefined, null],
    ]);
  });

  it('L-17 takes who is invited for the person where the payload names none', () => {
    const meeting = matrix.find(({ kind, target }) => kind === 'meeting' && target === 'task')!;
    const { people: _people, ...fields } = meeting.fields;
    const [row] = rowsOf(show('meeting', fields));
    expect(fieldOf(row, 'regardingobjectid')?.value).toEqual({ table: 'contact', id: 'ann@buyer.example' });
    expect(fieldOf(row, 'ownerid')?.value).toEqual({ table: 'systemuser', id: 'robin@seller.example' });
  });
});
