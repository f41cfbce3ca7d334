import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { packFiles } from './packer/index.ts';
import { salesFolder } from './test-support/fixtures.ts';

const script = fileURLToPath(new URL('./pack.ts', import.meta.url));

describe('the pack command', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'pack-'));
    for (const [path, bytes] of salesFolder()) {
      mkdirSync(dirname(join(root, 'folder', path)), { recursive: true });
      writeFileSync(join(root, 'folder', path), bytes);
    }
  });
  afterEach(() => rmSync(root, { recursive: true }));
  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, [script, ...args], { cwd: root, encoding: 'utf8' });

  it('packs any folder', () => {
    const { status, stdout } = run('--folder', 'folder', '--out', 'made/s.zip', '--type', 'Managed');
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'packed made/s.zip\n' });
    expect(readFileSync(join(root, 'made/s.zip')).equals(packFiles(salesFolder(), 'Managed'))).toBe(true);
  });

  it('prints every problem, exits 1 and leaves no zip', () => {
    rmSync(join(root, 'folder/Other/Solution.xml'));
    const { status, stderr } = run('--folder', 'folder', '--out', 's.zip', '--type', 'Unmanaged');
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'Other/Solution.xml: the file is not there (missing-file)\n',
    });
    expect(existsSync(join(root, 's.zip'))).toBe(false);
  });

  it('says how it is used and exits 2 when an option is missing or wrong', () => {
    const { status, stderr } = run('--folder', 'folder', '--out', 's.zip', '--type', 'managed');
    expect(status).toBe(2);
    expect(stderr).toContain('--type Managed|Unmanaged');
  });
});
