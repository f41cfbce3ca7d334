import {
  type ActivityRow,
  applyMappings,
  buildRows,
  type FindRow,
  isEcho,
  type Limits,
  type Problem,
  type Ref,
  withMapped,
} from '@activity-logging/activity-model';
import { reason } from '../reasons.ts';
import type { ItemResult, LoggingContext } from './context.ts';
import { htmlTools } from './html.ts';
import type { ItemWork } from './items.ts';
import type { Prepared } from './prepare.ts';
import { activityId, attendeeId, hashRow } from './row-id.ts';
import type { RowJob } from './row-job.ts';

/** What is to be written for an item. */
export interface Planned {
  readonly work: ItemWork;
  /** The rows it should have, whether they stand already or not. */
  readonly rows: readonly ActivityRow[];
  /** Those of them that do not stand as they should. */
  readonly jobs: readonly RowJob[];
  readonly problems: readonly Problem[];
  readonly recheckAt?: number;
}

/** The rows an item should have, or the result when it has none. Pure, but for the clock of the context. */
export function planItem(
  prepared: Prepared,
  limits: Limits,
  find: FindRow,
  context: LoggingContext,
): Planned | ItemResult {
  const { work, decision, wanted, resolved, tracked, mapping } = prepared;
  const isNew = !work.stored?.rows.some(({ gone }) => !gone);
  if (isNew && tracked?.meetings.some(({ ref, ...other }) => isEcho(wanted.item, { ...other, activityId: ref.id })))
    return { outcome: { do: 'skip', reason: reason('echo') }, rows: [] };
  if (!resolved.found) return { outcome: { do: 'park', reason: resolved.reason, awaits: resolved.awaits }, rows: [] };
  const stamped = stampedRow(work) ?? (isNew ? tracked?.row : undefined);
  const built = buildRows({
    item: wanted.item,
    decision,
    people: resolved.people,
    settings: context.configuration().settings,
    limits,
    html: htmlTools,
    now: new Date(context.now()),
    ...(stamped ? { tracked: stamped } : {}),
  });
  const mapped = mapping ? applyMappings(mapping, find) : undefined;
  const rows = built.rows.map((row) => (mapped && !isActionItem(row) ? withMapped(row, mapped) : row));
  const jobs = rows.map((row) => jobOf(row, work, context.namespace));
  const times = rows.flatMap(({ recheckAt }) => (recheckAt ? Date.parse(recheckAt) : []));
  return {
    work,
    rows,
    jobs: jobs.filter(({ known, hash }) => !known?.gone && known?.hash !== hash.hash),
    problems: [...built.problems, ...(mapped?.problems ?? [])],
    ...(times.length > 0 ? { recheckAt: Math.min(...times) } : {}),
  };
}

/** The row of synchronisation that the item was stamped on before. */
function stampedRow({ stored }: ItemWork): Ref | undefined {
  const row = stored?.rows.find(({ adopted, gone }) => adopted && !gone);
  return row ? { table: row.table, id: row.activityId } : undefined;
}

/** Tasks of a note's action items are no notes: the note's mappings do not apply to them (SPEC L-26). */
function isActionItem({ identity }: ActivityRow): boolean {
  return identity.part?.startsWith('action|') ?? false;
}

function jobOf(row: ActivityRow, work: ItemWork, namespace: string): RowJob {
  const id = row.adopts?.id ?? activityId(namespace, row.identity);
  const known = work.stored?.rows.find(({ activityId: written }) => written === id);
  return {
    id,
    row,
    hash: hashRow(row),
    version: work.state.version,
    ...(known ? { known } : {}),
    ...(row.attendees
      ? { attendees: row.attendees.map((one) => ({ id: attendeeId(id, one.address), row: one })) }
      : {}),
    ...(row.absorbs ? { absorbed: row.absorbs.map((part) => activityId(namespace, { ...row.identity, part })) } : {}),
  };
}
