/** Rows that callers put into a solution with the header `MSCRM.SolutionUniqueName` ([DOC] optional-parameters). */
import type { Engine } from '../engine/types.ts';
import { solutionOf } from '../metadata/write/context.ts';
import { stableId } from '../metadata/stable-id.ts';
import { hold } from './components.ts';

/** componenttype of tables whose rows are solution components ([DOC] solutioncomponent reference, facts §6). */
const TYPES: Readonly<Record<string, number>> = {
  appmodule: 80,
  customcontrol: 66,
  environmentvariabledefinition: 380,
  environmentvariablevalue: 381,
  role: 20,
  savedquery: 26,
  savedqueryvisualization: 59,
  sdkmessageprocessingstep: 92,
  serviceendpoint: 95,
  sitemap: 62,
  systemform: 60,
  webresource: 61,
};

/**
 * Adds the row to the solution; rows that are no components are left alone.
 * @throws DataverseError for a solution that does not exist or is managed
 */
export function addRowToSolution(engine: Engine, solution: string, table: string, id: string): void {
  const type = TYPES[table];
  if (type === undefined) return;
  const name = solutionOf(engine, solution);
  if (name === 'Default') return;
  hold(engine, name, [{ kind: 'row', name: `${table} ${id}` }]);
  const solutionId = String(engine.system.find('solution', { uniquename: name })[0]?.['solutionid']);
  const componentId = stableId('solutioncomponent', solutionId, type, id);
  if (engine.system.get('solutioncomponent', componentId) !== undefined) return;
  engine.system.insert('solutioncomponent', {
    solutioncomponentid: componentId,
    componenttype: type,
    objectid: id,
    rootcomponentbehavior: 0,
    solutionid: { table: 'solution', id: solutionId },
  });
}
