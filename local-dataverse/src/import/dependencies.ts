/** Why a component cannot go: what stays and needs it. Rows as RetrieveDependenciesForUninstall gives them. */
import { DataverseError } from '../engine/errors.ts';
import type { Engine } from '../engine/types.ts';
import { RIBBONS } from '../metadata/base/private-tables.ts';
import { stableId } from '../metadata/stable-id.ts';
import { componentKey, holders, type Component } from './components.ts';
import { allUses } from './uses.ts';

export interface Dependency {
  readonly required: ComponentInfo;
  readonly dependent: ComponentInfo;
}

export interface ComponentInfo {
  /** solutioncomponent.componenttype */
  readonly type: number;
  readonly id: string;
  readonly name: string;
  readonly parentName: string;
  readonly parentId: string;
  /** Solutions that hold it; empty: the unmanaged layer, or the platform. */
  readonly solutions: readonly string[];
}

const NOTHING = '00000000-0000-0000-0000-000000000000';
/** Component types and the names error texts use for them. */
const TABLE_TYPES: Readonly<Record<string, readonly [type: number, name: string]>> = {
  role: [20, 'Role'],
  savedquery: [26, 'SavedQuery'],
  savedqueryvisualization: [59, 'SavedQueryVisualization'],
  systemform: [60, 'SystemForm'],
  webresource: [61, 'WebResource'],
  sitemap: [62, 'SiteMap'],
  customcontrol: [66, 'CustomControl'],
  appmodule: [80, 'AppModule'],
  sdkmessageprocessingstep: [92, 'SDKMessageProcessingStep'],
  serviceendpoint: [95, 'ServiceEndpoint'],
  environmentvariabledefinition: [380, 'EnvironmentVariableDefinition'],
  [RIBBONS]: [50, 'RibbonCustomization'],
};
const KIND_TYPES: Readonly<Record<Exclude<Component['kind'], 'row'>, readonly [type: number, name: string]>> = {
  table: [1, 'Entity'],
  column: [2, 'Attribute'],
  choice: [9, 'OptionSet'],
  oneToMany: [10, 'EntityRelationship'],
  manyToMany: [10, 'EntityRelationship'],
  key: [14, 'EntityKey'],
};
const NAME_COLUMNS: Readonly<Record<string, string>> = {
  sitemap: 'sitemapname',
  appmodule: 'uniquename',
  environmentvariabledefinition: 'schemaname',
  [RIBBONS]: 'tablename',
};

/** Uses of what goes by what stays. */
export function dependenciesOn(engine: Engine, gone: readonly Component[]): Dependency[] {
  const going = new Set(gone.map(componentKey));
  const held = holders(engine);
  const goes = (each: Component): boolean => going.has(componentKey(each)) || partOfGone(engine, each, going, held);
  const info = (each: Component): ComponentInfo => describe(engine, each, [...(held.get(componentKey(each)) ?? [])]);
  return allUses(engine)
    .filter((use) => !goes(use.user))
    .flatMap((use) =>
      use.uses
        .filter((each) => going.has(componentKey(each)))
        .map((each) => ({ required: info(each), dependent: info(use.user) })),
    );
}

/** Forms, views and charts that users made on a table go with it; so does what a solution's own ribbon is. */
function partOfGone(
  engine: Engine,
  { kind, name }: Component,
  going: ReadonlySet<string>,
  held: ReadonlyMap<string, unknown>,
): boolean {
  // Columns and keys that nobody holds (a file column's name) are part of their table.
  if (kind === 'column' || kind === 'key')
    return going.has(`table ${name.split('.')[0] ?? ''}`) && !held.has(`${kind} ${name}`);
  if (kind !== 'row') return false;
  const [table = '', id = ''] = name.split(' ');
  const column = TABLE_OF_PART[table];
  const of = column === undefined ? undefined : engine.system.get(table, id)?.[column];
  return typeof of === 'string' && going.has(`table ${of}`);
}

/** Column that names the table a row is part of. */
export const TABLE_OF_PART: Readonly<Record<string, string>> = {
  systemform: 'objecttypecode',
  savedquery: 'returnedtypecode',
  savedqueryvisualization: 'primaryentitytypecode',
  [RIBBONS]: 'tablename',
};

function describe(engine: Engine, { kind, name }: Component, solutions: readonly string[]): ComponentInfo {
  if (kind === 'row') {
    const [table = '', id = ''] = name.split(' ');
    const row = engine.system.get(table, id);
    const parent = TABLE_OF_PART[table] === undefined ? undefined : row?.[TABLE_OF_PART[table]];
    return {
      type: TABLE_TYPES[table]?.[0] ?? 0,
      id,
      name: String(row?.[NAME_COLUMNS[table] ?? 'name'] ?? id),
      parentName: typeof parent === 'string' && parent !== 'none' ? parent : '',
      parentId: typeof parent === 'string' && parent !== 'none' ? stableId('table', parent) : NOTHING,
      solutions,
    };
  }
  const [first = '', rest] = name.split('.');
  const isPart = (kind === 'column' || kind === 'key') && rest !== undefined;
  return {
    type: KIND_TYPES[kind][0],
    id: stableId(
      kind === 'oneToMany' || kind === 'manyToMany' ? 'relationship' : kind,
      ...(isPart ? [first, rest] : [name]),
    ),
    name: isPart ? rest : name,
    parentName: isPart ? first : '',
    parentId: isPart ? stableId('table', first) : NOTHING,
    solutions,
  };
}

function typeName(type: number): string {
  return (
    [...Object.values(TABLE_TYPES), ...Object.values(KIND_TYPES)].find(([number]) => number === type)?.[1] ?? `${type}`
  );
}

/**
 * CannotUninstallWithDependencies. Code and form of the text: Microsoft's error list and texts in issues
 * (microsoft/coe-starter-kit 8246, 8900); the list of solutions at the end is ours.
 */
export function cannotUninstall(dependencies: readonly Dependency[]): DataverseError {
  const side = ({ type, name, id, parentName, parentId }: ComponentInfo): string =>
    `Type: ${typeName(type)}, ObjectName: ${name}, Id: ${id}, ParentObjectName: ${parentName}, ParentId: ${parentId}`;
  const lines = dependencies.map(
    ({ required, dependent }) =>
      `RequiredComponentObject details: ${side(required)}, DependentComponentObject details: ${side(dependent)} DependencyType: Published`,
  );
  const solutions = [...new Set(dependencies.flatMap((each) => each.dependent.solutions))];
  return new DataverseError(
    400,
    '0x8004f01d',
    `Solution dependencies exist, cannot uninstall. DependencyCount : ${dependencies.length} ${lines.join(' ')}` +
      (solutions.length === 0 ? '' : ` Dependent solutions: ${solutions.join(', ')}.`),
  );
}
