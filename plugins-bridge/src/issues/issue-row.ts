import { cutText, type Kind, kindValues, type Problem, type Ref } from '@activity-logging/activity-model';
import { loggingIssueMaxLengths, Severity } from '@activity-logging/activity-model/metadata';
import type { Operation } from '../dataverse/batch.ts';
import { bind, type Tables } from '../logging/row-body.ts';
import { issueId } from '../logging/row-id.ts';
import { describeReason } from '../reasons.ts';

/** What an issue is about. */
export interface IssueSubject {
  /** Item of the queue, or another name that is the same each time the same thing goes wrong. */
  readonly id: string;
  readonly severity: 'info' | 'warning' | 'error';
  readonly kind?: Kind;
  readonly source?: string;
  readonly sourceId?: string;
  /** Entry of the queue, for another try. */
  readonly entryId?: string;
  readonly occurredOn?: string;
  readonly contact?: Ref;
  readonly account?: Ref;
  /** systemuserid of whoever did it. */
  readonly ownerId?: string;
  readonly attempts?: number;
}

export interface Issue {
  readonly id: string;
  readonly write: Operation;
}

const table = 'al_loggingissue';
const lengths = loggingIssueMaxLengths;
const severities = { info: Severity.Info, warning: Severity.Warning, error: Severity.Error } as const;

/** The row of a problem, as an upsert by its own key: the same problem of the same item is one row. */
export function issueOf(
  subject: IssueSubject,
  problem: Problem,
  { namespace, tables, now }: { readonly namespace: string; readonly tables: Tables; readonly now: number },
): Issue {
  const id = issueId(namespace, [subject.id, problem.code, problem.field, problem.column, problem.mappingId]);
  const { fix } = describeReason(problem);
  const info = tables.get(table);
  const lookup = (column: string, ref: Ref | undefined): Record<string, unknown> =>
    ref ? bind(info, column, ref, tables) : {};
  const body = {
    al_name: cutText(textOf(problem), lengths.al_name),
    al_issuekeytext: id,
    al_severity: severities[subject.severity],
    al_code: cutText(problem.code, lengths.al_code),
    al_reason: cutText(textOf(problem), lengths.al_reason),
    al_fixhint: cutText(fix, lengths.al_fixhint) || null,
    al_kind: subject.kind ? kindValues[subject.kind] : null,
    al_sourcesystem: cut(subject.source, lengths.al_sourcesystem),
    al_sourceid: cut(subject.sourceId, lengths.al_sourceid),
    al_eventid: cut(subject.entryId, lengths.al_eventid),
    al_occurredon: subject.occurredOn ?? null,
    al_field: cut(problem.field, lengths.al_field),
    al_value: cut(problem.value, lengths.al_value),
    al_targetcolumn: cut(problem.column, lengths.al_targetcolumn),
    al_attempts: (subject.attempts ?? 0) + 1,
    al_lasttriedon: new Date(now).toISOString(),
    statecode: 0,
    statuscode: 1,
    ...lookup('al_contactid', subject.contact?.table === 'contact' ? subject.contact : undefined),
    ...lookup('al_accountid', subject.account),
    ...lookup('al_fieldmappingid', problem.mappingId ? { table: 'al_fieldmapping', id: problem.mappingId } : undefined),
    ...lookup('ownerid', subject.ownerId ? { table: 'systemuser', id: subject.ownerId } : undefined),
  };
  return { id, write: { method: 'PATCH', path: `${info.set}(${id})`, body } };
}

/** Marks an issue as settled; one that somebody deleted stays deleted. */
export function settleIssue(id: string, tables: Tables): Operation {
  return {
    method: 'PATCH',
    path: `${tables.get(table).set}(${id})`,
    headers: { 'If-Match': '*' },
    body: { statecode: 1, statuscode: 2 },
  };
}

/** One sentence that names field, value, column and reason (SPEC F-3). */
function textOf(problem: Problem): string {
  const { text } = describeReason({
    code: problem.code,
    ...(problem.detail === undefined ? {} : { detail: problem.detail }),
  });
  const about = [
    problem.field ? `field ${problem.field}` : '',
    problem.value === undefined ? '' : `value "${problem.value}"`,
    problem.column ? `column ${problem.column}` : '',
  ].filter(Boolean);
  return about.length > 0 ? `${text} [${about.join(', ')}]` : text;
}

function cut(text: string | undefined, limit: number): string | null {
  return text ? cutText(text, limit) : null;
}
