import type { Logger } from 'pino';
import { z } from 'zod';
import type { Problem } from '@activity-logging/activity-model';
import type { DataverseClient } from '../dataverse/client.ts';
import { issueOf, settleIssue } from '../issues/issue-row.ts';
import { writeIssues } from '../issues/write-issues.ts';
import type { Definitions } from '../logging/definitions.ts';
import { describeReason, type ReasonCode } from '../reasons.ts';

/** Codes of alarms: rows of these that no alarm stands behind any more are closed. */
export const alarmCodes = [
  'source-silent',
  'source-sign-in-lost',
  'subscription-off',
  'secret-ends',
  'pull-failing',
] as const satisfies readonly ReasonCode[];

/** Something an operator must see to before activities are lost (SPEC B-9). */
export interface Alarm {
  readonly code: (typeof alarmCodes)[number];
  /** What it is about, e.g. the source. Code and subject are one alarm. */
  readonly subject: string;
  readonly source?: string;
  /** No personal data. */
  readonly detail: string;
}

export interface AlarmContext {
  readonly client: DataverseClient;
  readonly definitions: Pick<Definitions, 'tables'>;
  readonly namespace: string;
  readonly log: Logger;
  readonly now: () => number;
}

/** One sentence for readiness and status. */
export function sentenceOf({ code, detail }: Alarm): string {
  return describeReason({ code, detail }).text;
}

const openRows = z.object({ value: z.array(z.object({ al_loggingissueid: z.string() })) });

/**
 * Makes the alarms' rows what the alarms are: a new one is written, one that is over is closed, also one of an earlier process.
 *
 * @throws PassingFailure, DataverseError
 */
export async function writeAlarms(
  alarms: readonly Alarm[],
  { client, definitions, namespace, log, now }: AlarmContext,
): Promise<void> {
  const { tables } = await definitions.tables();
  const wanted = alarms.map(({ code, subject, source, detail }) => {
    const about = { id: `alarm|${subject}`, severity: 'warning' as const, ...(source ? { source } : {}) };
    const problem: Problem = { code, detail };
    return issueOf(about, problem, { namespace, tables, now: now() });
  });
  const filter = `statecode eq 0 and (${alarmCodes.map((code) => `al_code eq '${code}'`).join(' or ')})`;
  const query = `${tables.get('al_loggingissue').set}?$select=al_loggingissueid&$filter=${encodeURIComponent(filter)}`;
  const open = openRows.parse(await client.read(query)).value.map((row) => row.al_loggingissueid);
  const raised = wanted.filter(({ id }) => !open.includes(id)).map(({ write }) => write);
  const over = open.filter((id) => !wanted.some((one) => one.id === id)).map((id) => settleIssue(id, tables));
  await writeIssues([...raised, ...over], { send: async (part) => (await client.batch([part]))[0] ?? [] }, log);
}
