/** Apps and their site maps → rows of appmodule, appmodulecomponent, appmoduleroles, sitemap. */
import { notImplemented } from '../../engine/errors.ts';
import { stableId } from '../../metadata/stable-id.ts';
import type { Reference, RowImport } from './package.ts';
import {
  attribute,
  baseText,
  child,
  children,
  fail,
  guid,
  labels,
  needAttribute,
  needText,
  number,
  serialize,
  text,
  type Element,
} from './xml.ts';

const FILE = 'customizations.xml';

export function readSiteMap(element: Element): RowImport {
  const uniqueName = needText(FILE, element, 'SiteMapUniqueName');
  const map = child(element, 'SiteMap') ?? fail(FILE, element, 'SiteMap is missing');
  const names = labels(element, 'LocalizedNames');
  return {
    file: FILE,
    table: 'sitemap',
    id: stableId('sitemap', uniqueName),
    componentType: 62,
    schemaName: uniqueName,
    names,
    values: {
      sitemapnameunique: uniqueName,
      sitemapname: baseText(names) ?? uniqueName,
      sitemapxml: serialize(map),
      isappaware: true,
    },
  };
}

/** An app, its components and the roles that may open it. */
export function readApp(element: Element): { rows: RowImport[]; references: Reference[] } {
  const uniqueName = needText(FILE, element, 'UniqueName');
  const id = stableId('appmodule', uniqueName);
  const names = labels(element, 'LocalizedNames');
  const references: Reference[] = [];
  const components = children(child(element, 'AppModuleComponents'), 'AppModuleComponent').map((each): RowImport => {
    const type = Number(needAttribute(FILE, each, 'type'));
    const given = attribute(each, 'id');
    const schemaName = attribute(each, 'schemaName');
    if (type === 1 && schemaName !== undefined)
      references.push({ from: `app ${uniqueName}`, kind: 'table', name: schemaName.toLowerCase() });
    const objectId =
      given === undefined
        ? objectIdOf(type, schemaName ?? fail(FILE, each, 'neither id nor schemaName is given'))
        : guid(FILE, each, given);
    return {
      file: FILE,
      table: 'appmodulecomponent',
      id: stableId('appmodulecomponent', uniqueName, type, objectId),
      values: { componenttype: type, objectid: objectId, appmoduleidunique: { table: 'appmodule', id } },
    };
  });
  const roles = children(child(element, 'AppModuleRoleMaps'), 'Role').map((each): RowImport => {
    const roleId = guid(FILE, each, needAttribute(FILE, each, 'id'));
    return {
      file: FILE,
      table: 'appmoduleroles',
      id: stableId('appmoduleroles', uniqueName, roleId),
      values: { appmoduleid: { table: 'appmodule', id }, roleid: { table: 'role', id: roleId } },
    };
  });
  const app: RowImport = {
    file: FILE,
    table: 'appmodule',
    id,
    componentType: 80,
    schemaName: uniqueName,
    names,
    values: {
      uniquename: uniqueName,
      name: baseText(names) ?? uniqueName,
      description: baseText(labels(element, 'Descriptions')) ?? null,
      appmoduleidunique: stableId('appmoduleunique', uniqueName),
      webresourceid: text(element, 'WebResourceId')?.replace(/[{}]/g, '').toLowerCase() ?? null,
      clienttype: number(FILE, element, 'ClientType') ?? 4,
      formfactor: number(FILE, element, 'FormFactor') ?? 1,
      introducedversion: text(element, 'IntroducedVersion') ?? null,
    },
  };
  return { rows: [app, ...components, ...roles], references };
}

function objectIdOf(type: number, schemaName: string): string {
  if (type === 1) return stableId('table', schemaName.toLowerCase());
  if (type === 62) return stableId('sitemap', schemaName);
  throw notImplemented(`An app component of type ${type} named ${schemaName}`);
}
