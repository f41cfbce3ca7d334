/** A folder of generated files: compared with the disk, written to it. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface Tree {
  /** Relative to the repository. */
  readonly folder: string;
  /** Text by path relative to the folder, `/` between parts. */
  readonly files: ReadonlyMap<string, string>;
  /** True for a path in the folder that others put there (build outputs staged for packing). */
  readonly keep: (path: string) => boolean;
}

export interface StaleFile {
  readonly file: string;
  readonly reason: 'missing' | 'differs from the model' | 'not in the model';
}

/** Files of the tree on disk that are not what the model says. */
export function staleFiles(root: string, tree: Tree): StaleFile[] {
  const folder = join(root, tree.folder);
  const stale: StaleFile[] = [];
  for (const [path, text] of tree.files) {
    const file = join(folder, path);
    if (!existsSync(file)) stale.push({ file: `${tree.folder}/${path}`, reason: 'missing' });
    else if (readFileSync(file, 'utf8') !== text)
      stale.push({ file: `${tree.folder}/${path}`, reason: 'differs from the model' });
  }
  for (const path of listFiles(folder)) {
    if (!tree.files.has(path) && !tree.keep(path))
      stale.push({ file: `${tree.folder}/${path}`, reason: 'not in the model' });
  }
  return stale;
}

/** Writes what differs and removes what no longer belongs; returns how many files changed. */
export function writeTree(root: string, tree: Tree): number {
  const stale = staleFiles(root, tree);
  for (const { file, reason } of stale) {
    const target = join(root, file);
    if (reason === 'not in the model') {
      rmSync(target);
      continue;
    }
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, tree.files.get(file.slice(tree.folder.length + 1)) ?? '');
  }
  return stale.length;
}

/** Paths of all files below a folder, sorted by code unit, `/` between parts; empty when the folder is absent. */
export function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort((left, right) => (left < right ? -1 : left > right ? 1 : 0));
}
