/** Deleting a solution, and the half of an upgrade that takes away what the new version no longer has. */
import { DataverseError, notFound } from '../engine/errors.ts';
import type { Engine, Values } from '../engine/types.ts';
import { RIBBONS } from '../metadata/base/private-tables.ts';
import { ACTIVE_SOLUTION_ID, DEFAULT_SOLUTION_ID, SYSTEM_SOLUTION_ID } from '../platform/wellknown.ts';
import { heldBy, onlyOf, release, type Component } from './components.ts';
import { cannotUninstall, dependenciesOn, type Dependency } from './dependencies.ts';
import { removeComponents } from './remove-components.ts';
import { removeRibbons } from './ribbons.ts';

const RESTRICTED = new Set([ACTIVE_SOLUTION_ID, DEFAULT_SOLUTION_ID, SYSTEM_SOLUTION_ID]);

/**
 * Deletes a solution. Managed: what no other solution holds goes too, tables with their rows, columns with their values.
 * Unmanaged: the solution and its list of components go, the components stay.
 * Everything or nothing, metadata in memory included.
 * @returns the solution's row as it was
 * @throws DataverseError 404; 0x8004f005 for the platform's own; 0x8004f01d naming everything that needs a component
 */
export function uninstallSolution(engine: Engine, solutionId: string): Values {
  const solution = engine.system.get('solution', solutionId);
  if (solution === undefined) throw notFound('solution', solutionId);
  if (RESTRICTED.has(solutionId))
    throw new DataverseError(400, '0x8004f005', 'Attempting to delete a restricted solution.');
  const name = String(solution['uniquename']);
  undoable(engine, () => {
    if (solution['ismanaged'] === true) {
      letGo(engine, name, heldBy(engine, name), ribbonsOfSolution(engine, name));
      removeRibbons(engine, name);
    }
    release(engine, name);
    removeSolutionRow(engine, solutionId);
  });
  return solution;
}

/** What keeps a managed solution from being uninstalled. @throws DataverseError 0x80040217 when there is no such solution */
export function uninstallDependencies(engine: Engine, uniqueName: string): Dependency[] {
  const solution = engine.system.find('solution', { uniquename: uniqueName })[0];
  if (solution === undefined) throw notFound('solution', uniqueName);
  if (solution['ismanaged'] !== true) return [];
  const gone = onlyOf(engine, uniqueName, heldBy(engine, uniqueName));
  return dependenciesOn(engine, [...gone, ...ribbonsOfSolution(engine, uniqueName)]);
}

/**
 * A solution lets go of components; those that nobody else holds are removed.
 * @param along rows that go without being asked for (its ribbons)
 * @throws DataverseError 0x8004f01d when something that stays needs one of them
 */
export function letGo(
  engine: Engine,
  solution: string,
  components: readonly Component[],
  along: readonly Component[] = [],
): void {
  const gone = onlyOf(engine, solution, components);
  const dependencies = dependenciesOn(engine, [...gone, ...along]);
  if (dependencies.length > 0) throw cannotUninstall(dependencies);
  removeComponents(engine, gone);
  release(engine, solution, components);
}

export function removeSolutionRow(engine: Engine, solutionId: string): void {
  const of = { solutionid: { table: 'solution', id: solutionId } };
  for (const row of engine.system.find('solutioncomponent', of, ['solutioncomponentid']))
    engine.system.remove('solutioncomponent', String(row['solutioncomponentid']));
  engine.system.erase('solution', solutionId);
}

/** Runs work on rows and metadata; a failure leaves both as they were. */
export function undoable<T>(engine: Engine, work: () => T): T {
  const restore = engine.metadata.checkpoint();
  try {
    return engine.system.transaction(work);
  } catch (error) {
    restore();
    // Statements prepared on tables that were dropped and are back are forgotten.
    engine.syncSchema();
    throw error;
  }
}

function ribbonsOfSolution(engine: Engine, solution: string): Component[] {
  return engine.system
    .find(RIBBONS, { solution }, [`${RIBBONS}id`])
    .map((row) => ({ kind: 'row', name: `${RIBBONS} ${String(row[`${RIBBONS}id`])}` }));
}
