/** Makes a user of a bare engine a System Administrator, as the platform's seed does with its own. */
import type { Engine } from '../../types.ts';
import { ADMINISTRATOR_TEMPLATE_ID } from '../names.ts';

const ROLE_ID = 'b0000000-0000-4000-8000-000000000005';

export function makeAdministrator(engine: Engine, userId: string): void {
  if (engine.system.get('role', ROLE_ID) === undefined)
    engine.system.insert('role', {
      roleid: ROLE_ID,
      name: 'System Administrator',
      roletemplateid: { table: 'roletemplate', id: ADMINISTRATOR_TEMPLATE_ID },
    });
  engine.system.insert('systemuserroles', { systemuserid: userId, roleid: ROLE_ID });
}
