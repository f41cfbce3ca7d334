/** Solution folders in memory for tests: ours as generated, with small stand-ins for the build outputs. */
import { unzipSync } from 'fflate';

import { controlSchemaName, core, sales, type Solution } from '../../../solution/model/index.ts';
import { layoutFiles } from '../layout/files.ts';
import { PackError, type Problem, type SourceFiles } from '../packer/index.ts';

const encoder = new TextEncoder();
export const encode = (text: string): Uint8Array => encoder.encode(text);
export const decode = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

/** Properties that the forms of a solution bind: the stand-in manifests declare these. */
function propertiesOf(solution: Solution, control: string): string[] {
  const forms = [...solution.tables, ...solution.extensions].flatMap((table) => table.forms);
  const cells = forms.flatMap((form) => form.tabs.flatMap((tab) => tab.sections.flatMap((section) => section.cells)));
  const bindings = cells
    .flatMap((cell) => cell.control ?? [])
    .filter((each) => each.control === controlSchemaName(control));
  return [...new Set(bindings.flatMap((binding) => Object.keys(binding.properties)))];
}

const manifest = (solution: Solution, name: string): string => `<?xml version="1.0" encoding="utf-8"?>
<manifest>
  <control namespace="ActivityLogging" constructor="${name}" version="0.0.1" display-name-key="name" description-key="text" control-type="virtual" api-version="1.3.18">
    ${propertiesOf(solution, name)
      .map((property) => `<property name="${property}" usage="bound" required="true" />`)
      .join('')}
    <resources><code path="bundle.js" order="1" /></resources>
  </control>
</manifest>
`;

/** The folder of a solution as it is packed. */
export function folderOf(solution: Solution): SourceFiles {
  const files = new Map([...layoutFiles(solution, '1.0.0.0')].map(([path, text]) => [path, encode(text)]));
  for (const { name } of solution.controls) {
    const folder = `Controls/${controlSchemaName(name)}`;
    files.set(`${folder}/ControlManifest.xml`, encode(manifest(solution, name)));
    files.set(`${folder}/bundle.js`, encode(`/* ${name} */`));
    files.set(`${folder}/strings/${name}.1033.resx`, encode('<root />'));
  }
  for (const { name } of solution.webResources) files.set(`WebResources/${name}`, encode(`/* ${name} */`));
  return files;
}

const coreFiles = folderOf(core);
const salesFiles = folderOf(sales);
export const coreFolder = (): SourceFiles => coreFiles;
export const salesFolder = (): SourceFiles => salesFiles;

/**
 * The core folder without our tables but the configuration: what is wrong with a folder shows in a part of it too, and
 * that packs in a fraction of the time.
 */
const others = core.tables.map(({ name }) => name).filter((name) => name !== 'al_loggingconfiguration');
const smallFiles = withFile(
  new Map([...coreFiles].filter(([path]) => !others.includes(path.split('/')[1] ?? ''))),
  'Other/Solution.xml',
  (text) =>
    others.reduce(
      (rest, name) => rest.replace(`<RootComponent type="1" schemaName="${name}" behavior="0" />`, ''),
      text,
    ),
);
export const smallFolder = (): SourceFiles => smallFiles;

/** A copy of the folder with one file replaced, or removed when `change` gives undefined. */
export function withFile(
  files: SourceFiles,
  path: string,
  change: (text: string) => string | Uint8Array | undefined,
): SourceFiles {
  const copy = new Map(files);
  const changed = change(decode(files.get(path)));
  if (changed === undefined) copy.delete(path);
  else copy.set(path, typeof changed === 'string' ? encode(changed) : changed);
  return copy;
}

export function unzip(zip: Uint8Array): Readonly<Record<string, Uint8Array>> {
  return unzipSync(zip);
}

/** Problems `work` fails with. */
export function problemsOf(work: () => unknown): readonly Problem[] {
  try {
    work();
  } catch (error) {
    if (error instanceof PackError) return error.problems;
    throw error;
  }
  throw new Error('nothing was wrong');
}
