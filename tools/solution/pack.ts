/**
 * Packs solution folders.
 *
 *   node tools/solution/pack.ts
 *       stages build outputs and packs both of our solutions, both types, to dist/
 *   node tools/solution/pack.ts --folder DIR --out ZIP --type Managed|Unmanaged [--version 1.2.3]
 *       packs any folder in SolutionPackager layout
 */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { solutions, type Solution } from '../../solution/model/index.ts';
import { packFiles, packFolder, PackError, readFolder, type PackageType } from './packer/index.ts';
import { stageBuildOutputs } from './packer/stage.ts';
import { productVersion } from './version.ts';

export { packFiles, packFolder, PackError } from './packer/index.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Packs both of our solutions, managed and unmanaged.
 * @returns the zips written, relative to the repository, in order of import
 * @throws PackError
 */
export function packAll(root: string = repository, out: string = join(root, 'dist')): string[] {
  const version = productVersion();
  return solutions.flatMap((solution) => {
    stageBuildOutputs(root, solution, version);
    const files = readFolder(join(root, 'solution', solution.folder));
    return (['Unmanaged', 'Managed'] as const).map((type) => {
      const file = join(out, zipName(solution, type));
      writeFile(file, packFiles(files, type, { version }));
      return relative(root, file);
    });
  });
}

function zipName(solution: Solution, type: PackageType): string {
  return `${solution.name}${type === 'Managed' ? '_managed' : ''}.zip`;
}

/** A reader never sees half a zip: it is written beside and then renamed. */
function writeFile(file: string, bytes: Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, bytes);
  renameSync(temporary, file);
}

function main(): void {
  const { values } = parseArgs({
    options: {
      folder: { type: 'string' },
      out: { type: 'string' },
      type: { type: 'string' },
      version: { type: 'string' },
    },
  });
  const { folder, out, type, version } = values;
  if (folder === undefined && out === undefined && type === undefined && version === undefined) {
    for (const file of packAll()) console.log(`packed ${file}`);
    return;
  }
  if (folder === undefined || out === undefined || (type !== 'Managed' && type !== 'Unmanaged')) {
    throw new UsageError('usage: pack --folder DIR --out ZIP --type Managed|Unmanaged [--version 1.2.3]');
  }
  writeFile(out, packFolder(folder, type, version === undefined ? {} : { version }));
  console.log(`packed ${out}`);
}

class UsageError extends Error {}

if (import.meta.main) {
  try {
    main();
  } catch (error) {
    if (!(error instanceof PackError || error instanceof UsageError)) throw error;
    console.error(error.message);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}
