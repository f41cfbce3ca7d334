import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SampleEvent, sampleEvents, sendEvents } from '@activity-logging/samples';
import { drained } from '../../tools/start/bridge-status.ts';
import { type Stack, startStack } from '../../tools/start/stack.ts';

/** "Today" of the tests' samples. Meetings to come stay to come, because it is the real today. */
const base = Math.floor(Date.now() / 60_000) * 60_000;

/** The samples all stacks of one test file get. */
export const samples: readonly SampleEvent[] = sampleEvents({ base });

export interface TestStack extends Stack {
  /** Posts events as the source would, again while the bridge is away. */
  send(events: readonly SampleEvent[]): Promise<void>;
  /** Sends events and waits until all are settled. The bridge must stay: use `send` for one that is killed. */
  post(events: readonly SampleEvent[]): ReturnType<typeof drained>;
}

/**
 * A whole stack in a temporary folder on free ports.
 * @param switches of the local Dataverse, `name=value`
 */
export async function testStack(switches: readonly string[] = []): Promise<TestStack> {
  const dataDir = mkdtempSync(join(tmpdir(), 'activity-logging-'));
  const stack = await startStack({ dataDir, switches });
  const send = async (events: readonly SampleEvent[]) => {
    await sendEvents(`${stack.bridgeUrl}/sources/salesloft`, events, {
      callbackToken: stack.callbackToken,
      attempts: 60,
      pauseMs: 250,
    });
  };
  return {
    ...stack,
    send,
    post: async (events) => {
      await send(events);
      return drained(stack.adminUrl, { timeoutMs: 60_000 });
    },
    stop: async () => {
      await stack.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

const tables = { task: 'tasks', email: 'emails', phonecall: 'phonecalls', appointment: 'appointments' } as const;
const compared = [
  'subject',
  'description',
  'statecode',
  'statuscode',
  'actualend',
  'scheduledend',
  '_regardingobjectid_value',
  '_ownerid_value',
  'al_sourcesystem',
  'al_sourceid',
  'al_sourceversion',
  'al_rowhash',
  'al_kind',
  'al_occurredon',
  'al_body',
  'al_snippet',
  '_al_contactid_value',
  '_al_accountid_value',
  '_al_leadid_value',
  'al_disposition',
  'al_dispositiontext',
  'al_sentiment',
  'al_recordingurl',
] as const;

export type ActivityRecord = Record<string, unknown> & { readonly table: string; readonly activityid: string };

/** Every activity with the columns that matter and its parties, by id: two stacks that were told the same must be equal. */
export async function dumpActivities({ crm }: Pick<Stack, 'crm'>): Promise<ActivityRecord[]> {
  const all: ActivityRecord[] = [];
  for (const [table, set] of Object.entries(tables)) {
    const query = `${set}?$select=activityid,${compared.join(',')}&$expand=${table}_activity_parties($select=participationtypemask,addressused,_partyid_value)&$orderby=activityid`;
    const { value } = (await crm.call('GET', query)) as { value: Record<string, unknown>[] };
    for (const row of value) {
      const parties = (row[`${table}_activity_parties`] as Record<string, unknown>[])
        .map(
          (party) => `${party['participationtypemask']} ${party['_partyid_value'] ?? ''} ${party['addressused'] ?? ''}`,
        )
        .sort();
      const columns = Object.fromEntries(compared.map((name) => [name, row[name] ?? null]));
      all.push({ table, activityid: String(row['activityid']), parties, ...columns });
    }
  }
  return all;
}
