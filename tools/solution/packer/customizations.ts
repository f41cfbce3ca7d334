/** customizations.xml: the skeleton `Other/Customizations.xml` with every source put into its place. */
import {
  collectControls,
  collectPluginAssemblies,
  collectWebResources,
  collectWithCompanions,
  type ZipFiles,
} from './assets.ts';
import { componentTypes, type ComponentList } from './components.ts';
import { collectEntities, type Entities } from './entities.ts';
import { checkGrids, gridsOf } from './references.ts';
import { collectRelationships } from './relationships.ts';
import type { Source } from './source.ts';
import { child, children, childText, type Element } from './xml.ts';

const skeletonFile = 'Other/Customizations.xml';
/** Files of `Other/` that are not simply the content of the skeleton's element of the same name. */
const special = new Set([skeletonFile, 'Other/Solution.xml', 'Other/Relationships.xml']);

/** Fills the skeleton; `zip` takes the files that components bring. Undefined when there is no skeleton to fill. */
export function mergeCustomizations(
  source: Source,
  components: ComponentList,
  zip: ZipFiles,
  controlVersion: string | undefined,
): Element | undefined {
  const skeleton = source.root(skeletonFile, 'ImportExportXml');
  if (skeleton === undefined) return undefined;
  const fill = (place: string, parts: readonly Element[]): void => put(source, skeleton, place, parts);
  const simple = (
    folder: string,
    root: string,
    type: number,
    nameOf: (root: Element) => string | undefined,
  ): Element[] => collectRoots(source, components, folder, root, type, nameOf);

  const entities = collectEntities(source, components);
  fill('Entities', entities.elements);
  fill(
    'Roles',
    simple('Roles', 'Role', componentTypes.role, (role) => role.getAttribute('id') ?? undefined),
  );
  fill(
    'Workflows',
    collectWithCompanions(source, components, zip, {
      folder: 'Workflows',
      suffix: '.data.xml',
      root: 'Workflow',
      type: componentTypes.workflow,
      nameOf: (workflow) => workflow.getAttribute('WorkflowId') ?? undefined,
    }),
  );
  fill('EntityRelationships', collectRelationships(source, components));
  fill(
    'optionsets',
    simple('OptionSets', 'optionset', componentTypes.choice, (set) => set.getAttribute('Name') ?? undefined),
  );
  fill('Dashboards', collectDashboards(source, components, entities));
  fill('WebResources', collectWebResources(source, components, zip));
  fill('CustomControls', collectControls(source, components, zip, controlVersion));
  fill('SolutionPluginAssemblies', collectPluginAssemblies(source, components, zip));
  fill(
    'SdkMessageProcessingSteps',
    simple(
      'SdkMessageProcessingSteps',
      'SdkMessageProcessingStep',
      componentTypes.step,
      (step) => step.getAttribute('SdkMessageProcessingStepId') ?? undefined,
    ),
  );
  fill('ServiceEndpoints', collectServiceEndpoints(source, components));
  fill(
    'AppModuleSiteMaps',
    simple('AppModuleSiteMaps', 'AppModuleSiteMap', componentTypes.siteMap, (map) =>
      childText(map, 'SiteMapUniqueName'),
    ),
  );
  fill(
    'AppModules',
    simple('AppModules', 'AppModule', componentTypes.app, (app) => childText(app, 'UniqueName')),
  );
  fill(
    'CanvasApps',
    collectWithCompanions(source, components, zip, {
      folder: 'CanvasApps',
      suffix: '.meta.xml',
      root: 'CanvasApp',
      type: componentTypes.canvasApp,
      nameOf: (app) => childText(app, 'Name'),
    }),
  );
  fillFromOther(source, components, skeleton);
  return skeleton;
}

/** Dashboards, whose tiles show views and charts: with them all lists of the folder are known, and are checked. */
function collectDashboards(source: Source, components: ComponentList, { columns, grids }: Entities): Element[] {
  const boards = source.paths('Dashboards').flatMap((file) => {
    const board = source.root(file, 'Dashboard');
    return board === undefined ? [] : [{ board, file }];
  });
  for (const { board, file } of boards)
    components.add(componentTypes.form, childText(board, 'FormId'), file, board.lineNumber);
  const tiles = boards.flatMap(({ board, file }) => gridsOf(board, file));
  checkGrids(source, columns, components, [...grids, ...tiles]);
  return boards.map(({ board }) => board);
}

/** Files that are one component each, the root element as it is. */
function collectRoots(
  source: Source,
  components: ComponentList,
  folder: string,
  root: string,
  type: number,
  nameOf: (root: Element) => string | undefined,
): Element[] {
  return source.paths(folder).flatMap((file) => {
    const element = source.root(file, root);
    if (element === undefined) return [];
    components.add(type, nameOf(element), file, element.lineNumber);
    return [element];
  });
}

function collectServiceEndpoints(source: Source, components: ComponentList): Element[] {
  const file = 'PluginAssemblies/ServiceEndpoints.xml';
  const root = source.has(file) ? source.root(file, 'ServiceEndpoints') : undefined;
  const endpoints = root === undefined ? [] : children(root, 'ServiceEndpoint');
  for (const endpoint of endpoints) {
    const id = endpoint.getAttribute('ServiceEndpointId') ?? undefined;
    // No trustworthy export shows these as root components, so none is asked for (facts/packaging-and-pcf.md §2).
    components.add(componentTypes.serviceEndpoint, id, file, endpoint.lineNumber, false);
  }
  return endpoints;
}

/** `Other/<Name>.xml` is the content of the skeleton's `<Name>`: field security profiles, entity maps, site map … */
function fillFromOther(source: Source, components: ComponentList, skeleton: Element): void {
  for (const file of source.paths('Other')) {
    if (special.has(file) || file.split('/').length > 2) continue;
    const root = source.xml(file);
    if (root === undefined) continue;
    const parts = children(root);
    if (root.nodeName === 'FieldSecurityProfiles') {
      for (const profile of parts) {
        const id = profile.getAttribute('fieldsecurityprofileid') ?? undefined;
        components.add(componentTypes.fieldSecurityProfile, id, file, profile.lineNumber);
      }
    }
    put(source, skeleton, root.nodeName, parts, file);
  }
}

function put(source: Source, skeleton: Element, place: string, parts: readonly Element[], file = skeletonFile): void {
  if (parts.length === 0) return;
  const target = child(skeleton, place);
  if (target === undefined) {
    source.problems.add('no-place', file, `${skeletonFile} has no <${place} /> for ${parts.length} component(s)`);
    return;
  }
  for (const part of parts) {
    // A file's root declares a prefix that the document as a whole declares already.
    for (const { name, value } of [...part.attributes]) {
      if (name.startsWith('xmlns:') && skeleton.getAttribute(name) === value) part.removeAttribute(name);
    }
    target.appendChild(part);
  }
}
