/** The whole SolutionPackager folder of one solution, as text by path. */
import { controlSchemaName, idOf, type Form, type Solution, type View } from '../../../solution/model/index.ts';
import { globalOptionSet } from './attribute.ts';
import { ColumnCatalogue } from './columns.ts';
import { appFile, controlFile, environmentVariableText, roleFile, siteMapFile, webResourceFile } from './components.ts';
import { document, rootAttributes, type Element } from './element.ts';
import { customEntity, extensionEntity } from './entity.ts';
import { formFile, type FormContext } from './form.ts';
import { customizationsFile, solutionFile } from './manifest.ts';
import { relationshipFiles } from './relationships.ts';
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

  const shared = sharedContext(solution);
  const addParts = (
    folder: string,
    forms: readonly Form[],
    views: readonly View[],
    form: FormContext,
    view: ViewContext,
  ): void => {
    for (const each of forms) {
      addBoth(`${folder}/FormXml/${each.type}/{${idOf('form', form.table, each.name)}}.xml`, formFile(each, form));
    }
    for (const each of views) {
      add(`${folder}/SavedQueries/{${idOf('view', view.table, each.name)}}.xml`, viewFile(each, view));
    }
  };
  for (const table of solution.tables) {
    const folder = `Entities/${table.name}`;
    add(`${folder}/Entity.xml`, customEntity(table));
    const view = {
      table: table.name,
      primaryId: `${table.name}id`,
      primaryName: table.primaryName,
      columns: shared.columns,
    };
    addParts(folder, table.forms, table.views, { ...shared, table: table.name, isOurs: true }, view);
  }
  for (const extension of solution.extensions) {
    const { table } = extension;
    const folder = `Entities/${table.schemaName}`;
    add(`${folder}/Entity.xml`, extensionEntity(extension));
    const { name, primaryId, primaryName, objectTypeCode } = table;
    const view = { table: name, primaryId, primaryName, objectTypeCode, columns: shared.columns };
    addParts(folder, extension.forms, extension.views, { ...shared, table: name, isOurs: false }, view);
  }

  for (const choice of solution.choices) add(`OptionSets/${choice.name}.xml`, globalOptionSet(choice, rootAttributes));
  for (const role of solution.roles) add(`Roles/${role.name}.xml`, roleFile(role));
  for (const resource of solution.webResources)
    add(`WebResources/${resource.name}.data.xml`, webResourceFile(resource));
  for (const { name } of solution.controls) {
    add(`Controls/${controlSchemaName(name)}/ControlManifest.xml.data.xml`, controlFile(name));
  }
  for (const app of solution.apps) {
    addBoth(`AppModules/${app.name}/AppModule.xml`, appFile(app, solution));
    addBoth(`AppModuleSiteMaps/${app.name}/AppModuleSiteMap.xml`, siteMapFile(app));
  }
  for (const variable of solution.environmentVariables) {
    files.set(
      `environmentvariabledefinitions/${variable.name}/environmentvariabledefinition.xml`,
      environmentVariableText(variable),
    );
  }
  return files;
}

/** What a form may refer to: components of the solution and of those it depends on. */
function sharedContext(solution: Solution): Pick<FormContext, 'columns' | 'controls' | 'libraries'> {
  const reachable = [...solution.dependsOn, solution];
  return {
    columns: new ColumnCatalogue(solution),
    controls: new Set(reachable.flatMap(({ controls }) => controls.map(({ name }) => controlSchemaName(name)))),
    libraries: new Set(reachable.flatMap(({ webResources }) => webResources.map(({ name }) => name))),
  };
}
