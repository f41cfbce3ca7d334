/** Microsoft's schema for customizations.xml: necessary for an import, not sufficient. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from '@jest/globals';
import { validateXML } from 'xmllint-wasm';

import { packFiles, type PackageType, type SourceFiles } from './packer/index.ts';
import { coreFolder, decode, salesFolder, unzip } from './test-support/fixtures.ts';

const folder = fileURLToPath(new URL('../../../shared/reference/xsd', import.meta.url));
const main = 'CustomizationsSolution.xsd';

async function validate(files: SourceFiles, type: PackageType): Promise<readonly string[]> {
  const schema = (fileName: string) => ({ fileName, contents: readFileSync(join(folder, fileName), 'utf8') });
  const others = readdirSync(folder).filter((name) => name.endsWith('.xsd') && name !== main);
  const { errors } = await validateXML({
    xml: [{ fileName: 'customizations.xml', contents: decode(unzip(packFiles(files, type))['customizations.xml']) }],
    schema: [schema(main)],
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
});
