/** What a new environment holds, and what an older data folder may still lack. */
import type { Engine } from '../../engine/types.ts';
import { seedPrivileges } from '../privileges.ts';
import { ORGANIZATION_ID, SYSTEM_SOLUTION_ID } from '../wellknown.ts';
import { seedMessages, type MessageSwitches } from './messages.ts';
import { seedBasicUser } from './basic-user.ts';
import { insertMissing, seedOrganization } from './organization.ts';
import { standardForms } from './standard-forms.ts';
import { standardViews } from './standard-views.ts';

/** Idempotent; one transaction. @param now ISO UTC */
export function seed(engine: Engine, switches: MessageSwitches, now: string): void {
  engine.system.transaction(() => {
    seedOrganization(engine);
    seedPrivileges(engine);
    seedBasicUser(engine);
    seedMessages(engine, switches);
    const common = {
      solutionid: SYSTEM_SOLUTION_ID,
      ismanaged: true,
      componentstate: 0,
      organizationid: { table: 'organization', id: ORGANIZATION_ID },
    };
    for (const form of standardForms(engine.metadata)) {
      insertMissing(engine, 'systemform', form.id, {
        ...common,
        name: form.name,
        objecttypecode: form.table,
        type: 2,
        formxml: form.formXml,
        formactivationstate: 1,
        formpresentation: 1,
        isdefault: true,
        publishedon: now,
      });
    }
    for (const view of standardViews(engine.metadata)) {
      insertMissing(engine, 'savedquery', view.id, {
        ...common,
        name: view.name,
        returnedtypecode: view.table,
        querytype: view.queryType,
        isdefault: view.isDefault,
        isquickfindquery: view.queryType === 4,
        fetchxml: view.fetchXml,
        layoutxml: view.layoutXml,
      });
    }
  });
}
