import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { configurationFromJson, configurationToJson, diffConfigurations, type Configuration } from './configuration.ts';
import { allowedTargets, kinds } from './kinds.ts';
import { mappingFromRow, mappingToRow } from './mapping/mapping-row.ts';
import type { FieldMapping } from './mapping/types.ts';
import { defaultSettings } from './settings.ts';

const text = fc.string({ minLength: 1, maxLength: 50 }).filter((value) => value.trim() !== '');
const word = fc.stringMatching(/^[a-z]{1,20}$/);
const mappingOf = (id: string): fc.Arbitrary<FieldMapping> =>
  fc.constantFrom(...kinds).chain((kind) =>
    fc.record(
      {
        id: fc.constant(id),
        name: text,
        kind: fc.constant(kind),
        table: fc.constantFrom(...allowedTargets[kind]),
        path: fc.constantFrom('call.sentiment', 'data.custom["Deal Size"]', 'a[0].b'),
        column: word,
        whenEmpty: fc.constantFrom('skip', 'clear', 'default'),
        source: word,
        constant: text,
        defaultValue: text,
        valueMap: fc.dictionary(text, fc.oneof(text, fc.integer())),
        placeholder: text,
        lookupBy: word,
        disabled: fc.constant(true as const),
      },
      { requiredKeys: ['id', 'name', 'kind', 'table', 'path', 'column', 'whenEmpty'] },
    ),
  );
const id = (last: number): string => `00000000-0000-4000-8000-00000000000${last}`;
const configurations: fc.Arbitrary<Configuration> = fc.record({
  settings: fc
    .record({
      headerOnly: fc.boolean(),
      callTarget: fc.constantFrom('task', 'phonecall'),
      ownDomains: fc.uniqueArray(word),
    })
    .map((some) => ({ ...defaultSettings, ...some })),
  mappings: fc.tuple(mappingOf(id(1)), mappingOf(id(2))),
});
/** Records of fast-check have no prototype; what is parsed has one. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe('the configuration as JSON', () => {
  it('F-7 comes back as it was written', () => {
    fc.assert(
      fc.property(configurations, (made) => {
        const configuration = plain(made);
        const read = configurationFromJson(plain(configurationToJson(configuration)));
        expect(read).toEqual({ ok: true, configuration });
        expect(diffConfigurations(configuration, configuration)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('F-7 carries the address of the default owner, whose id differs from organisation to organisation', () => {
    const configuration = { settings: defaultSettings, mappings: [] };
    const read = configurationFromJson(plain(configurationToJson(configuration, 'robin@us.example')));
    expect(read).toEqual({ ok: true, configuration, defaultOwnerEmail: 'robin@us.example' });
    const wrong = { ...configurationToJson(configuration), defaultOwnerEmail: 'robin' };
    expect(configurationFromJson(wrong)).toMatchObject({ ok: false, problems: [{ path: 'defaultOwnerEmail' }] });
  });

  it('F-7 never throws, whatever the document holds', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(configurationFromJson({ schemaVersion: 1, settings: {}, mappings: [value] }).ok).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it('F-7 tells every problem at once with path, rule and value', () => {
    const wrong = { schemaVersion: 2, settings: { emailTarget: 'fax', colour: 'red' }, mappings: {} };
    expect(configurationFromJson(wrong)).toEqual({
      ok: false,
      problems: [
        { path: 'schemaVersion', rule: 'must be 1', value: '2' },
        { path: 'settings.emailTarget', rule: 'must be one of task, email', value: '"fax"' },
        { path: 'settings.colour', rule: 'is not a known member', value: '"red"' },
        { path: 'mappings', rule: 'must be of type array', value: '{}' },
      ],
    });
  });

  it('F-7 refuses what no schema can say: doubled ids, wrong tables, wrong paths', () => {
    const one = { id: id(1), name: 'A', kind: 'note', table: 'email', path: 'a..b', column: 'x', whenEmpty: 'skip' };
    const read = configurationFromJson({ schemaVersion: 1, settings: {}, mappings: [one, one] });
    expect(read.ok ? [] : read.problems.map(({ path }) => path)).toEqual([
      'mappings[0].table',
      'mappings[0].path',
      'mappings[1].id',
      'mappings[1].table',
      'mappings[1].path',
    ]);
  });

  it('F-7 says what an import would change, one line each', () => {
    const before = { settings: defaultSettings, mappings: [] };
    const after: Configuration = {
      settings: { ...defaultSettings, emailTarget: 'email' },
      mappings: [{ id: id(1), name: 'A', kind: 'call', table: 'task', constant: 'b', column: 'x', whenEmpty: 'skip' }],
    };
    expect(diffConfigurations(before, after).map((difference) => difference.text)).toEqual([
      'settings.emailTarget: "task" → "email"',
      `+ mapping "A" (${id(1)}) call: "b" → task.x`,
    ]);
  });
});

describe('a row of al_fieldmapping', () => {
  it('F-6 gives back the mapping it was written from', () => {
    fc.assert(
      fc.property(mappingOf(id(1)), (made) => {
        const mapping = plain(made);
        const read = mappingFromRow({ al_fieldmappingid: id(1).toUpperCase(), ...mappingToRow(mapping) });
        expect(read).toEqual(mapping.disabled ? { ok: 'disabled', id: id(1), mapping } : { ok: true, mapping });
      }),
      { numRuns: 1000 },
    );
  });

  it.each(['{', '[]', '{"a":true}'])('F-6 says what is wrong with the value map %s', (al_valuemap) => {
    const row = mappingToRow({ id: id(1), name: 'A', kind: 'call', table: 'task', column: 'x', whenEmpty: 'skip' });
    const read = mappingFromRow({ ...row, al_fieldmappingid: id(1), al_valuemap });
    expect(read).toMatchObject({ ok: false, id: id(1), problem: expect.stringContaining('value map') });
  });
});
