/** The whole SolutionPackager folder of one solution, as text by path. */
import {
  controlSchemaName,
  idOf,
  type Chart,
  type Command,
  type Form,
  type Solution,
  type View,
} from '../../../solution/model/index.ts';
import { appFile, siteMapFile } from './apps.ts';
import { globalOptionSet } from './attribute.ts';
import { chartFile } from './chart.ts';
import { ColumnCatalogue } from './columns.ts';
import { controlFile, environmentVariableText, roleFile, webResourceFile } from './components.ts';
import { dashboardFile, dashboardId } from './dashboard.ts';
import { document, rootAttributes, type Element } from './element.ts';
import { customEntity, extensionEntity } from './entity.ts';
import { formFile } from './form.ts';
import { customizationsFile, solutionFile } from './manifest.ts';
import { PartCatalogue } from './parts.ts';
import { relationshipFiles } from './relationships.ts';
import { ribbonFile } from './ribbon.ts';
import { viewFile, type ViewContext } from './view.ts';

/**
 * @param version four parts, written to Solution.xml
 * @throws ModelError when the model contradicts itself
 */
export function layoutFiles(solution: Solution, version: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const add = (path: string, root: Element): void => void files.set(path, document(root));
  /** What differs in a managed package stands in a sibling; ours is the same, but packers ask for the file. */
  const addBoth = (path: string, root: Element): void => {
    add(path, root);
    add(path.replace(/\.xml$/, '_managed.xml'), root);
  };

  add('Other/Solution.xml', solutionFile(solution, version));
  add('Other/Customizations.xml', customizationsFile(solution));
  const relationships = relationshipFiles(solution);
  add('Other/Relationships.xml', relationships.index);
  for (const [referenced, root] of relationships.bodies) add(`Other/Relationships/${referenced}.xml`, root);

  const shared = { columns: new ColumnCatalogue(solution), parts: new PartCatalogue(solution) };
  const addParts = (folder: string, parts: TableParts, view: ViewContext): void => {
    const context = { ...shared, table: view.table };
    const isOurs = view.objectTypeCode === undefined;
    for (const each of parts.forms) {
      const path = `${folder}/FormXml/${each.type}/{${idOf('form', view.table, each.name)}}.xml`;
      addBoth(path, formFile(each, { ...context, isOurs }));
    }
    for (const each of parts.views) {
      add(`${folder}/SavedQueries/{${idOf('view', view.table, each.name)}}.xml`, viewFile(each, view));
    }
    for (const each of parts.charts ?? []) {
      add(`${folder}/Visualizations/{${idOf('chart', view.table, each.name)}}.xml`, chartFile(each, context));
    }
    const commands = parts.commands ?? [];
    if (commands.length > 0) add(`${folder}/RibbonDiff.xml`, ribbonFile(commands, context));
  };
  for (const table of solution.tables) {
    const folder = `Entities/${table.name}`;
    if (table.icon !== undefined) shared.parts.webResource(table.icon, `table ${table.name}`);
    add(`${folder}/Entity.xml`, customEntity(table));
    addParts(folder, table, {
      table: table.name,
      primaryId: `${table.name}id`,
      primaryName: table.primaryName,
      columns: shared.columns,
    });
  }
  for (const extension of solution.extensions) {
    const { table } = extension;
    const folder = `Entities/${table.schemaName}`;
    add(`${folder}/Entity.xml`, extensionEntity(extension));
    const { name, primaryId, primaryName, objectTypeCode } = table;
    addParts(folder, extension, { table: name, primaryId, primaryName, objectTypeCode, columns: shared.columns });
  }
  for (const dashboard of solution.dashboards ?? []) {
    add(`Dashboards/{${dashboardId(dashboard)}}.xml`, dashboardFile(dashboard, shared.parts));
  }

  for (const choice of solution.choices) add(`OptionSets/${choice.name}.xml`, globalOptionSet(choice, rootAttributes));
  for (const role of solution.roles) add(`Roles/${role.name}.xml`, roleFile(role));
  for (const resource of solution.webResources)
    add(`WebResources/${resource.name}.data.xml`, webResourceFile(resource));
  for (const { name } of solution.controls) {
    add(`Controls/${controlSchemaName(name)}/ControlManifest.xml.data.xml`, controlFile(name));
  }
  for (const app of solution.apps) {
    addBoth(`AppModules/${app.name}/AppModule.xml`, appFile(app, solution, shared.parts));
    addBoth(`AppModuleSiteMaps/${app.name}/AppModuleSiteMap.xml`, siteMapFile(app, shared.parts));
  }
  for (const variable of solution.environmentVariables) {
    files.set(
      `environmentvariabledefinitions/${variable.name}/environmentvariabledefinition.xml`,
      environmentVariableText(variable),
    );
  }
  return files;
}

/** What a solution gives a table, ours or Microsoft's. */
interface TableParts {
  readonly forms: readonly Form[];
  readonly views: readonly View[];
  readonly charts?: readonly Chart[];
  readonly commands?: readonly Command[];
}
