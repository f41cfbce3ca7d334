import { DataverseError } from '../dataverse/errors.ts';
import type { WritePool } from '../dataverse/write-pool.ts';
import { PassingFailure } from '../failures.ts';
import { reason } from '../reasons.ts';
import { MissingColumnError } from './row-body.ts';
import type { RowOutcome } from './row-job.ts';
import type { Conversation } from './write-row.ts';

/** An outcome with the time the platform asked to wait, when it did. */
export type SentOutcome = RowOutcome & { readonly retryAfterMs?: number };

/** Drives conversations to their ends side by side; what they send shares batches with all else that is written (DESIGN decision 2). */
export function sendAll(conversations: readonly Conversation[], writes: WritePool): Promise<SentOutcome[]> {
  return Promise.all(conversations.map((conversation) => drive(conversation, writes)));
}

async function drive(conversation: Conversation, writes: WritePool): Promise<SentOutcome> {
  try {
    let step = conversation.next();
    while (!step.done) step = conversation.next(await writes.send(step.value));
    return step.value;
  } catch (error) {
    return failed(error);
  }
}

function failed(error: unknown): SentOutcome {
  if (error instanceof PassingFailure) {
    return {
      do: 'retry',
      reason: error.reason,
      ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
    };
  }
  if (error instanceof MissingColumnError) return { do: 'park', reason: reason('column-missing', error.message) };
  if (error instanceof DataverseError) {
    // The batch as a whole was refused: what is wrong with it is wrong with every row, and a person must see to it.
    return { do: 'retry', reason: reason('platform-unavailable', `HTTP ${error.error.status} ${error.error.code}`) };
  }
  throw error;
}
