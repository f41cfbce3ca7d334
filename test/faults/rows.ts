/** Reads rows back over HTTP and compares them with what the sender knows. */
import type { Crm } from '../../tools/start/crm.ts';
import { expectedRows, filterOf, type Item, keyOf, type Row } from './items.ts';

const sets = ['tasks', 'emails', 'phonecalls', 'appointments'] as const;
const columns = [
  'activityid',
  'subject',
  'description',
  'statecode',
  'statuscode',
  'scheduledstart',
  '_regardingobjectid_value',
  'al_sourceid',
  'al_sourceversion',
  'al_recordingurl',
] as const;

export interface Differences {
  readonly lost: number;
  readonly doubled: number;
  /** Rows that do not say what their item says. */
  readonly wrong: number;
  readonly all: readonly string[];
}

/**
 * Every item in exactly one right row (or as many as its kind has). One whose sender gave up may have none.
 *
 * @param prefixes of the items' ids
 */
export async function compareRows(
  crm: Pick<Crm, 'call'>,
  items: readonly Item[],
  prefixes: readonly string[],
): Promise<Differences> {
  const found = await readRows(crm, prefixes);
  const known = new Set<string>();
  const all: string[] = [];
  let [lost, doubled, wrong] = [0, 0, 0];
  for (const item of items) {
    for (const expected of expectedRows(item)) {
      known.add(expected.key);
      const rows = found.get(expected.key) ?? [];
      const name = `${item.kind} ${expected.key} (version ${item.versions})`;
      if (rows.length > 1) {
        doubled += rows.length - 1;
        all.push(`doubled: ${name} is in ${rows.map((row) => `${row['set']}(${row['activityid']})`).join(', ')}`);
      }
      const [row] = rows;
      if (!row) {
        if (item.unsure) continue;
        lost += 1;
        all.push(`lost: ${name} is in no row`);
        continue;
      }
      const wanted: Row = { set: expected.set, ...expected.columns };
      const differing = Object.keys(wanted).filter((column) => row[column] !== wanted[column]);
      if (differing.length === 0) continue;
      wrong += 1;
      const told = differing.map(
        (name) => `${name} is ${JSON.stringify(row[name])}, not ${JSON.stringify(wanted[name])}`,
      );
      all.push(`wrong: ${name} in ${row['set']}(${row['activityid']}): ${told.join('; ')}`);
    }
  }
  for (const [key, rows] of found) {
    if (known.has(key)) continue;
    doubled += rows.length;
    all.push(
      `doubled: nothing was told that makes ${rows.map((row) => `${row['set']} '${row['subject']}'`).join()} (${key})`,
    );
  }
  return { lost, doubled, wrong, all };
}

/** By {@link keyOf}. */
async function readRows(crm: Pick<Crm, 'call'>, prefixes: readonly string[]): Promise<Map<string, Row[]>> {
  const found = new Map<string, Row[]>();
  for (const set of sets) {
    for (const prefix of prefixes) {
      const own = columns.filter((column) => set === 'appointments' || column !== 'scheduledstart');
      let path: string | undefined = `${set}?$select=${own.join(',')}&$filter=${encodeURIComponent(filterOf(prefix))}`;
      while (path !== undefined) {
        const answer = (await crm.call('GET', path)) as { value: Row[]; '@odata.nextLink'?: string };
        for (const row of answer.value) {
          const key = keyOf(row);
          found.set(key, [...(found.get(key) ?? []), { ...row, set }]);
        }
        path = answer['@odata.nextLink']?.replace(/^.*\/api\/data\/v9\.2\//, '');
      }
    }
  }
  return found;
}
