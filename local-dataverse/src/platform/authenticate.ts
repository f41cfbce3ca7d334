/** Who makes a request: a bearer token's application user or the shell's session; acting for somebody else when allowed. */
import type { FastifyRequest } from 'fastify';
import { DataverseError } from '../engine/errors.ts';
import { disabledUser, missingPrivilege } from '../engine/security/errors.ts';
import type { Caller, Engine } from '../engine/types.ts';
import type { Tokens } from './tokens/index.ts';

/** The shell's sessions, as `src/shell/session.ts` makes them. */
export interface SessionReader {
  callerOf(request: {
    readonly method?: string | undefined;
    readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  }): Caller | undefined;
}

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
      if (engine.security.rightsOf(caller.userId).isDisabled) throw disabledUser();
      return impersonated(engine, caller, request);
    });
}

/** `CallerObjectId` (Entra object id) or `MSCRMCallerID` (systemuserid); needs prvActOnBehalfOfAnotherUser (facts §7). */
function impersonated(engine: Engine, caller: Caller, request: FastifyRequest): Caller {
  const objectId = one(request.headers['callerobjectid']);
  const wanted = objectId ?? one(request.headers['mscrmcallerid']);
  if (wanted === undefined) return caller;
  if (!GUID.test(wanted)) throw new DataverseError(400, '0x80060888', `'${wanted}' is no GUID.`);
  const rights = engine.security.rightsOf(caller.userId);
  if (!rights.actsForOthers) throw missingPrivilege(rights, 'prvActOnBehalfOfAnotherUser', undefined);
  const user = engine.system.find('systemuser', {
    [objectId === undefined ? 'systemuserid' : 'azureactivedirectoryobjectid']: wanted,
  })[0];
  if (user === undefined) throw new DataverseError(403, '0x80072560', 'The user is not a member of the organization.');
  if (user['isdisabled'] === true) throw disabledUser();
  return { userId: String(user['systemuserid']), initiatingUserId: caller.userId };
}

function one(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
