import { requirements } from '@activity-logging/activity-model/metadata';
import { z } from 'zod';
import { readPages } from '../../dataverse/read-all.ts';
import { assignRole, type Check, count, fault, named, ok, type Parts } from '../types.ts';

const answer = z.object({ RolePrivileges: z.array(z.object({ PrivilegeId: z.string(), Depth: z.string() })) });
const privilege = z.object({ privilegeid: z.string(), name: z.string() });
const depths = ['Basic', 'Local', 'Deep', 'Global'];

/** The application user may do what the bridge does: privileges of the role, however it comes by them. */
export const privileges: Check = {
  name: 'privileges',
  needs: ['solution'],
  async run(parts) {
    const [versions, reach] = await Promise.all([parts.solutions(), reachOf(parts)]);
    for (const { solution, role, privileges: wanted } of Object.values(requirements)) {
      if (!versions.has(solution)) continue;
      const lacking = Object.entries(wanted).filter(
        ([name, depth]) => (reach.get(name.toLowerCase()) ?? -1) < depths.indexOf(depth),
      );
      if (lacking.length > 0)
        return fault(
          `the application user lacks ${count(lacking.length, 'privilege')} of the role ${role}: ${named(lacking.map(([name]) => name))}`,
          assignRole(role),
        );
    }
    return ok('the application user has every privilege the bridge needs');
  },
};

/** Depth by name of the privilege, both as the platform tells them. */
async function reachOf({ client, whoAmI }: Parts): Promise<ReadonlyMap<string | undefined, number>> {
  const { userId } = await whoAmI();
  const held = answer.parse(
    await client.read(`systemusers(${userId})/Microsoft.Dynamics.CRM.RetrieveUserPrivileges()`),
  );
  const names = new Map(
    (await readPages(client, 'privileges?$select=privilegeid,name', 5000)).map((row) => {
      const { privilegeid, name } = privilege.parse(row);
      return [privilegeid.toLowerCase(), name.toLowerCase()];
    }),
  );
  const reach = new Map<string | undefined, number>();
  for (const { PrivilegeId: id, Depth: depth } of held.RolePrivileges) {
    const name = names.get(id.toLowerCase());
    reach.set(name, Math.max(reach.get(name) ?? -1, depths.indexOf(depth)));
  }
  return reach;
}
