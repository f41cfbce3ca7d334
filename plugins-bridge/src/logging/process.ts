import {
  buildRows,
  type Decision,
  type Limits,
  type LoggingSettings,
  type People,
} from '@activity-logging/activity-model';
import type { Logger } from 'pino';
import type { DataverseClient } from '../dataverse/client.ts';
import { DataverseError } from '../dataverse/errors.ts';
import { PassingFailure } from '../failures.ts';
import { safeError } from '../log.ts';
import type { CrmDirectory } from '../people/crm-directory.ts';
import { resolvePeople } from '../people/resolve.ts';
import { resolveReferences, type Wanted } from '../people/wanted.ts';
import type { Outcome, WrittenRow } from '../queue/types.ts';
import { reason } from '../reasons.ts';
import type { Source } from '../sources/types.ts';
import { htmlTools } from './html.ts';
import { decideItem, type ItemWork } from './items.ts';
import { outcomeOfRows, retryAt } from './outcomes.ts';
import type { Tables } from './row-body.ts';
import { activityId, hashRow } from './row-id.ts';
import { sendAll, type SentOutcome } from './send.ts';
import type { RowJob } from './row-job.ts';
import { writeRow } from './write-row.ts';

export interface LoggingContext {
  readonly client: DataverseClient;
  readonly crm: CrmDirectory;
  readonly sources: readonly Source[];
  readonly settings: () => LoggingSettings;
  /** Definitions of all tables that rows touch, and what texts are cut to. @throws PassingFailure, DataverseError */
  readonly tables: () => Promise<{ readonly tables: Tables; readonly limits: Limits }>;
  /** UUID the rows' ids are derived under. */
  readonly namespace: string;
  /** systemuserid of the bridge. */
  readonly ownId: string;
  readonly batchSize: () => number;
  readonly log: Logger;
  readonly now: () => number;
}

/** What became of an item. */
export interface ItemResult {
  readonly outcome: Outcome;
  readonly rows: readonly WrittenRow[];
  /** Moment at which its row changes by itself, milliseconds since 1970. */
  readonly recheckAt?: number;
}

interface Planned {
  readonly work: ItemWork;
  readonly jobs: readonly RowJob[];
  readonly recheckAt?: number;
}

/** Decides, resolves, builds and writes items. Never throws for one item's sake: every item has a result. */
export async function processItems(
  items: readonly ItemWork[],
  context: LoggingContext,
  table?: string,
): Promise<Map<string, ItemResult>> {
  const results = new Map<string, ItemResult>();
  const loggable: Loggable[] = [];
  for (const work of items) {
    const decision = decideItem(work, context.settings(), table);
    if (decision.do === 'log') loggable.push({ work, decision });
    else results.set(work.id, { outcome: decision, rows: [] });
  }
  const bySource = Map.groupBy(loggable, ({ work }) => work.state.source);
  for (const [source, group] of bySource) {
    for (const [id, result] of await logGroup(source, group, context)) results.set(id, result);
  }
  return results;
}

interface Loggable {
  readonly work: ItemWork;
  readonly decision: Extract<Decision, { do: 'log' }>;
}

async function logGroup(
  source: string,
  group: readonly Loggable[],
  context: LoggingContext,
): Promise<Map<string, ItemResult>> {
  const results = new Map<string, ItemResult>();
  const planned: Planned[] = [];
  let tables: Tables;
  try {
    const directory = context.sources.find(({ name }) => name === source)?.directory;
    const wanted = await resolveReferences(
      group.map(({ work }) => work.state),
      directory,
    );
    const settings = context.settings();
    const owners = {
      ownId: context.ownId,
      ...(settings.defaultOwnerId ? { defaultOwnerId: settings.defaultOwnerId } : {}),
    };
    const [resolved, definitions] = await Promise.all([resolvePeople(wanted, context.crm, owners), context.tables()]);
    tables = definitions.tables;
    group.forEach((loggable, index) => {
      const { work } = loggable;
      const found = resolved[index];
      const one = wanted[index];
      if (!found || !one) return;
      if (!found.found)
        results.set(work.id, { outcome: { do: 'park', reason: found.reason, awaits: found.awaits }, rows: [] });
      else {
        const plan = attempt(work, context, () => planRows(loggable, one, found.people, definitions.limits, context));
        if ('outcome' in plan) results.set(work.id, plan);
        else planned.push(plan);
      }
    });
  } catch (error) {
    for (const { work } of group) results.set(work.id, putOff(work, error, context));
    return results;
  }
  for (const [id, result] of await writeAll(planned, tables, context)) results.set(id, result);
  return results;
}

/** The rows an item should have, those that stand already left out. */
function planRows(
  { work, decision }: Loggable,
  wanted: Wanted,
  people: People,
  limits: Limits,
  context: LoggingContext,
): Planned {
  const settings = context.settings();
  const rows = buildRows({
    item: wanted.item,
    decision,
    people,
    settings,
    limits,
    html: htmlTools,
    now: new Date(context.now()),
  });
  const jobs = rows.map((row): RowJob => {
    const id = activityId(context.namespace, row.identity);
    const known = work.stored?.rows.find(({ activityId: written }) => written === id);
    return { id, row, hash: hashRow(row), version: work.state.version, ...(known ? { known } : {}) };
  });
  const times = rows.flatMap(({ recheckAt }) => (recheckAt ? Date.parse(recheckAt) : []));
  return {
    work,
    jobs: jobs.filter(({ known, hash }) => !known?.gone && known?.hash !== hash.hash),
    ...(times.length > 0 ? { recheckAt: Math.min(...times) } : {}),
  };
}

async function writeAll(
  planned: readonly Planned[],
  tables: Tables,
  context: LoggingContext,
): Promise<Map<string, ItemResult>> {
  const jobs = planned.flatMap((plan) => plan.jobs.map((job) => ({ plan, job })));
  const sent = await sendAll(
    jobs.map(({ job }) => writeRow(job, tables)),
    context.client,
    context.batchSize(),
  );
  const results = new Map<string, ItemResult>();
  const elsewhere: { work: ItemWork; table: string }[] = [];
  for (const plan of planned) {
    const own = sent.filter((_, index) => jobs[index]?.plan === plan);
    const moved = own.find((outcome) => outcome.do === 'elsewhere');
    if (moved) elsewhere.push({ work: plan.work, table: moved.table });
    else results.set(plan.work.id, resultOf(plan, own, context));
    if (own.some((outcome) => outcome.do === 'retry' && outcome.stale)) context.crm.forget();
  }
  // Logged before a setting changed, when the queue was another: built anew for the table the row is in (SPEC L-9).
  for (const [table, group] of Map.groupBy(elsewhere, (one) => one.table)) {
    for (const [id, result] of await processItems(
      group.map(({ work }) => work),
      context,
      table,
    ))
      results.set(id, result);
  }
  return results;
}

function resultOf({ work, recheckAt }: Planned, sent: readonly SentOutcome[], context: LoggingContext): ItemResult {
  return {
    outcome: outcomeOfRows(sent, attemptsOf(work), context.now()),
    rows: sent.flatMap((outcome) => ('written' in outcome ? [outcome.written] : [])),
    ...(recheckAt === undefined ? {} : { recheckAt }),
  };
}

function attemptsOf(work: ItemWork): number {
  return Math.max(0, ...work.entries.map(({ attempts }) => attempts));
}

/** A mistake of ours on one item must not hold up the others. */
function attempt<T>(work: ItemWork, { log }: LoggingContext, run: () => T): T | ItemResult {
  try {
    return run();
  } catch (error) {
    const name = error instanceof Error ? error.name : typeof error;
    log.error({ item: work.id, error: safeError(error) }, 'the bridge failed on an item');
    return { outcome: { do: 'park', reason: reason('internal-error', name) }, rows: [] };
  }
}

function putOff(work: ItemWork, error: unknown, { log, now }: LoggingContext): ItemResult {
  const passing = error instanceof PassingFailure;
  const refused = error instanceof DataverseError;
  if (!passing && !refused) log.error({ error: safeError(error) }, 'a batch of items failed');
  const why = passing
    ? error.reason
    : reason('platform-unavailable', refused ? `HTTP ${error.error.status} ${error.error.code}` : 'unexpected answer');
  return {
    outcome: {
      do: 'retry',
      at: retryAt(attemptsOf(work), passing ? error.retryAfterMs : undefined, now()),
      reason: why,
    },
    rows: [],
  };
}
