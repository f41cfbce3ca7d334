/** The pack command on a folder that is not ours, with everything wrong that an author gets wrong. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { idOf } from '../../solution/model/index.ts';
import { everything } from './test-support/everything.ts';
import { folderOf } from './test-support/fixtures.ts';

const script = fileURLToPath(new URL('./pack.ts', import.meta.url));
const part = (folder: string, sort: string, name: string): string =>
  `Entities/al_thing/${folder}/{${idOf(sort, 'al_thing', name)}}`;
const files = {
  solution: 'Other/Solution.xml',
  entity: 'Entities/al_thing/Entity.xml',
  form: `${part('FormXml/main', 'form', 'main')}_managed.xml`,
  view: `${part('SavedQueries', 'view', 'active')}.xml`,
  chart: `${part('Visualizations', 'chart', 'share')}.xml`,
  copy: 'Entities/al_thing/Visualizations/{ffffffff-0000-4000-8000-000000000000}.xml',
  control: 'Controls/al_ActivityLogging.Grid/ControlManifest.xml.data.xml',
  manifest: 'Controls/al_ActivityLogging.Grid/ControlManifest.xml',
  role: 'Roles/Reader.xml',
  script: 'WebResources/al_/js/thing.js',
};

describe('the pack command on a broken folder', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'broken-'));
    for (const [path, bytes] of folderOf(everything)) write(path, bytes);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const at = (path: string): string => join(root, 'folder', path);
  const read = (path: string): string => readFileSync(at(path), 'utf8');
  const write = (path: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), content);
  };
  /** Changes a file; `file:line` of the place as it is then. */
  const spoil = (path: string, from: string, to: string): string => {
    const before = read(path);
    expect(before).toContain(from);
    write(path, before.replace(from, to));
    return `${path}:${before.slice(0, before.indexOf(from)).split('\n').length}`;
  };
  /** `file:line` of a text as the file is now. */
  const lineOf = (path: string, text: string): string => {
    const content = read(path);
    expect(content).toContain(text);
    return `${path}:${content.slice(0, content.indexOf(text)).split('\n').length}`;
  };
  const pack = (type: string) =>
    spawnSync(process.execPath, [script, '--folder', 'folder', '--out', 's.zip', '--type', type], {
      cwd: root,
      encoding: 'utf8',
    });

  it('names every problem with file, line and reason, exits 1 and keeps the zip that was there', () => {
    writeFileSync(join(root, 's.zip'), 'the last good one');
    const role = /\{[^}]*\}/.exec(read(files.role))?.[0] ?? '';
    const expected = [
      // A root component whose file is gone, and a source that is no root component.
      `${lineOf(files.solution, 'schemaName="al_palette"')}: root component al_palette (type 9) has no source in the folder (missing-source)`,
      `${lineOf(files.control, '<CustomControl')}: al_activitylogging.grid (type 66) is not a root component of Other/Solution.xml (missing-root-component)`,
      // An id that is taken, in a file of another name.
      `${lineOf(files.chart, '<visualization')}: {${idOf('chart', 'al_thing', 'share')}} is already in ${files.chart} (duplicate)`.replace(
        files.chart,
        files.copy,
      ),
      `${files.copy}: the file is named {ffffffff-0000-4000-8000-000000000000} but its id is {${idOf('chart', 'al_thing', 'share')}} (wrong-file-name)`,
      // Columns the table does not have.
      `${spoil(files.form, 'datafieldname="al_colour"', 'datafieldname="al_color"')}: the form shows al_color, which Entity.xml does not have (unknown-column)`,
      `${spoil(files.view, '<condition attribute="al_count"', '<condition attribute="al_coun"')}: the view asks for al_coun, which al_thing does not have (unknown-column)`,
      `${spoil(files.manifest, 'display-name-key="name"', `display-name-key="today's"`)}: display-name-key of <control> has an apostrophe (bad-text)`,
      // A file that cannot be read has no component either.
      `${lineOf(files.solution, role)}: root component ${role} (type 20) has no source in the folder (missing-source)`,
    ];
    rmSync(at('OptionSets/al_palette.xml'));
    spoil(files.solution, '<RootComponent type="66" schemaName="al_ActivityLogging.Grid" behavior="0" />', '');
    write(files.copy, read(files.chart));
    spoil(files.role, '</RolePrivileges>', '');
    write(files.script, Buffer.alloc(5 * 1024 * 1024 + 1, 32));
    expected.push(`${files.script}: 5120 KB is more than the 5120 KB the platform takes (too-large)`);
    const { status, stdout, stderr } = pack('Managed');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    const [malformed, others] = [true, false].map((wanted) =>
      stderr
        .trimEnd()
        .split('\n')
        .filter((line) => line.endsWith('(not-xml)') === wanted),
    );
    expect(others?.sort()).toEqual(expected.sort());
    // The parser names the place of the last tag that fitted.
    expect(malformed).toEqual([
      `${lineOf(files.role, '<RolePrivilege ')}: Opening and ending tag mismatch: "RolePrivileges" != "Role" (not-xml)`,
    ]);
    expect(readFileSync(join(root, 's.zip'), 'utf8')).toBe('the last good one');
  });
});
