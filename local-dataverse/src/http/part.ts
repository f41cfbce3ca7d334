/** Requests this server makes to itself, for a part of a batch or in the background: they belong to a request that was let in already. */
import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

/** Header of such requests; its value is a secret of this process, so nobody else can claim it. */
export const PART_HEADER = 'x-local-dataverse-part';
export const PART_SECRET = randomUUID();

/** Headers that say who calls, for a request made on behalf of the caller of this one. */
export function identityOf(request: FastifyRequest): Record<string, string> {
  const names = ['authorization', 'cookie', 'host', 'sec-fetch-site', 'origin', 'callerobjectid', 'mscrmcallerid'];
  const kept: Record<string, string> = {};
  for (const name of names) {
    const value = request.headers[name];
    if (typeof value === 'string') kept[name] = value;
  }
  return kept;
}
