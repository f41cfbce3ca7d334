/** Who is signed in and how they want things shown, from the rows systemuser, organization, usersettings and role. */
import type { Engine } from '../engine/types.ts';
import { ORGANIZATION_ID } from '../platform/wellknown.ts';
import type { SessionModel } from './model.ts';
import { idOf, numberOf, textOf } from './rows.ts';
import { localeOf, readPreferences } from './userSettings.ts';

/** @param languageId language to use in place of the user's */
export function readSession(engine: Engine, userId: string, languageId?: number): SessionModel {
  const user = engine.system.get('systemuser', userId);
  const organization = engine.system.get('organization', ORGANIZATION_ID) ?? engine.system.find('organization', {})[0];
  const settings = engine.metadata.table('usersettings') ? engine.system.get('usersettings', userId) : undefined;
  const preferences = readPreferences(settings);
  const wanted = languageId ?? preferences.languageId;
  return {
    user: { id: userId, name: textOf(user, 'fullname') || userId, email: textOf(user, 'internalemailaddress') },
    organization: {
      id: idOf(organization, 'organizationid') || ORGANIZATION_ID,
      name: textOf(organization, 'name'),
      languageId: numberOf(organization, 'languagecode') ?? 1033,
    },
    environment: 'Local Dataverse',
    apiVersion: '9.2',
    settings: {
      ...preferences,
      languageId: wanted,
      // Another language brings its own formats along.
      ...(languageId === undefined ? {} : { locale: localeOf(languageId) ?? preferences.locale, dateFormat: {} }),
      roles: rolesOf(engine, userId),
    },
  };
}

function rolesOf(engine: Engine, userId: string): { id: string; name: string }[] {
  if (!engine.metadata.table('systemuserroles')) return [];
  return engine.system.find('systemuserroles', { systemuserid: userId }).flatMap((link) => {
    const role = engine.system.get('role', idOf(link, 'roleid'));
    return role ? [{ id: idOf(role, 'roleid'), name: textOf(role, 'name') }] : [];
  });
}
