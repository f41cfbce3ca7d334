/** Sign-in of applications: registrations, the token endpoint, and who a Bearer token is. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { DataverseError } from '../../engine/errors.ts';
import { disabledUser } from '../../engine/security/errors.ts';
import type { Caller, Engine } from '../../engine/types.ts';
import { type AppRegistration, openApps } from './apps.ts';
import { authorityApp } from './authority.ts';
import { certificateIn } from './certificate.ts';
import { type Claims, readToken, signToken } from './jwt.ts';

export interface TokenOptions {
  readonly engine: Engine;
  readonly dataDir: string;
  /** Port of the token endpoint; 0 takes a free one. */
  readonly port?: number;
}

export interface Tokens {
  /** `https://127.0.0.1:…`, for `authorityHost`. */
  readonly authorityUrl: string;
  readonly caFile: string;
  /** Adds `PUT /_local/apps/:clientId`. */
  registerRoutes(app: FastifyInstance): void;
  /**
   * Who the request's Bearer token is; undefined when it has none.
   *
   * @throws DataverseError 401 for a token that is not ours or has ended, 403 for an app without an enabled user.
   */
  callerOf(request: {
    readonly headers: { readonly authorization?: string | undefined; readonly host?: string | undefined };
  }): Caller | undefined;
  close(): Promise<void>;
}

const lifetimeSeconds = 3600;

export async function createTokens({ engine, dataDir, port = 0 }: TokenOptions): Promise<Tokens> {
  const certificate = await certificateIn(dataDir);
  const key = keyIn(dataDir);
  const checked = checkedTokens(key);
  const apps = openApps(engine, dataDir);
  const now = (): number => Math.floor(Date.now() / 1000);
  const authority = authorityApp(certificate, ({ clientId, secret, scope, tenant }) => {
    if (!apps.isSecretOf(clientId, secret)) return undefined;
    const aud = scope.replace(/\/\.default$/, '');
    const claims = { appid: clientId, aud, tid: tenant, iat: now(), exp: now() + lifetimeSeconds };
    return { token: signToken(claims, key), seconds: lifetimeSeconds };
  });
  await authority.listen({ host: '127.0.0.1', port });
  const address = authority.server.address();
  if (address === null || typeof address === 'string') throw new Error('the token endpoint has no port');
  return {
    authorityUrl: `https://127.0.0.1:${address.port}`,
    caFile: certificate.caFile,
    registerRoutes(app) {
      app.put<{ Params: { clientId: string }; Body: unknown }>('/_local/apps/:clientId', async (request, reply) => {
        apps.register(request.params.clientId.toLowerCase(), readRegistration(request.body));
        return reply.code(204).send();
      });
    },
    callerOf({ headers }) {
      const [, token] = /^Bearer (.+)$/i.exec(headers.authorization ?? '') ?? [];
      if (token === undefined) return undefined;
      const claims = checked(token, now());
      if (!claims || !isFor(claims.aud, headers.host)) {
        throw new DataverseError(401, '0x80048306', 'The access token is not valid here or has ended.');
      }
      const user = apps.userOf(claims.appid);
      if (user?.isDisabled === true) throw disabledUser();
      if (user === undefined)
        throw new DataverseError(403, '0x80072560', 'The user is not a member of the organization.');
      return { userId: user.id, initiatingUserId: user.id };
    },
    close: () => authority.close(),
  };
}

/** Most good tokens remembered; clients keep one for an hour. */
const REMEMBERED = 500;

/** Reads tokens, and checks the signature of each good one only once. When it ends is looked at every time. */
function checkedTokens(key: Buffer): (token: string, nowSeconds: number) => Claims | undefined {
  const good = new Map<string, Claims>();
  return (token, nowSeconds) => {
    const known = good.get(token);
    if (known !== undefined) return known.exp > nowSeconds ? known : undefined;
    const claims = readToken(token, key, nowSeconds);
    if (claims === undefined) return undefined;
    if (good.size >= REMEMBERED) good.clear();
    good.set(token, claims);
    return claims;
  };
}

/** The token's resource is the address it is shown at, as the platform demands. */
function isFor(audience: string, host: string | undefined): boolean {
  return URL.canParse(audience) && new URL(audience).host === host;
}

/** Signing key of this data folder: tokens stay good over a restart. */
function keyIn(dataDir: string): Buffer {
  const file = join(dataDir, 'token-key');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600 });
  return Buffer.from(readFileSync(file, 'utf8'), 'base64');
}

function readRegistration(body: unknown): AppRegistration {
  const given = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const text = (name: string): string => {
    const value = given[name];
    if (typeof value === 'string' && value !== '') return value;
    throw new DataverseError(400, '0x80060888', `'${name}' must be a text that is not empty.`);
  };
  const { roles } = given;
  if (!Array.isArray(roles) || !roles.every((role) => typeof role === 'string')) {
    throw new DataverseError(400, '0x80060888', "'roles' must be a list of security role names.");
  }
  return { name: text('name'), secret: text('secret'), roles };
}
