/** Reads a whole solution package; pure. */
import { notImplemented } from '../../engine/errors.ts';
import type { Choice, MetadataRegistry } from '../../metadata/types.ts';
import { invalidFile } from '../errors.ts';
import { readChoice } from './choices.ts';
import { readApp, readSiteMap } from './apps.ts';
import { readEnvironmentVariables, readRole, readWebResource, refuseUnknownFiles } from './components.ts';
import { readControl } from './controls.ts';
import { readDashboard } from './dashboards.ts';
import { readFieldSecurityProfile } from './field-security.ts';
import { readServiceEndpoint, readStep } from './events.ts';
import { readForms } from './forms.ts';
import { readManifest } from './manifest.ts';
import type { Reference, RowImport, SolutionPackage, TableImport } from './package.ts';
import { readRelationships } from './relationships.ts';
import { readRibbon, type RibbonPart } from './ribbons.ts';
import { readTable } from './tables.ts';
import { child, children, parseXml, type Element } from './xml.ts';
import { readZip, textOf } from './zip.ts';

const FILE = 'customizations.xml';
/** Elements of customizations.xml that are read, or carry nothing to import (Languages; settings that only on-premises import). */
const READ = new Set([
  'Entities',
  'Roles',
  'EntityRelationships',
  'optionsets',
  'Dashboards',
  'FieldSecurityProfiles',
  'WebResources',
  'CustomControls',
  'SdkMessageProcessingSteps',
  'ServiceEndpoints',
  'AppModuleSiteMaps',
  'AppModules',
  'RibbonDiffXml',
  'Languages',
]);

/**
 * Reads the bytes of a solution zip.
 * @param registry what the organisation has: decides whether an Entity is new, and finds global choices
 * @throws DataverseError naming file and reason; 501 for parts that are not implemented
 */
export function readPackage(bytes: Uint8Array, registry: MetadataRegistry): SolutionPackage {
  const files = readZip(bytes);
  refuseUnknownFiles(files);
  const manifest = readManifest(textOf(files, 'solution.xml'));
  const root = parseXml(FILE, textOf(files, FILE));
  if (root.nodeName !== 'ImportExportXml')
    throw invalidFile(FILE, `the root element is ${root.nodeName}, not ImportExportXml`);
  for (const part of children(root)) {
    if (!READ.has(part.nodeName) && children(part).length > 0) throw notImplemented(`${part.nodeName} in a solution`);
  }
  const choices = children(child(root, 'optionsets'), 'optionset').map((each) => readChoice(FILE, each, true));
  const part = (name: string, item: string): Element[] => children(child(root, name), item);
  const entities = readEntities(part('Entities', 'Entity'), registry, choices, manifest.uniqueName);
  const dashboards = part('Dashboards', 'Dashboard').map(readDashboard);
  const ribbons = [
    ...entities.ribbons,
    ...optional(child(root, 'RibbonDiffXml')).map((each) => readRibbon(each, undefined)),
  ];
  const steps = part('SdkMessageProcessingSteps', 'SdkMessageProcessingStep').map(readStep);
  const apps = part('AppModules', 'AppModule').map(readApp);
  const profiles = part('FieldSecurityProfiles', 'FieldSecurityProfile').map(readFieldSecurityProfile);
  return {
    manifest,
    choices,
    tables: entities.tables,
    ...readRelationships(part('EntityRelationships', 'EntityRelationship'), manifest.uniqueName),
    roles: part('Roles', 'Role').map(readRole),
    rows: unique([
      ...entities.rows,
      ...dashboards.flatMap((each) => each.rows),
      ...profiles.flatMap((each) => each.rows),
      ...part('WebResources', 'WebResource').map((each) => readWebResource(each, files)),
      ...part('CustomControls', 'CustomControl').flatMap((each) => readControl(each, files)),
      ...part('ServiceEndpoints', 'ServiceEndpoint').map(readServiceEndpoint),
      ...steps.flatMap((each) => each.rows),
      ...part('AppModuleSiteMaps', 'AppModuleSiteMap').map(readSiteMap),
      ...apps.flatMap((app) => app.rows),
      ...readEnvironmentVariables(files),
    ]),
    ribbons: ribbons.map((each) => each.ribbon),
    references: [
      ...entities.references,
      ...dashboards.flatMap((each) => each.references),
      ...ribbons.flatMap((each) => each.references),
      ...profiles.flatMap((each) => each.references),
      ...steps.flatMap((each) => each.references),
      ...apps.flatMap((app) => app.references),
    ],
  };
}

interface Entities {
  readonly tables: TableImport[];
  readonly rows: RowImport[];
  readonly references: Reference[];
  readonly ribbons: RibbonPart[];
}

function readEntities(
  elements: readonly Element[],
  registry: MetadataRegistry,
  choices: readonly Choice[],
  solution: string,
): Entities {
  const byName = new Map(choices.map((choice) => [choice.name, choice]));
  const found: Entities = { tables: [], rows: [], references: [], ribbons: [] };
  for (const element of elements) {
    const table = readTable(element, registry, byName, solution);
    const forms = readForms(element, table.logicalName);
    found.tables.push(table);
    found.rows.push(...forms.rows);
    found.references.push(...forms.references);
    found.ribbons.push(...optional(child(element, 'RibbonDiffXml')).map((each) => readRibbon(each, table.logicalName)));
  }
  return found;
}

function optional<T>(found: T | undefined): T[] {
  return found === undefined ? [] : [found];
}

/** @throws DataverseError when two parts of the package claim one id */
function unique(rows: readonly RowImport[]): RowImport[] {
  const seen = new Map<string, RowImport>();
  for (const row of rows) {
    const key = `${row.table} ${row.id}`;
    if (seen.has(key)) throw invalidFile(row.file, `the ${row.table} ${row.id} appears twice`);
    seen.set(key, row);
  }
  return [...seen.values()];
}
