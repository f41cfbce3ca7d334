/** Roles, web resources, controls, environment variables. */
import {
  controlSchemaName,
  idOf,
  type EnvironmentVariable,
  type Label,
  type Role,
  type WebResource,
} from '../../../solution/model/index.ts';
import { braced, introduced, introducedVersion, labels } from './common.ts';
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
