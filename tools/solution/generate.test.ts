import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { core, label, type Form, type Solution } from '../../solution/model/index.ts';
import { generate } from './generate.ts';
import { layoutFiles } from './layout/files.ts';
import { ModelError } from './model-error.ts';
import { staleFiles, writeTree } from './tree.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));

describe('committed output', () => {
  it.each(generate().map((tree) => [tree.folder, tree] as const))('%s is what the model says', (_folder, tree) => {
    expect(staleFiles(repository, tree)).toEqual([]);
  });
});

describe('staleness', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'generate-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));
  const tree = {
    folder: 'out',
    files: new Map([
      ['a.xml', 'a'],
      ['b/c.xml', 'c'],
    ]),
    keep: (path: string) => path.startsWith('staged/'),
  };

  it('is nothing right after writing, and writing again changes nothing', () => {
    expect(writeTree(root, tree)).toBe(2);
    expect(staleFiles(root, tree)).toEqual([]);
    expect(writeTree(root, tree)).toBe(0);
  });

  it('is a file that was edited, is missing, or is not in the model', () => {
    writeTree(root, tree);
    writeFileSync(join(root, 'out/a.xml'), 'edited');
    rmSync(join(root, 'out/b/c.xml'));
    writeFileSync(join(root, 'out/d.xml'), 'd');
    expect(staleFiles(root, tree)).toEqual([
      { file: 'out/a.xml', reason: 'differs from the model' },
      { file: 'out/b/c.xml', reason: 'missing' },
      { file: 'out/d.xml', reason: 'not in the model' },
    ]);
    writeTree(root, tree);
    expect(staleFiles(root, tree)).toEqual([]);
    expect(readFileSync(join(root, 'out/a.xml'), 'utf8')).toBe('a');
  });

  it('is never a staged build output', () => {
    writeTree(root, { ...tree, files: new Map([...tree.files, ['staged/bundle.js', 'js']]) });
    expect(staleFiles(root, tree)).toEqual([]);
  });
});

describe('a model that contradicts itself', () => {
  const withForm = (form: Partial<Form>): Solution => {
    const [table] = core.tables;
    const [settings] = table?.forms ?? [];
    if (table === undefined || settings === undefined) throw new Error('no settings form');
    return { ...core, tables: [{ ...table, forms: [{ ...settings, ...form }] }] };
  };
  const generateWith = (solution: Solution) => () => layoutFiles(solution, '1.0.0.0');
  const tabWith = (column: string): Form['tabs'] => [
    { name: 't', label: label('T', 'T'), sections: [{ name: 's', label: label('S', 'S'), cells: [{ column }] }] },
  ];

  it('fails on a form column that no table has, naming form and column', () => {
    expect(generateWith(withForm({ tabs: tabWith('al_nothing') }))).toThrow(
      new ModelError(
        'form al_loggingconfiguration/settings',
        'column al_nothing is not in the model of table al_loggingconfiguration',
      ),
    );
  });

  it('fails on a library that no solution brings', () => {
    expect(generateWith(withForm({ libraries: ['al_/js/nothing.js'], events: [] }))).toThrow(
      /web resource al_\/js\/nothing\.js/,
    );
  });

  it('fails on a column that is declared twice', () => {
    const [table] = core.tables;
    const [column] = table?.columns ?? [];
    if (table === undefined || column === undefined) throw new Error('no table');
    expect(generateWith({ ...core, tables: [{ ...table, columns: [...table.columns, column] }] })).toThrow(
      /declared twice/,
    );
  });
});
