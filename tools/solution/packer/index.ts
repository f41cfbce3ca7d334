/** Packs a folder in SolutionPackager layout into a solution zip (facts/packaging-and-pcf.md §2). */
import type { ZipFiles } from './assets.ts';
import { ComponentList } from './components.ts';
import { mergeCustomizations } from './customizations.ts';
import { Problems } from './problems.ts';
import { readFolder, Source, type PackageType, type SourceFiles } from './source.ts';
import { child, children, type Element, writeXml } from './xml.ts';
import { writeZip } from './zip.ts';

export { formatProblem, PackError, type Problem, type ProblemKind } from './problems.ts';
export { readFolder, type PackageType, type SourceFiles } from './source.ts';

export interface PackOptions {
  /** Version of the product, three parts: written to Solution.xml (as four) and control manifests. Default: as in the folder. */
  readonly version?: string;
}

const solutionFile = 'Other/Solution.xml';

/**
 * The zip of a folder on disk.
 * @throws PackError naming file, line and reason of everything that is wrong with the folder
 */
export function packFolder(folder: string, type: PackageType, options: PackOptions = {}): Uint8Array {
  return packFiles(readFolder(folder), type, options);
}

/** As `packFolder`, from files in memory. The same files give the same bytes. */
export function packFiles(files: SourceFiles, type: PackageType, options: PackOptions = {}): Uint8Array {
  const problems = new Problems();
  const source = new Source(files, type, problems);
  const components = new ComponentList(problems);
  const zip: ZipFiles = new Map();

  const { version } = options;
  if (version !== undefined && !/^\d+\.\d+\.\d+$/.test(version)) {
    problems.add('bad-version', solutionFile, `version ${version} is not three numbers`);
  }
  const customizations = mergeCustomizations(source, components, zip, version);
  copyVerbatim(source, zip);
  const manifest = source.root(solutionFile, 'ImportExportXml');
  if (manifest !== undefined) prepareManifest(source, manifest, components, type, version);
  for (const path of source.unused()) problems.add('unknown-file', path, 'the packer has no rule for this file');
  problems.throwIfAny();
  if (customizations === undefined || manifest === undefined) throw new Error('unreachable: both files were read');
  return writeZip(writeXml(customizations), writeXml(manifest), zip);
}

/**
 * Components of the newer framework are folders in lower case, copied as they are and not in customizations.xml:
 * environment variables, custom APIs, plug-in packages, app actions, masking rules …
 */
function copyVerbatim(source: Source, zip: ZipFiles): void {
  for (const path of source.unused()) {
    const [folder, ...rest] = path.split('/');
    if (folder === undefined || rest.length === 0 || !(/^[a-z]+$/.test(folder) || folder === 'Assets')) continue;
    const bytes = source.bytes(path);
    if (bytes === undefined) continue;
    if (path.endsWith('/environmentvariabledefinition.xml')) checkEnvironmentVariable(source, path, bytes);
    zip.set(path, bytes);
  }
}

/** An import dies on a declaration or comment before the root: "specified node cannot be inserted". */
function checkEnvironmentVariable(source: Source, path: string, bytes: Uint8Array): void {
  const root = source.root(path, 'environmentvariabledefinition');
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  if (root !== undefined && !text.startsWith('<environmentvariabledefinition')) {
    source.problems.add(
      'wrong-content',
      path,
      'nothing may stand before the root element, no declaration and no comment',
      1,
    );
  }
}

function prepareManifest(
  source: Source,
  manifest: Element,
  components: ComponentList,
  type: PackageType,
  version: string | undefined,
): void {
  const solution = child(manifest, 'SolutionManifest');
  const part = (name: string): Element | undefined => {
    const found = solution === undefined ? undefined : child(solution, name);
    if (found === undefined) {
      source.problems.add('wrong-content', solutionFile, `<${name}> is missing`, solution?.lineNumber);
    }
    return found;
  };
  const managed = part('Managed');
  if (managed !== undefined) managed.textContent = type === 'Managed' ? '1' : '0';
  const versionElement = part('Version');
  if (versionElement !== undefined && version !== undefined) versionElement.textContent = `${version}.0`;
  const roots = part('RootComponents');
  if (roots !== undefined) components.compare(roots, solutionFile);
  if (children(manifest).length !== 1) {
    source.problems.add('wrong-content', solutionFile, 'there must be one <SolutionManifest>', manifest.lineNumber);
  }
}
