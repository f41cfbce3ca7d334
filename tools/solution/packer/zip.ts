/** The zip: same input, same bytes. */
import { zipSync } from 'fflate';

import type { ZipFiles } from './assets.ts';
import { byCodeUnit } from './source.ts';

/** Zip times have no zone; this is the earliest one, on every machine. */
const timeStamp = new Date(1980, 0, 1);

/** customizations.xml, solution.xml, [Content_Types].xml, then the rest by name. No entries for folders. */
export function writeZip(customizations: string, solution: string, files: ZipFiles): Uint8Array {
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  const paths = [...files.keys()].sort(byCodeUnit);
  const entries: Record<string, Uint8Array> = {
    'customizations.xml': encode(customizations),
    'solution.xml': encode(solution),
    '[Content_Types].xml': encode(contentTypes(paths)),
  };
  for (const path of paths) entries[path] = files.get(path) ?? new Uint8Array();
  return zipSync(entries, { level: 9, mtime: timeStamp });
}

/** One default an extension, one override a file that has none, as exports write it (with a byte order mark). */
export function contentTypes(paths: readonly string[]): string {
  const extension = (path: string): string | undefined => /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase();
  const type = 'ContentType="application/octet-stream"';
  const defaults = [...new Set(['xml', ...paths.flatMap((path) => extension(path) ?? [])])].sort(byCodeUnit);
  const overrides = paths.filter((path) => extension(path) === undefined);
  return [
    '\uFEFF<?xml version="1.0" encoding="utf-8"?>',
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">',
    ...defaults.map((name) => `<Default Extension="${name}" ${type} />`),
    ...overrides.map((path) => `<Override PartName="/${path}" ${type} />`),
    '</Types>',
  ].join('');
}
