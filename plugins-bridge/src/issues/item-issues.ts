import { fieldsOf, kindOf, type Problem } from '@activity-logging/activity-model';
import type { Operation } from '../dataverse/batch.ts';
import type { ItemResult, LoggingContext } from '../logging/context.ts';
import type { ItemWork } from '../logging/items.ts';
import type { Planned } from '../logging/plan.ts';
import type { Tables } from '../logging/row-body.ts';
import { type Issue, issueOf, type IssueSubject, settleIssue } from './issue-row.ts';

export interface ItemIssues {
  readonly work: ItemWork;
  readonly result: ItemResult;
  readonly operations: readonly Operation[];
  /** Ids of the issues that are open for it now; absent when nothing was decided. */
  readonly issues?: readonly string[];
}

/** What an item's result says to the admin: problems of its rows, or why it is parked; what no longer holds is settled. Pure. */
export function issueOperations(
  { work, result, plan }: { work: ItemWork; result: ItemResult; plan: Planned | undefined },
  tables: Tables,
  { namespace, now }: Pick<LoggingContext, 'namespace' | 'now'>,
): ItemIssues {
  const { outcome } = result;
  if (outcome.do === 'retry') return { work, result, operations: [] };
  const parked = outcome.do === 'park';
  const problems: readonly Problem[] = parked ? [outcome.reason] : outcome.do === 'skip' ? [] : (plan?.problems ?? []);
  const subject = subjectOf(work, plan, parked ? 'error' : 'warning');
  const say = (about: IssueSubject, problem: Problem): Issue =>
    issueOf(about, problem, { namespace, tables, now: now() });
  // A mapping that cannot be used is one problem, however many items it would have been for.
  const isOfMapping = ({ code }: Problem): boolean => code === 'mapping-not-usable';
  const general = problems
    .filter(isOfMapping)
    .map((problem) => say({ id: `mapping|${problem.mappingId ?? ''}`, severity: 'warning' }, problem));
  const issues = problems
    .filter((problem) => !isOfMapping(problem))
    // Nothing was lost when an invite lacks something; it is only said.
    .map((problem) =>
      say(problem.code === 'recording-incomplete' ? { ...subject, severity: 'info' } : subject, problem),
    );
  const open = new Set(issues.map(({ id }) => id));
  const settled = (work.stored?.issues ?? []).filter((id) => !open.has(id));
  return {
    work,
    result,
    operations: [...[...issues, ...general].map(({ write }) => write), ...settled.map((id) => settleIssue(id, tables))],
    issues: [...open],
  };
}

function subjectOf(work: ItemWork, plan: Planned | undefined, severity: IssueSubject['severity']): IssueSubject {
  const { state, entries } = work;
  const fields = fieldsOf(state);
  const row = plan?.rows[0];
  const lookup = (column: string) => row?.lookups[column] ?? undefined;
  const contact = lookup('al_contactid');
  const account = lookup('al_accountid');
  const owner = lookup('ownerid');
  const occurredOn = fields.occurredOn ?? fields.start;
  const last = entries.at(-1);
  return {
    id: work.id,
    severity,
    kind: kindOf(state.type, fields),
    source: state.source,
    sourceId: state.externalId,
    attempts: Math.max(0, ...entries.map(({ attempts }) => attempts)),
    ...(last ? { entryId: last.id } : {}),
    ...(occurredOn ? { occurredOn } : {}),
    ...(contact ? { contact } : {}),
    ...(account ? { account } : {}),
    ...(owner ? { ownerId: owner.id } : {}),
  };
}
