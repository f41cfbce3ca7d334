import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inRoot } from '../paths.ts';

const stampFile = inRoot('dist', '.stamps.json');
const ignored = new Set(['node_modules', 'dist', 'out', 'generated', '.data', 'coverage']);

/** Hash of every file below the given files and folders: names and contents, build outputs left out. */
export function hashInputs(inputs: readonly string[]): string {
  const hash = createHash('sha256');
  for (const input of inputs) addTo(hash, inRoot(input), input);
  return hash.digest('hex');
}

function addTo(hash: ReturnType<typeof createHash>, path: string, name: string): void {
  if (!existsSync(path)) return;
  const entries = readFolder(path);
  if (entries === undefined) {
    hash.update(`${name}\0`).update(readFileSync(path)).update('\0');
    return;
  }
  for (const entry of entries) {
    if (!ignored.has(entry)) addTo(hash, join(path, entry), `${name}/${entry}`);
  }
}

/** Sorted entries of a folder; undefined for a file. */
function readFolder(path: string): string[] | undefined {
  try {
    return readdirSync(path).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** Hash under which a step was last built; undefined when it never was. */
export function stampOf(step: string): string | undefined {
  return stamps()[step];
}

export function setStamp(step: string, hash: string): void {
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, JSON.stringify({ ...stamps(), [step]: hash }, null, 2));
}

function stamps(): Record<string, string> {
  return existsSync(stampFile) ? (JSON.parse(readFileSync(stampFile, 'utf8')) as Record<string, string>) : {};
}
