import { compareVersions } from '@activity-logging/activity-model';
import type { BatchPart, ChangeSet, Operation, PartResponse } from '../dataverse/batch.ts';
import { reason } from '../reasons.ts';
import { failureIn, outcomeOf, valuesOf } from './answers.ts';
import { absorbedQueries, attendeeOperations, hidings, removals } from './related.ts';
import { createBody, type Tables } from './row-body.ts';
import type { RowJob, RowOutcome } from './row-job.ts';
import { type Current, readCurrent, updateRow } from './update-row.ts';

/**
 * What is asked to write one row: yields the parts to send, receives their answers. No I/O of its own, so that many rows are
 * driven side by side in the same batches, and the protocol can be read (and tested) from top to bottom.
 */
export type Conversation = Generator<BatchPart, RowOutcome, PartResponse>;

const versionRetries = 3;

/** Writes one row: create, or read and update (DESIGN decisions 1 and 2). */
export function* writeRow(job: RowJob, tables: Tables): Conversation {
  const removed = yield* absorbed(job, tables);
  if (!Array.isArray(removed)) return removed;
  const outcome = yield* write(job, removals(job, removed, tables), tables);
  if (removed.length === 0) return outcome;
  // Rows are not deleted where the bridge may not: then they are cancelled and hidden.
  const refused = outcome.do === 'park' && outcome.reason.code === 'no-privilege';
  const settled = refused ? yield* write(job, hidings(job, removed, tables), tables) : outcome;
  return settled.do === 'written' ? { ...settled, removed } : settled;
}

function* write(job: RowJob, also: readonly Operation[], tables: Tables): Conversation {
  if (!job.known && !job.row.partial) {
    const error = failureIn(yield createSet(job, also, tables));
    if (!error) return written(job, true);
    if (error.failure !== 'exists') return outcomeOf(error, job);
    // Created before a crash, by another bridge, or when the queue was another: what stands there decides.
  }
  for (let attempt = 0; attempt < versionRetries; attempt += 1) {
    const current = yield* readCurrent(job, tables);
    if ('do' in current) return current;
    const verdict = compare(job, current, also);
    if (verdict) return verdict;
    const error = yield* updateRow(job, current, also, tables);
    if (!error) return written(job, true);
    // Someone was faster, or the row was deleted meanwhile: reading it again tells.
    if (error.failure === 'version') continue;
    if (error.failure === 'missing' && attempt === 0) continue;
    return outcomeOf(error, job);
  }
  return { do: 'retry', reason: reason('changed-meanwhile') };
}

/** Rows of parts that this row has taken over, as far as there are any. */
function* absorbed(job: RowJob, tables: Tables): Generator<BatchPart, string[] | RowOutcome, PartResponse> {
  const { primaryId } = tables.get(job.row.target);
  const found: string[] = [];
  for (const query of absorbedQueries(job, tables)) {
    const answers = yield query;
    const error = failureIn(answers);
    if (error) return outcomeOf(error, job);
    found.push(...valuesOf(answers).flatMap((row) => (typeof row[primaryId] === 'string' ? [row[primaryId]] : [])));
  }
  return found;
}

/** What stands there already, when that is enough. */
function compare(job: RowJob, { values }: Current, also: readonly Operation[]): RowOutcome | undefined {
  const { columns, adopts } = job.row;
  const isOurs =
    values['al_sourcesystem'] === columns['al_sourcesystem'] && values['al_sourceid'] === columns['al_sourceid'];
  // A row that synchronisation made belongs to nobody until it is stamped.
  const isFree = adopts !== undefined && (values['al_sourcesystem'] ?? null) === null;
  if (!isOurs && !isFree) return { do: 'park', reason: reason('id-taken') };
  // Written by us, but the queue never heard of it: news to the queue, though not to the row.
  if (values['al_rowhash'] === job.hash.hash && also.length === 0) return written(job, !job.known);
  const version = values['al_sourceversion'];
  if (typeof version === 'string' && compareVersions(version, job.version) > 0) {
    const hash = String(values['al_rowhash'] ?? '');
    return { do: 'older', written: { activityId: job.id, table: job.row.target, hash, parties: '', version } };
  }
  return undefined;
}

/** POST the open row, what stands with it, then its state: closed on create is refused, parties cannot be sent later (facts §3). */
function createSet(job: RowJob, also: readonly Operation[], tables: Tables): ChangeSet {
  const { id, row, hash } = job;
  const info = tables.get(row.target);
  const operations: Operation[] = [
    { method: 'POST', path: info.set, body: createBody(row, id, hash.hash, tables) },
    ...attendeeOperations(job, tables),
  ];
  if (row.final)
    operations.push({ method: 'PATCH', path: `${info.set}(${id})`, headers: { 'If-Match': '*' }, body: row.final });
  return { operations: [...operations, ...also] };
}

function written({ id, row, hash, version }: RowJob, changed: boolean): RowOutcome {
  return {
    do: 'written',
    changed,
    written: {
      activityId: id,
      table: row.target,
      hash: hash.hash,
      parties: hash.parties,
      version,
      ...(row.adopts ? { adopted: true } : {}),
    },
  };
}
