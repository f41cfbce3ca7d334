import type { Operation } from '../dataverse/batch.ts';
import { DataverseError } from '../dataverse/errors.ts';
import { PassingFailure } from '../failures.ts';
import { safeError } from '../log.ts';
import { issueOperations } from '../issues/item-issues.ts';
import { writeIssues } from '../issues/write-issues.ts';
import type { WrittenRow } from '../queue/types.ts';
import { reason } from '../reasons.ts';
import type { ItemResult, LoggingContext } from './context.ts';
import { decideItem, type ItemWork } from './items.ts';
import { outcomeOfRows, retryAt } from './outcomes.ts';
import { type Planned, planItem } from './plan.ts';
import { type Loggable, prepare } from './prepare.ts';
import { type Tables, withTables } from './row-body.ts';
import { sendAll, type SentOutcome } from './send.ts';
import { writeRow } from './write-row.ts';

/** Decides, resolves, builds and writes items. Never throws for one item's sake: every item has a result. */
export async function processItems(
  items: readonly ItemWork[],
  context: LoggingContext,
): Promise<Map<string, ItemResult>> {
  const plans = new Map<string, Planned>();
  const results = await writeItems(items, context, plans);
  return tellIssues(items, results, plans, context);
}

/** @param table the table the items' rows were found in, when that is not the one the settings name. */
async function writeItems(
  items: readonly ItemWork[],
  context: LoggingContext,
  plans: Map<string, Planned>,
  table?: string,
): Promise<Map<string, ItemResult>> {
  const results = new Map<string, ItemResult>();
  const loggable: Loggable[] = [];
  for (const work of items) {
    const decision = decideItem(work, context.configuration().settings, table);
    if (decision.do === 'log') loggable.push({ work, decision });
    else results.set(work.id, { outcome: decision, rows: [] });
  }
  for (const [source, group] of Map.groupBy(loggable, ({ work }) => work.state.source)) {
    for (const [id, result] of await logGroup(source, group, context, plans)) results.set(id, result);
  }
  return results;
}

async function logGroup(
  source: string,
  group: readonly Loggable[],
  context: LoggingContext,
  plans: Map<string, Planned>,
): Promise<Map<string, ItemResult>> {
  const results = new Map<string, ItemResult>();
  const planned: Planned[] = [];
  let tables: Tables;
  try {
    const prepared = await prepare(source, group, context);
    // After it: a column of a mapping may be younger than the definitions that were known.
    const definitions = await context.tables();
    tables = withTables(definitions.tables, prepared.lookupTables);
    for (const [id, result] of prepared.left) results.set(id, result);
    for (const one of prepared.items) {
      const plan = attempt(one.work, context, () => planItem(one, definitions.limits, prepared.find, context));
      if ('outcome' in plan) results.set(one.work.id, plan);
      else planned.push(plan);
    }
  } catch (error) {
    for (const { work } of group) results.set(work.id, putOff(work, error, context));
    return results;
  }
  for (const plan of planned) plans.set(plan.work.id, plan);
  for (const [id, result] of await writeAll(planned, tables, context, plans)) results.set(id, result);
  return results;
}

async function writeAll(
  planned: readonly Planned[],
  tables: Tables,
  context: LoggingContext,
  plans: Map<string, Planned>,
): Promise<Map<string, ItemResult>> {
  const jobs = planned.flatMap((plan) => plan.jobs.map((job) => ({ plan, job })));
  const sent = await sendAll(
    jobs.map(({ job }) => writeRow(job, tables)),
    context.writes,
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
    const works = group.map(({ work }) => work);
    for (const [id, result] of await writeItems(works, context, plans, table)) results.set(id, result);
  }
  return results;
}

function resultOf({ work, recheckAt }: Planned, sent: readonly SentOutcome[], context: LoggingContext): ItemResult {
  return {
    outcome: outcomeOfRows(sent, attemptsOf(work), context.now()),
    rows: sent.flatMap((outcome) => ('written' in outcome ? [outcome.written, ...takenOver(work, outcome)] : [])),
    ...(recheckAt === undefined ? {} : { recheckAt }),
  };
}

/** Rows of thread parts that the written row has taken over: they are gone for good (SPEC L-20). */
function takenOver({ stored }: ItemWork, outcome: SentOutcome): WrittenRow[] {
  const removed = outcome.do === 'written' ? (outcome.removed ?? []) : [];
  return (stored?.rows ?? [])
    .filter(({ activityId }) => removed.includes(activityId))
    .map((row) => ({ ...row, gone: true }));
}

/** Writes down what could not be logged as it should, and settles what has been put right (SPEC B-5, F-3). */
async function tellIssues(
  items: readonly ItemWork[],
  results: ReadonlyMap<string, ItemResult>,
  plans: ReadonlyMap<string, Planned>,
  context: LoggingContext,
): Promise<Map<string, ItemResult>> {
  const told = new Map(results);
  try {
    const { tables } = await context.tables();
    const all = items.flatMap((work) => {
      const result = results.get(work.id);
      return result ? [issueOperations({ work, result, plan: plans.get(work.id) }, tables, context)] : [];
    });
    await writeIssues(distinct(all.flatMap(({ operations }) => operations)), context.writes, context.log);
    for (const { work, result, issues } of all) if (issues) told.set(work.id, { ...result, issues });
  } catch (error) {
    // Its rows stand: trying again writes only what is missing.
    for (const work of items) {
      const result = results.get(work.id);
      if (result && result.outcome.do !== 'retry')
        told.set(work.id, { ...putOff(work, error, context), rows: result.rows });
    }
  }
  return told;
}

/** The same row is written once. */
function distinct(operations: readonly Operation[]): Operation[] {
  return [...new Map(operations.map((operation) => [operation.path, operation])).values()];
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
