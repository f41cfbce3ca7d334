import { z } from 'zod';
import type { DataverseClient } from '../dataverse/client.ts';
import { DataverseError, platformError } from '../dataverse/errors.ts';
import type { Metadata } from '../dataverse/metadata.ts';
import { PassingFailure } from '../failures.ts';
import type { CrmDirectory } from '../people/crm-directory.ts';
import type { EventQueue } from '../queue/types.ts';
import { reason } from '../reasons.ts';
import { type Answer, isRetry, type Request } from './request.ts';

export interface AnswerContext {
  readonly client: DataverseClient;
  readonly metadata: Metadata;
  readonly queue: Pick<EventQueue, 'replay'>;
  readonly crm: Pick<CrmDirectory, 'forget'>;
  readonly now: () => number;
}

/** So long another bridge, whose queue has the event, is given to answer. Milliseconds. */
const otherBridgesMs = 60_000;
const issue = z.object({ al_eventid: z.string().nullish() });

/**
 * Does what a request asks, with the rights of whoever asked.
 *
 * @returns `undefined` while another bridge may have to answer. @throws PassingFailure, DataverseError
 */
export async function answerRequest(request: Request, context: AnswerContext): Promise<Answer | undefined> {
  if (isRetry(request)) return retry(request, context);
  return refuse('This version of the bridge cannot do this yet.');
}

async function retry(request: Request, context: AnswerContext): Promise<Answer | undefined> {
  if (!request.issueId) return refuse('The request names no logging issue.');
  const read = await readIssue(request.issueId, request.by, context);
  if (read === undefined) return refuse('The logging issue is gone, or you may not read it.');
  if (!read) return refuse('Nothing can be tried again for this issue: it is not about one event.');
  // Who asks has changed something: what is remembered of people may be what was wrong.
  context.crm.forget();
  const replayed = await context.queue.replay({ entry: read });
  if (replayed > 0) {
    return { status: 'done', message: 'It is being tried again. The issue is closed when it succeeds.' };
  }
  if (context.now() - request.askedAt < otherBridgesMs) return undefined;
  return refuse('The event is not kept any more, or is being worked on already.');
}

/** The event an issue is about, as far as the user may read the issue; `undefined` when they may not, `''` without one. */
async function readIssue(id: string, by: string, { client, metadata }: AnswerContext): Promise<string | undefined> {
  const info = await metadata.table('al_loggingissue');
  if (!info) return undefined;
  const answer = await client.send({
    method: 'GET',
    path: `${info.set}(${id})?$select=al_eventid`,
    // The bridge reads all issues; whoever asks may not (SPEC B-11).
    headers: { MSCRMCallerID: by },
  });
  const error = platformError(answer);
  if (error?.failure === 'missing' || error?.failure === 'privilege') return undefined;
  if (error?.failure === 'passing' || error?.failure === 'throttled')
    throw new PassingFailure(reason('platform-unavailable', `HTTP ${error.status} ${error.code}`));
  if (error) throw new DataverseError(error, 'GET al_loggingissue');
  return issue.parse(answer.body).al_eventid ?? '';
}

function refuse(message: string): Answer {
  return { status: 'refused', message };
}
