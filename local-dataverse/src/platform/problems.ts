/** How errors leave the platform's own routes: `{"error":{"code","message"}}`. */
import type { FastifyInstance } from 'fastify';
import { DataverseError } from '../engine/errors.ts';

/** Sets the error handler of a Fastify scope. Unexpected errors are logged and named, never swallowed. */
export function sendProblems(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const known = error instanceof DataverseError ? error : undefined;
    const status = known?.status ?? statusOf(error);
    if (status >= 500 && status !== 501) request.log.error(error);
    const message = error instanceof Error ? error.message : String(error);
    void reply
      .code(status)
      .header('odata-version', '4.0')
      .type('application/json; odata.metadata=minimal')
      .send({ error: { code: known?.code ?? '0x80040216', message } });
  });
}

/** Fastify's own errors (body too large, wrong media type) carry a status. */
function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? Number(error.statusCode) : 500;
  return Number.isInteger(status) && status >= 400 ? status : 500;
}
