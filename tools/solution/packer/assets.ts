/** Components that bring files of their own into the zip: web resources, controls, plug-in assemblies, apps, flows. */
import { componentTypes, type ComponentList } from './components.ts';
import type { Source } from './source.ts';
import { childText, descendants, parseXml, XmlError, type Element } from './xml.ts';

/** Files for the zip by their path there. */
export type ZipFiles = Map<string, Uint8Array>;

/** The platform's default limit for a web resource and a control file (facts/packaging-and-pcf.md §4). */
export const largestFile = 5 * 1024 * 1024;

/** `WebResources/<name>.data.xml` beside its content; in the zip the content has the name that `<FileName>` says. */
export function collectWebResources(source: Source, components: ComponentList, zip: ZipFiles): Element[] {
  return source
    .paths('WebResources')
    .filter((path) => path.endsWith('.data.xml'))
    .flatMap((file) => {
      const root = source.root(file, 'WebResource');
      if (root === undefined) return [];
      const name = childText(root, 'Name') ?? '';
      components.add(componentTypes.webResource, name, file, root.lineNumber);
      const path = file.replace(/\.data\.xml$/, '');
      if (path !== `WebResources/${name}`) {
        source.problems.add('wrong-file-name', file, `the file stands for ${path.slice(13)} but names ${name}`);
      }
      const expected = `/WebResources/${name.replace(/[/.]/g, '')}${(childText(root, 'WebResourceId') ?? '').replace(/[{}]/g, '').toUpperCase()}`;
      const fileName = childText(root, 'FileName') ?? '';
      if (fileName !== expected) {
        source.problems.add(
          'wrong-file-name',
          file,
          `FileName is ${fileName}, the platform names it ${expected}`,
          root.lineNumber,
        );
      }
      addFile(source, zip, path, fileName.slice(1), file);
      return [root];
    });
}

/** `Controls/<prefix_NS.Constructor>/`: the description goes into customizations.xml, all else is copied. */
export function collectControls(source: Source, components: ComponentList, zip: ZipFiles, version?: string): Element[] {
  const manifestName = 'ControlManifest.xml';
  const folders = new Set(source.paths('Controls').map((path) => path.split('/').slice(0, 2).join('/')));
  return [...folders].flatMap((folder) => {
    const data = `${folder}/${manifestName}.data.xml`;
    const root = source.root(data, 'CustomControl');
    if (root === undefined) return [];
    components.add(componentTypes.control, childText(root, 'Name'), data, root.lineNumber);
    const manifest = `${folder}/${manifestName}`;
    if (!source.has(manifest))
      source.problems.add('missing-source', data, `${manifest} is not in the folder`, root.lineNumber);
    for (const path of source.paths(folder).filter((each) => each !== data)) {
      const bytes = source.bytes(path);
      if (bytes === undefined) continue;
      if (bytes.length > largestFile) tooLarge(source, path, bytes);
      zip.set(path, path === manifest ? stampManifest(source, path, bytes, version) : bytes);
    }
    return [root];
  });
}

/** Checks the manifest and writes `version` (three parts) into its `<control>`; the rest stays byte for byte. */
function stampManifest(source: Source, file: string, bytes: Uint8Array, version: string | undefined): Uint8Array {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  try {
    const root = parseXml(text).documentElement;
    for (const element of root === null ? [] : [root, ...descendants(root, '*')]) {
      for (const name of ['display-name-key', 'description-key']) {
        // The platform's schema type for these keys takes no apostrophe: the import fails on one.
        if (element.getAttribute(name)?.includes("'")) {
          source.problems.add(
            'bad-text',
            file,
            `${name} of <${element.nodeName}> has an apostrophe`,
            element.lineNumber,
          );
        }
      }
    }
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    source.problems.add('not-xml', file, error.message, error.line);
  }
  return version === undefined ? bytes : withControlVersion(bytes, version);
}

/** A control manifest with this version (three parts) in its `<control>`; the rest stays byte for byte. */
export function withControlVersion(manifest: Uint8Array, version: string): Uint8Array {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(manifest);
  return new TextEncoder().encode(text.replace(/(<control\b[^>]*?\sversion=")[^"]*(")/, `$1${version}$2`));
}

/** `PluginAssemblies/<name>-<GUID>/<name>.dll` and its `.data.xml`. */
export function collectPluginAssemblies(source: Source, components: ComponentList, zip: ZipFiles): Element[] {
  return source
    .paths('PluginAssemblies')
    .filter((path) => path.endsWith('.data.xml'))
    .flatMap((file) => {
      const root = source.root(file, 'PluginAssembly');
      if (root === undefined) return [];
      components.add(
        componentTypes.pluginAssembly,
        root.getAttribute('PluginAssemblyId') ?? undefined,
        file,
        root.lineNumber,
      );
      addFile(source, zip, file.replace(/\.data\.xml$/, ''), (childText(root, 'FileName') ?? '').slice(1), file);
      return [root];
    });
}

/** `Workflows/<name>.data.xml` with its `.xaml` or `.json`, and `CanvasApps/<name>.meta.xml` with its files. */
export function collectWithCompanions(
  source: Source,
  components: ComponentList,
  zip: ZipFiles,
  rule: {
    readonly folder: string;
    readonly suffix: string;
    readonly root: string;
    readonly type: number;
    readonly nameOf: (root: Element) => string | undefined;
  },
): Element[] {
  const roots: Element[] = [];
  for (const path of source.paths(rule.folder)) {
    if (!path.endsWith(rule.suffix)) {
      const bytes = source.bytes(path);
      if (bytes !== undefined) zip.set(path, bytes);
      continue;
    }
    const root = source.root(path, rule.root);
    if (root === undefined) continue;
    components.add(rule.type, rule.nameOf(root), path, root.lineNumber);
    roots.push(root);
  }
  return roots;
}

function addFile(source: Source, zip: ZipFiles, path: string, target: string, describedBy: string): void {
  const bytes = source.bytes(path);
  if (bytes === undefined) {
    source.problems.add('missing-source', describedBy, `its content ${path} is not in the folder`);
    return;
  }
  if (bytes.length > largestFile) tooLarge(source, path, bytes);
  if (zip.has(target))
    source.problems.add('duplicate', describedBy, `another component also has the file name ${target}`);
  zip.set(target, bytes);
}

function tooLarge(source: Source, path: string, bytes: Uint8Array): void {
  const size = (bytes.length / 1024).toFixed(0);
  source.problems.add('too-large', path, `${size} KB is more than the ${largestFile / 1024} KB the platform takes`);
}
