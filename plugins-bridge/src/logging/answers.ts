/** Reading the answers to a row's requests. */
import type { PartResponse } from '../dataverse/batch.ts';
import { type PlatformError, platformError } from '../dataverse/errors.ts';
import { reason } from '../reasons.ts';
import type { RowJob, RowOutcome } from './row-job.ts';

/** A part without an answer can be sent again. */
export const unanswered: PlatformError = { failure: 'passing', status: 0, code: '', message: '' };

/** The first failure of a part. */
export function failureIn(responses: PartResponse): PlatformError | undefined {
  if (responses.length === 0) return unanswered;
  return responses.map(platformError).find((error) => error !== undefined);
}

/** Rows of a query's answer. */
export function valuesOf([answer]: PartResponse): Record<string, unknown>[] {
  const value = isRecord(answer?.body) ? answer.body['value'] : undefined;
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** What a failure means for the row. */
export function outcomeOf(error: PlatformError, { row }: RowJob): RowOutcome {
  const what = `${error.code || `HTTP ${error.status}`} on ${row.target}${columnIn(error.message)}`;
  switch (error.failure) {
    case 'throttled':
    case 'passing':
      return { do: 'retry', reason: reason('platform-unavailable', what) };
    case 'version':
    case 'exists':
      return { do: 'retry', reason: reason('changed-meanwhile', what) };
    case 'missing':
      return { do: 'retry', reason: reason('changed-meanwhile', what), stale: true };
    case 'privilege':
      return { do: 'park', reason: reason('no-privilege', what) };
    case 'closed':
      return { do: 'park', reason: reason('closed-in-crm', what) };
    case 'column':
      return { do: 'park', reason: reason('column-missing', what) };
    default:
      return { do: 'park', reason: reason('refused-by-platform', what) };
  }
}

/** The column a message names; the rest of the message may quote values and is left out. */
function columnIn(message: string): string {
  const name = /'([a-z][a-z0-9_]*)' attribute|undeclared property '([a-z][\w]*)'/i.exec(message);
  return name ? `, column ${name[1] ?? name[2]}` : '';
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
