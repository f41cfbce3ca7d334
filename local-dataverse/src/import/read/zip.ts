/** The files of a solution zip. */
import { unzipSync } from 'fflate';
import { invalidFile } from '../errors.ts';

/** More than any solution needs; a zip that unpacks to more is refused before it is unpacked. */
const MOST_BYTES = 256 * 1024 * 1024;
const MOST_FILES = 20_000;

/** File contents by path, forward slashes, no leading one. */
export type PackageFiles = ReadonlyMap<string, Uint8Array>;

/** @throws DataverseError 0x80048000 when the bytes are no zip, hold too much, or miss solution.xml or customizations.xml */
export function readZip(bytes: Uint8Array): PackageFiles {
  let total = 0;
  let count = 0;
  let unpacked: Record<string, Uint8Array>;
  try {
    unpacked = unzipSync(bytes, {
      filter(file) {
        total += file.originalSize;
        count += 1;
        if (total > MOST_BYTES || count > MOST_FILES)
          throw new Error(`it holds more than ${MOST_BYTES} bytes or ${MOST_FILES} files`);
        return !file.name.endsWith('/');
      },
    });
  } catch (error) {
    throw invalidFile('the solution package', error instanceof Error ? error.message : String(error));
  }
  const files = new Map(Object.entries(unpacked));
  for (const name of files.keys()) {
    if (name.includes('\\')) throw invalidFile(name, 'paths in a solution package use forward slashes');
  }
  for (const needed of ['solution.xml', 'customizations.xml', '[Content_Types].xml']) {
    if (!files.has(needed)) throw invalidFile(needed, 'the package does not contain this file');
  }
  return files;
}

/** Text of a file, byte order mark removed. @throws DataverseError naming the file that is missing or not UTF-8 */
export function textOf(files: PackageFiles, path: string): string {
  const content = contentOf(files, path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw invalidFile(path, 'the file is not UTF-8');
  }
}

/** Bytes of a file by the path a FileName element gives (`/WebResources/x`). @throws DataverseError when it is not in the package */
export function contentOf(files: PackageFiles, path: string): Uint8Array {
  const content = files.get(path.replace(/^\//, ''));
  if (content === undefined) throw invalidFile(path, 'the package does not contain this file');
  return content;
}
