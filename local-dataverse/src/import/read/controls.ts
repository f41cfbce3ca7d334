/** Code components: manifest and files → rows of customcontrol, webresource, customcontrolresource. */
import { DataverseError } from '../../engine/errors.ts';
import { stableId } from '../../metadata/stable-id.ts';
import type { RowImport } from './package.ts';
import { attribute, child, children, fail, needAttribute, needText, parseXml, type Element } from './xml.ts';
import { contentOf, textOf, type PackageFiles } from './zip.ts';

const FILE = 'customizations.xml';

const RESOURCE_TYPES: Readonly<Record<string, number>> = {
  html: 1,
  htm: 1,
  css: 2,
  js: 3,
  xml: 4,
  png: 5,
  jpg: 6,
  jpeg: 6,
  gif: 7,
  xsl: 9,
  ico: 10,
  svg: 11,
  resx: 12,
};

/** A code component: its row, and each of its files as a web resource `cc_<name>/<file>`, as the platform keeps them. */
export function readControl(element: Element, files: PackageFiles): RowImport[] {
  const name = needText(FILE, element, 'Name');
  const manifestPath = needText(FILE, element, 'FileName').replace(/^\//, '');
  const folder = manifestPath.replace(/[^/]*$/, '');
  const manifest = textOf(files, manifestPath);
  const control = child(parseXml(manifestPath, manifest), 'control');
  if (control === undefined)
    throw new DataverseError(400, '0x8004802c', `${manifestPath}: there is no control element.`);
  const full = `${needAttribute(manifestPath, control, 'namespace')}.${needAttribute(manifestPath, control, 'constructor')}`;
  if (!name.endsWith(`_${full}`) && name !== full)
    fail(manifestPath, control, `the manifest is of ${full}, the solution names ${name}`);
  for (const resource of children(child(control, 'resources'))) {
    const path = attribute(resource, 'path');
    if (path !== undefined) contentOf(files, folder + path);
  }
  const id = stableId('customcontrol', name);
  const version = needAttribute(manifestPath, control, 'version');
  const rows: RowImport[] = [
    {
      file: manifestPath,
      table: 'customcontrol',
      id,
      componentType: 66,
      schemaName: name,
      values: { name, version, manifest, compatibledatatypes: dataTypes(control) },
    },
  ];
  for (const [path, content] of files)
    if (path.startsWith(folder)) rows.push(...controlFile(name, id, version, path.slice(folder.length), content));
  return rows;
}

function controlFile(
  control: string,
  controlId: string,
  version: string,
  file: string,
  content: Uint8Array,
): RowImport[] {
  const name = `cc_${control}/${file}`;
  const webResourceId = stableId('webresource', name);
  const type = RESOURCE_TYPES[/\.(\w+)$/.exec(file)?.[1]?.toLowerCase() ?? ''] ?? null;
  return [
    {
      file,
      table: 'webresource',
      id: webResourceId,
      values: { name, displayname: name, webresourcetype: type, content: Buffer.from(content).toString('base64') },
    },
    {
      file,
      table: 'customcontrolresource',
      id: stableId('customcontrolresource', name),
      values: { name: file, version, customcontrolid: controlId, webresourceid: webResourceId },
    },
  ];
}

/** Data types the component's bound properties take, comma-separated. */
function dataTypes(control: Element): string {
  const types = children(control, 'property').flatMap((each) => attribute(each, 'of-type') ?? []);
  return [...new Set(types)].join(',');
}
