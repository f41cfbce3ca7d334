/** Unpacks a solution zip into a folder in SolutionPackager layout: the reverse of the packer (facts/packaging-and-pcf.md §2). */
import { strFromU8, strToU8, unzipSync } from 'fflate';

import { child, children, childText, parseXml, writeXml, XmlError, type Element } from '../packer/xml.ts';
import { takeAssets } from './assets.ts';
import { unpackEntities } from './entities.ts';
import { UnpackError } from './errors.ts';

export { UnpackError } from './errors.ts';

const declaration = '<?xml version="1.0" encoding="utf-8"?>\n';
/** Lists of customizations.xml whose members are one file each: folder, and what the file is named by. */
const lists: Readonly<Record<string, (item: Element) => string | undefined>> = {
  Roles: (role) => path('Roles', role.getAttribute('name')),
  optionsets: (set) => path('OptionSets', set.getAttribute('Name')),
  Dashboards: (board) => path('Dashboards', childText(board, 'FormId')),
  SdkMessageProcessingSteps: (step) =>
    path('SdkMessageProcessingSteps', step.getAttribute('SdkMessageProcessingStepId')),
  AppModuleSiteMaps: (map) => path('AppModuleSiteMaps', childText(map, 'SiteMapUniqueName'), 'AppModuleSiteMap'),
  AppModules: (app) => path('AppModules', childText(app, 'UniqueName'), 'AppModule'),
};
/** Lists that are one file as a whole. */
const wholes: Readonly<Record<string, string>> = {
  ServiceEndpoints: 'PluginAssemblies/ServiceEndpoints.xml',
  FieldSecurityProfiles: 'Other/FieldSecurityProfiles.xml',
};

/** Where the unpacked files go, with the tools to put them there. */
export interface Target {
  /** Contents of the zip that nothing has taken yet; what is left is copied as it is. */
  readonly zip: Map<string, Uint8Array>;
  xml(file: string, root: Element): void;
  bytes(file: string, content: Uint8Array): void;
}

/**
 * The files of a solution zip, by path relative to the folder.
 * @throws UnpackError when the bytes are no solution zip, or name files outside of the folder
 */
export function unpackZip(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const zip = readZip(bytes);
  const customizations = take(zip, 'customizations.xml');
  const manifest = take(zip, 'solution.xml');
  zip.delete('[Content_Types].xml');
  const files = new Map<string, Uint8Array>();
  const put = (file: string, content: Uint8Array): void => {
    const safe = checkedPath(file);
    if (files.has(safe)) throw new UnpackError(`two components would have the file ${safe}`);
    files.set(safe, content);
  };
  const target: Target = {
    zip,
    xml: (file, root) => put(file, strToU8(declaration + writeXml(withNamespaces(root, customizations)))),
    bytes: put,
  };
  unpackEntities(target, customizations);
  for (const [name, fileOf] of Object.entries(lists)) takeList(target, customizations, name, fileOf);
  takeRelationships(target, customizations);
  takeAssets(target, customizations);
  for (const [name, file] of Object.entries(wholes)) takeWhole(target, customizations, name, file);
  target.xml('Other/Customizations.xml', customizations);
  target.xml('Other/Solution.xml', manifest);
  for (const [file, content] of zip) put(file, content);
  return files;
}

/** Prefixes that the document declares at its root and this part of it uses are declared on the part as well. */
function withNamespaces(root: Element, document: Element): Element {
  if (root === document) return root;
  const text = writeXml(root);
  for (const { name, value } of [...document.attributes]) {
    const prefix = name.startsWith('xmlns:') ? name.slice('xmlns:'.length) : undefined;
    if (prefix !== undefined && text.includes(` ${prefix}:`) && !root.hasAttribute(name))
      root.setAttribute(name, value);
  }
  return root;
}

function readZip(bytes: Uint8Array): Map<string, Uint8Array> {
  try {
    // Entries of folders have no content of their own.
    return new Map(Object.entries(unzipSync(bytes)).filter(([name]) => !name.endsWith('/')));
  } catch (error) {
    throw new UnpackError(`this is no zip: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function take(zip: Map<string, Uint8Array>, file: string): Element {
  const content = zip.get(file);
  if (content === undefined) throw new UnpackError(`${file} is not in the zip: this is no solution`);
  zip.delete(file);
  try {
    const root = parseXml(strFromU8(content)).documentElement;
    if (root?.nodeName === 'ImportExportXml') return root;
    throw new UnpackError(`${file} starts with <${root?.nodeName ?? ''}>, not <ImportExportXml>`);
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    throw new UnpackError(`${file}:${error.line ?? 1}: ${error.message}`);
  }
}

/** @throws UnpackError for a path that leaves the folder: a zip from elsewhere must not write there */
function checkedPath(file: string): string {
  const parts = file.replaceAll('\\', '/').split('/');
  if (/^[/\\]|^[a-z]:/i.test(file) || parts.some((part) => part === '' || part === '.' || part === '..'))
    throw new UnpackError(`the zip names the file ${JSON.stringify(file)}, which lies outside of the folder`);
  return parts.join('/');
}

/** `folder/name.xml`, or `folder/name/file.xml`; undefined without a name. */
function path(folder: string, name: string | null | undefined, file?: string): string | undefined {
  if (name === null || name === undefined || name === '') return undefined;
  return file === undefined ? `${folder}/${name}.xml` : `${folder}/${name}/${file}.xml`;
}

function takeList(
  target: Target,
  customizations: Element,
  name: string,
  fileOf: (item: Element) => string | undefined,
): void {
  const list = child(customizations, name);
  for (const item of list === undefined ? [] : children(list)) {
    const file = fileOf(item);
    if (file === undefined) throw new UnpackError(`customizations.xml: a <${item.nodeName}> has neither name nor id`);
    target.xml(file, item);
    item.parentNode?.removeChild(item);
  }
}

/** The list becomes the root of a file; its place in the skeleton stays, empty. */
function takeWhole(target: Target, customizations: Element, name: string, file: string): void {
  const list = child(customizations, name);
  if (list === undefined || children(list).length === 0) return;
  const empty = list.cloneNode(false);
  list.parentNode?.replaceChild(empty, list);
  target.xml(file, list);
}

/** An index of names in order, and the bodies by the table they point to (for N:N the first one). */
function takeRelationships(target: Target, customizations: Element): void {
  const list = child(customizations, 'EntityRelationships');
  const document = customizations.ownerDocument;
  if (list === undefined || document === null || children(list).length === 0) return;
  const root = (): Element => document.createElement('EntityRelationships');
  const index = root();
  const bodies = new Map<string, Element>();
  for (const relationship of children(list, 'EntityRelationship')) {
    const table = childText(relationship, 'ReferencedEntityName') ?? childText(relationship, 'FirstEntityName');
    const name = relationship.getAttribute('Name');
    if (table === undefined || name === null)
      throw new UnpackError(`customizations.xml:${relationship.lineNumber}: a relationship without name or table`);
    const entry = document.createElement('EntityRelationship');
    entry.setAttribute('Name', name);
    index.appendChild(entry);
    const body = bodies.get(table) ?? root();
    bodies.set(table, body);
    body.appendChild(relationship);
  }
  for (const [table, body] of bodies) target.xml(`Other/Relationships/${table}.xml`, body);
  target.xml('Other/Relationships.xml', index);
}
