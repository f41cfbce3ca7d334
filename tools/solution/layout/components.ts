/** Roles, app, site map, web resources, controls, environment variables. */
import {
  controlSchemaName,
  idOf,
  languages,
  type App,
  type EnvironmentVariable,
  type Label,
  type Role,
  type Solution,
  type WebResource,
} from '../../../solution/model/index.ts';
import { braced, descriptions, introduced, introducedVersion, labels, localizedNames } from './common.ts';
import { element, rootAttributes, serialize, text, type Element } from './element.ts';

export function roleFile(role: Role): Element {
  const privileges = [...role.privileges].sort((left, right) => (left.name < right.name ? -1 : 1));
  return element('Role', { id: braced(idOf('role', role.name)), name: role.name, ...rootAttributes }, [
    text('IsCustomizable', true),
    text('IsAutoAssigned', false),
    element(
      'RolePrivileges',
      {},
      privileges.map(({ name, level }) => element('RolePrivilege', { name, level })),
    ),
  ]);
}

/** Icon every organisation has; the app gets one of its own when we ship one. */
const stockIcon = '953b9fac-1e5e-e611-80d6-00155ded156f';

export function appFile(app: App, solution: Solution): Element {
  const tables = [...new Set(app.area.groups.flatMap((group) => group.subAreas.map(({ table }) => table)))].sort();
  const forms = [
    ...solution.extensions.flatMap(({ table, forms: own }) => own.map((form) => [table.name, form.name] as const)),
    ...solution.tables.flatMap((table) => table.forms.map((form) => [table.name, form.name] as const)),
  ].filter(([table]) => tables.includes(table));
  return element('AppModule', rootAttributes, [
    text('UniqueName', app.name),
    introduced,
    text('WebResourceId', stockIcon),
    text('OptimizedFor', ''),
    text('statecode', 0),
    text('statuscode', 1),
    text('FormFactor', 1),
    text('ClientType', 4),
    text('NavigationType', 0),
    element('AppModuleComponents', {}, [
      ...tables.map((schemaName) => element('AppModuleComponent', { type: 1, schemaName })),
      ...forms.map(([table, form]) =>
        element('AppModuleComponent', { type: 60, id: braced(idOf('form', table, form)) }),
      ),
      element('AppModuleComponent', { type: 62, schemaName: app.name }),
    ]),
    element(
      'AppModuleRoleMaps',
      {},
      app.roles.map((role) => element('Role', { id: braced(idOf('role', role.name)) })),
    ),
    localizedNames(app.label),
    descriptions(app.description),
  ]);
}

export function siteMapFile(app: App): Element {
  const { area } = app;
  const everywhere = {
    Client: 'All,Outlook,OutlookLaptopClient,OutlookWorkstationClient,Web',
    AvailableOffline: true,
    PassParams: false,
    Sku: 'All,OnPremise,Live,SPLA',
  };
  const groups = area.groups.map((group) =>
    element('Group', { Id: group.id, IntroducedVersion: introducedVersion, IsProfile: false }, [
      titles(group.label),
      ...group.subAreas.map(({ id, table }) =>
        element('SubArea', {
          Id: id,
          Icon: '/_imgs/imagestrips/transparent_spacer.gif',
          Entity: table,
          ...everywhere,
          IntroducedVersion: introducedVersion,
        }),
      ),
    ]),
  );
  return element('AppModuleSiteMap', rootAttributes, [
    text('SiteMapUniqueName', app.name),
    text('EnableCollapsibleGroups', 'False'),
    text('ShowHome', 'True'),
    text('ShowPinned', 'True'),
    text('ShowRecents', 'True'),
    element('SiteMap', { IntroducedVersion: introducedVersion }, [
      element('Area', { Id: area.id, ShowGroups: true, IntroducedVersion: introducedVersion }, [
        titles(area.label),
        ...groups,
      ]),
    ]),
    localizedNames(app.label),
  ]);
}

function titles(label: Label): Element {
  return element(
    'Titles',
    {},
    languages.map((language) => element('Title', { LCID: language, Title: label[language] })),
  );
}

/** `webresourcetype` of the platform. */
const webResourceTypes: Readonly<Record<WebResource['type'], number>> = { html: 1, css: 2, js: 3, svg: 11, resx: 12 };

export function webResourceFile(resource: WebResource): Element {
  const id = idOf('webresource', resource.name);
  // The platform's own file name: the name without slashes and dots, then the id in capitals, no extension.
  const fileName = `/WebResources/${resource.name.replace(/[/.]/g, '')}${id.toUpperCase()}`;
  return element('WebResource', rootAttributes, [
    text('WebResourceId', braced(id)),
    text('Name', resource.name),
    text('DisplayName', resource.label),
    text('Description', resource.description),
    text('WebResourceType', webResourceTypes[resource.type]),
    introduced,
    text('IsEnabledForMobileClient', true),
    text('IsAvailableForMobileOffline', false),
    text('IsCustomizable', true),
    text('CanBeDeleted', true),
    text('IsHidden', false),
    text('FileName', fileName),
  ]);
}

export function controlFile(control: string): Element {
  const name = controlSchemaName(control);
  return element('CustomControl', rootAttributes, [
    text('Name', name),
    text('FileName', `/Controls/${name}/ControlManifest.xml`),
  ]);
}

const variableTypes: Readonly<Record<EnvironmentVariable['type'], number>> = {
  String: 100_000_000,
  Number: 100_000_001,
  Boolean: 100_000_002,
  JSON: 100_000_003,
};

/** Definition without a value. No XML declaration: the import fails on one (facts/packaging-and-pcf.md §2). */
export function environmentVariableText(variable: EnvironmentVariable): string {
  const labelled = (name: string, label: Label): Element => ({
    ...labels(name, 'label', label),
    attributes: { default: label[1033] },
  });
  return serialize(
    element('environmentvariabledefinition', { schemaname: variable.name }, [
      labelled('description', variable.description),
      labelled('displayname', variable.label),
      text('introducedversion', introducedVersion),
      text('iscustomizable', 1),
      text('isrequired', 0),
      text('secretstore', 0),
      text('type', variableTypes[variable.type]),
    ]),
  );
}
