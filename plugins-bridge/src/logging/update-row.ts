import type { BatchPart, Operation, PartResponse } from '../dataverse/batch.ts';
import { type PlatformError, platformError } from '../dataverse/errors.ts';
import { reason } from '../reasons.ts';
import { failureIn, isRecord, outcomeOf, unanswered, valuesOf } from './answers.ts';
import { attendeeOperations, attendeeQuery } from './related.ts';
import { partiesOf, partyBody, type Tables, updateBody } from './row-body.ts';
import type { RowJob, RowOutcome } from './row-job.ts';

/** A row as it stands. */
export interface Current {
  readonly etag: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Status reason of the state a closed row is reopened to (facts §2). */
const openStatus: Readonly<Record<string, number>> = { task: 2, phonecall: 1, email: 1, appointment: 1 };

/** Reads the row, or says what became of it. */
export function* readCurrent(job: RowJob, tables: Tables): Generator<BatchPart, Current | RowOutcome, PartResponse> {
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
  // The row that was to be stamped went meanwhile: looked for again.
  if (job.row.adopts) return { do: 'retry', reason: reason('changed-meanwhile'), stale: true };

  const pointers = tables.get('activitypointer');
  const [pointer] = yield { method: 'GET', path: `${pointers.set}(${job.id})?$select=activitytypecode` };
  const type = pointer?.status === 200 && isRecord(pointer.body) ? pointer.body['activitytypecode'] : undefined;
  if (typeof type === 'string' && type !== job.row.target) return { do: 'elsewhere', table: type };
  return { do: 'retry', reason: reason('changed-meanwhile') };
}

/**
 * Reopen → patch → close, as one change set under the row's ETag; parties, when they changed, by a step of their own in between
 * (SPEC B-7). The hash comes last, so that a row left half way is seen to be unfinished.
 *
 * @param also what else belongs to the change set: rows of thread parts that this row takes over.
 * @returns the failure, `undefined` when all went through.
 */
export function* updateRow(
  job: RowJob,
  current: Current,
  also: readonly Operation[],
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
  const attendees = yield* attendeeChanges(job, tables);
  if (!Array.isArray(attendees)) return attendees;
  const related = [...attendees, ...also];

  const { statecode, statuscode } = current.values;
  const closed = statecode === 1 || statecode === 2;
  // A row that is only stamped keeps its state; a next step that a user has done or dropped is not opened again (SPEC L-26).
  const keepsState = row.adopts !== undefined || row.final === null;
  const final = keepsState ? (closed ? { statecode, statuscode } : null) : row.final;
  const body = updateBody(row, tables);
  const stamp = { al_rowhash: hash.hash };
  const partiesChanged =
    !row.partial && (job.known?.parties ? job.known.parties !== hash.parties : row.parties.length > 0);
  const inState = statecode === final?.statecode && statuscode === final?.statuscode;
  const close = final && (closed || !inState) ? [patch(final)] : [];
  // From one closed state to another, for a row that stays closed: its state can change where it cannot be opened (SPEC L-24).
  const closeAnew = final && !inState ? [patch(final)] : [];
  const reopen = closed ? [patch({ statecode: 0, statuscode: openStatus[row.target] ?? 1 }, current.etag)] : [];
  const edit = (content: object): Operation => patch(content, closed ? '*' : current.etag);

  if (!partiesChanged) {
    const error = failureIn(yield { operations: [...reopen, edit({ ...body, ...stamp }), ...related, ...close] });
    // Some tables cannot be reopened (e-mail); then the columns are written on the closed row, if the platform lets us.
    if (!closed || error?.failure !== 'state') return error;
    return failureIn(yield { operations: [patch({ ...body, ...stamp }, current.etag), ...related, ...closeAnew] });
  }
  let error = failureIn(yield { operations: [...reopen, edit(body)] });
  const stays = closed && error?.failure === 'state';
  if (stays) error = failureIn(yield { operations: [patch(body, current.etag)] });
  if (error) return error;
  const parties = { value: row.parties.map((party) => partyBody(party, tables)) };
  error = failureIn(yield { method: 'PUT', path: `${path}/${partiesOf(info)}`, body: parties });
  if (error) return error;
  return failureIn(yield { operations: [patch(stamp), ...related, ...(stays ? closeAnew : close)] });
}

/** Upserts of who is invited, deletes of who is not any more. */
function* attendeeChanges(
  job: RowJob,
  tables: Tables,
): Generator<BatchPart, Operation[] | PlatformError, PartResponse> {
  const query = attendeeQuery(job, tables);
  if (!query) return [];
  const answers = yield query;
  const error = failureIn(answers);
  if (error) return error;
  const { primaryId } = tables.get('al_meetingattendee');
  const wanted = new Set((job.attendees ?? []).map(({ id }) => id));
  const stale = valuesOf(answers)
    .map((row) => String(row[primaryId]))
    .filter((id) => !wanted.has(id));
  return attendeeOperations(job, tables, stale);
}
