/** Microsoft's schema for customizations.xml: necessary for an import, not sufficient. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from '@jest/globals';
import { validateXML } from 'xmllint-wasm';

import { packFiles, type PackageType, type SourceFiles } from './packer/index.ts';
import { descendants, parseXml, writeXml, type Element } from './packer/xml.ts';
import { everything } from './test-support/everything.ts';
import { coreFolder, decode, folderOf, salesFolder, unzip } from './test-support/fixtures.ts';

const folder = fileURLToPath(new URL('../../../shared/reference/xsd', import.meta.url));
const main = 'CustomizationsSolution.xsd';

async function validate(files: SourceFiles, type: PackageType): Promise<readonly string[]> {
  const contents = decode(unzip(packFiles(files, type))['customizations.xml']);
  return errorsOf([{ fileName: 'customizations.xml', contents }], main);
}

async function errorsOf(
  xml: readonly { readonly fileName: string; readonly contents: string }[],
  by: string,
): Promise<readonly string[]> {
  const schema = (fileName: string) => ({ fileName, contents: readFileSync(join(folder, fileName), 'utf8') });
  const others = readdirSync(folder).filter((name) => name.endsWith('.xsd') && name !== by);
  const { errors } = await validateXML({
    xml: [...xml],
    schema: [schema(by)],
    preload: others.map(schema),
    initialMemoryPages: 1024,
    maxMemoryPages: 4096,
  });
  return errors.map(({ message }) => message);
}

const present = existsSync(join(folder, main));
const test = present ? it : it.skip;
const why = present ? '' : ' (skipped: ../shared/reference/xsd is not here)';

describe('customizations.xml validates with the schema of solution files', () => {
  test(`ActivityLogging${why}`, async () => expect(await validate(coreFolder(), 'Unmanaged')).toEqual([]));
  test(`ActivityLogging, managed${why}`, async () => expect(await validate(coreFolder(), 'Managed')).toEqual([]));
  test(`ActivityLoggingSales${why}`, async () => expect(await validate(salesFolder(), 'Unmanaged')).toEqual([]));
  test(`ActivityLoggingSales, managed${why}`, async () => expect(await validate(salesFolder(), 'Managed')).toEqual([]));
  test(`a solution that uses the whole vocabulary${why}`, async () =>
    expect(await validate(folderOf(everything), 'Managed')).toEqual([]));
});

describe('parts that customizations.xml lets through unchecked', () => {
  /** Elements of that name in all files below a folder of that name. */
  const partsOf = (files: SourceFiles, below: string, name: string) =>
    [...files].flatMap(([path, bytes]) =>
      path.includes(`/${below}/`)
        ? descendants(rootOf(decode(bytes)), name).map((each) => ({ fileName: path, contents: writeXml(each) }))
        : [],
    );
  const folders = [coreFolder(), salesFolder(), folderOf(everything)];

  test(`data descriptions of charts${why}`, async () => {
    const all = folders.flatMap((files) => partsOf(files, 'Visualizations', 'datadefinition'));
    expect(all.length).toBeGreaterThan(10);
    expect(await errorsOf(all, 'VisualizationDataDescription.xsd')).toEqual([]);
  });

  test(`FetchXML of charts${why}`, async () => {
    const all = folders.flatMap((files) => partsOf(files, 'Visualizations', 'fetch'));
    expect(await errorsOf(all, 'Fetch.xsd')).toEqual([]);
  });
});

function rootOf(text: string): Element {
  const root = parseXml(text).documentElement;
  if (root === null) throw new Error('no root');
  return root;
}
