/**
 * Sessions of the shell's page. The page has no sign-in: whoever can open it on this machine is the local organisation's
 * administrator, so the page itself hands out the cookie. The cookie is then as good as a Bearer token for the Web API.
 *
 * Use: make one `Sessions` a server (`createSessions()`), give it to `registerShell(app, engine, { sessions })` and ask
 * `sessions.callerOf(request)` where a request without Authorization header must be told apart.
 *
 * Rules: HttpOnly and SameSite=Strict; accepted only when the browser says the request comes from this very origin
 * (Sec-Fetch-Site same-origin), or from the address bar (none) for reads: other ports of 127.0.0.1 are the same *site*.
 * The value is signed with a key of this process, so sessions end with the server and nothing is kept in memory.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Caller } from '../engine/types.ts';
import { SESSION_COOKIE } from '../platform/wellknown.ts';

/** The parts of a request that decide about a session; a Fastify or node:http request fits. */
export interface RequestHead {
  readonly method?: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface Sessions {
  /** `Set-Cookie` value that signs the user in. */
  cookieFor(userId: string): string;
  /** The caller of a request with a valid session cookie from this origin; undefined otherwise. */
  callerOf(request: RequestHead): Caller | undefined;
}

export function createSessions(key: Buffer = randomBytes(32)): Sessions {
  const sign = (payload: string): string => createHmac('sha256', key).update(payload).digest('base64url');
  const userOf = (value: string): string | undefined => {
    const at = value.lastIndexOf('.');
    const payload = value.slice(0, Math.max(at, 0));
    const given = Buffer.from(value.slice(at + 1));
    const expected = Buffer.from(sign(payload));
    return given.length === expected.length && timingSafeEqual(given, expected) ? payload.split('.')[0] : undefined;
  };
  return {
    cookieFor(userId) {
      const payload = `${userId}.${randomBytes(16).toString('base64url')}`;
      return `${SESSION_COOKIE}=${payload}.${sign(payload)}; Path=/; HttpOnly; SameSite=Strict`;
    },
    callerOf(request) {
      if (!fromThisOrigin(request)) return undefined;
      for (const value of cookieValues(request.headers['cookie'])) {
        const userId = userOf(value);
        if (userId) return { userId, initiatingUserId: userId };
      }
      return undefined;
    },
  };
}

function fromThisOrigin(request: RequestHead): boolean {
  const site = request.headers['sec-fetch-site'];
  return site === 'same-origin' || (site === 'none' && (request.method === 'GET' || request.method === 'HEAD'));
}

function cookieValues(header: string | string[] | undefined): string[] {
  const text = Array.isArray(header) ? header.join('; ') : (header ?? '');
  return text.split(';').flatMap((pair) => {
    const at = pair.indexOf('=');
    return pair.slice(0, at).trim() === SESSION_COOKIE ? [pair.slice(at + 1).trim()] : [];
  });
}
