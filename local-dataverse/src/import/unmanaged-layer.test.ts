import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Column, Table } from '../metadata/types.ts';
import { declarations } from './declarations.ts';
import { importSolution, type ImportMode } from './import-solution.ts';
import { solutionZip } from './testing/fixture.ts';
import { uninstallSolution } from './uninstall.ts';
import { NOW, startOrganisation, type Organisation } from './testing/organisation.ts';

const FORM = '11111111-0000-4000-8000-000000000001';
const VIEW = '44444444-0000-4000-8000-000000000001';

let organisation: Organisation;
/** Imports the fixture with every text changed: labels, widths, the script. */
const load = (version: string, overwrite = false, mode: ImportMode = 'update'): void => {
  const mark = (text: string): string =>
    version === '1.0.0.0'
      ? text
      : text
          .replaceAll(/description="([^"]*)"/g, `description="$1 ${version}"`)
          .replaceAll('width="100"', 'width="200"')
          .replace('name="t"><labels', `name="t${version}"><labels`)
          .replace('<MaxLength>100<', '<MaxLength>150<');
  importSolution(organisation.engine, {
    bytes: solutionZip({
      version,
      managed: true,
      customize: mark,
      files: { 'WebResources/t_thingjs66666666-0000-4000-8000-000000000001': `window.t = '${version}';` },
    }),
    mode,
    overwrite,
    importJobId: randomUUID(),
    now: NOW,
  });
};
const row = (table: string, id: string) => organisation.engine.system.get(table, id);
const table = (): Table => {
  const found = organisation.engine.metadata.table('t_thing');
  if (found === undefined) throw new Error('the table is gone');
  return found;
};
const column = (name: string): Column => {
  const found = table().columns.get(name);
  if (found === undefined) throw new Error(`${name} is gone`);
  return found;
};
const choice = () => organisation.engine.metadata.globalChoice('t_choice');
const script = (): unknown => organisation.engine.system.find('webresource', { name: 't_/thing.js' })[0]?.['content'];
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** What an administrator does in the designer. */
function customize(): void {
  const { engine } = organisation;
  engine.system.update('systemform', FORM, { formxml: '<form><tabs /></form>' });
  engine.system.update('savedquery', VIEW, { name: 'Our things' });
  engine.system.transaction(() => {
    const declare = declarations(engine);
    const name = column('t_name');
    declare.columns('t_thing', [
      { ...name, displayName: { ...name.displayName, 1033: 'Our name' }, required: 'ApplicationRequired' },
      { ...column('t_whole'), maxValue: 99 },
    ]);
    declare.table({ ...table(), displayName: { ...table().displayName, 1033: 'Our thing' } });
    const before = choice();
    if (before === undefined) throw new Error('the choice is gone');
    declare.choice({
      ...before,
      options: [
        ...before.options.map((option) => (option.value === 1 ? { ...option, label: { 1033: 'Our one' } } : option)),
        { value: 50, label: { 1033: 'Ours alone' } },
      ],
    });
    const own = engine.metadata.manyToOne('t_thing').find((each) => each.schemaName === 't_contact_thing');
    if (own === undefined) throw new Error('the relationship is gone');
    declare.oneToMany({ ...own, cascadeDelete: 'Restrict' });
  });
}
const cascade = (): unknown =>
  organisation.engine.metadata.manyToOne('t_thing').find((each) => each.schemaName === 't_contact_thing')
    ?.cascadeDelete;
const optionLabels = (): unknown => choice()?.options.map(({ value, label }) => [value, label[1033]]);

describe('the unmanaged layer', () => {
  beforeEach(() => {
    organisation = startOrganisation();
    load('1.0.0.0');
  });
  afterEach(() => organisation.close());

  it('is empty when nobody changed anything: a new version is there as it is', () => {
    load('1.1.0.0');
    expect(row('systemform', FORM)).toMatchObject({ name: 'Thing form 1.1.0.0' });
    expect(String(row('systemform', FORM)?.['formxml'])).toContain('name="t1.1.0.0"');
    expect(String(row('savedquery', VIEW)?.['layoutxml'])).toContain('width="200"');
    expect(column('t_name')).toMatchObject({
      displayName: { 1033: 't_Name 1.1.0.0', 1031: 't_Name (de) 1.1.0.0' },
      maxLength: 150,
    });
    expect(table().displayName[1033]).toBe('Thing 1.1.0.0');
    expect(optionLabels()).toEqual([
      [1, 'One 1.1.0.0'],
      [2, 'Two 1.1.0.0'],
    ]);
    expect(script()).toBe(base64("window.t = '1.1.0.0';"));
  });

  it.each(['update', 'upgrade', 'holding'] as const)(
    'stays on top of a new version (%s), property by property, also after a restart',
    (mode) => {
      customize();
      organisation.restart();
      load('1.1.0.0', false, mode);
      organisation.restart();
      expect(row('systemform', FORM)).toMatchObject({ name: 'Thing form 1.1.0.0', formxml: '<form><tabs /></form>' });
      expect(row('savedquery', VIEW)).toMatchObject({ name: 'Our things' });
      expect(String(row('savedquery', VIEW)?.['layoutxml'])).toContain('width="200"');
      expect(column('t_name')).toMatchObject({
        displayName: { 1033: 'Our name', 1031: 't_Name (de) 1.1.0.0' },
        required: 'ApplicationRequired',
        maxLength: 150,
      });
      expect(column('t_whole')).toMatchObject({ maxValue: 99, displayName: { 1033: 't_Whole 1.1.0.0' } });
      expect(table().displayName[1033]).toBe('Our thing');
      expect(table().displayCollectionName[1033]).toBe('Things 1.1.0.0');
      expect(cascade()).toBe('Restrict');
      const options = [
        [1, 'Our one'],
        [2, 'Two 1.1.0.0'],
        [50, 'Ours alone'],
      ];
      expect(optionLabels()).toEqual(options);
      expect(column('t_global').choice?.options.map(({ value, label }) => [value, label[1033]])).toEqual(options);
    },
  );

  it('stays through a second version, and a change that was taken back is none', () => {
    customize();
    load('1.1.0.0');
    organisation.engine.system.update('savedquery', VIEW, { name: 'All things 1.1.0.0' });
    load('1.2.0.0');
    expect(row('savedquery', VIEW)).toMatchObject({ name: 'All things 1.2.0.0' });
    expect(row('systemform', FORM)).toMatchObject({ formxml: '<form><tabs /></form>' });
    expect(column('t_name').displayName).toEqual({ 1033: 'Our name', 1031: 't_Name (de) 1.2.0.0' });
  });

  it('gives way when the import overwrites customizations', () => {
    customize();
    load('1.1.0.0', true);
    expect(String(row('systemform', FORM)?.['formxml'])).toContain('name="t1.1.0.0"');
    expect(row('savedquery', VIEW)).toMatchObject({ name: 'All things 1.1.0.0' });
    expect(column('t_name')).toMatchObject({ displayName: { 1033: 't_Name 1.1.0.0' }, required: 'None' });
    expect(cascade()).toBe('RemoveLink');
    expect(optionLabels()).toEqual([
      [1, 'One 1.1.0.0'],
      [2, 'Two 1.1.0.0'],
    ]);
  });

  it('is forgotten with the component', () => {
    expect(organisation.engine.system.find('ld_managed', {}).length).toBeGreaterThan(10);
    const id = organisation.engine.system.find('solution', { uniquename: 'Things' })[0]?.['solutionid'];
    uninstallSolution(organisation.engine, String(id));
    expect(organisation.engine.system.find('ld_managed', {})).toEqual([]);
  });
});
