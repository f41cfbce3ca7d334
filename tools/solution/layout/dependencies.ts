/** `MissingDependencies` of Solution.xml: what must be in the organisation before the solution can be imported. */
import {
  controlSchemaName,
  idOf,
  microsoftTables,
  relationshipsOf,
  type Chart,
  type Dashboard,
  type Form,
  type Link,
  type MicrosoftTable,
  type Solution,
  type TableExtension,
  type View,
} from '../../../solution/model/index.ts';
import { ColumnCatalogue } from './columns.ts';
import { braced } from './common.ts';
import { element, type Element } from './element.ts';
import { conditionsOf, linksOf } from './fetch.ts';
import { ownColumnsOf } from './view.ts';

/** Component types of the platform. */
const type = { table: 1, column: 2, relationship: 10, view: 26, chart: 59, form: 60, control: 66 } as const;

/**
 * Tables that base Dataverse does not have, and what other solutions of ours bring: columns that views and charts show,
 * controls on forms.
 * `version` is that of our solutions, which are always released together.
 */
export function missingDependencies(solution: Solution, version: string): Element[] {
  const catalogue = new ColumnCatalogue(solution);
  return [
    ...solution.extensions.flatMap((extension) => [
      ...tablesPointedTo(extension),
      ...[...extension.views.map(viewUse), ...(extension.charts ?? []).map(chartUse)].flatMap((use) => [
        ...tablesQueried(extension.table, use),
        ...columnsOfOtherSolutions(solution, catalogue, extension.table, use, version),
      ]),
      ...extension.forms.flatMap((form) => controlsOfOtherSolutions(solution, extension.table, form, version)),
    ]),
    ...(solution.dashboards ?? []).flatMap((dashboard) => partsOfOtherSolutions(solution, dashboard, version)),
  ];
}

/** Views and charts on a dashboard that a solution this one depends on brings. */
function partsOfOtherSolutions(solution: Solution, dashboard: Dashboard, version: string): Element[] {
  const dependent = {
    type: type.form,
    id: braced(idOf('dashboard', dashboard.name)),
    displayName: dashboard.label[1033],
  };
  const uses = dashboard.tiles.flatMap(({ table, view, chart }) => [
    { sort: 'view', table, name: view } as const,
    ...(chart === undefined ? [] : [{ sort: 'chart', table, name: chart } as const]),
  ]);
  const distinct = new Map(uses.map((use) => [`${use.sort}/${use.table}/${use.name}`, use]));
  return [...distinct.values()].flatMap(({ sort, table, name }) =>
    solution.dependsOn.flatMap((other) => {
      const owner = [
        ...other.extensions.map((each) => ({ ...each, name: each.table.name, label: each.table.label })),
        ...other.tables,
      ].find((each) => each.name === table);
      const found = (sort === 'view' ? owner?.views : owner?.charts)?.find((each) => each.name === name);
      if (owner === undefined || found === undefined) return [];
      const required = {
        type: type[sort],
        id: braced(idOf(sort, table, name)),
        displayName: found.label[1033],
        parentSchemaName: table,
        parentDisplayName: owner.label[1033],
        solution: `${other.name} (${version})`,
      };
      return [dependency(required, dependent)];
    }),
  );
}

/** What a view or chart asks for. */
interface Use {
  readonly type: number;
  readonly sort: 'view' | 'chart';
  readonly name: string;
  readonly title: string;
  readonly own: readonly string[];
  /** Columns of linked tables. */
  readonly linked: readonly (readonly [table: string, column: string])[];
}

function viewUse(view: View): Use {
  const fromAliases = [
    ...view.columns.map(({ name, link }) => [link, name] as const),
    ...conditionsOf(view.filter).map(({ column, link }) => [link, column] as const),
  ];
  return {
    type: type.view,
    sort: 'view',
    name: view.name,
    title: view.label[1033],
    own: ownColumnsOf(view),
    linked: linkedColumns(view.links, fromAliases),
  };
}

function chartUse(chart: Chart): Use {
  const all = [chart.category, ...(chart.series === undefined ? [] : [chart.series]), ...chart.measures];
  return {
    type: type.chart,
    sort: 'chart',
    name: chart.name,
    title: chart.label[1033],
    own: all.flatMap(({ column, link }) => (link === undefined ? [column] : [])),
    linked: linkedColumns(
      chart.links,
      all.map(({ column, link }) => [link, column] as const),
    ),
  };
}

function linkedColumns(
  links: readonly Link[] | undefined,
  fromAliases: readonly (readonly [alias: string | undefined, column: string])[],
): (readonly [string, string])[] {
  return linksOf(links).flatMap((link) => [
    [link.table, link.from] as const,
    ...conditionsOf(link.filter).map(({ column }) => [link.table, column] as const),
    ...fromAliases.flatMap(([alias, column]) => (alias === link.alias ? [[link.table, column] as const] : [])),
  ]);
}

function tablesPointedTo({ table, columns }: TableExtension): Element[] {
  return relationshipsOf(table, columns).flatMap((relationship) => {
    const dependent = {
      type: type.relationship,
      schemaName: relationship.name,
      displayName: relationship.name,
      ...parentOf(table),
    };
    return tableNeeded(relationship.target, dependent);
  });
}

/** The table of the view or chart itself and the tables it joins, where base Dataverse does not have them. */
function tablesQueried(table: MicrosoftTable, use: Use): Element[] {
  const tables = new Set([table.name, ...use.linked.map(([name]) => name)]);
  return [...tables].flatMap((name) => tableNeeded(name, dependentOf(table, use)));
}

function tableNeeded(name: string, dependent: Attributes): Element[] {
  const target = microsoftTables.find((each) => each.name === name);
  if (target?.solution === undefined) return [];
  const required = {
    type: type.table,
    schemaName: target.name,
    displayName: target.label[1033],
    solution: target.solution,
  };
  return [dependency(required, dependent)];
}

function columnsOfOtherSolutions(
  solution: Solution,
  catalogue: ColumnCatalogue,
  table: MicrosoftTable,
  use: Use,
  version: string,
): Element[] {
  const where = `${use.sort} ${table.name}/${use.name}`;
  const all = [...use.own.map((column) => [table.name, column] as const), ...use.linked];
  const distinct = new Map(all.map(([owner, name]) => [`${owner}/${name}`, [owner, name] as const]));
  return [...distinct.values()].flatMap(([owner, name]) => {
    const column = catalogue.get(owner, name, where);
    if (column.solution === undefined || column.solution === solution.name) return [];
    const ownerTable = microsoftTables.find((each) => each.name === owner);
    const required = {
      type: type.column,
      schemaName: column.name,
      displayName: column.label?.[1033] ?? column.name,
      ...(ownerTable === undefined ? { parentSchemaName: owner } : parentOf(ownerTable)),
      solution: `${column.solution} (${version})`,
    };
    return [dependency(required, dependentOf(table, use))];
  });
}

function controlsOfOtherSolutions(solution: Solution, table: MicrosoftTable, form: Form, version: string): Element[] {
  const cells = form.tabs.flatMap((tab) => tab.sections.flatMap((section) => section.cells));
  const used = new Set(cells.flatMap(({ control }) => control?.control ?? []));
  const dependent = {
    type: type.form,
    id: braced(idOf('form', table.name, form.name)),
    displayName: form.label[1033],
    ...parentOf(table),
  };
  return solution.dependsOn.flatMap((other) =>
    other.controls
      .map(({ name }) => controlSchemaName(name))
      .filter((name) => used.has(name))
      .map((name) =>
        dependency(
          { type: type.control, schemaName: name, displayName: name, solution: `${other.name} (${version})` },
          dependent,
        ),
      ),
  );
}

type Attributes = Readonly<Record<string, string | number>>;

function dependentOf(table: MicrosoftTable, use: Use): Attributes {
  return {
    type: use.type,
    id: braced(idOf(use.sort, table.name, use.name)),
    displayName: use.title,
    ...parentOf(table),
  };
}

function parentOf(table: MicrosoftTable): Attributes {
  return { parentSchemaName: table.name, parentDisplayName: table.label[1033] };
}

function dependency(required: Attributes, dependent: Attributes): Element {
  return element('MissingDependency', {}, [element('Required', required), element('Dependent', dependent)]);
}
