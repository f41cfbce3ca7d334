/** `Other/Solution.xml` and the skeleton `Other/Customizations.xml`. */
import { controlSchemaName, idOf, languages, publisher, type Solution } from '../../../solution/model/index.ts';
import { braced, descriptions, localizedNames } from './common.ts';
import { dashboardId } from './dashboard.ts';
import { missingDependencies } from './dependencies.ts';
import { element, rootAttributes, text, type Element } from './element.ts';

const xsi = 'xsi:nil';
const nil = (name: string): Element => text(name, '', { [xsi]: 'true' });

/** `version` has four parts. Managed 2 says that the folder packs both ways. */
export function solutionFile(solution: Solution, version: string): Element {
  const attributes = {
    version: '9.2.0.0',
    SolutionPackageVersion: '9.2',
    languagecode: languages[0],
    generatedBy: 'CrmLive',
    ...rootAttributes,
  };
  return element('ImportExportXml', attributes, [
    element('SolutionManifest', {}, [
      text('UniqueName', solution.name),
      localizedNames(solution.label),
      descriptions(solution.description),
      text('Version', version),
      text('Managed', 2),
      publisherElement(),
      element('RootComponents', {}, rootComponents(solution)),
      element('MissingDependencies', {}, missingDependencies(solution, version)),
    ]),
  ]);
}

/** Types are the platform's component types (facts/packaging-and-pcf.md §2). */
function rootComponents(solution: Solution): Element[] {
  const named = (type: number, schemaName: string, behavior = 0): Element =>
    element('RootComponent', { type, schemaName, behavior });
  const tables = [
    ...solution.tables.map((table) => named(1, table.name)),
    ...solution.extensions.map(({ table }) => named(1, table.name, 2)),
  ];
  return [
    ...tables.sort((left, right) =>
      (left.attributes['schemaName'] ?? '') < (right.attributes['schemaName'] ?? '') ? -1 : 1,
    ),
    ...solution.choices.map((choice) => named(9, choice.name)),
    ...solution.roles.map((role) =>
      element('RootComponent', { type: 20, id: braced(idOf('role', role.name)), behavior: 0 }),
    ),
    ...(solution.dashboards ?? []).map((dashboard) =>
      element('RootComponent', { type: 60, id: braced(dashboardId(dashboard)), behavior: 0 }),
    ),
    ...solution.webResources.map((resource) => named(61, resource.name)),
    ...solution.apps.map((app) => named(62, app.name)),
    ...solution.controls.map((control) => named(66, controlSchemaName(control.name))),
    ...solution.apps.map((app) => named(80, app.name)),
  ];
}

function publisherElement(): Element {
  return element('Publisher', {}, [
    text('UniqueName', publisher.name),
    localizedNames(publisher.label),
    element('Descriptions'),
    nil('EMailAddress'),
    nil('SupportingWebsiteUrl'),
    text('CustomizationPrefix', publisher.prefix),
    text('CustomizationOptionValuePrefix', publisher.optionValuePrefix),
    element('Addresses', {}, [address(1), address(2)]),
  ]);
}

function address(number: number): Element {
  const absent = (...names: string[]): Element[] => names.map(nil);
  return element('Address', {}, [
    text('AddressNumber', number),
    text('AddressTypeCode', 1),
    ...absent('City', 'County', 'Country', 'Fax', 'FreightTermsCode', 'ImportSequenceNumber', 'Latitude'),
    ...absent('Line1', 'Line2', 'Line3', 'Longitude', 'Name', 'PostalCode', 'PostOfficeBox', 'PrimaryContactName'),
    text('ShippingMethodCode', 1),
    ...absent('StateOrProvince', 'Telephone1', 'Telephone2', 'Telephone3', 'TimeZoneRuleVersionNumber', 'UPSZone'),
    ...absent('UTCOffset', 'UTCConversionTimeZoneCode'),
  ]);
}

/** Elements the packer fills, in the order of real exports. Empty ones that an export would leave out are left out. */
export function customizationsFile(solution: Solution): Element {
  const when = (present: boolean, name: string): Element | undefined => (present ? element(name) : undefined);
  return element('ImportExportXml', rootAttributes, [
    element('Entities'),
    element('Roles'),
    element('Workflows'),
    element('FieldSecurityProfiles'),
    element('Templates'),
    element('EntityMaps'),
    element('EntityRelationships'),
    element('OrganizationSettings'),
    element('optionsets'),
    when((solution.dashboards ?? []).length > 0, 'Dashboards'),
    when(solution.webResources.length > 0, 'WebResources'),
    element('CustomControls'),
    when(solution.apps.length > 0, 'AppModuleSiteMaps'),
    when(solution.apps.length > 0, 'AppModules'),
    element('EntityDataProviders'),
    element(
      'Languages',
      {},
      languages.map((language) => text('Language', language)),
    ),
  ]);
}
