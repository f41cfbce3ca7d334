import type { Operation } from '../dataverse/batch.ts';
import type { Definitions } from '../logging/definitions.ts';
import type { Swept } from '../settings/watch.ts';
import { issueOf } from './issue-row.ts';

/** The row of severity info that says what a change of the settings clears (SPEC L-10). @throws PassingFailure, DataverseError */
export async function sweptIssue(
  { switched, removed, change }: Swept,
  {
    definitions,
    namespace,
    now,
  }: {
    readonly definitions: Definitions;
    readonly namespace: string;
    readonly now: () => number;
  },
): Promise<Operation> {
  const { tables } = await definitions.tables();
  const detail = [
    ...switched.map((kind) => `${kind} logging was switched off with its parent`),
    ...removed.map(({ name, column, table }) => `mapping "${name}" to ${column} of ${table} was removed`),
  ].join('; ');
  const subject = { id: `settings|${change}`, severity: 'info' as const };
  return issueOf(subject, { code: 'settings-swept', detail }, { namespace, tables, now: now() }).write;
}
