import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { safeError } from '../log.ts';
import { QueueFull } from '../queue/types.ts';
import { refuse, refuseFull } from './answers.ts';

type ErrorHandler = (error: unknown, request: FastifyRequest, reply: FastifyReply) => FastifyReply | undefined;

const refusals: Readonly<Record<number, readonly [code: string, message: string]>> = {
  413: ['too-large', 'The payload is too large.'],
  429: ['too-many-requests', 'Too many requests; send it again later.'],
  503: ['not-stored', 'Not stored; send it again.'],
};

/** Answers what went wrong. What is not the sender's fault is 503: nothing was stored and sending again may succeed. */
export function answerErrors(log: Logger): ErrorHandler {
  return (error, request, reply) => {
    if (error instanceof QueueFull) return refuseFull(reply, error);
    const status = statusOf(error);
    if (status === 503) log.error({ ...of(request), error: safeError(error) }, 'a request failed');
    const [code, message] = refusals[status] ?? ['bad-request', 'The request is not valid.'];
    return refuse(reply, status, code, message);
  };
}

/**
 * The same for a source that takes every answer for a receipt: where sending again may succeed, it gets none. Its connection is
 * closed, and it tries again.
 */
export function closeOnErrors(log: Logger): ErrorHandler {
  const answer = answerErrors(log);
  return (error, request, reply) => {
    const status = statusOf(error);
    if (status !== 503 && status !== 429) return answer(error, request, reply);
    log.error({ ...of(request), error: safeError(error), status }, 'a request failed; its connection is closed');
    reply.hijack();
    request.raw.socket.destroy();
    return undefined;
  };
}

/** Which request it was, for the log. */
function of({ id, routeOptions }: FastifyRequest): object {
  return { request: id, route: routeOptions.url };
}

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 503;
  return status >= 400 && status < 500 ? status : 503;
}
