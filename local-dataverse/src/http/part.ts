/** Requests this server makes to itself for a part of a batch: they belong to a request that was let in already. */
import { randomUUID } from 'node:crypto';

/** Header of such requests; its value is a secret of this process, so nobody else can claim it. */
export const PART_HEADER = 'x-local-dataverse-part';
export const PART_SECRET = randomUUID();
