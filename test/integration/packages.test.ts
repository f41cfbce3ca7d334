/** The four zips: the same on every machine, and managed and unmanaged the same but for what must differ. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { solutions } from '../../solution/model/index.ts';
import { inRoot } from '../../tools/paths.ts';
import { parseXml, type Element } from '../../tools/solution/packer/xml.ts';
import { differencesOf, type Difference } from '../../tools/solution/test-support/differences.ts';

const names = solutions.flatMap(({ name }) => [`${name}.zip`, `${name}_managed.zip`]);
/** What packing reads: sources, build outputs, the packer. */
const inputs = [
  'package.json',
  'solution',
  'tools/package.json',
  'tools/solution',
  'pcf-controls/out/controls',
  'webresources/dist',
];

/** How two machines differ. */
interface Machine {
  readonly env: Readonly<Record<string, string>>;
  readonly umask: number;
  readonly mode: number;
  readonly modified: Date;
}

const machines: readonly Machine[] = [
  { env: { TZ: 'Pacific/Kiritimati', LC_ALL: 'C' }, umask: 0o077, mode: 0o600, modified: new Date(1985, 3, 1) },
  {
    env: { TZ: 'America/Los_Angeles', LC_ALL: 'tr_TR.UTF-8' },
    umask: 0o002,
    mode: 0o755,
    modified: new Date(2030, 0, 1),
  },
];

describe('npm run pack', () => {
  let folder = '';
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'packages-'))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('makes the same four zips, byte for byte, on two machines and in dist', async () => {
    const [one, other] = await Promise.all(machines.map((machine, index) => pack(join(folder, `${index}`), machine)));
    const built = hashes(inRoot('dist'));
    expect(Object.keys(built)).toEqual(names);
    expect(one).toEqual(built);
    expect(other).toEqual(built);
    expect(new Set(Object.values(built)).size).toBe(4);
  }, 120_000);
});

/** Packs a copy of the checkout in a process of its own. @returns SHA-256 by zip */
async function pack(checkout: string, { env, umask, mode, modified }: Machine): Promise<Record<string, string>> {
  for (const input of inputs) {
    mkdirSync(dirname(join(checkout, input)), { recursive: true });
    cpSync(inRoot(input), join(checkout, input), { recursive: true });
  }
  for (const entry of readdirSync(checkout, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    chmodSync(file, mode);
    utimesSync(file, modified, modified);
  }
  symlinkSync(inRoot('node_modules'), join(checkout, 'node_modules'), 'junction');
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--import',
      `data:text/javascript,process.umask(${umask})`,
      join(checkout, 'tools/solution/pack.ts'),
    ],
    // Not the checkout: paths must not depend on where the command is started.
    { cwd: dirname(checkout), env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  return hashes(join(checkout, 'dist'));
}

function hashes(folder: string): Record<string, string> {
  return Object.fromEntries(
    names.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  );
}

describe.each(solutions.map(({ name }) => name))('the managed zip of %s', (name) => {
  const [unmanaged, managed] = [`${name}.zip`, `${name}_managed.zip`].map((file) =>
    unzipSync(readFileSync(inRoot('dist', file))),
  );
  const parts = (): readonly [Record<string, Uint8Array>, Record<string, Uint8Array>] => [
    unmanaged ?? {},
    managed ?? {},
  ];
  /** Element by element; files that are the same byte for byte need no reading. */
  const differences = (file: string): Difference[] => {
    const [left, right] = parts().map((zip) => zip[file] ?? Buffer.of());
    if (left === undefined || right === undefined || Buffer.compare(left, right) === 0) return [];
    return differencesOf(rootOf(left), rootOf(right));
  };

  it('has the same entries in the same order, and only solution.xml has other content', () => {
    const [left, right] = parts();
    expect(Object.keys(left)).toEqual(expect.arrayContaining(['customizations.xml', 'solution.xml']));
    expect(Object.keys(right)).toEqual(Object.keys(left));
    const different = Object.keys(left).filter(
      (file) => !Buffer.from(left[file] ?? []).equals(right[file] ?? Buffer.of()),
    );
    expect(different).toEqual(['solution.xml']);
  });

  it('says in solution.xml that it is managed, and differs there in nothing else', () => {
    expect(differences('solution.xml')).toEqual([
      {
        path: expect.stringMatching(/^\/ImportExportXml\/SolutionManifest\[1\]\/Managed\[\d+\]\/text\(\)$/),
        left: '0',
        right: '1',
      },
    ]);
  });

  // Form labels, managed properties (IsCustomizable, CanModify…), apps and site maps: our `_managed` siblings say the same.
  it('differs in no element of customizations.xml', () => {
    expect(differences('customizations.xml')).toEqual([]);
  });
});

function rootOf(bytes: Uint8Array): Element {
  const root = parseXml(strFromU8(bytes)).documentElement;
  if (root === null) throw new Error('no root');
  return root;
}
