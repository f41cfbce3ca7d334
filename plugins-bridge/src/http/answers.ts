import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import type { QueueFull } from '../queue/types.ts';

/**
 * Every refusal has the same shape.
 *
 * @param retryAfter seconds after which sending again may succeed; said with 503.
 */
export function refuse(
  reply: FastifyReply,
  status: number,
  code: string,
  message: string,
  retryAfter = 5,
): FastifyReply {
  if (status === 503) reply.header('retry-after', String(retryAfter));
  return reply.code(status).send({ error: { code, message } });
}

/** The queue's disk is short: the sender keeps what it has, and is told when to come again (SPEC B-2). */
export function refuseFull(reply: FastifyReply, { retryAfter }: QueueFull): FastifyReply {
  return refuse(reply, 503, 'queue-full', 'Not stored: the disk of the queue is short. Send it again.', retryAfter);
}

/** Compares secrets of any length in constant time. */
export function sameSecret(given: unknown, expected: string): boolean {
  if (typeof given !== 'string') return false;
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(expected));
}
