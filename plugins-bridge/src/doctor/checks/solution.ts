import { requirements } from '@activity-logging/activity-model/metadata';
import { DataverseError } from '../../dataverse/errors.ts';
import { assignRole, type Check, fault, type Finding, ok, type Parts, warning } from '../types.ts';

/** How a solution comes into the organisation, new or newer. */
function importIt(name: string): string {
  return `Import ${name}_managed.zip of this version: make.powerapps.com → Solutions → Import solution.`;
}

/** Our solutions are there, in the version this bridge was built with. */
export const solution: Check = {
  name: 'solution',
  needs: ['sign-in'],
  async run({ solutions, metadata }) {
    const { core, sales } = requirements;
    const versions = await readable(solutions);
    if (!versions)
      return fault(
        `the application user lacks the role ${core.role}: it may not even read which solutions are installed`,
        assignRole(core.role),
      );
    const installed = versions.get(core.solution);
    if (installed === undefined)
      return fault(
        `the solution ${core.solution} is not installed`,
        `${importIt(core.solution)} Then: ${assignRole(core.role)}`,
      );
    const withSales = versions.get(sales.solution);
    for (const { solution: name, version } of [core, sales]) {
      const wrong = compared(name, versions.get(name), version);
      if (wrong) return wrong;
    }
    if (withSales === undefined && (await metadata.table('lead')))
      return warning(
        `${core.solution} ${installed}; the organisation has leads, but ${sales.solution} is not installed`,
        `${importIt(sales.solution)} Without it nothing is logged to leads and opportunities.`,
      );
    const also = withSales === undefined ? '' : `, ${sales.solution} ${withSales}`;
    return ok(`${core.solution} ${installed}${also}`);
  },
};

/** `undefined` when a missing privilege refuses it. */
async function readable(solutions: Parts['solutions']): Promise<ReadonlyMap<string, string> | undefined> {
  try {
    return await solutions();
  } catch (error) {
    if (error instanceof DataverseError && error.error.failure === 'privilege') return undefined;
    throw error;
  }
}

function compared(name: string, installed: string | undefined, wanted: string): Finding | undefined {
  if (installed === undefined || installed === wanted) return undefined;
  return isOlder(installed, wanted)
    ? fault(`${name} is ${installed}, older than this bridge needs (${wanted})`, importIt(name))
    : warning(`${name} is ${installed}, newer than this bridge (${wanted})`, 'Update the bridge to the same version.');
}

function isOlder(left: string, right: string): boolean {
  const [one, other] = [left, right].map((text) => text.split('.').map(Number));
  const at = [0, 1, 2, 3].find((index) => (one?.[index] ?? 0) !== (other?.[index] ?? 0));
  return at !== undefined && (one?.[at] ?? 0) < (other?.[at] ?? 0);
}
