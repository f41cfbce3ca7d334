/** What every metadata write works with: the organisation, where declarations are kept, and the solution that gets the component. */
import { DataverseError } from '../../engine/errors.ts';
import type { Engine, Values } from '../../engine/types.ts';
import { componentKey, hold, holders, release, type Component } from '../../import/components.ts';
import type { Declarations } from '../../import/declarations.ts';
import { dependenciesOn } from '../../import/dependencies.ts';
import { removeComponents } from '../../import/remove-components.ts';
import { stableId } from '../stable-id.ts';
import { inUse, notDeletable, wrongSchemaName } from './errors.ts';

export interface WriteContext {
  readonly engine: Engine;
  readonly declare: Declarations;
  /** Unique name of the unmanaged solution of `MSCRM.SolutionUniqueName`; without the header the default solution. */
  readonly solution: string;
  /** `MSCRM.MergeLabels: true`: labels of other languages stay. */
  readonly mergeLabels: boolean;
  readonly elasticTables: boolean;
}

/** Component types of solutioncomponent that metadata writes make (facts §6). */
export const COMPONENT = { table: 1, column: 2, choice: 9, relationship: 10, key: 14 } as const;

/** @throws DataverseError for a solution that does not exist or is managed */
export function solutionOf(engine: Engine, name: string | undefined): string {
  if (name === undefined || name === '') return 'Default';
  const row = engine.system.find('solution', { uniquename: name })[0];
  if (row === undefined)
    throw new DataverseError(404, '0x80040217', `solution With uniquename = ${name} Does Not Exist`);
  if (row['ismanaged'] === true)
    throw new DataverseError(
      400,
      '0x80040203',
      `The solution ${name} is managed: components cannot be added to it directly.`,
    );
  return name;
}

/** Puts the component into the solution; everything is in the default solution anyway. */
export function addToSolution(context: WriteContext, component: Component, type: number, objectId: string): void {
  if (context.solution === 'Default') return;
  const { engine, solution } = context;
  hold(engine, solution, [component]);
  const solutionId = String(engine.system.find('solution', { uniquename: solution })[0]?.['solutionid']);
  const id = stableId('solutioncomponent', solutionId, type, objectId);
  if (engine.system.get('solutioncomponent', id) !== undefined) return;
  engine.system.insert('solutioncomponent', {
    solutioncomponentid: id,
    componenttype: type,
    objectid: objectId,
    rootcomponentbehavior: 0,
    solutionid: { table: 'solution', id: solutionId },
  });
}

/**
 * Takes components out that nothing else needs, and out of every solution.
 * @param main what the request names; `parts` go with it
 * @throws DataverseError 0x8004f032 for the platform's own and what a managed solution holds, 0x8004f01f while something uses it
 */
export function removeComponent(
  engine: Engine,
  main: Component & { readonly kindName: string; readonly id: string; readonly isCustom: boolean },
  parts: readonly Component[] = [],
): void {
  const short = main.name.split('.').at(-1) ?? main.name;
  if (!main.isCustom) throw notDeletable(short, main.id, 'The component is a system component.');
  const held = holders(engine);
  const gone: readonly Component[] = [{ kind: main.kind, name: main.name }, ...parts];
  for (const solution of held.get(componentKey(main)) ?? [])
    if (isManaged(engine, solution))
      throw notDeletable(short, main.id, `The component belongs to the managed solution ${solution}.`);
  const users = dependenciesOn(engine, gone).map(({ dependent }) => dependent.name);
  if (users.length > 0) throw inUse(main.kindName, short, [...new Set(users)]);
  removeComponents(engine, gone);
  for (const each of gone) for (const solution of held.get(componentKey(each)) ?? []) release(engine, solution, [each]);
  for (const row of engine.system.find('solutioncomponent', { objectid: main.id }, ['solutioncomponentid']))
    engine.system.remove('solutioncomponent', String(row['solutioncomponentid']));
}

function isManaged(engine: Engine, solution: string): boolean {
  return engine.system.find('solution', { uniquename: solution })[0]?.['ismanaged'] === true;
}

/** Prefixes of the publishers of this organisation: names of components start with one of them. */
function publishers(engine: Engine): Values[] {
  return engine.system.find('publisher', {}, ['uniquename', 'customizationprefix', 'customizationoptionvalueprefix']);
}

/**
 * Checks a schema name of something new.
 * @throws DataverseError when it does not start with a publisher's prefix, or has other characters than names may have
 */
export function checkSchemaName(context: WriteContext, kind: string, name: string): void {
  const prefixes = publishers(context.engine)
    .map((row) => String(row['customizationprefix'] ?? ''))
    .filter((each) => each !== '');
  const fits = prefixes.some((prefix) => name.toLowerCase().startsWith(`${prefix.toLowerCase()}_`));
  // Storage keeps a lookup's table beside it under this ending.
  if (!fits || !/^[A-Za-z]\w*$/.test(name) || name.length > 100 || /__type$/i.test(name))
    throw wrongSchemaName(kind, name, prefixes);
}

/** First option value of the publisher whose prefix the name has, e.g. 10000 → 100000000. */
export function firstOptionValue(context: WriteContext, name: string): number {
  const own = publishers(context.engine).find((row) => {
    const prefix = String(row['customizationprefix'] ?? '').toLowerCase();
    return prefix !== '' && name.toLowerCase().startsWith(`${prefix}_`);
  });
  return Number(own?.['customizationoptionvalueprefix'] ?? 10_000) * 10_000;
}
