/// <reference types="node" />
/** Bundles the shell's browser half to `local-dataverse/dist/shell`. Run it, or call `buildShell()`. */
import { cp, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const output = join(here, '..', 'dist', 'shell');
/** Written last: a build that was broken off is done again. */
const stamp = join(output, '.built');

export interface ShellBuild {
  /** Folder with shell.js, shell.css, theme.js, icon.svg and fonts. */
  readonly folder: string;
  /** False when nothing had changed since the last build. */
  readonly built: boolean;
  readonly milliseconds: number;
}

/**
 * Builds the shell when a source is newer than the last build.
 * @param options.force builds in any case
 * @throws Error of esbuild with the places of the faults
 */
export async function buildShell(options: { force?: boolean } = {}): Promise<ShellBuild> {
  const started = performance.now();
  const built = options.force === true || !(await isFresh());
  if (built) await bundle();
  return { folder: output, built, milliseconds: Math.round(performance.now() - started) };
}

async function bundle(): Promise<void> {
  await rm(output, { recursive: true, force: true });
  await mkdir(output, { recursive: true });
  await build({
    entryPoints: [
      { in: join(here, 'main.tsx'), out: 'shell' },
      { in: join(here, 'theme.ts'), out: 'theme' },
      { in: join(here, 'styles', 'shell.css'), out: 'shell' },
    ],
    outdir: output,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    jsx: 'transform',
    // Platform libraries run in production mode, as in Power Apps.
    define: { 'process.env.NODE_ENV': '"production"' },
    // Without it Fluent's CommonJS half would be taken twice over.
    mainFields: ['module', 'main'],
    legalComments: 'linked',
    logLevel: 'error',
  });
  await cp(join(here, 'icon.svg'), join(output, 'icon.svg'));
  await cp(join(iconPackage(), 'fonts'), join(output, 'fonts'), { recursive: true });
  await writeFile(stamp, '');
}

/** Folder of the icon package; its fonts are not among its exports, so the way there is cut from its entry file. */
function iconPackage(): string {
  const name = join('@fluentui', 'font-icons-mdl2');
  const entry = createRequire(import.meta.url).resolve('@fluentui/font-icons-mdl2');
  return entry.slice(0, entry.indexOf(name) + name.length);
}

async function isFresh(): Promise<boolean> {
  try {
    const builtAt = (await stat(stamp)).mtimeMs;
    const sources = [
      ...(await filesBelow(here)),
      join(here, '..', 'src', 'shell', 'model.ts'),
      join(here, '..', 'package.json'),
    ];
    const times = await Promise.all(sources.map(async (file) => (await stat(file)).mtimeMs));
    return times.every((time) => time <= builtAt);
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { folder, built, milliseconds } = await buildShell();
  console.log(built ? `The shell was built in ${milliseconds} ms: ${folder}` : `The shell is up to date: ${folder}`);
}
