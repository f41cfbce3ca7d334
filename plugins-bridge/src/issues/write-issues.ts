import type { Logger } from 'pino';
import type { DataverseClient } from '../dataverse/client.ts';
import { platformError } from '../dataverse/errors.ts';
import type { Operation } from '../dataverse/batch.ts';
import { PassingFailure } from '../failures.ts';
import { reason } from '../reasons.ts';

/** Operations a batch carries at most. */
const atOnce = 100;

/**
 * Sends upserts and settlements of issues, many in a batch. An issue that is refused for good is said in the log alone:
 * it must not keep the activity it is about from being settled.
 *
 * @throws PassingFailure when the platform asks to come back later: what they belong to must be tried again.
 */
export async function writeIssues(
  operations: readonly Operation[],
  client: DataverseClient,
  log: Logger,
): Promise<void> {
  for (let start = 0; start < operations.length; start += atOnce) {
    const part = operations.slice(start, start + atOnce);
    const answers = await client.batch(part);
    part.forEach((operation, index) => {
      const answer = answers[index]?.[0];
      const error = answer ? platformError(answer) : undefined;
      if (!answer || error?.failure === 'passing' || error?.failure === 'throttled') {
        throw new PassingFailure(reason('platform-unavailable', 'al_loggingissue'));
      }
      const isSettled = error?.failure === 'missing' && operation.headers?.['If-Match'] === '*';
      if (error && !isSettled)
        log.error({ code: error.code, status: error.status, failure: error.failure }, 'an issue could not be written');
    });
  }
}
