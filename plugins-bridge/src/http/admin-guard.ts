import { isIP, isIPv4 } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { refuse, sameSecret } from './answers.ts';

/** Answered to everybody who reaches the port. */
const open = ['/metrics', '/health/live', '/health/ready'];

/** Whether an address to listen at is reached from this machine alone. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}

/**
 * Who may use the administration port: never a browser; on the loopback address every local tool; on another one whoever has the
 * token, and for metrics and health everybody (SPEC B-9).
 */
export function guardAdmin(app: FastifyInstance, host: string, token: string | undefined): void {
  const local = isLoopback(host);
  app.addHook('onRequest', async (request, reply) => {
    // A page of any site could reach a local port: it sends Origin, or a Host of its own by way of its own DNS. No DNS makes an
    // IP address of its name.
    const named = request.hostname.replace(/^\[|\]$/g, '');
    if (request.headers.origin !== undefined || (named !== 'localhost' && isIP(named) === 0)) {
      return refuse(reply, 403, 'not-for-browsers', 'This port is for tools only; ask it by its IP address.');
    }
    if (local || open.includes(request.routeOptions.url ?? '')) return;
    if (token === undefined) {
      return refuse(
        reply,
        403,
        'no-admin-token',
        'On this address the port needs BRIDGE_ADMIN_TOKEN, which is not set.',
      );
    }
    if (!sameSecret(request.headers.authorization, `Bearer ${token}`)) {
      return refuse(reply, 401, 'bad-admin-token', 'The token is missing or wrong.');
    }
  });
}
