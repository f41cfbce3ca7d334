/** ControlManifest.xml of an imported code component (schema: pcf-scripts/ManifestSchema.json). */
import type { ManifestDataSet, ManifestProperty } from './model.ts';
import { attribute, child, children, flag, integer, parseXml } from './xml.ts';
import type { XmlElement } from './xml.ts';

export interface Manifest {
  readonly registeredName: string;
  readonly version: string;
  readonly isVirtual: boolean;
  readonly displayNameKey: string;
  readonly properties: readonly ManifestProperty[];
  readonly dataSets: readonly ManifestDataSet[];
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
  readonly strings: readonly string[];
  readonly platformLibraries: readonly { readonly name: string; readonly version: string }[];
  readonly features: readonly string[];
}

/**
 * Reads a component's manifest.
 * @throws XmlError when it is not XML or has no `control` element
 */
export function readManifest(content: string, what: string): Manifest {
  const control = child(parseXml(content, what), 'control');
  const groups = typeGroups(control);
  const resources = child(control, 'resources');
  const paths = (name: string) => ordered(children(resources, name)).flatMap((one) => attribute(one, 'path') ?? []);
  return {
    registeredName: `${attribute(control, 'namespace') ?? ''}.${attribute(control, 'constructor') ?? ''}`,
    version: attribute(control, 'version') ?? '',
    isVirtual: attribute(control, 'control-type') === 'virtual',
    displayNameKey: attribute(control, 'display-name-key') ?? '',
    properties: children(control, 'property').map((property) => propertyOf(property, groups)),
    dataSets: children(control, 'data-set').map((set) => ({
      name: attribute(set, 'name') ?? '',
      columns: children(set, 'property-set').map((one) => attribute(one, 'name') ?? ''),
    })),
    scripts: paths('code'),
    styles: paths('css'),
    strings: paths('resx'),
    platformLibraries: children(resources, 'platform-library').map((library) => ({
      name: attribute(library, 'name') ?? '',
      version: attribute(library, 'version') ?? '',
    })),
    features: children(child(control, 'feature-usage'), 'uses-feature').flatMap((one) => attribute(one, 'name') ?? []),
  };
}

function ordered(elements: readonly XmlElement[]): XmlElement[] {
  return [...elements].sort((a, b) => integer(a, 'order', 1) - integer(b, 'order', 1));
}

function typeGroups(control: XmlElement | undefined): Map<string, string[]> {
  return new Map(
    children(control, 'type-group').map((group) => [
      attribute(group, 'name') ?? '',
      children(group, 'type').map((type) => type.textContent?.trim() ?? ''),
    ]),
  );
}

function propertyOf(property: XmlElement, groups: ReadonlyMap<string, string[]>): ManifestProperty {
  const usage = attribute(property, 'usage');
  const type = attribute(property, 'of-type');
  const defaultValue = attribute(property, 'default-value');
  const options = children(property, 'value').map((value) => ({
    name: attribute(value, 'name') ?? '',
    value: value.textContent?.trim() ?? '',
    isDefault: flag(value, 'default', false),
  }));
  return {
    name: attribute(property, 'name') ?? '',
    types: type ? [type] : (groups.get(attribute(property, 'of-type-group') ?? '') ?? []),
    usage: usage === 'input' || usage === 'output' ? usage : 'bound',
    required: flag(property, 'required', false),
    ...(defaultValue === undefined ? {} : { defaultValue }),
    ...(options.length ? { options } : {}),
  };
}
