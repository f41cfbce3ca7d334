/** The files of `everything`, and what comes of changes to its table. */
import { idOf, type CustomTable } from '../../../solution/model/index.ts';
import { layoutFiles } from '../layout/files.ts';
import { everything } from './everything.ts';
import { thing } from './thing.ts';

const files = layoutFiles(everything, '1.0.0.0');
/** Text of a file. */
export function file(path: string): string {
  const text = files.get(path);
  if (text === undefined) throw new Error(`${path} was not written: ${[...files.keys()].join('\n')}`);
  return text;
}
/** A part of `al_thing` in its folder: `part('SavedQueries', 'view', 'active')`. */
export const part = (folder: string, sort: string, name: string): string =>
  file(`Entities/al_thing/${folder}/{${idOf(sort, 'al_thing', name)}}.xml`);
/** Without the space between elements. */
export const dense = (text: string): string => text.replace(/>\s+</g, '><');

export const generateWith = (change: Partial<CustomTable>) => () =>
  layoutFiles({ ...everything, tables: [{ ...thing, ...change }] }, '1.0.0.0');
export function first<T>(list: readonly T[] | undefined): T {
  const [one] = list ?? [];
  if (one === undefined) throw new Error('nothing there');
  return one;
}
