/** A row of the table dependency; properties as the service description has them (reference/csdl, EntityType dependency). */
import type { Engine } from '../../engine/types.ts';
import type { ComponentInfo, Dependency } from '../../import/dependencies.ts';
import { stableId } from '../../metadata/stable-id.ts';
import { ACTIVE_SOLUTION_ID } from '../wellknown.ts';

/** dependencytype: a dependency between published components. */
const PUBLISHED = 2;

export function dependencyRow(engine: Engine, { required, dependent }: Dependency): Record<string, unknown> {
  return {
    dependencyid: stableId('dependency', required.type, required.id, dependent.type, dependent.id),
    dependencytype: PUBLISHED,
    requiredcomponenttype: required.type,
    requiredcomponentobjectid: required.id,
    requiredcomponentparentid: required.parentId,
    requiredcomponentbasesolutionid: solutionOf(engine, required),
    requiredcomponentintroducedversion: null,
    _requiredcomponentnodeid_value: stableId('dependencynode', required.type, required.id),
    dependentcomponenttype: dependent.type,
    dependentcomponentobjectid: dependent.id,
    dependentcomponentparentid: dependent.parentId,
    dependentcomponentbasesolutionid: solutionOf(engine, dependent),
    _dependentcomponentnodeid_value: stableId('dependencynode', dependent.type, dependent.id),
  };
}

function solutionOf(engine: Engine, { solutions }: ComponentInfo): string {
  for (const uniquename of solutions) {
    const row = engine.system.find('solution', { uniquename }, ['solutionid'])[0];
    if (row !== undefined) return String(row['solutionid']);
  }
  return ACTIVE_SOLUTION_ID;
}
