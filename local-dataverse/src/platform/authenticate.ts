/** Who makes a request: a bearer token's application user or the shell's session; acting for somebody else when allowed. */
import type { FastifyRequest } from 'fastify';
import { DataverseError } from '../engine/errors.ts';
import type { Caller, Engine } from '../engine/types.ts';
import { privilegeId } from './privileges.ts';
import type { Tokens } from './tokens/index.ts';
import { SYSTEM_ADMINISTRATOR_ROLE_ID } from './wellknown.ts';

/** The shell's sessions, as `src/shell/session.ts` makes them. */
export interface SessionReader {
  callerOf(request: {
    readonly method?: string | undefined;
    readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  }): Caller | undefined;
}

const ACT_ON_BEHALF = privilegeId('prvActOnBehalfOfAnotherUser');
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** @returns a function that throws DataverseError 401 when nobody is signed in, 403 when impersonation is refused */
export function createAuthentication(
  engine: Engine,
  tokens: Tokens,
  sessions: SessionReader | undefined,
): (request: FastifyRequest) => Promise<Caller> {
  return (request) =>
    // A wrong token is refused even when a session would do: the caller meant the token.
    Promise.resolve().then(() => {
      const caller =
        tokens.callerOf(request) ??
        (request.headers.authorization === undefined ? sessions?.callerOf(request) : undefined);
      if (caller === undefined)
        throw new DataverseError(401, '0x80048306', 'Neither an access token nor a session was sent.');
      return impersonated(engine, caller, request);
    });
}

/** `CallerObjectId` (Entra object id) or `MSCRMCallerID` (systemuserid); needs prvActOnBehalfOfAnotherUser (facts §7). */
function impersonated(engine: Engine, caller: Caller, request: FastifyRequest): Caller {
  const objectId = one(request.headers['callerobjectid']);
  const wanted = objectId ?? one(request.headers['mscrmcallerid']);
  if (wanted === undefined) return caller;
  if (!GUID.test(wanted)) throw new DataverseError(400, '0x80060888', `'${wanted}' is no GUID.`);
  if (!mayActOnBehalf(engine, caller.userId)) {
    throw new DataverseError(
      403,
      '0x80040220',
      `Principal user (Id=${caller.userId}) is missing prvActOnBehalfOfAnotherUser privilege.`,
    );
  }
  const user = engine.system.find('systemuser', {
    [objectId === undefined ? 'systemuserid' : 'azureactivedirectoryobjectid']: wanted,
  })[0];
  if (user === undefined) throw new DataverseError(403, '0x80072560', 'The user is not a member of the organization.');
  if (user['isdisabled'] === true)
    throw new DataverseError(
      403,
      '0x80040225',
      'The specified user is either disabled or is not a member of any business unit.',
    );
  return { userId: String(user['systemuserid']), initiatingUserId: caller.userId };
}

function mayActOnBehalf(engine: Engine, userId: string): boolean {
  const roles = engine.system.find('systemuserroles', { systemuserid: userId }).map((row) => String(row['roleid']));
  return roles.some(
    (roleid) =>
      roleid === SYSTEM_ADMINISTRATOR_ROLE_ID ||
      engine.system.find('roleprivileges', { roleid, privilegeid: ACT_ON_BEHALF }).length > 0,
  );
}

function one(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
