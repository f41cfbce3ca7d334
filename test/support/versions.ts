/** Versions of ActivityLogging that never were released, made from the built zip: an older one and newer ones. */
import { strFromU8, strToU8 } from 'fflate';
import { core, idOf } from '../../solution/model/index.ts';
import { packFiles } from '../../tools/solution/packer/index.ts';
import { unpackZip } from '../../tools/solution/unpacker/index.ts';
import { changedZip, managedZip } from './organisation.ts';

const TABLE = 'al_fieldmapping';
const ENTITY = `Entities/${TABLE}/Entity.xml`;
const view = (name: string): string => `Entities/${TABLE}/SavedQueries/{${idOf('view', TABLE, name)}}.xml`;
const publicViews = core.tables
  .find(({ name }) => name === TABLE)
  ?.views.filter(({ type, isDefault }) => type === 'public' && isDefault !== true);

/** What a version lacks of the product's, and what it has that the product does not. */
export const parts = {
  table: TABLE,
  set: 'al_fieldmappings',
  /** A column with its place on the form. */
  newColumn: 'al_placeholder',
  newView: publicViews?.at(-1)?.name ?? '',
  /** Column whose English label the older version had otherwise, on the form too. */
  renamed: { column: 'al_constantvalue', before: 'Fixed Text', now: 'Constant Value' },
  /** Columns of older versions; each with a view that shows it. */
  legacy: { note: 'al_legacynote', code: 'al_legacycode' },
} as const;

export type Legacy = keyof typeof parts.legacy;
export const legacyView = (name: Legacy): string => idOf('legacy', name);

let unpacked: ReadonlyMap<string, Uint8Array> | undefined;
const sources = (): ReadonlyMap<string, Uint8Array> => (unpacked ??= unpackZip(managedZip('ActivityLogging')));

/** As the product is now, with this version. @param legacy parts of the past that it still has */
export function product(version: string, legacy: readonly Legacy[] = []): Uint8Array {
  if (legacy.length > 0) return packFiles(withLegacy(sources(), legacy), 'Managed', { version });
  // Nothing to pack: the built zip with another version.
  return changedZip(managedZip('ActivityLogging'), (name, text) =>
    name === 'solution.xml' ? replaced(text, /<Version>[^<]*</, `<Version>${version}.0<`) : text,
  );
}

/** Version 1.0.0: without the new column and view, with another label, and with all of the past. */
export function firstVersion(): Uint8Array {
  const files = new Map(withLegacy(sources(), ['note', 'code']));
  const { newColumn, newView, renamed } = parts;
  if (!files.delete(view(newView))) throw new Error(`There is no ${view(newView)}.`);
  const edit = (path: string, change: (text: string) => string): void =>
    void files.set(path, strToU8(change(strFromU8(files.get(path) ?? new Uint8Array()))));
  edit(ENTITY, (text) => replaced(replaced(text, attribute(newColumn), ''), `"${renamed.now}"`, `"${renamed.before}"`));
  for (const path of files.keys())
    if (path.startsWith(`Entities/${TABLE}/FormXml/`))
      edit(path, (text) =>
        text
          .replaceAll(`"${renamed.now}"`, `"${renamed.before}"`)
          .replace(
            new RegExp(`<cell\\b(?:(?!</cell>)[^])*datafieldname="${newColumn}"(?:(?!</cell>)[^])*</cell>`, 'g'),
            '<cell id="{00000000-0000-4000-8000-000000000001}" showlabel="false"><labels /></cell>',
          ),
      );
  return packFiles(files, 'Managed', { version: '1.0.0' });
}

function withLegacy(
  files: ReadonlyMap<string, Uint8Array>,
  legacy: readonly Legacy[],
): ReadonlyMap<string, Uint8Array> {
  const all = new Map(files);
  const lookup = [...files].find(
    ([path, bytes]) =>
      path.startsWith(`Entities/${TABLE}/SavedQueries/`) && strFromU8(bytes).includes('<querytype>64</querytype>'),
  );
  if (lookup === undefined) throw new Error('The table has no lookup view to copy.');
  for (const name of legacy) {
    const column = parts.legacy[name];
    const entity = strFromU8(all.get(ENTITY) ?? new Uint8Array());
    const model = attribute(parts.renamed.column).exec(entity)?.[0] ?? '';
    const added = model.replaceAll(parts.renamed.column, column).replace(`"${parts.renamed.now}"`, `"Legacy ${name}"`);
    all.set(ENTITY, strToU8(replaced(entity, '<attributes>', `<attributes>${added}`)));
    const id = `{${legacyView(name)}}`;
    const query = strFromU8(lookup[1])
      .replace(/\{[^}]*\}<\/savedqueryid>/, `${id}</savedqueryid>`)
      .replace('<querytype>64<', '<querytype>0<')
      .replace('<isdefault>1<', '<isdefault>0<')
      .replaceAll('name="al_sourcepath"', `name="${column}"`)
      .replace(/description="[^"]*" languagecode="1033"/, `description="Legacy ${name}" languagecode="1033"`);
    all.set(`Entities/${TABLE}/SavedQueries/${id}.xml`, strToU8(query));
  }
  return all;
}

function attribute(name: string): RegExp {
  return new RegExp(`<attribute PhysicalName="${name}">(?:(?!</attribute>)[^])*</attribute>`);
}

/** @throws Error when there is nothing to replace: the product has changed and this file must follow */
function replaced(text: string, from: string | RegExp, to: string): string {
  const result = text.replace(from, to);
  if (result === text) throw new Error(`${String(from)} is not there.`);
  return result;
}
