import type { Logger } from 'pino';
import type { Operation } from '../dataverse/batch.ts';
import { platformError } from '../dataverse/errors.ts';
import type { WritePool } from '../dataverse/write-pool.ts';
import { PassingFailure } from '../failures.ts';
import { reason } from '../reasons.ts';

/**
 * Sends upserts and settlements of issues, in batches with all else that is written. An issue that is refused for good is said in
 * the log alone: it must not keep the activity it is about from being settled.
 *
 * @throws PassingFailure when the platform asks to come back later: what they belong to must be tried again.
 */
export async function writeIssues(operations: readonly Operation[], writes: WritePool, log: Logger): Promise<void> {
  await Promise.all(operations.map((operation) => writeIssue(operation, writes, log)));
}

async function writeIssue(operation: Operation, writes: WritePool, log: Logger): Promise<void> {
  const [answer] = await writes.send(operation);
  const error = answer ? platformError(answer) : undefined;
  if (!answer || error?.failure === 'passing' || error?.failure === 'throttled') {
    throw new PassingFailure(reason('platform-unavailable', 'al_loggingissue'));
  }
  const isSettled = error?.failure === 'missing' && operation.headers?.['If-Match'] === '*';
  if (error && !isSettled)
    log.error({ code: error.code, status: error.status, failure: error.failure }, 'an issue could not be written');
}
