/** `MissingDependencies` of Solution.xml: what must be in the organisation before the solution can be imported. */
import {
  idOf,
  microsoftTables,
  relationshipsOf,
  type MicrosoftTable,
  type Solution,
  type TableExtension,
} from '../../../solution/model/index.ts';
import { ColumnCatalogue } from './columns.ts';
import { braced } from './common.ts';
import { element, type Element } from './element.ts';

/** Component types of the platform. */
const type = { table: 1, column: 2, relationship: 10, view: 26 } as const;

/**
 * Tables that base Dataverse does not have, and columns of other solutions of ours that views show. `version` is that
 * of our solutions, which are always released together.
 */
export function missingDependencies(solution: Solution, version: string): Element[] {
  return solution.extensions.flatMap((extension) => [
    ...tablesPointedTo(extension),
    ...columnsOfOtherSolutions(solution, extension, version),
  ]);
}

function tablesPointedTo({ table, columns }: TableExtension): Element[] {
  return relationshipsOf(table, columns).flatMap((relationship) => {
    const target = microsoftTables.find(({ name }) => name === relationship.target);
    if (target?.solution === undefined) return [];
    return [
      dependency(
        { type: type.table, schemaName: target.name, displayName: target.label[1033], solution: target.solution },
        { type: type.relationship, schemaName: relationship.name, displayName: relationship.name, ...parentOf(table) },
      ),
    ];
  });
}

function columnsOfOtherSolutions(solution: Solution, { table, views }: TableExtension, version: string): Element[] {
  const catalogue = new ColumnCatalogue(solution);
  return views.flatMap((view) => {
    const names = [...view.columns.map(({ name }) => name), ...(view.filter ?? []).map(({ column }) => column)];
    const foreign = [...new Set(names)]
      .map((name) => catalogue.get(table.name, name, `view ${table.name}/${view.name}`))
      .filter((column) => column.solution !== undefined && column.solution !== solution.name);
    return foreign.map((column) =>
      dependency(
        {
          type: type.column,
          schemaName: column.name,
          displayName: column.label?.[1033] ?? column.name,
          ...parentOf(table),
          solution: `${column.solution} (${version})`,
        },
        {
          type: type.view,
          id: braced(idOf('view', table.name, view.name)),
          displayName: view.label[1033],
          ...parentOf(table),
        },
      ),
    );
  });
}

type Attributes = Readonly<Record<string, string | number>>;

function parentOf(table: MicrosoftTable): Attributes {
  return { parentSchemaName: table.name, parentDisplayName: table.label[1033] };
}

function dependency(required: Attributes, dependent: Attributes): Element {
  return element('MissingDependency', {}, [element('Required', required), element('Dependent', dependent)]);
}
