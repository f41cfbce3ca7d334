import { RequestStatus, RequestType } from '@activity-logging/activity-model/metadata';
import { z } from 'zod';
import type { Operation } from '../dataverse/batch.ts';
import type { TableInfo } from '../dataverse/metadata.ts';

export const requestTable = 'al_bridgerequest';

const row = z.object({
  al_bridgerequestid: z.guid(),
  '@odata.etag': z.string(),
  al_requesttype: z.number().nullish(),
  createdon: z.iso.datetime({ offset: true }),
  _createdby_value: z.guid(),
  _al_loggingissueid_value: z.guid().nullish(),
});
const rows = z.object({ value: z.array(row) });

/** Something a user asks of the bridge. */
export interface Request {
  readonly id: string;
  readonly etag: string;
  readonly type: number | undefined;
  /** systemuserid of whoever asked. */
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly askedAt: number;
  readonly issueId?: string;
}

/** What the page shows (webresources/README.md). */
export interface Answer {
  readonly status: 'done' | 'refused';
  readonly message: string;
}

/** Path of the query for requests that wait. */
export function waitingQuery({ set }: TableInfo): string {
  const columns = 'al_bridgerequestid,al_requesttype,createdon,_createdby_value,_al_loggingissueid_value';
  const filter = encodeURIComponent(`al_requeststatus eq ${RequestStatus.Waiting}`);
  return `${set}?$select=${columns}&$filter=${filter}&$orderby=createdon&$top=500`;
}

/** Path of the query for requests that were answered before a moment. */
export function answeredQuery({ set }: TableInfo, before: Date): string {
  const filter = encodeURIComponent(`al_answeredon lt ${before.toISOString()}`);
  return `${set}?$select=al_bridgerequestid,al_requesttype,createdon,_createdby_value&$filter=${filter}&$top=500`;
}

export function readRequests(body: unknown): Request[] {
  return rows.parse(body).value.map((one) => ({
    id: one.al_bridgerequestid,
    etag: one['@odata.etag'],
    type: one.al_requesttype ?? undefined,
    by: one._createdby_value,
    askedAt: Date.parse(one.createdon),
    ...(one._al_loggingissueid_value ? { issueId: one._al_loggingissueid_value } : {}),
  }));
}

/** Writes the answer, unless another bridge was faster. */
export function answerOperation(request: Request, answer: Answer, info: TableInfo, now: number): Operation {
  return {
    method: 'PATCH',
    path: `${info.set}(${request.id})`,
    headers: { 'If-Match': request.etag },
    body: {
      al_requeststatus: answer.status === 'done' ? RequestStatus.Done : RequestStatus.Refused,
      al_result: JSON.stringify({ message: answer.message }),
      al_answeredon: new Date(now).toISOString(),
    },
  };
}

export const isRetry = ({ type }: Request): boolean => type === RequestType.Retry;
