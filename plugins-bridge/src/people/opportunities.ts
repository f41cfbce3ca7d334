import type { LoggingSettings, Ref } from '@activity-logging/activity-model';
import type { Operation } from '../dataverse/batch.ts';
import type { DataverseClient } from '../dataverse/client.ts';
import { fetchAny, fetchAttributes, fetchIn } from '../dataverse/fetch-xml.ts';
import type { Metadata, TableInfo } from '../dataverse/metadata.ts';
import { isGuid } from '../dataverse/query.ts';
import { type Row, readBatch } from '../dataverse/read-all.ts';

/** Whose opportunity is asked for. Ids are lower case. */
export interface OpportunityQuestion {
  /** opportunityid the source names. */
  readonly dealId?: string;
  readonly personId?: string;
  readonly accountId?: string;
}

/** Lookups of the opportunity to its person and to its account. */
const personColumns = ['parentcontactid', 'customerid', 'originatingleadid'];
const accountColumns = ['parentaccountid', 'customerid'];
/** A URL inside a batch may have 64 KB. */
const questionsPerQuery = 100;

/**
 * The opportunity of each question (SPEC L-23): the source's deal, when there is such a row, whatever its state; else the open
 * one of the person; without any the open one of the account. With several it is none, or by `mostRecent` the one that was
 * changed last (`modifiedon`): what is logged stands on the person, so the opportunity's own activities do not tell. One request
 * for all questions; without the table there is no answer.
 *
 * @throws PassingFailure, DataverseError
 */
export async function findOpportunities(
  questions: readonly OpportunityQuestion[],
  policy: LoggingSettings['opportunityPolicy'],
  client: DataverseClient,
  metadata: Metadata,
): Promise<(Ref | undefined)[]> {
  const asked = questions.filter((question) => Object.values(question).some(isGuid));
  const info = asked.length > 0 ? await metadata.table('opportunity') : undefined;
  if (!info) return questions.map(() => undefined);
  const queries: Operation[] = [];
  for (let start = 0; start < asked.length; start += questionsPerQuery)
    queries.push(queryOf(asked.slice(start, start + questionsPerQuery), info));
  const found = (await readBatch(client, queries)).flat();
  // Two queries may find the same row.
  const rows = [...new Map(found.map((row) => [row[info.primaryId], row])).values()];
  return questions.map((question) => {
    const id = answerOf(question, rows, info.primaryId, policy);
    return id === undefined ? undefined : { table: 'opportunity', id };
  });
}

function queryOf(questions: readonly OpportunityQuestion[], info: TableInfo): Operation {
  const has = (name: string): boolean => info.columns.has(name);
  const among = (columns: readonly string[], ids: readonly string[]): string[] =>
    ids.length > 0 ? columns.filter(has).map((column) => fetchIn(column, ids)) : [];
  const owners = [
    ...among(personColumns, idsOf(questions, 'personId')),
    ...among(accountColumns, idsOf(questions, 'accountId')),
  ];
  const open = '<condition attribute="statecode" operator="eq" value="0"/>';
  const conditions = [
    ...among([info.primaryId], idsOf(questions, 'dealId')),
    ...(owners.length > 0 ? [`<filter type="and">${open}<filter type="or">${owners.join('')}</filter></filter>`] : []),
  ];
  const lookups = [...new Set([...personColumns, ...accountColumns])].filter(has);
  return fetchAny(info, fetchAttributes([info.primaryId, 'statecode', 'modifiedon', ...lookups]), conditions);
}

function idsOf(questions: readonly OpportunityQuestion[], name: keyof OpportunityQuestion): string[] {
  return [...new Set(questions.flatMap((question) => question[name] ?? []))].filter(isGuid);
}

function answerOf(
  { dealId, personId, accountId }: OpportunityQuestion,
  rows: readonly Row[],
  idColumn: string,
  policy: LoggingSettings['opportunityPolicy'],
): string | undefined {
  const idOf = (row: Row): string => String(row[idColumn]).toLowerCase();
  const deal = dealId === undefined ? undefined : rows.find((row) => idOf(row) === dealId);
  if (deal) return idOf(deal);
  const openOf = (columns: readonly string[], id: string | undefined): Row[] =>
    id === undefined
      ? []
      : rows.filter(
          (row) =>
            row['statecode'] === 0 && columns.some((name) => String(row[`_${name}_value`] ?? '').toLowerCase() === id),
        );
  const ofPerson = openOf(personColumns, personId);
  const open = ofPerson.length > 0 ? ofPerson : openOf(accountColumns, accountId);
  if (open.length > 1 && policy === 'none') return undefined;
  const age = (row: Row): string => `${String(row['modifiedon'] ?? '')}|${idOf(row)}`;
  const [latest] = open.toSorted((a, b) => (age(a) > age(b) ? -1 : 1));
  return latest && idOf(latest);
}
