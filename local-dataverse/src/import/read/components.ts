/** Roles, web resources and environment variables → rows. */
import { DataverseError, notImplemented } from '../../engine/errors.ts';
import { stableId } from '../../metadata/stable-id.ts';
import type { RoleImport, RowImport } from './package.ts';
import {
  attribute,
  child,
  children,
  fail,
  flag,
  guid,
  needAttribute,
  needText,
  number,
  parseXml,
  text,
  type Element,
} from './xml.ts';
import { contentOf, textOf, type PackageFiles } from './zip.ts';

const FILE = 'customizations.xml';
/** privilegedepthmask by the level's name. */
const DEPTHS: Readonly<Record<string, number>> = { Basic: 1, Local: 2, Deep: 4, Global: 8 };

export function readRole(element: Element): RoleImport {
  return {
    id: guid(FILE, element, needAttribute(FILE, element, 'id')),
    name: needAttribute(FILE, element, 'name'),
    privileges: children(child(element, 'RolePrivileges'), 'RolePrivilege').map((each) => {
      const level = needAttribute(FILE, each, 'level');
      return {
        name: needAttribute(FILE, each, 'name'),
        depth: DEPTHS[level] ?? fail(FILE, each, `the level '${level}' is unknown`),
      };
    }),
  };
}

/** The platform's limit for one web resource (5120 KB). */
const MOST_CONTENT = 5120 * 1024;

export function readWebResource(element: Element, files: PackageFiles): RowImport {
  const name = needText(FILE, element, 'Name');
  const content = contentOf(files, needText(FILE, element, 'FileName'));
  if (content.byteLength > MOST_CONTENT)
    throw new DataverseError(400, '0x8004f115', `Webresource content size is too big: ${name}.`);
  return {
    file: FILE,
    table: 'webresource',
    id: guid(FILE, element, needText(FILE, element, 'WebResourceId')),
    componentType: 61,
    schemaName: name,
    values: {
      name,
      displayname: text(element, 'DisplayName') ?? null,
      description: text(element, 'Description') ?? null,
      webresourcetype: number(FILE, element, 'WebResourceType') ?? fail(FILE, element, 'WebResourceType is missing'),
      languagecode: number(FILE, element, 'LanguageCode') ?? null,
      content: Buffer.from(content).toString('base64'),
      isenabledformobileclient: flag(element, 'IsEnabledForMobileClient') ?? false,
      isavailableformobileoffline: flag(element, 'IsAvailableForMobileOffline') ?? false,
      introducedversion: text(element, 'IntroducedVersion') ?? null,
    },
  };
}

const VARIABLE_FILE = /^environmentvariabledefinitions\/([^/]+)\/environmentvariabledefinition\.xml$/;

/** Environment variable definitions stand in files of their own. */
export function readEnvironmentVariables(files: PackageFiles): RowImport[] {
  return [...files.keys()]
    .filter((path) => VARIABLE_FILE.test(path))
    .map((path) => readVariable(path, textOf(files, path)));
}

function readVariable(path: string, content: string): RowImport {
  // The platform inserts the file's text into another document: a declaration or comment in front makes its import fail (0x80040216).
  if (!content.startsWith('<environmentvariabledefinition')) {
    throw new DataverseError(
      400,
      '0x80040216',
      `${path}: the file must begin with its root element; the specified node cannot be inserted as the valid child of this node.`,
    );
  }
  const root = parseXml(path, content);
  const schemaName = needAttribute(path, root, 'schemaname');
  const localized = (name: string): string | null => attribute(child(root, name), 'default') ?? null;
  return {
    file: path,
    table: 'environmentvariabledefinition',
    id: stableId('environmentvariabledefinition', schemaName),
    schemaName,
    values: {
      schemaname: schemaName,
      displayname: localized('displayname') ?? schemaName,
      description: localized('description'),
      defaultvalue: text(root, 'defaultvalue') ?? null,
      type: number(path, root, 'type') ?? fail(path, root, 'type is missing'),
      isrequired: flag(root, 'isrequired') ?? false,
      introducedversion: text(root, 'introducedversion') ?? null,
    },
  };
}

/** Folders of the package this reader knows. */
const KNOWN_PATHS = /^(solution\.xml|customizations\.xml|\[Content_Types\]\.xml|WebResources\/|Controls\/)/;

/** @throws DataverseError 501 for a part of the package that nothing here reads */
export function refuseUnknownFiles(files: PackageFiles): void {
  const unknown = [...files.keys()].find((path) => !KNOWN_PATHS.test(path) && !VARIABLE_FILE.test(path));
  if (unknown !== undefined) throw notImplemented(`The solution part ${unknown}`);
}
