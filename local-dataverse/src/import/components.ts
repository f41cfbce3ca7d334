/** Which solution holds what. A component goes when its last solution goes; layers in between are not kept. */
import type { Engine } from '../engine/types.ts';
import { COMPONENTS } from '../metadata/base/private-tables.ts';
import { stableId } from '../metadata/stable-id.ts';
import type { SolutionPackage } from './read/package.ts';

export type ComponentKind = 'choice' | 'table' | 'column' | 'key' | 'oneToMany' | 'manyToMany' | 'row';

export interface Component {
  readonly kind: ComponentKind;
  /** `task`, `task.al_kind`, a relationship's schema name, or for rows table and id: `systemform 1fed44d1-…`. */
  readonly name: string;
}

/** The unmanaged layer: holds what was there before any managed solution brought it. */
export const ACTIVE = 'Active';

const KEY = `${COMPONENTS}id`;

export function componentKey({ kind, name }: Component): string {
  return `${kind} ${name}`;
}

/** Everything a package brings that can go again; columns of Microsoft's own that it only relabels are not its. */
export function componentsOf(pack: SolutionPackage): Component[] {
  return [
    ...pack.choices.map(({ name }): Component => ({ kind: 'choice', name })),
    ...pack.tables.flatMap((table): Component[] => [
      ...(table.definition === undefined ? [] : [{ kind: 'table', name: table.logicalName } as const]),
      ...table.columns
        .filter((column) => column.isCustom)
        .map((column) => ({ kind: 'column', name: `${table.logicalName}.${column.logicalName}` }) as const),
      ...table.keys.map((key) => ({ kind: 'key', name: `${table.logicalName}.${key.logicalName}` }) as const),
    ]),
    ...pack.oneToMany.map(({ schemaName }): Component => ({ kind: 'oneToMany', name: schemaName })),
    ...pack.manyToMany.map(({ schemaName }): Component => ({ kind: 'manyToMany', name: schemaName })),
    ...pack.roles.map(({ id }): Component => ({ kind: 'row', name: `role ${id}` })),
    ...pack.rows.map(({ table, id }): Component => ({ kind: 'row', name: `${table} ${id}` })),
  ];
}

/** Components that are there although no solution holds them; asked before a package is applied for the first time. */
export function unheld(engine: Engine, components: readonly Component[]): Component[] {
  const held = holders(engine);
  return components.filter((each) => !held.has(componentKey(each)) && exists(engine, each));
}

function exists(engine: Engine, { kind, name }: Component): boolean {
  const { metadata } = engine;
  const [first = '', rest = ''] = name.split(/[. ](.*)/s);
  switch (kind) {
    case 'choice':
      return metadata.globalChoice(name) !== undefined;
    case 'table':
      return metadata.table(name) !== undefined;
    case 'column':
      return metadata.table(first)?.columns.has(rest) === true;
    case 'key':
      return metadata.table(first)?.keys.some((key) => key.logicalName === rest) === true;
    case 'row':
      return engine.system.get(first, rest) !== undefined;
    default:
      return metadata.tables().some((table) => {
        const { logicalName } = table;
        const all = kind === 'oneToMany' ? metadata.manyToOne(logicalName) : metadata.manyToMany(logicalName);
        return all.some((each) => each.schemaName === name);
      });
  }
}

/** Solutions by component (`componentKey`). */
export function holders(engine: Engine): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const row of engine.system.find(COMPONENTS, {}, ['kind', 'name', 'solution'])) {
    const key = `${String(row['kind'])} ${String(row['name'])}`;
    const solutions = found.get(key);
    if (solutions === undefined) found.set(key, new Set([String(row['solution'])]));
    else solutions.add(String(row['solution']));
  }
  return found;
}

/** What a solution holds. */
export function heldBy(engine: Engine, solution: string): Component[] {
  return engine.system
    .find(COMPONENTS, { solution }, ['kind', 'name'])
    .map((row) => ({ kind: String(row['kind']) as ComponentKind, name: String(row['name']) }));
}

export function hold(engine: Engine, solution: string, components: readonly Component[]): void {
  const known = new Set(heldBy(engine, solution).map(componentKey));
  for (const { kind, name } of components) {
    if (known.has(componentKey({ kind, name }))) continue;
    engine.system.insert(COMPONENTS, { [KEY]: stableId('component', solution, kind, name), solution, kind, name });
  }
}

/** The solution lets go of these; of all it holds without a list. */
export function release(engine: Engine, solution: string, components?: readonly Component[]): void {
  for (const { kind, name } of components ?? heldBy(engine, solution))
    engine.system.remove(COMPONENTS, stableId('component', solution, kind, name));
}

/** What nobody else holds: it goes when the solution lets go of it. */
export function onlyOf(engine: Engine, solution: string, components: readonly Component[]): Component[] {
  const all = holders(engine);
  return components.filter((each) => {
    const solutions = all.get(componentKey(each));
    return solutions === undefined || [...solutions].every((name) => name === solution);
  });
}
