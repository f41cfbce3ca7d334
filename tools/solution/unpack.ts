/**
 * Unpacks a solution zip into a folder in SolutionPackager layout.
 *
 *   node tools/solution/unpack.ts --zip ZIP --folder DIR [--overwrite]
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

import { UnpackError, unpackZip } from './unpacker/index.ts';

/**
 * Writes the files of the zip. Everything is read and checked before the first file is written.
 * @param overwrite replaces what the folder holds; without it a folder that is not empty is left alone
 * @returns how many files were written
 * @throws UnpackError
 */
export function unpackFile(zip: string, folder: string, overwrite: boolean): number {
  if (!existsSync(zip)) throw new UnpackError(`there is no file ${zip}`);
  const files = unpackZip(readFileSync(zip));
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    if (!overwrite) throw new UnpackError(`${folder} is not empty; --overwrite replaces what is in it`);
    // Only a folder that was one of these before is cleared: a slip of the path must not empty another.
    if (!existsSync(join(folder, 'Other', 'Solution.xml')))
      throw new UnpackError(`${folder} holds no solution (Other/Solution.xml), so it is not replaced`);
    rmSync(folder, { recursive: true });
  }
  for (const [path, content] of files) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
  return files.size;
}

function main(): void {
  const { values } = parseArgs({
    options: { zip: { type: 'string' }, folder: { type: 'string' }, overwrite: { type: 'boolean', default: false } },
  });
  const { zip, folder, overwrite } = values;
  if (zip === undefined || folder === undefined) {
    console.error('usage: unpack --zip ZIP --folder DIR [--overwrite]');
    process.exitCode = 2;
    return;
  }
  console.log(`unpacked ${unpackFile(zip, folder, overwrite)} files to ${folder}`);
}

if (import.meta.main) {
  try {
    main();
  } catch (error) {
    if (!(error instanceof UnpackError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
