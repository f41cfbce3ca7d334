import { type ActivityRow, compareVersions } from '@activity-logging/activity-model';
import type { BatchPart, ChangeSet, Operation, PartResponse } from '../dataverse/batch.ts';
import { type PlatformError, platformError } from '../dataverse/errors.ts';
import type { Reason, WrittenRow } from '../queue/types.ts';
import { reason } from '../reasons.ts';
import { createBody, partiesOf, partyBody, type Tables, updateBody } from './row-body.ts';
import type { RowHash } from './row-id.ts';

export interface RowJob {
  readonly id: string;
  readonly row: ActivityRow;
  readonly hash: RowHash;
  /** The source's version, exact text. */
  readonly version: string;
  /** What was written before, as far as the queue knows. */
  readonly known?: WrittenRow;
}

export type RowOutcome =
  /** The row stands as it should; `changed` is false when the queue knew that it did. */
  | { readonly do: 'written'; readonly written: WrittenRow; readonly changed: boolean }
  /** A newer version was there already (another bridge). */
  | { readonly do: 'older'; readonly written: WrittenRow }
  | { readonly do: 'gone'; readonly written: WrittenRow }
  /** The row is in another table, from before a setting changed: it must be built anew for that table (SPEC L-9). */
  | { readonly do: 'elsewhere'; readonly table: string }
  | { readonly do: 'park'; readonly reason: Reason }
  /** `stale`: a row that was looked up is gone; what is cached must be asked for again. */
  | { readonly do: 'retry'; readonly reason: Reason; readonly stale?: boolean };

/**
 * What is asked to write one row: yields the parts to send, receives their answers. No I/O of its own, so that many rows are
 * driven side by side in the same batches, and the protocol can be read (and tested) from top to bottom.
 */
export type Conversation = Generator<BatchPart, RowOutcome, PartResponse>;

/** Status reason of the state a closed row is reopened to (facts §2). */
const openStatus: Readonly<Record<string, number>> = { task: 2, phonecall: 1, email: 1, appointment: 1 };
const versionRetries = 3;

/** Writes one row: create, or read and update (DESIGN decisions 1 and 2). */
export function* writeRow(job: RowJob, tables: Tables): Conversation {
  if (!job.known) {
    const error = failureIn(yield createSet(job, tables));
    if (!error) return written(job, true);
    if (error.failure !== 'exists') return outcomeOf(error, job);
    // Created before a crash, by another bridge, or when the queue was another: what stands there decides.
  }
  for (let attempt = 0; attempt < versionRetries; attempt += 1) {
    const current = yield* readCurrent(job, tables);
    if ('do' in current) return current;
    const verdict = compare(job, current);
    if (verdict) return verdict;
    const error = yield* update(job, current, tables);
    if (!error) return written(job, true);
    // Someone was faster, or the row was deleted meanwhile: reading it again tells.
    if (error.failure === 'version') continue;
    if (error.failure === 'missing' && attempt === 0) continue;
    return outcomeOf(error, job);
  }
  return { do: 'retry', reason: reason('changed-meanwhile') };
}

interface Current {
  readonly etag: string;
  readonly values: Readonly<Record<string, unknown>>;
}

function* readCurrent(job: RowJob, tables: Tables): Generator<BatchPart, Current | RowOutcome, PartResponse> {
  const info = tables.get(job.row.target);
  const select = `${info.primaryId},al_sourcesystem,al_sourceid,al_sourceversion,al_rowhash,statecode,statuscode`;
  const [answer] = yield { method: 'GET', path: `${info.set}(${job.id})?$select=${select}` };
  const error = answer ? platformError(answer) : unanswered;
  if (answer && !error) {
    const values = isRecord(answer.body) ? answer.body : {};
    return { etag: String(values['@odata.etag'] ?? '*'), values };
  }
  if (error?.failure !== 'missing') return outcomeOf(error ?? unanswered, job);
  if (job.known) return { do: 'gone', written: { ...job.known, gone: true } };

  const pointers = tables.get('activitypointer');
  const [pointer] = yield { method: 'GET', path: `${pointers.set}(${job.id})?$select=activitytypecode` };
  const type = pointer?.status === 200 && isRecord(pointer.body) ? pointer.body['activitytypecode'] : undefined;
  if (typeof type === 'string' && type !== job.row.target) return { do: 'elsewhere', table: type };
  return { do: 'retry', reason: reason('changed-meanwhile') };
}

/** What stands there already, when that is enough. */
function compare(job: RowJob, { values }: Current): RowOutcome | undefined {
  const { columns } = job.row;
  if (values['al_sourcesystem'] !== columns['al_sourcesystem'] || values['al_sourceid'] !== columns['al_sourceid']) {
    return { do: 'park', reason: reason('id-taken') };
  }
  // Written by us, but the queue never heard of it: news to the queue, though not to the row.
  if (values['al_rowhash'] === job.hash.hash) return written(job, !job.known);
  const version = values['al_sourceversion'];
  if (typeof version === 'string' && compareVersions(version, job.version) > 0) {
    const hash = String(values['al_rowhash'] ?? '');
    return { do: 'older', written: { activityId: job.id, table: job.row.target, hash, parties: '', version } };
  }
  return undefined;
}

/**
 * Reopen → patch → close, as one change set under the row's ETag; parties, when they changed, by a step of their own in between
 * (SPEC B-7). The hash comes last, so that a row left half way is seen to be unfinished.
 *
 * @returns the failure, `undefined` when all went through.
 */
function* update(
  job: RowJob,
  current: Current,
  tables: Tables,
): Generator<BatchPart, PlatformError | undefined, PartResponse> {
  const { row, hash } = job;
  const info = tables.get(row.target);
  const path = `${info.set}(${job.id})`;
  const patch = (body: unknown, etag = '*'): Operation => ({
    method: 'PATCH',
    path,
    headers: { 'If-Match': etag },
    body,
  });

  const closed = current.values['statecode'] === 1 || current.values['statecode'] === 2;
  const body = updateBody(row, tables);
  const stamp = { al_rowhash: hash.hash };
  const partiesChanged = job.known?.parties ? job.known.parties !== hash.parties : row.parties.length > 0;
  const { statecode, statuscode } = current.values;
  const inState = !closed && statecode === row.final?.statecode && statuscode === row.final?.statuscode;
  const close = row.final && !inState ? [patch(row.final)] : [];
  const reopen = closed ? [patch({ statecode: 0, statuscode: openStatus[row.target] ?? 1 }, current.etag)] : [];
  const edit = (content: object): Operation => patch(content, closed ? '*' : current.etag);

  if (!partiesChanged) {
    const error = failureIn(yield { operations: [...reopen, edit({ ...body, ...stamp }), ...close] });
    // Some tables cannot be reopened (e-mail); then the columns are written on the closed row, if the platform lets us.
    if (!closed || error?.failure !== 'state') return error;
    return failureIn(yield { operations: [patch({ ...body, ...stamp }, current.etag)] });
  }
  let error = failureIn(yield { operations: [...reopen, edit(body)] });
  const stays = closed && error?.failure === 'state';
  if (stays) error = failureIn(yield { operations: [patch(body, current.etag)] });
  if (error) return error;
  const parties = { value: row.parties.map((party) => partyBody(party, tables)) };
  error = failureIn(yield { method: 'PUT', path: `${path}/${partiesOf(info)}`, body: parties });
  if (error) return error;
  return failureIn(yield { operations: [patch(stamp), ...(stays ? [] : close)] });
}

/** POST the open row, then its state: closed on create is refused, parties cannot be sent later (facts §3). */
function createSet({ id, row, hash }: RowJob, tables: Tables): ChangeSet {
  const info = tables.get(row.target);
  const operations: Operation[] = [{ method: 'POST', path: info.set, body: createBody(row, id, hash.hash, tables) }];
  if (row.final)
    operations.push({ method: 'PATCH', path: `${info.set}(${id})`, headers: { 'If-Match': '*' }, body: row.final });
  return { operations };
}

const unanswered: PlatformError = { failure: 'passing', status: 0, code: '', message: '' };

/** The first failure of a part; a part without an answer can be sent again. */
function failureIn(responses: PartResponse): PlatformError | undefined {
  if (responses.length === 0) return unanswered;
  return responses.map(platformError).find((error) => error !== undefined);
}

function outcomeOf(error: PlatformError, { row }: RowJob): RowOutcome {
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

function written({ id, row, hash, version }: RowJob, changed: boolean): RowOutcome {
  return {
    do: 'written',
    changed,
    written: { activityId: id, table: row.target, hash: hash.hash, parties: hash.parties, version },
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
