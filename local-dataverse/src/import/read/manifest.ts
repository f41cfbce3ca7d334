/** solution.xml → Manifest. */
import {
  attribute,
  child,
  children,
  fail,
  flag,
  guid,
  labels,
  needText,
  number,
  parseXml,
  text,
  type Element,
} from './xml.ts';
import type { DependencySide, Manifest, PublisherInfo, Requirement, RootComponent } from './package.ts';

const FILE = 'solution.xml';

/** @throws DataverseError naming what is missing or malformed */
export function readManifest(content: string): Manifest {
  const root = parseXml(FILE, content);
  const solution = child(root, 'SolutionManifest') ?? fail(FILE, root, 'SolutionManifest is missing');
  const version = needText(FILE, solution, 'Version');
  if (!/^\d+(\.\d+){1,3}$/.test(version)) fail(FILE, solution, `Version is '${version}'`);
  const managed = text(solution, 'Managed');
  // 2 is what an unpacked folder for both kinds says; a packed zip is one of them.
  if (managed !== '0' && managed !== '1') fail(FILE, solution, `Managed is '${managed ?? ''}', not 0 or 1`);
  return {
    uniqueName: needText(FILE, solution, 'UniqueName'),
    displayName: labels(solution, 'LocalizedNames'),
    description: labels(solution, 'Descriptions'),
    version,
    isManaged: flag(solution, 'Managed') ?? false,
    publisher: readPublisher(child(solution, 'Publisher') ?? fail(FILE, solution, 'Publisher is missing')),
    rootComponents: children(child(solution, 'RootComponents'), 'RootComponent').map(readRoot),
    requirements: children(child(solution, 'MissingDependencies'), 'MissingDependency').flatMap(readRequirement),
  };
}

function readPublisher(publisher: Element): PublisherInfo {
  const values: Record<string, string> = {};
  const email = text(publisher, 'EMailAddress');
  const website = text(publisher, 'SupportingWebsiteUrl');
  if (email !== undefined) values['emailaddress'] = email;
  if (website !== undefined) values['supportingwebsiteurl'] = website;
  return {
    uniqueName: needText(FILE, publisher, 'UniqueName'),
    displayName: labels(publisher, 'LocalizedNames'),
    prefix: needText(FILE, publisher, 'CustomizationPrefix'),
    optionValuePrefix:
      number(FILE, publisher, 'CustomizationOptionValuePrefix') ??
      fail(FILE, publisher, 'CustomizationOptionValuePrefix is missing'),
    values,
  };
}

function readRoot(element: Element): RootComponent {
  const id = attribute(element, 'id');
  const type = Number(attribute(element, 'type'));
  if (!Number.isInteger(type)) fail(FILE, element, 'type is no number');
  return {
    type,
    id: id === undefined ? undefined : guid(FILE, element, id),
    schemaName: attribute(element, 'schemaName'),
    behavior: Number(attribute(element, 'behavior') ?? 0),
  };
}

function readRequirement(element: Element): Requirement[] {
  const required = child(element, 'Required');
  if (required === undefined) fail(FILE, element, 'Required is missing');
  const dependent = child(element, 'Dependent');
  return [{ ...readSide(required), ...(dependent === undefined ? {} : { dependent: readSide(dependent) }) }];
}

function readSide(element: Element): DependencySide {
  const id = attribute(element, 'id');
  return {
    type: Number(attribute(element, 'type')),
    schemaName: attribute(element, 'schemaName'),
    id: id === undefined ? undefined : guid(FILE, element, id),
    displayName: attribute(element, 'displayName'),
    parentSchemaName: attribute(element, 'parentSchemaName'),
    parentDisplayName: attribute(element, 'parentDisplayName'),
    solution: attribute(element, 'solution'),
  };
}
