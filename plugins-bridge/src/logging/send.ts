import type { BatchPart, PartResponse } from '../dataverse/batch.ts';
import type { DataverseClient } from '../dataverse/client.ts';
import { DataverseError } from '../dataverse/errors.ts';
import { PassingFailure } from '../failures.ts';
import { reason } from '../reasons.ts';
import { MissingColumnError } from './row-body.ts';
import type { RowOutcome } from './row-job.ts';
import type { Conversation } from './write-row.ts';

/** An outcome with the time the platform asked to wait, when it did. */
export type SentOutcome = RowOutcome & { readonly retryAfterMs?: number };

/**
 * Drives conversations to their ends, the parts of all of them side by side in common batches (DESIGN decision 2).
 *
 * @param batchSize rows a batch carries at most. Small for latency, larger to catch up.
 */
export async function sendAll(
  conversations: readonly Conversation[],
  client: DataverseClient,
  batchSize: number,
): Promise<SentOutcome[]> {
  const groups: Promise<SentOutcome[]>[] = [];
  for (let start = 0; start < conversations.length; start += batchSize) {
    groups.push(drive(conversations.slice(start, start + batchSize), client));
  }
  return (await Promise.all(groups)).flat();
}

interface Talk {
  readonly conversation: Conversation;
  part?: BatchPart;
  outcome?: SentOutcome;
}

async function drive(conversations: readonly Conversation[], client: DataverseClient): Promise<SentOutcome[]> {
  const talks = conversations.map((conversation): Talk => ({ conversation }));
  for (const talk of talks) advance(talk, undefined);
  for (let open = talks.filter(isOpen); open.length > 0; open = open.filter(isOpen)) {
    try {
      const answers = await client.batch(open.flatMap(({ part }) => part ?? []));
      open.forEach((talk, index) => advance(talk, answers[index] ?? []));
    } catch (error) {
      const outcome = failed(error);
      for (const talk of open) talk.outcome = outcome;
    }
  }
  return talks.map(({ outcome }) => outcome ?? { do: 'retry', reason: reason('platform-unavailable') });
}

function isOpen({ outcome }: Talk): boolean {
  return outcome === undefined;
}

function advance(talk: Talk, answer: PartResponse | undefined): void {
  try {
    const step = answer === undefined ? talk.conversation.next() : talk.conversation.next(answer);
    if (step.done) talk.outcome = step.value;
    else talk.part = step.value;
  } catch (error) {
    talk.outcome = failed(error);
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
