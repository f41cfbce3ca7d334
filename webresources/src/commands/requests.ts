import {
  auditDailyMetadata,
  auditReportMetadata,
  bridgeRequestMetadata as table,
  interactionLogEntryMetadata,
  loggingIssueMetadata,
  mailboxSetupMetadata,
  RequestStatus,
  RequestType,
} from '@activity-logging/activity-model/metadata';
import { changeSet, createRequest } from './changeSet';
import type { Row } from './page';
import { text, type TextKey } from './texts';

const { columns } = table;
/** Milliseconds a command waits for an answer, and between two looks at the row. */
export const waitsFor = 15_000;
const looksEvery = 500;

/** What a command asks of the bridge (SPEC B-11). */
export interface Question {
  readonly type: RequestType;
  readonly title: TextKey;
  /** Columns of the request that name the row it is about. */
  readonly about: (id: string) => Readonly<Record<string, string>>;
}
export interface Request {
  readonly id: string;
  readonly name: string;
}
/** What the bridge wrote on a request: `al_result` is a JSON object with a sentence, an address to open, or both. */
export interface Answer {
  readonly isDone: boolean;
  readonly message?: string;
  /** https only. */
  readonly url?: string;
}

const boundTo =
  (navigation: string, { entitySetName }: { readonly entitySetName: string }): Question['about'] =>
  (id) => ({ [`${navigation}@odata.bind`]: `/${entitySetName}(${id})` });
/** Rows that a request has no lookup for are named in its parameters. */
const namedBy =
  ({ primaryId }: { readonly primaryId: string }): Question['about'] =>
  (id) => ({ [columns.al_parameters]: JSON.stringify({ [primaryId]: id }) });

const ofIssue = boundTo(table.lookups.al_loggingissueid.navigation.al_loggingissue, loggingIssueMetadata);
const ofMailbox = boundTo(table.lookups.al_mailboxsetupid.navigation.al_mailboxsetup, mailboxSetupMetadata);
const ofEntry = boundTo(
  table.lookups.al_interactionlogentryid.navigation.al_interactionlogentry,
  interactionLogEntryMetadata,
);

export const questions = {
  retry: { type: RequestType.Retry, title: 'retry', about: ofIssue },
  runMailLogging: { type: RequestType.RunMailLogging, title: 'runMailLogging', about: ofMailbox },
  stopMailLogging: { type: RequestType.StopMailLogging, title: 'stopMailLogging', about: ofMailbox },
  validateMailbox: { type: RequestType.ValidateMailbox, title: 'validateMailbox', about: ofMailbox },
  relink: { type: RequestType.Relink, title: 'relink', about: ofMailbox },
  showMessage: { type: RequestType.ShowMessage, title: 'show', about: ofEntry },
  exportAudit: { type: RequestType.ExportAudit, title: 'exportAudit', about: namedBy(auditReportMetadata) },
  verifyAudit: { type: RequestType.VerifyAudit, title: 'verifyAudit', about: namedBy(auditDailyMetadata) },
} as const satisfies Record<string, Question>;

/** Makes one request a row, all or none. Their ids are made here, because a change set does not have to answer with them. */
export async function createRequests({ type, title, about }: Question, rows: readonly Row[]): Promise<Request[]> {
  const requests = rows.map(({ name }) => ({ id: crypto.randomUUID(), name: nameOf(text(title), name) }));
  await changeSet(
    requests.map(({ id, name }, index) =>
      createRequest(table.logicalName, {
        [table.primaryId]: id,
        [columns.al_name]: name,
        [columns.al_requesttype]: type,
        ...about(rows[index]?.id ?? ''),
      }),
    ),
  );
  return requests;
}

function nameOf(title: string, rowName: string): string {
  return (rowName === '' ? title : `${title} – ${rowName}`).slice(0, table.maxLengths.al_name);
}

/** Waits for the answers, all together no longer than `waitsFor`; undefined for a request that has none by then. */
export async function answersTo(requests: readonly Request[]): Promise<(Answer | undefined)[]> {
  const deadline = Date.now() + waitsFor;
  const answers: (Answer | undefined)[] = [];
  for (const { id } of requests) answers.push(await answerTo(id, deadline));
  return answers;
}

async function answerTo(id: string, deadline: number): Promise<Answer | undefined> {
  for (;;) {
    const row: unknown = await Xrm.WebApi.retrieveRecord(
      table.logicalName,
      id,
      `?$select=${columns.al_requeststatus},${columns.al_result}`,
    );
    const answer = readAnswer(row);
    if (answer !== undefined || Date.now() + looksEvery > deadline) return answer;
    await new Promise((resolve) => setTimeout(resolve, looksEvery));
  }
}

function readAnswer(row: unknown): Answer | undefined {
  const status = memberOf(row, columns.al_requeststatus);
  if (status !== RequestStatus.Done && status !== RequestStatus.Refused) return undefined;
  const result = parsed(memberOf(row, columns.al_result));
  const [message, url] = [memberOf(result, 'message'), memberOf(result, 'url')];
  return {
    isDone: status === RequestStatus.Done,
    ...(typeof message === 'string' ? { message } : {}),
    // An address of another sort could run a script in the app.
    ...(typeof url === 'string' && /^https:\/\//i.test(url) ? { url } : {}),
  };
}

/** What is no JSON is a sentence. */
function parsed(result: unknown): unknown {
  if (typeof result !== 'string' || result === '') return undefined;
  try {
    return JSON.parse(result);
  } catch {
    return { message: result };
  }
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** Leads to the requests themselves. */
export function linkTo(requests: readonly Request[]): Xrm.App.Action {
  const [first] = requests;
  if (first !== undefined && requests.length === 1) {
    const form = { entityName: table.logicalName, entityId: first.id };
    return { actionLabel: text('openRequest'), eventHandler: () => void Xrm.Navigation.openForm(form) };
  }
  const list = { pageType: 'entitylist', entityName: table.logicalName } as const;
  return { actionLabel: text('openRequests'), eventHandler: () => void Xrm.Navigation.navigateTo(list) };
}
