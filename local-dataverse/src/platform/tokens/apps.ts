/** App registrations of the local tenant, and the application users that stand for them in the organisation. */
import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataverseError } from '../../engine/errors.ts';
import type { Engine } from '../../engine/types.ts';
import { ROOT_BUSINESS_UNIT_ID } from '../wellknown.ts';

/** What `PUT /_local/apps/<clientId>` takes. */
export interface AppRegistration {
  readonly name: string;
  readonly secret: string;
  /** Names of security roles of the organisation. */
  readonly roles: readonly string[];
}

interface StoredSecret {
  readonly salt: string;
  /** scrypt of the secret, base64. */
  readonly hash: string;
}

export interface AppUser {
  /** systemuserid */
  readonly id: string;
  readonly isDisabled: boolean;
}

export interface Apps {
  /**
   * Registers an app, or changes it; makes its application user and gives it the roles.
   *
   * @throws DataverseError 400 naming the role that the organisation does not have.
   */
  register(clientId: string, app: AppRegistration): void;
  /** True when the secret is the app's. Constant time; an unknown app costs the same. */
  isSecretOf(clientId: string, secret: string): boolean;
  /** The application user; asked with every request. */
  userOf(clientId: string): AppUser | undefined;
}

export function openApps(engine: Engine, dataDir: string): Apps {
  const file = join(dataDir, 'apps.json');
  const secrets = new Map<string, StoredSecret>(
    existsSync(file) ? Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, StoredSecret>) : [],
  );
  const unknown: StoredSecret = hashed(randomBytes(16).toString('hex'));
  // Read anew each time, two columns by an index: cheap enough, and a user who is disabled is out at once.
  const userOf = (clientId: string): AppUser | undefined => {
    const user = engine.system.find('systemuser', { applicationid: clientId }, ['systemuserid', 'isdisabled'])[0];
    const id = user?.['systemuserid'];
    return typeof id === 'string' ? { id, isDisabled: user?.['isdisabled'] === true } : undefined;
  };
  return {
    register(clientId, app) {
      const roleIds = app.roles.map((name) => roleId(engine, name));
      engine.system.transaction(() => {
        const userId = userOf(clientId)?.id ?? addUser(engine, clientId, app.name);
        setRoles(engine, userId, roleIds);
      });
      secrets.set(clientId, hashed(app.secret));
      writeFileSync(file, JSON.stringify(Object.fromEntries(secrets)), { mode: 0o600 });
    },
    isSecretOf(clientId, secret) {
      const stored = secrets.get(clientId);
      const { salt, hash } = stored ?? unknown;
      const same = timingSafeEqual(Buffer.from(hash, 'base64'), derive(secret, salt));
      return same && stored !== undefined;
    },
    userOf,
  };
}

function roleId(engine: Engine, name: string): string {
  const id = engine.system.find('role', { name })[0]?.['roleid'];
  if (typeof id === 'string') return id;
  throw new DataverseError(400, '0x80040217', `The organisation has no security role '${name}'.`);
}

function addUser(engine: Engine, clientId: string, name: string): string {
  return engine.system.insert('systemuser', {
    applicationid: clientId,
    azureactivedirectoryobjectid: clientId,
    fullname: `# ${name}`,
    firstname: '#',
    lastname: name,
    domainname: `${clientId}@local.example`,
    internalemailaddress: `${clientId}@local.example`,
    accessmode: 4, // Non-interactive
    isdisabled: false,
    businessunitid: { table: 'businessunit', id: ROOT_BUSINESS_UNIT_ID },
  });
}

function setRoles(engine: Engine, userId: string, roleIds: readonly string[]): void {
  const held = engine.system.find('systemuserroles', { systemuserid: userId });
  for (const link of held) {
    if (!roleIds.includes(String(link['roleid'])))
      engine.system.remove('systemuserroles', String(link['systemuserroleid']));
  }
  const missing = roleIds.filter((id) => !held.some((link) => link['roleid'] === id));
  for (const roleid of missing) engine.system.insert('systemuserroles', { systemuserid: userId, roleid });
}

function hashed(secret: string): StoredSecret {
  const salt = randomBytes(16).toString('base64');
  return { salt, hash: derive(secret, salt).toString('base64') };
}

function derive(secret: string, salt: string): Buffer {
  return scryptSync(secret, salt, 32, { N: 4096 });
}
